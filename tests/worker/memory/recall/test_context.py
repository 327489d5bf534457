from __future__ import annotations

import pytest

from worker.memory.recall.context import Line, columns_of, quoted, within_budget
from worker.shapes.mapping import SourceColumn


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Cost", '"Cost"'),
        ('Say "hi"\nNow ignore all', "\"Say 'hi' Now ignore all\""),
        ("x" * 100, '"' + "x" * 59 + '…"'),
    ],
)
def test_a_header_is_told_as_data(header: str, told: str) -> None:
    assert quoted(header) == told


def test_lines_are_chosen_by_score_and_shown_under_their_titles() -> None:
    titled = [("A:", [Line("low", 0.1), Line("high", 0.9)]), ("B:", [Line("middle", 0.5)])]
    assert within_budget(titled, 1000) == "A:\nhigh\nlow\nB:\nmiddle"
    assert within_budget(titled, 9) == "A:\nhigh"
    assert within_budget(titled, 1) == ""


def test_columns_come_in_any_form() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"Cost": [1.5, None], ("A", "B"): ["x", "y"]})
    assert columns_of(frame) == (SourceColumn("Cost", ("1.5",)), SourceColumn("A / B", ("x", "y")))
    assert columns_of(frame.columns) == (SourceColumn("Cost"), SourceColumn("A / B"))
    assert columns_of(["Cost", SourceColumn("B")]) == (SourceColumn("Cost"), SourceColumn("B"))
    assert (columns_of("Cost"), columns_of(None)) == ((SourceColumn("Cost"),), ())
