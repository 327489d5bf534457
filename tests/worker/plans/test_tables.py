"""Where the tables of a sheet stand, by the kinds of its rows."""

from __future__ import annotations

import pytest

from worker.plans.rows.profile import profile
from worker.plans.rows.viterbi import CoarseKind
from worker.plans.tables import Block, find
from worker.shapes.grid import Cell, Grid

HEADER: list[Cell] = ["Vendor", "Format", "Start", "Net cost"]
LINES: list[list[Cell]] = [["Alder", "Story", "2026-03-01", 1000], ["Birch", "Banner", "2026-03-08", 2500]]
LETTERS: dict[str, CoarseKind] = {
    "h": "header",
    "d": "data",
    "t": "total",
    "s": "section",
    "n": "note",
    "m": "metadata",
}


def blocks(rows: list[list[Cell]], kinds: str) -> list[Block]:
    width = max(map(len, rows))
    grid = Grid("Plan", [row + [None] * (width - len(row)) for row in rows])
    return find(profile(grid), [LETTERS[kind] for kind in kinds])


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["a note"]], "n"),
        ([HEADER], "h"),
        ([LINES[0]], "d"),
        ([["Total", None, None, 5]], "t"),
        ([HEADER, ["Total", None, None, 5]], "ht"),
    ],
    ids=["a note", "a header", "one line alone", "a total alone", "no line below"],
)
def test_no_table(rows: list[list[Cell]], kinds: str) -> None:
    assert blocks(rows, kinds) == []


def test_lines_without_a_header_are_a_table() -> None:
    (only,) = blocks(LINES, "dd")
    assert (only.headers, only.lines, only.last_column) == ((), (0, 1), 3)


def test_each_header_starts_a_table() -> None:
    other: list[Cell] = ["City", "Panels", "Gross", "Net"]
    first, second = blocks([HEADER, *LINES, other, ["Leeds", 6, 7, 8]], "hddhd")
    assert (first.headers, first.lines, second.headers, second.lines) == ((0,), (1, 2), (3,), (4,))


def test_a_header_said_again_goes_on_with_its_table() -> None:
    (only,) = blocks([HEADER, *LINES, HEADER, *LINES], "hddhdd")
    assert (only.repeats, only.lines) == ((3,), (1, 2, 3, 4, 5))


def test_a_header_said_again_under_another_version_starts_a_table() -> None:
    rows: list[list[Cell]] = [HEADER, *LINES, ["Option 2"], HEADER, *LINES]
    assert [block.headers for block in blocks(rows, "hddmhdd")] == [(0,), (4,)]


def test_a_small_table_between_lines_is_a_guest() -> None:
    guest: list[list[Cell]] = [["Contact", "Phone"], ["Ann", "555"]]
    (only,) = blocks([HEADER, *LINES, *guest, *LINES], "hddhddd")
    assert only.guests == (3, 4)


def test_tables_side_by_side_have_a_total_each() -> None:
    header: list[Cell] = [*HEADER, None, "Owner", "Sites", "Net media"]
    rows = [[*line, None, f"Rail {at}", at, 100 * at] for at, line in enumerate(LINES, 1)]
    total: list[Cell] = ["Total", None, None, 3500, None, "Total", 3, 300]
    spans = [(b.first_column, b.last_column) for b in blocks([header, *rows, total], "hddt")]
    assert spans == [(0, 3), (5, 7)]
    remark: list[Cell] = ["Total", None, None, 3500, None, "net", 3, 300]
    assert len(blocks([header, *rows, remark], "hddt")) == 1


def test_tables_side_by_side_start_where_the_key_columns_come_again() -> None:
    twice = [[*row, None, *row] for row in (HEADER, *LINES)]
    assert [(block.first_column, block.last_column) for block in blocks(twice, "hdd")] == [(0, 3), (5, 8)]


def test_a_narrow_list_beside_a_table_is_not_the_tables() -> None:
    rows = [
        [*HEADER, None, "Contact", None],
        [*LINES[0], None, "Phone", "555"],
        [*LINES[1], None, "Mail", "a@b"],
    ]
    (only,) = blocks(rows, "hdd")
    assert only.last_column == 3


@pytest.mark.parametrize(
    ("beyond", "is_apart"),
    [
        (["Clicks", "CTR 2"], False),
        (["TOTAL", "Budget"], False),  # two columns, still blank
        (["TOTAL NETO", "16.500 EUR"], True),
        (["Summe", 3500], True),
        (["Total: 3,500 EUR", None], True),
    ],
)
def test_a_sum_stated_beside_the_header_is_no_column(beyond: list[Cell], is_apart: bool) -> None:
    (only,) = blocks([[*HEADER, None, *beyond], *LINES], "hdd")
    assert (only.last_column == len(HEADER) - 1) == is_apart
