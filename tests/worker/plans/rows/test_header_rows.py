"""Header rows as a whole."""

from __future__ import annotations

import pytest

from worker.plans.rows.header_rows import (
    groups,
    is_caption,
    lines_between_repeats,
    only_groups,
    repeats,
    repeats_any,
    signature,
)
from worker.plans.rows.profile import Profile, profile
from worker.plans.rows.viterbi import CoarseKind
from worker.shapes.grid import Cell, Grid, Merge

HEADER: list[Cell] = ["Vendor", "Format", "Start", "Net cost"]


def sheet(*rows: list[Cell]) -> Profile:
    return profile(Grid("Plan", list(rows)))


def test_a_signature_joins_rows_by_column() -> None:
    rows = sheet(["Flight", None], ["Start", "END"]).lines
    assert signature(rows) == {0: "flight start", 1: "end"}


@pytest.mark.parametrize(
    ("later", "again"),
    [
        ([], False),
        (["Vendor", "Format", "Start", "Gross cost"], False),
        (["Vendor", "Format"], False),
        (["vendor", "FORMAT", "Start", "net_cost"], True),
    ],
)
def test_a_header_repeats_another_column_by_column(later: list[Cell], again: bool) -> None:
    earlier = signature(sheet(HEADER).lines)
    assert repeats(signature(sheet(later).lines if later else []), earlier) is again


def test_group_headings_may_be_left_out_the_second_time() -> None:
    first = sheet(["Place", None, "Flight", None], HEADER).lines
    assert repeats_any(sheet(HEADER).lines, first)
    assert not repeats_any(sheet(["Vendor", "Reach", "Clicks", "CPM"]).lines, first)


@pytest.mark.parametrize(
    ("rows", "kinds", "expected"),
    [
        ([HEADER], ["data"], []),
        ([HEADER, ["a", "b", "c", 1]], ["header", "data"], [[0]]),
        ([["Place", None, "Flight", None], HEADER], ["header", "header"], [[0, 1]]),
        ([HEADER, HEADER], ["header", "header"], [[0], [1]]),
        ([HEADER, ["a", "b", "c", 1], HEADER], ["header", "data", "header"], [[0], [2]]),
    ],
    ids=["none", "one row", "two rows", "said twice", "two headers"],
)
def test_rows_of_one_header_stand_together(
    rows: list[list[Cell]], kinds: list[CoarseKind], expected: list[list[int]]
) -> None:
    assert groups(sheet(*rows), kinds) == expected


@pytest.mark.parametrize(
    ("row", "columns", "caption"),
    [
        (["Leeds", None, "Bristol", None], [0, 1], True),
        (["Leeds", "York", None, None], [0, 1], False),
        (["March", None, None, None], [0, 1], False),
        ([None, None, "Leeds", None], [0, 1], False),
        (["Leeds"], [0, 1, 2], True),
    ],
)
def test_a_caption_says_one_thing_over_its_columns(
    row: list[Cell], columns: list[int], caption: bool
) -> None:
    assert is_caption(sheet(row).lines[0], columns) is caption


@pytest.mark.parametrize(
    ("top", "merges", "count"),
    [
        (["Place", None, None, None], (), 1),
        (["Jan", "Feb", "Mar", "Apr"], (), 0),
        (["Place", None, "Flight", "Money"], (), 0),
        (["Place", None, None, None], (Merge(1, 1, 2, 1),), 0),
    ],
    ids=["a group", "periods", "nearly as many", "a name over two rows"],
)
def test_rows_that_only_group(top: list[Cell], merges: tuple[Merge, ...], count: int) -> None:
    grid = Grid("Plan", [top, HEADER], merges)
    assert only_groups(profile(grid).lines, grid) == count


@pytest.mark.parametrize(
    ("between", "lines"),
    [
        (["EUR", "Text", "Date", "Net"], {}),  # a second row of names
        (["Alder", "Video", "2026-03-01", 1200], {1: "data"}),
    ],
)
def test_a_line_between_a_header_and_its_repetition_is_a_line(
    between: list[Cell], lines: dict[int, CoarseKind]
) -> None:
    kinds: list[CoarseKind] = ["header", "header", "header", "data"]
    assert lines_between_repeats(sheet(HEADER, between, HEADER, ["Birch", "Video", 5, 9]), kinds) == lines
