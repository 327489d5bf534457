"""Titles, totals and headers of tables that share rows or columns."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand, understand_book
from worker.plans.rows.header_cells import header_cells
from worker.shapes.grid import Book, Cell, Grid, Merge
from worker.shapes.layout import Table

SITES: list[list[Cell]] = [
    ["City", "Site code", "Panels", "Net cost", None, "City", "Site code", "Panels", "Net cost"],
    ["Leeds", "L-1", 6, 4380, None, "Bristol", "B-1", 4, 2920],
    ["Leeds", "L-2", 20, 3900, None, "Bristol", "B-2", 15, 2925],
    ["Leeds", "L-3", 8, 5120, None, "Total", None, 19, 5845],
    ["Total", None, 34, 13400, None, None, None, None, None],
]
LINES: list[list[Cell]] = [
    ["Channel", "Vendor", "Format", "Net cost"],
    ["Social", "Harbour", "Story", 1000],
    ["Video", "Gridline", "Pre-roll", 2500],
    ["Display", "Pantry", "Banner", 700],
]


def tables(rows: list[list[Cell]], *merges: Merge) -> tuple[Table, ...]:
    return understand(Grid("Plan", wide(rows), merges)).tables


def wide(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows))
    return [row + [None] * (width - len(row)) for row in rows]


def test_tables_side_by_side_have_totals_of_their_own() -> None:
    left, right = tables(SITES)
    assert (left.first_row, left.last_row, left.total_rows) == (2, 4, (5,))
    assert (right.first_row, right.last_row, right.total_rows) == (2, 3, (4,))


def test_a_title_over_the_first_column_is_no_header_row() -> None:
    (table,) = tables([["Online"], *LINES])
    assert table.header_rows == (2,)
    assert table.title == "Online"


def test_a_group_over_some_columns_stays_over_the_header() -> None:
    top: list[Cell] = ["Placement", None, None, "Money"]
    (table,) = tables([top, *LINES], Merge(1, 1, 1, 3))
    assert table.heading_rows == (1, 2)


def test_a_repeated_header_goes_on_with_its_table() -> None:
    (table,) = tables([*LINES, *LINES])
    assert [row.row for row in table.skipped if row.kind == "repeat_header"] == [5]


def test_a_repeated_header_under_another_option_starts_a_table() -> None:
    total: list[Cell] = ["Total", None, None, 4200]
    rows = [["Option 1 - Basic"], *LINES, total, [None], ["Option 2 - Recommended"], *LINES, total]
    (layout,) = understand_book(Book("plan.xlsx", (Grid("Plan", wide(rows)),)))
    assert [table.header_rows for table in layout.tables] == [(2,), (9,)]
    assert [table.alternative_of is None for table in layout.tables] == [False, True]


def test_a_report_ends_with_totals_of_what_they_name() -> None:
    rows = [
        ["Campaign", "Type", "Clicks", "Cost"],
        ["Brand", "Search", "9,642", "6,171.12"],
        ["Generic", "Search", "15,620", "21,399.40"],
        ["Shopping", "Shopping", "8,280", "5,796.00"],
        ["Total: Campaigns", " --", "33,542", "33,366.52"],
        ["Total: Search campaigns", " --", "25,262", "27,570.52"],
    ]
    (table,) = tables([list(row) for row in rows])
    assert (table.last_row, table.total_rows) == (4, (5, 6))


def test_lines_that_fill_few_weeks_are_no_totals() -> None:
    weeks: list[Cell] = [f"W{n}" for n in range(1, 41)]
    rows: list[list[Cell]] = [["Channel", "Vendor", "Net cost", *weeks]]
    for at, vendor in enumerate(("ITV", "Sky", "Global", "Bauer")):
        held: list[Cell] = [100 * (at + 1) if n in (at * 3, at * 3 + 1) else None for n in range(40)]
        rows.append(["TV" if at == 0 else None, vendor, 200 * (at + 1), *held])
    sums = {(6, column): f"=SUM({letter}2:{letter}5)" for column, letter in ((3, "C"), (4, "D"), (5, "E"))}
    rows.append(["Total", None, 2000, 100, 100])
    (table,) = understand(Grid("Plan", wide(rows), formulas=sums)).tables
    assert (table.first_row, table.last_row, table.total_rows) == (2, 5, (6,))


def test_a_heading_written_anew_over_each_column_is_not_carried_on() -> None:
    years = Grid("Plan", [[None, 2026, 2026, None, None], ["Market", "Jan", "Feb", "Total", "Note"]])
    said = header_cells(years, (1, 2), range(1, 6))
    assert sorted(said[1]) == [2, 3]


def test_a_heading_written_once_is_carried_over_its_group() -> None:
    groups = Grid("Plan", [[None, "Jan", None, "Feb", None], ["Market", "Spots", "Cost", "Spots", "Cost"]])
    said = header_cells(groups, (1, 2), range(1, 6))
    assert [said[1][column].value for column in range(2, 6)] == ["Jan", "Jan", "Feb", "Feb"]


def test_a_block_of_totals_alone_is_no_table() -> None:
    """Found by fuzzing: what stands side by side has its rows judged anew, and here none was left."""
    totals: list[Cell] = ["Total"] * 10
    months: list[Cell] = ["Q1", "05.01.-11.01.", "05/01", "W/C 05.01.", "KW 12", "January 2026", "Feb", "Jan"]
    rows: list[list[Cell]] = [
        ["12%", "1,200.50", "1.200,50", 10**30, False, True, 1200.5, 0.0, *["Total"] * 16],
        [*totals, "Total", "Total", *months, "Total", "Total", "Total", "Grand total"],
        ["Total", "", "Total", "Total", 1e308, 46034.0, "Total", ""],
    ]
    assert understand(Grid("S1", wide(rows))).row_kinds


JAN: list[Cell] = ["Jan 2026", "Feb 2026", "Mar 2026"]
BLOCKS: list[list[Cell]] = [["North", 1000, 1100, 1200], ["South", 700, 800, 650], ["West", 500, 400, 300]]


def measures(*rows: list[Cell]) -> list[str | None]:
    width = max(map(len, rows))
    grid = Grid("Plan", [[*row, *[None] * (width - len(row))] for row in rows])
    return [period.measure for table in understand(grid).tables for period in table.periods[:1]]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("North plan", "South plan"), [None, None]),
        (("BUDGET", "BUDGET"), [None, None]),
        (("BUDGET USD", "IMPRESSIONS"), ["planned_budget", "planned_impressions"]),
        (("Бюджет, руб.", "Клики"), ["planned_budget", "clicks"]),
        (("Actual budget", "Clicks"), ["spend", "clicks"]),
    ],
)
def test_titles_of_tables_side_by_side_say_what_their_periods_hold(
    titles: tuple[str, str], expected: list[str | None]
) -> None:
    beside = [[*line, None, line[0], *(n * 100 for n in line[1:])] for line in BLOCKS]
    top = [titles[0], None, None, None, None, titles[1]]
    assert measures(top, ["Market", *JAN, None, "Market", *JAN], *beside) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("", ""), [None]),
        (("Regions", "BUDGET USD"), [None]),
        (("TV", "Radio"), [None, None]),
        (("BUDGET USD", "IMPRESSIONS"), ["planned_budget", "planned_impressions"]),
    ],
)
def test_a_repeated_header_below_a_title_of_its_own_starts_a_table(
    titles: tuple[str, str], expected: list[str | None]
) -> None:
    rows = [[titles[0]], ["Market", *JAN], *BLOCKS, [None], [titles[1]], ["Market", *JAN], *BLOCKS]
    assert measures(*rows) == expected


MONTHS: list[list[Cell]] = [["JUNE 2026"], ["JULY 2026"]]


def month(title: list[Cell], *, first: int) -> list[list[Cell]]:
    lines: list[list[Cell]] = [["Meta", "Reels", first], ["TikTok", "In-feed", 300]]
    return [title, ["Publisher", "Ad format", "Net cost"], *lines, ["Total", None, first + 300]]


def test_tables_under_one_header_are_named_by_their_titles() -> None:
    rows = [*month(MONTHS[0], first=500), [None], *month(MONTHS[1], first=400)]
    grid = Grid("Plan", [[*row, *[None] * (3 - len(row))] for row in rows])
    tables = understand(grid).tables
    assert [(table.header_rows, table.title) for table in tables] == [
        ((2,), "JUNE 2026"),
        ((8,), "JULY 2026"),
    ]
    assert [(s.row, s.text, s.first_row, s.last_row) for table in tables for s in table.sections] == [
        (1, "JUNE 2026", 2, 4),
        (7, "JULY 2026", 8, 10),
    ]


def test_a_sum_carried_over_below_a_repeated_header_goes_on() -> None:
    page = month([None], first=400)
    rows = [*month(MONTHS[0], first=500), [None], MONTHS[1], page[1], ["Total", None, 800], *page[2:]]
    grid = Grid("Plan", [[*row, *[None] * (3 - len(row))] for row in rows])
    (table,) = understand(grid).tables
    assert table.header_rows == (2,)


def test_shares_beside_the_amounts_of_the_same_times_are_no_periods() -> None:
    rows: list[list[Cell]] = [
        [None, None, "BUDGET", None, None, "SHARE OF BUDGET", None, None],
        ["Market", "Format", *JAN, *JAN],
        ["North", "Display", 1000, 1100, 1200, 0.5, 0.5, 0.6],
        ["South", "Video", 1000, 1100, 800, 0.5, 0.5, 0.4],
    ]
    (table,) = understand(Grid("Plan", rows)).tables
    assert [(period.letter, period.measure) for period in table.periods] == [
        (letter, "planned_budget") for letter in "CDE"
    ]


def test_a_title_over_the_nameless_column_left_of_the_times_is_theirs() -> None:
    rows: list[list[Cell]] = [
        [None, "DIGITAL BUDGET", None, None, None],
        ["2026", None, *JAN],
        ["North", "Display", 1000, 1100, 1200],
        ["South", "Video", 700, 800, 650],
    ]
    assert measures(*rows) == ["planned_budget"]
    for cost, row in zip((4400, 2900), rows[2:], strict=True):
        row[1] = cost
    assert measures(*rows) == [None], "a column with numbers of its own has a name of its own"


@pytest.mark.parametrize("rows", [(40, 30), (320, 290), (420, 330, 300)], ids=str)
def test_tables_below_one_another_are_whole_however_long_the_sheet_is(rows: tuple[int, ...]) -> None:
    """Of a tall sheet only some rows are looked at; those between them and the next header are lines as well."""
    headers: list[list[Cell]] = [
        ["Day", "Station", "Programme", "Ordered"],
        ["Day", "Station", "Film", "Slot", "Aired"],
        ["Tag", "Sender", "Film", "Grund", "Länge", "Gelaufen"],
    ]
    cells: list[list[Cell]] = []
    expected: list[tuple[int, int]] = []
    for header, count in zip(headers, rows, strict=False):
        cells += [[], header] if cells else [header]
        expected.append((len(cells) + 1, len(cells) + count))
        names = len(header) - 2
        cells += [[f"{n % 28 + 1}.3.2026", *[f"Name {n % 7}"] * names, n % 9 + 1] for n in range(count)]
    found = tables(cells)
    assert [(table.first_row, table.last_row) for table in found] == expected
    assert [len(table.line_rows) for table in found] == list(rows)
