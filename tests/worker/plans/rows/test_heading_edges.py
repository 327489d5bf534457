"""The edges of a header."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid, Merge

NONE: Cell = None
LINES: list[list[Cell]] = [["Alder", "Video", 300, 1200, 9], ["Birch", "Banner", 500, 800, 7]]


def test_names_under_merged_groups_are_header() -> None:
    top: list[Cell] = ["Vendor", "Format", "Forecast", NONE, NONE]
    grid = Grid(
        "Plan",
        [top, [NONE, NONE, "Cost", "Impressions", "Clicks"], *LINES],
        merges=(Merge(1, 3, 1, 5),),
    )
    (table,) = understand(grid).tables
    assert (table.header_rows, table.first_row) == ((1, 2), 3)


def test_a_caption_below_the_names_is_no_header() -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    grid = Grid(
        "Plan",
        [names, ["OLV", NONE, NONE, NONE, NONE], *LINES],
        merges=(Merge(2, 1, 2, 5),),
    )
    (table,) = understand(grid).tables
    assert (table.header_rows, table.first_row) == ((1,), 3)


@pytest.mark.parametrize(
    ("texts", "merge", "measures"),
    [
        (["quantity of units", NONE, NONE], (3, 5), {"planned_units"}),
        (["Impressionen", NONE, NONE], (3, 5), {"planned_impressions"}),
        (["Бюджет", "Бюджет", "Бюджет"], None, {"planned_budget"}),
        (["Autumn flight", NONE, NONE], (3, 5), {None}),
    ],
)
def test_what_periods_hold_may_stand_below_them(texts, merge, measures) -> None:
    grid = Grid(
        "Plan",
        [["Vendor", "Format", "1 month", "2 month", "3 month"], [NONE, NONE, *texts], *LINES],
        merges=(Merge(2, merge[0], 2, merge[1]),) if merge else (),
    )
    (table,) = understand(grid).tables
    assert {period.measure for period in table.periods} == measures


def test_rows_and_columns_of_one_word_mark_the_edge() -> None:
    names: list[Cell] = ["GO", "Vendor", "Format", "Cost", "Impressions", "HALT"]
    lines: list[list[Cell]] = [["GO", *line[:4], "HALT"] for line in LINES]
    grid = Grid("Plan", [[NONE, *["GO"] * 5], names, *lines, [NONE, *["HALT"] * 5]])
    (table,) = understand(grid).tables
    assert (table.header_rows, table.first_row, table.last_row) == ((2,), 3, 4)
    assert [column.header for column in table.columns] == names[1:5]


@pytest.mark.parametrize(
    "top",
    [
        pytest.param(["Flight", "01.03.2026 - 31.03.2026", NONE, "Prices", NONE], id="a heading beside others"),
        pytest.param([NONE, "01.03.2026 - 31.03.2026", NONE, NONE, NONE], id="a span alone"),
        pytest.param(["Media", "Booking", NONE, NONE, NONE], id="two headings"),
    ],
)  # fmt: skip
def test_headings_over_names_stay_header(top: list[Cell]) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    (table,) = understand(Grid("Plan", [top, names, *LINES])).tables
    assert 2 in table.header_rows


@pytest.mark.parametrize("label", ["Flight", "Vigencia", "周期"])
def test_a_flight_right_above_the_names_is_a_fact(label: str) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    grid = Grid("Plan", [[label, "01/09/2025 - 31/12/2025", NONE, NONE, NONE], names, *LINES])
    layout = understand(grid)
    (table,) = layout.tables
    assert (table.header_rows, table.group_rows) == ((2,), ())
    dates = {i.field: i.value for i in layout.brief if i.field}
    assert dates == {"start_date": "2025-09-01", "end_date": "2025-12-31"}


def test_a_flight_that_goes_on_beyond_the_table_is_a_fact() -> None:
    rows: list[list[Cell]] = [
        ["Client", "Daisy", NONE, NONE],
        [NONE, NONE, "Flight", "2025-11-01 - 2025-11-30"],
        [NONE] * 4,
        ["Vendor", "Format", "Cost", NONE],
        ["Alder", "Video", 300, NONE],
        ["Birch", "Banner", 500, NONE],
    ]
    layout = understand(Grid("Plan", rows))
    assert layout.tables[0].heading_rows == (4,)
    assert {"start_date": "2025-11-01", "end_date": "2025-11-30"}.items() <= {
        i.field: i.value for i in layout.brief
    }.items()


@pytest.mark.parametrize("label", ["Currency", "Měna", "Waluta"])
def test_a_currency_above_a_band_of_months_is_a_fact(label: str) -> None:
    rows: list[list[Cell]] = [
        [label, "CZK", NONE, NONE, NONE],
        [NONE, NONE, "September 2026", NONE, NONE],
        ["Vendor", "Format", date(2026, 9, 7), date(2026, 9, 14), "Cost"],
        ["Alder", "Video", 300, 900, 1200],
        ["Birch", "Banner", NONE, 800, 800],
    ]
    layout = understand(Grid("Plan", rows))
    assert 1 not in layout.tables[0].heading_rows
    assert {i.field: i.value for i in layout.brief if i.field} == {"currency": "CZK"}


def test_a_budget_above_a_band_of_the_fiscal_year_is_a_fact() -> None:
    rows: list[list[Cell]] = [
        ["Totaalbudget", 23637.5, NONE, NONE, NONE],
        [NONE, NONE, NONE, "FY 2025/26", NONE],
        ["Vendor", "Format", "Cost", "Jul", "Aug"],
        ["Alder", "Video", 1200, 300, 900],
        ["Birch", "Banner", 800, NONE, 800],
    ]
    layout = understand(Grid("Plan", rows))
    assert 1 not in layout.tables[0].heading_rows
    assert "23637.5" in {item.value for item in layout.brief}


def test_a_first_line_over_a_remark_is_no_header() -> None:
    days: list[Cell] = [date(2025, 5, 5), date(2025, 5, 12), date(2025, 5, 19)]
    rows: list[list[Cell]] = [
        ["시장", "매체사", "형태", *days, "금액 (KRW)"],
        ["전국", "당근", "배너", NONE, NONE, NONE, 16800000],
        [NONE, "확인 필요"],
        ["전국", "당근", "배너", NONE, NONE, NONE, 2640000],
        ["전국", "조선일보", "배너", NONE, NONE, NONE, 8550000],
    ]
    (table,) = understand(Grid("Plan", rows)).tables
    assert (table.heading_rows, list(table.line_rows)) == ((1,), [2, 4, 5])


@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_remark_over_the_inside_of_a_group_is_no_heading(column: int) -> None:
    remark: list[Cell] = [NONE] * 8
    remark[column] = "Entwurf!"
    names: list[Cell] = [
        "Markt",
        "Kanal",
        "Vermarkter",
        "Zielgruppe",
        "Start",
        "Ende",
        "Kosten",
        "Impressions",
    ]
    line: list[Cell] = [
        "Deutschland",
        "Social",
        "LinkedIn",
        "E 14+",
        date(2026, 1, 1),
        date(2026, 1, 26),
        1980,
        220000,
    ]
    rows: list[list[Cell]] = [
        ["Kunde", "Alder & Co", NONE, "Agentur", "Birch"],
        [NONE],
        remark,
        ["Digital", NONE, NONE, NONE, "Zeitraum", NONE, "Plan", NONE],
        names,
        [*[NONE] * 6, "CHF", "#"],
        line,
        [*line[:6], 7992, 540000],
    ]
    merges = (Merge(4, 1, 4, 4), Merge(4, 5, 4, 6), Merge(4, 7, 4, 8))
    (table,) = understand(Grid("Plan", rows, merges=merges)).tables
    assert table.heading_rows == (4, 5, 6)


def test_a_currency_above_months_over_measures_is_a_fact() -> None:
    lines: list[list[Cell]] = [
        ["Ad Impressions", 769770, 3466980],
        ["Klicks", 7698, 34671],
        ["Kosten", 8553, 38522],
    ]
    layout = understand(
        Grid("Plan", [["Währung", "EUR", NONE], [NONE, "Januar 2025", "Februar 2025"], *lines])
    )
    assert layout.tables[0].heading_rows == (2,)
    assert {i.field: i.value for i in layout.brief if i.field} == {"currency": "EUR"}


def test_a_small_budget_above_names_is_a_fact() -> None:
    names: list[Cell] = ["No.", "Vendor", "Budget Plan", "Budget Fact"]
    rows: list[list[Cell]] = [
        ["Budget", 775, NONE, NONE],
        names,
        [1, "Alder", 400, 360],
        [2, "Birch", 375, 337.5],
    ]
    layout = understand(Grid("Plan", rows))
    assert layout.tables[0].heading_rows == (2,)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_row_that_numbers_the_columns_under_dates_is_no_header(rows: int) -> None:
    weeks: list[Cell] = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]
    names: list[Cell] = ["Vendor", "Format", "Audience", *weeks, "Cost"]
    lines: list[list[Cell]] = [["Alder", "Video", "All", 300, NONE, 900, 1200]] * rows
    (table,) = understand(Grid("Plan", [names, list(range(1, 8)), *lines])).tables
    assert (table.heading_rows, table.first_row) == ((1,), 3)
    assert [str(period.start) for period in table.periods] == ["2026-09-07", "2026-09-14", "2026-09-21"]


@pytest.mark.parametrize("has_numbers", [False, True])
def test_a_row_that_numbers_the_columns_under_two_rows_of_header_is_no_header(has_numbers: bool) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "March", NONE, NONE, "Remarks"]
    weeks: list[Cell] = [NONE, NONE, NONE, date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), NONE]
    numbers: list[Cell] = [1, 2, 3, NONE, NONE, NONE, 4]
    lines: list[list[Cell]] = [
        ["Alder", "Video", 1200, "x", "x", NONE, NONE],
        ["Birch", "Video", 800, NONE, "x", "x", "late"],
    ]
    rows = [names, weeks, *([numbers] if has_numbers else []), *lines]
    (table,) = understand(Grid("Plan", rows, merges=(Merge(1, 4, 1, 6),))).tables
    assert (table.heading_rows, table.line_rows[0]) == ((1, 2), 3 + has_numbers)
    assert [table.columns[0].header, table.columns[2].header] == ["Vendor", "Cost"]
    assert [str(period.start) for period in table.periods] == ["2026-03-02", "2026-03-09", "2026-03-16"]


def test_days_under_a_month_number_no_columns() -> None:
    names: list[Cell] = ["Vendor", "Format", "March 2026", NONE, NONE, NONE]
    lines: list[list[Cell]] = [["Alder", "Video", 1, NONE, 2, 1], ["Birch", "Video", NONE, 1, NONE, 1]]
    (table,) = understand(
        Grid("Plan", [names, [NONE, NONE, 1, 2, 3, 4], *lines], merges=(Merge(1, 3, 1, 6),))
    ).tables
    assert table.heading_rows == (1, 2)


def test_texts_over_lines_without_a_header_name_their_columns() -> None:
    names: list[Cell] = ["Markt", "Mediumtype", "Leverancier", "Positie", "Startdatum", "Mediakosten"]
    line: list[Cell] = ["Nederland", "Display", "De Telegraaf", "Billboard Mobile", date(2026, 6, 1), 2800]
    rows: list[list[Cell]] = [["Totaalbudget", 106357.5], names, line, [*line[:5], 18000], [*line[:5], 10200]]
    (table,) = understand(Grid("Online", rows)).tables
    assert (table.header_rows, table.first_row) == ((2,), 3)


@pytest.mark.parametrize("gap", [[], [[NONE] * 5]])
def test_the_last_of_a_list_of_facts_is_no_header(gap: list[list[Cell]]) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    facts: list[list[Cell]] = [["Client", "Acme", *[NONE] * 3], ["Drawn up by", "A. Novak", *[NONE] * 3]]
    (table,) = understand(Grid("Plan", [*facts, *gap, names, *LINES])).tables
    assert (table.header_rows, table.group_rows) == ((3 + len(gap),), ())


MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Vendor", "Start", "End", "Cost"], ["Alder", MARCH, APRIL, 1200], ["Birch", MARCH, MAY, 800]], id="flights"),
        pytest.param([["Vendor", "Booked", "Due", "Cost"], ["Alder", MARCH, APRIL, 1200], ["Birch", NONE, MAY, 800]], id="a gap in days"),
        pytest.param([["Feed", "Airing", "Start"], ["North", datetime(2026, 3, 2, 23, 30), MARCH], ["South", datetime(2026, 3, 2, 21), MARCH]], id="a time of day"),
    ],
)  # fmt: skip
def test_lines_with_days_stay_lines(rows: list[list[Cell]]) -> None:
    (table,) = understand(Grid("Plan", rows)).tables
    assert (table.header_rows, table.first_row) == ((1,), 2)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Vendor", "Format", MARCH, APRIL, "Cost"], ["Alder", "Video", 300, 900, 1200], ["Birch", "Banner", NONE, 800, 800]], id="months"),
        pytest.param([["#", "Vendor", MARCH, APRIL, MAY, "Cost"], [1, "Alder", 300, 900, NONE, 1200], [2, "Birch", NONE, 400, 400, 800]], id="line numbers"),
        pytest.param([["Vendor", "Format", MARCH, APRIL, "Cost"], [NONE] * 5, ["Alder", "Video", 300, 900, 1200]], id="a gap and one line"),
    ],
)  # fmt: skip
def test_days_over_numbers_are_periods(rows: list[list[Cell]]) -> None:
    (table,) = understand(Grid("Plan", rows)).tables
    assert table.header_rows == (1,)
    assert [period.start for period in table.periods][:2] == [MARCH, APRIL]


@pytest.mark.parametrize("gap", [[], [NONE]])
@pytest.mark.parametrize("month", [MARCH, "01.03.2026"])
def test_days_of_blocks_side_by_side_begin_anew_in_each(gap: list[Cell], month: Cell) -> None:
    days: list[Cell] = [month, APRIL if month == MARCH else "01.04.2026"]
    rows: list[list[Cell]] = [
        [NONE, "Budget EUR", NONE, *gap, "Clicks", NONE],
        ["Vendor", *days, *gap, *days],
        ["Alder", 300, 900, *gap, 1200, 3400],
        ["Birch", 500, 800, *gap, 2100, 800],
    ]
    (table,) = understand(Grid("Plan", rows)).tables
    assert (table.heading_rows, table.first_row) == ((1, 2), 3)
    assert [period.measure for period in table.periods] == ["planned_budget"] * 2 + ["clicks"] * 2


@pytest.mark.parametrize(
    ("top", "is_header"),
    [
        pytest.param(["PLAN", NONE, NONE, "FACT", NONE], True, id="short headings"),
        pytest.param(["Campaign: Rye loaf 2026", NONE, NONE, "Prices excl. VAT", NONE], False, id="two facts"),
        pytest.param(["in CHF, exkl. MwSt.", NONE, NONE, "Status: freigegeben", NONE], False, id="a unit and a state"),
        pytest.param(["Годовой план для клиента «Заря»", NONE, NONE, "тыс. руб.", NONE], False, id="a long title"),
    ],
)  # fmt: skip
def test_facts_and_remarks_parted_by_a_blank_row_are_no_header(top: list[Cell], is_header: bool) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    (table,) = understand(Grid("Plan", [top, [NONE] * 5, names, *LINES])).tables
    assert (1 in table.heading_rows) is is_header
    assert 3 in table.header_rows


@pytest.mark.parametrize(
    ("letterhead", "is_header"),
    [
        pytest.param([["PLAN 2026", NONE, "PLAN 2027", NONE, NONE], ["Net", NONE, "Net", NONE, "Gross"]], True, id="short headings"),
        pytest.param([["Ham of Bearn Ltd", NONE, NONE, "Validity", "30 days"], ["Operation 'Spring fair 2026'", NONE, NONE, "Sales", "N. Otte"]], False, id="an offer's letterhead"),
        pytest.param([["Schinken AG", NONE, NONE, "Gültig", "30 Tage"], ["z. Hd.: Frau Otte", NONE, NONE, "Verkauf", "N. Adam"]], False, id="an offer's addressee"),
    ],
)  # fmt: skip
def test_a_letterhead_of_several_rows_is_no_header(letterhead: list[list[Cell]], is_header: bool) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    (table,) = understand(Grid("Plan", [*letterhead, [NONE] * 5, [NONE] * 5, names, *LINES])).tables
    assert ({1, 2} <= set(table.heading_rows)) is is_header
    assert 5 in table.header_rows


@pytest.mark.parametrize(
    ("row", "headers"),
    [
        ([NONE, "-", NONE, "n/a", NONE], (1,)),
        (["Cedar", "Banner", NONE, NONE, NONE], (1,)),
        ([NONE, NONE, "#", "EUR", "#"], (1, 2)),
        ([NONE, NONE, "#", "KZT", "#"], (1, 2)),
        (["%", NONE, NONE, "BRL", NONE], (1, 2)),
        ([NONE, NONE, NONE, "£000", NONE], (1, 2)),
        ([NONE, "dd.mm.yyyy", "#", "EUR", NONE], (1, 2)),
        ([NONE, "ДД.ММ.ГГГГ", NONE, "EUR", NONE], (1, 2)),
        ([NONE, NONE, NONE, "tisíc Kč", NONE], (1, 2)),
    ],
)
def test_a_row_of_units_belongs_to_the_header(row: list[Cell], headers: tuple[int, ...]) -> None:
    names: list[Cell] = ["Vendor", "Format", "Impressions", "Cost", "Clicks"]
    (table,) = understand(Grid("Plan", [names, row, *LINES])).tables
    assert table.header_rows == headers


@pytest.mark.parametrize(
    ("top", "is_header"),
    [
        (["PLAN", NONE, NONE, NONE, NONE], True),
        (["Net cost", NONE, NONE, NONE, NONE], True),
        ([NONE, NONE, "EUR", NONE, NONE], True),
        (["2026", NONE, NONE, NONE, NONE], True),
        (["No. 3663/2026", NONE, NONE, NONE, NONE], False),
        ([NONE, NONE, "Berlin, 09.01.2026", NONE, NONE], False),
        ([NONE, NONE, "Lublin, dnia 9 stycznia 2026 r.", NONE, NONE], False),
    ],
)
def test_one_text_over_a_blank_row_is_a_remark_of_the_letter(top: list[Cell], is_header: bool) -> None:
    """A measure, a currency or a year says something of the columns below; a place and a day do not."""
    names: list[Cell] = ["Vendor", "Format", "Start", "Net cost", "Impressions"]
    lines: list[list[Cell]] = [
        [*line[:2], date(2026, 3, day), *line[3:]] for day, line in enumerate(LINES, 1)
    ]
    layout = understand(Grid("Plan", [top, [NONE] * 5, names, *lines]))
    assert (1 in layout.tables[0].heading_rows) == (is_header and layout.row_kinds[0] == "header")
    assert is_header or layout.row_kinds[0] == "metadata"


@pytest.mark.parametrize(
    ("numbers", "is_line"),
    [
        ([1, 2, 3, 4, 5], False),
        (["1", "2", "3", "4", "5"], False),
        ([1, 2, 3, 4, 6], True),
        (["Cedar", "Video", 3, 4, 5], True),
    ],
)
def test_a_row_that_numbers_the_columns_names_none(numbers: list[Cell], is_line: bool) -> None:
    names: list[Cell] = ["Vendor", "Format", "Cost", "Impressions", "Clicks"]
    (table,) = understand(Grid("Plan", [names, numbers, *LINES])).tables
    assert table.header_rows == (1,)
    assert (table.line_rows[0] == 2) == is_line
    assert [column.header for column in table.columns] == names


def test_days_below_a_month_stay_periods() -> None:
    names: list[Cell] = ["Vendor", "March 2026", NONE, NONE, NONE]
    (table,) = understand(
        Grid("Plan", [names, [NONE, 1, 2, 3, 4], *([*x[:1], *x[1:]] for x in LINES)])
    ).tables
    assert 2 in table.header_rows


@pytest.mark.parametrize(
    ("bands", "names", "first"),
    [
        # numbers that fall where no month begins are a line's
        (["Vendor", "May 2026", "June 2026", NONE], ["Alder", 27, 4, 3], 2),
        ([NONE, "April 2026", "May 2026", NONE], ["Vendor", 27, 4, 11], 3),
        ([NONE, "kwiecień 2026", "maj 2026", NONE], ["Wydawca", 27, 4, 11], 3),
        ([NONE, "август 2026", "сентябрь 2026", NONE], ["Площадка", 31, 7, 14], 3),
    ],
)
def test_days_fall_where_a_month_begins(bands: list[Cell], names: list[Cell], first: int) -> None:
    lines: list[list[Cell]] = [["Birch", NONE, 3, 2], ["Cedar", 1, NONE, 5], ["Dogwood", 2, 4, NONE]]
    (table,) = understand(Grid("Plan", [bands, names, *lines])).tables
    assert table.first_row == first
    if first == 3:  # noqa: PLR2004
        starts = [period.start for period in table.periods]
        assert None not in starts and [day.day for day in starts if day] == names[1:]


def amounts(channel: str, site: str, at: int, amount: str) -> list[Cell]:
    return [channel, site, f"{site} - A0", "Spot", *[amount if n == at else NONE for n in range(6)]]


@pytest.mark.parametrize(
    ("second", "is_line"),
    [
        ([*[NONE] * 4, *["2026"] * 6], False),
        ([*[NONE] * 4, *["KPI"] * 6], False),
        (amounts("Radio", "Alder", 3, "54,250"), True),
        (amounts("Radio", "Alder", 3, "54.250,00 €"), True),
    ],
)
def test_a_text_amount_below_a_month_is_a_line(second: list[Cell], is_line: bool) -> None:
    months = [f"{month:02}/2026" for month in range(1, 7)]
    note: list[Cell] = ["  subject to availability", *[NONE] * 9]
    lines = [
        line
        for at, (channel, site) in enumerate([("TV", "Birch"), ("OOH", "Cedar"), ("Print", "Dogwood")])
        for line in (note, amounts(channel, site, at * 3 % 6, "40,350"))
    ]
    names: list[Cell] = ["Channel", "Site", "Placement", "Format", *months]
    (table,) = understand(Grid("Plan", [names, second, *lines])).tables
    assert (table.first_row == 2) is is_line  # noqa: PLR2004
