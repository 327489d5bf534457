"""What the lines of two tables say of each other, whatever their sheets are called."""

from __future__ import annotations

from typing import Any

import pytest

from worker.plans.versions.lines_in_common import Cells, compare


def table(*lines: tuple[str, float], **more: list[Any]) -> Cells:
    return {"vendor": [name for name, _ in lines], "cost": [cost for _, cost in lines], **more}


THREE = (("Alder", 910.0), ("Birch", 1320.0), ("Cedar", 470.0))
RAISED = tuple((name, cost * 2) for name, cost in THREE)
NAMES = {"format": ["Video"], "start": ["1 March"], "end": ["31 March"]}


@pytest.mark.parametrize(
    ("a", "b", "says_copy", "repeats", "differs"),
    [
        pytest.param(table(*THREE), table(("Fir", 5.0)), False, False, False, id="no line in common"),
        pytest.param(table(*THREE), table(*THREE[:2]), False, False, False, id="two lines, one amount each"),
        pytest.param(table(*THREE), table(*RAISED), False, False, True, id="other amounts"),
        pytest.param(table(*THREE), table(*THREE), False, True, False, id="the same"),
        pytest.param(table(*THREE), table(*THREE[:1]), True, True, False, id="one line of it, named a copy"),
        pytest.param(
            table(*THREE), table(*THREE, remark=["ok", "", ""]), False, True, False, id="a column more"
        ),
        pytest.param(
            table(*THREE[:2]), table(RAISED[0], ("Daisy", 5.0)), False, False, False, id="one line of two"
        ),
        pytest.param(
            table(*THREE),
            table(*RAISED[:2], ("Daisy", 5.0), ("Elm", 7.0)),
            False,
            False,
            False,
            id="two of three lines",
        ),
        pytest.param(table(THREE[0]), table(RAISED[0]), False, False, False, id="one line, one name"),
        pytest.param(
            table(THREE[0], **NAMES), table(RAISED[0], **NAMES), False, False, True, id="one line, many names"
        ),
        pytest.param(
            table(*THREE, market=["AT"] * 3),
            table(*RAISED, market=["HU"] * 3),
            False,
            False,
            False,
            id="two markets",
        ),
        pytest.param(
            table(("Alder", 1.0), ("Alder", 2.0), ("Birch", 3.0)),
            table(("Alder", 1.0), ("Alder", 5.0), ("Birch", 3.0)),
            False,
            False,
            False,
            id="names that come twice tell no line from another",
        ),
    ],
)
def test_lines_in_common(a: Cells, b: Cells, says_copy: bool, repeats: bool, differs: bool) -> None:
    both = compare(a, b)
    assert both is not None
    assert (both.repeats(says_copy), both.differs) == (repeats, differs)


def test_half_of_the_lines_with_other_amounts_or_with_many_equal_ones_overlap() -> None:
    both = [
        compare(table(*THREE), other) for other in (table(*RAISED[:2]), table(RAISED[0]), table(*THREE[:2]))
    ]
    assert [one is not None and one.overlaps for one in both] == [True, False, False]
    more: dict[str, list[Any]] = {"units": [40, 50, 60], "views": [7, 8, 9]}
    edited = (*THREE[:2], ("Fir", 470.0))
    several, other = (
        compare(table(*THREE, **more), table(*edited, **more)),
        compare(table(*THREE), table(*edited)),
    )
    assert [one is not None and one.overlaps for one in (several, other)] == [True, False]


@pytest.mark.parametrize("other", [{"contact": ["Ann"]}, {"vendor": ["Alder"]}])
def test_tables_without_shared_names_or_amounts_are_not_compared(other: Cells) -> None:
    assert compare(table(*THREE), other) is None
