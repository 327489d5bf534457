"""One part of a cell's look changes; the rest of it, and of its neighbours, stays."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from xl_addin.engines.files.styles import restyle


def test_each_keeps_what_was_not_changed() -> None:
    sheet = Workbook().active
    red, blue, plain = sheet["A1"], sheet["A2"], sheet["A3"]
    red.font, blue.font = Font(color="FFFF0000"), Font(color="FF0000FF", italic=True)
    red.number_format = "0.00"
    restyle([red, blue, plain], "font", lambda font: setattr(font, "bold", True))
    assert [cell.font.bold for cell in (red, blue, plain)] == [True] * 3
    assert (red.font.color.rgb, blue.font.color.rgb) == ("FFFF0000", "FF0000FF")
    assert (red.font.italic, blue.font.italic) == (False, True)
    assert (red.number_format, blue.number_format) == ("0.00", "General")


def test_cells_that_looked_alike_do_not_hang_together_afterwards() -> None:
    sheet = Workbook().active
    first, second = sheet["A1"], sheet["A2"]
    restyle([first, second], "alignment", lambda alignment: setattr(alignment, "wrap_text", True))
    first.font = Font(bold=True)
    assert not second.font.bold
    assert second.alignment.wrap_text


@pytest.mark.parametrize("cells", [5, 500])
def test_a_change_is_made_once_for_all_that_look_alike(cells: int) -> None:
    sheet = Workbook().active
    made: list[object] = []
    restyle((sheet.cell(row, 1) for row in range(1, cells + 1)), "font", made.append)
    assert len(made) == 1
