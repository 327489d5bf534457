"""Lines that look like totals and prove nothing."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid, Merge

NONE: Cell = None
HEADER: list[Cell] = ["Vendor", "Placement", "Start", "End", "Net cost"]
DAYS: list[Cell] = [date(2026, 3, 1), date(2026, 3, 31)]
BLANK: list[Cell] = [NONE, NONE]
BLOCK: list[list[Cell]] = [
    ["Alder", "Skin", *DAYS, 2028],
    [NONE, "Box", *BLANK, 2640],
    [NONE, "Video", *BLANK, 4940],
    ["Birch", "Story", *DAYS, 2600],
    [NONE, "Feed", *BLANK, 4600],
]


def _lines(rows: list[list[Cell]], merges: tuple[Merge, ...] = ()) -> list[int]:
    """The rows of the lines; those of BLOCK are 2 to 6."""
    return list(understand(Grid("Plan", [HEADER, *rows], merges=merges)).tables[0].line_rows)


@pytest.mark.parametrize(
    ("last", "is_line"),
    [
        (["Total", NONE, *BLANK, 16808], False),
        ([NONE, "Agency fee", *BLANK, 1680], False),
        ([NONE, NONE, *BLANK, 16808], False),
        ([NONE, "Reel", *BLANK, 700], True),
    ],
)
def test_lines_that_leave_their_keys_to_the_first_of_a_block_are_lines(
    last: list[Cell], is_line: bool
) -> None:
    assert _lines([*BLOCK, last]) == [2, 3, 4, 5, 6, *([7] if is_line else [])]


WEEKS: list[Cell] = [f"W{week}" for week in range(5, 31)]


@pytest.mark.parametrize(
    ("last", "is_line"),
    [
        (["Total", NONE, 0], False),
        ([NONE, "Rebate", 0], False),
        (["Social", "Elm", 0, *[NONE] * 22, *["x"] * 4], True),
    ],
)
def test_a_last_line_with_names_and_0_is_free_and_no_sum(last: list[Cell], is_line: bool) -> None:
    rows: list[list[Cell]] = [
        ["Channel", "Vendor", "Net cost", *WEEKS],
        ["Radio", "Alder", 7035, *["x"] * 18],
        ["Radio", "Birch", 0, *[NONE] * 18, *["x"] * 5],
        ["Video", "Cedar", 25600, *["x"] * 26],
        last,
        ["Total net", NONE, 32635],
    ]
    whole = [[*row, *[NONE] * (29 - len(row))] for row in rows]
    assert list(understand(Grid("Plan", whole)).tables[0].line_rows) == [2, 3, 4, *([5] if is_line else [])]


def test_a_first_column_that_only_a_note_below_fills_is_nobodys_key() -> None:
    rows = [[NONE, *row[1:]] for row in BLOCK]
    layout = understand(Grid("Plan", [[NONE, *HEADER[1:]], *rows, ["Prices exclude VAT", *[NONE] * 4]]))
    assert layout.tables[0].line_rows[0] == 2


def test_a_merge_says_so_as_well() -> None:
    assert _lines([["Birch", "Story", *DAYS, 900], *BLOCK[:2]], (Merge(3, 1, 4, 1),)) == [2, 3, 4]


@pytest.mark.parametrize(
    ("edition", "cost", "is_line"), [("All", 8240, True), ("Gesamt", 930, True), ("Nord", 930, True)]
)
def test_a_whole_edition_behind_the_names_is_no_sum(edition: str, cost: int, is_line: bool) -> None:
    header: list[Cell] = ["Day", "Title", "Edition", "Format", "Net cost"]
    rows: list[list[Cell]] = [
        [date(2026, 3, day), title, "Süd", "3 columns", price]
        for day, title, price in ((1, "Alder", 720), (8, "Birch", 395), (15, "Cedar", 480))
    ]
    rows.insert(2, [date(2026, 3, 10), "Dogwood", edition, "2 columns", cost])
    assert (4 in understand(Grid("Plan", [header, *rows])).tables[0].line_rows) == is_line


SITE: list[Cell] = ["Format", "Size", "Panels", "Net cost"]


@pytest.mark.parametrize(
    ("row", "is_line"),
    [
        (["Total spring", "North", "Leeds", NONE, NONE, NONE, 24, 8120], False),  # a sum
        (["Spring", "North", "Leeds", "Total", NONE, NONE, 24, 8120], False),
        (["Spring", "North", "Leeds", "Total Media", "Billboard", "6x3", 24, 8120], False),
        (["Spring", "North", "Leeds", "Total Media", "Billboard", "6x3", 7, 4010], True),
        (["Primavera", "Norte", "Leeds", "Total Mídia", "Outdoor", "9x3", 7, 4010], True),
        (["Frühling", "Nord", "Leeds", "Gesamt Media", "Plakat", "18/1", 7, 4010], True),
    ],
)
def test_a_vendor_may_be_called_total(row: list[Cell], is_line: bool) -> None:
    """Behind names of its line and before others of it a total's word is a name, unless the row adds something up."""
    header: list[Cell] = ["Cycle", "Region", "City", "Vendor", *SITE]
    lines: list[list[Cell]] = [
        ["Winter", "North", "Leeds", "Alder", "Billboard", "6x3", 9, 3020],
        ["Winter", "North", "Leeds", "Birch", "Mural", "4x4", 11, 2600],
        ["Winter", "North", "Leeds", "Cedar", "Bus", "A4", 4, 2500],
        [NONE] * 8,
        row,
        ["Spring", "North", "Leeds", "Elm", "Mural", "4x4", 5, 1900],
        ["Spring", "North", "Leeds", "Fir", "Bus", "A4", 6, 1700],
    ]
    kept = understand(Grid("Plan", [header, *lines])).tables[0].line_rows
    assert (6 in kept) == is_line
