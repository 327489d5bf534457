"""A '?' where a code page had no sign for a currency."""

from __future__ import annotations

import pytest

from worker.plans.files.lost_signs import without_lost_signs
from worker.shapes.grid import Cell


@pytest.mark.parametrize(
    "column",
    [
        ["Cost", "100 ?", "200 ?"],  # two are questions
        ["Cost", "100", "200 ?", "300", "400 ?", "500", "600 ?"],  # doubts here and there
        ["In budget?", "yes?", "no?", "5 or 6?", "?", "??"],
        ["Cost", "100 ₺", "200 ₺", "300 ₺"],
        [None, None],
    ],
)
def test_it_is_left_alone(column: list[Cell]) -> None:
    rows = [["Site", cell] for cell in column]
    assert without_lost_signs(rows) == ()
    assert [cell for _, cell in rows] == column


@pytest.mark.parametrize(
    ("column", "amounts"),
    [
        (["Tutar", "162.000,00 ?", "155.400,00 ?", "21.600 ?"], ["162.000,00", "155.400,00", "21.600"]),
        (["Стоимость", "1 200?", "-300?", "(50) ?", "TBD"], ["1 200", "-300", "(50)", "TBD"]),
        (
            ["Cost", "? 1,20,000", "?2,500.50", "? 40", None, "Total"],
            ["1,20,000", "2,500.50", "40", None, "Total"],
        ),
    ],
)
def test_the_mark_is_taken_off_and_said(column: list[Cell], amounts: list[Cell]) -> None:
    rows = [["Site", cell] for cell in column]
    (finding,) = without_lost_signs(rows)
    assert [cell for _, cell in rows[1:]] == amounts
    assert (finding.code, "3 amounts" in finding.sentence) == ("currency-sign-lost", True)
