"""What stands around the lines: merged keys, headings, the brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from worker.cleaning.lines import Texts
from worker.cleaning.reading.context import (
    brief_values,
    carried,
    fill_merged,
    fill_outline,
    flight_of,
    labelled_as,
    section_fields,
    year_of,
)
from worker.knowledge.templates import load_template
from worker.shapes.grid import Cell, Grid, Merge
from worker.shapes.layout import BriefItem, Column, Section, Table

ROWS = np.arange(2, 6)


def test_a_merged_key_stands_on_each_of_its_lines_and_no_further() -> None:
    grid = Grid("Plan", [["Site"], ["A"], [None], [None], [None]], merges=(Merge(2, 1, 3, 1),))
    cells: list[Cell] = ["A", None, None, None]
    fill_merged(cells, ROWS, 1, grid)
    assert cells == ["A", "A", None, None]


@pytest.mark.parametrize(
    ("keys", "inner", "rows", "filled"),
    [
        ([None, "A", None, None], "wxyz", ROWS, None),  # it starts blank
        (["A", "A", None, None], "wxyz", ROWS, None),  # a key repeats: it is written on every line
        (["A", None, None, "B"], ["w", None, "y", "z"], ROWS, None),  # a line without any key
        (["A", None, "B", None], "wxyz", ROWS, ["A", "A", "B", "B"]),
        (["A", None, None, None], "wxyz", np.array([2, 3, 7, 8]), ["A", "A", None, None]),  # a total between
    ],
)
def test_a_key_above_its_group(
    keys: Sequence[str | None],
    inner: Sequence[str | None],
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    filled: list[str | None] | None,
) -> None:
    column = fill_outline(Texts.of(keys), rows, Texts.of(inner))
    assert (column and [column.at(line) for line in range(4)]) == filled


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Spring push", None, "Spring push"),
        ("Zonk: Alpha", None, "Zonk: Alpha"),
        ("Brand: Alpha", "brand", "Alpha"),
        ("► Brand: Alpha", "brand", "Alpha"),
    ],
)
def test_a_heading_with_its_label(text: str, field: str | None, value: str) -> None:
    assert labelled_as(text) == (field, value)


def test_headings_find_their_fields() -> None:
    template = load_template()
    sections = [Section(1, "Germany", 1, 2, 3), Section(4, "Austria", 1, 5, 5)]
    assert list(section_fields(sections, frozenset(), template)) == ["market"]
    assert list(section_fields(sections, frozenset({"market"}), template)) == ["campaign_name"]
    headings = [
        Section(1, "Social", 1, 2, 3),
        Section(4, "Filmowanie", 1, 5, 5),
    ]  # headings of one level are of one kind
    assert list(section_fields(headings, frozenset(), template)) == ["channel"]
    codes = [Section(1, "TV", 1, 2, 3), Section(4, "Radio", 1, 5, 5)]  # TV is Tuvalu's code as well
    assert list(section_fields(codes, frozenset(), template)) == ["channel"]
    assert carried([(sections[0], "Germany"), (sections[1], "Austria")], ROWS).codes.tolist() == [0, 0, -1, 1]


def item(field: str | None, value: str) -> BriefItem:
    return BriefItem("Label", value, field, 1, 1)


def test_a_brief_fills_what_no_column_says_and_no_amount() -> None:
    brief = [item("brand", "Alpha"), item("market", "DE"), item("net_cost", "500"), item("brand", "Beta")]
    assert brief_values(brief, frozenset({"market"}), load_template()) == {"brand": "Alpha"}


@pytest.mark.parametrize(
    ("brief", "flight"),
    [
        ([], (None, None)),
        ([item("start_date", "5 Jan 2026")], (date(2026, 1, 5), None)),
        ([item("date", "05.01.2026 - 31.01.2026")], (date(2026, 1, 5), date(2026, 1, 31))),
    ],
)
def test_the_flight_of_a_brief(brief: list[BriefItem], flight: tuple[date | None, date | None]) -> None:
    assert flight_of(brief, None) == flight


@pytest.mark.parametrize(
    ("brief", "title", "year"),
    [
        ([], "Plan", None),
        ([], "Plan 12026", None),
        ([], "Plan 2027", 2027),
        ([item(None, "FY 2026")], "Plan 2027", 2026),
    ],
)
def test_the_year_that_completes_a_day(brief: list[BriefItem], title: str, year: int | None) -> None:
    assert year_of(Table((1,), 2, 3, 1, 1, (Column(1, "Site"),)), brief, title) == year
