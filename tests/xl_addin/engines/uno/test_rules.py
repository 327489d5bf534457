"""What LibreOffice does with a rule: kept is not yet drawn."""

from __future__ import annotations

from typing import Any


def test_a_data_bar_reaches_its_cells_and_leaves_what_they_hold(office_books: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    block = sheet["A1:A3"]
    block.value = [["=1/10"], [0.5], ["text"]]
    sheet["A2"].color = (1, 2, 3)
    block.data_validation.set_list(["a", "b"])
    block.conditional_formats.add_data_bar((116, 169, 207), minimum=0, maximum=1)
    cells = block.impl.xl
    assert cells.getPropertyState("ConditionalFormat").value == "DIRECT_VALUE"
    assert len(block.conditional_formats) == 1
    assert block.formula == (("=1/10",), ("0.5",), ("text",))
    assert (sheet["A2"].color, block.data_validation.type) == ((1, 2, 3), "list")
