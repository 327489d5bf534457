"""A year's flowchart: TV and digital by week, under merged months, with the agency's own columns behind."""

from __future__ import annotations

from making.calendar import ENGLISH, iso_weeks, runs_of_months
from making.sheet import Column, Formula, PeriodColumn, Plan, Sheet, Table, letter, letters, number
from making.truth import Value

HEADER, UNDER = 9, 10
FIRST_WEEK = "L"
WEEKS = iso_weeks(2026)
WEEK_COLUMNS = letters(FIRST_WEEK, len(WEEKS))
LAST_WEEK = WEEK_COLUMNS[-1]
MARGIN = letter(number(LAST_WEEK) + 2)
MARGIN_SHARE = letter(number(LAST_WEEK) + 3)

COLUMNS = (
    Column("B", "Channel", "channel", width=11),
    Column("C", "Vendor", "publisher", width=18),
    Column("D", "Ad format", "ad_format", width=16),
    Column("E", "Target audience", "audience", width=14),
    Column("F", "Spot length (sec)", "duration", "int"),
    Column("G", "Buying model", "buy_type"),
    Column("H", "GRPs", "grp", "int"),
    Column("I", "Planned impressions", "planned_impressions", "int"),
    Column("J", "Net cost GBP", "net_cost", "money", 14),
    Column(MARGIN, "Margin GBP", None, "money", 14),
    Column(MARGIN_SHARE, "Margin %", None, "percent"),
)

# Channel, vendor, format, audience, seconds, buying model, GRPs, impressions, {week number: net cost}.
TRUTH: tuple[tuple[Value | None, ...], ...] = (
    ("TV", "ITV1", "Spot", "Adults 25-54", 30, "CPP", 420, None),
    ("TV", "Channel 4", "Spot", "Adults 25-54", 30, "CPP", 260, None),
    ("TV", "Sky Atlantic", "Sponsorship ident", "ABC1 Adults", 10, "Flat", 55, None),
    ("OLV", "Sky Media", "Bumper", "Adults 25-44", 6, "CPM", None, 9_400_000),
    ("OLV", "ITVX", "Pre-roll", "Adults 25-54", 20, "CPM", None, 3_150_000),
    ("Display", "The Guardian", "Billboard", "ABC1 Adults", None, "CPM", None, 2_800_000),
    ("Display", "Mail Metro Media", "Double MPU", "Adults 35-54", None, "CPM", None, 4_050_000),
    ("Digital Audio", "Global Player", "Audio spot", "Adults 18-34", 20, "CPM", None, 6_600_000),
)
FLIGHTS: tuple[dict[int, float], ...] = (
    {9: 42_500, 10: 42_500, 11: 38_250.50, 12: 38_250.50, 36: 51_000, 37: 51_000, 38: 46_700.75, 40: 46_700.75},
    {9: 21_400, 10: 21_400, 11: 18_900, 36: 24_150.20, 37: 24_150.20},
    dict.fromkeys(range(14, 27), 3750),
    {9: 9_800, 10: 9_800, 11: 7_350, 12: 7_350, 13: 7_350, 18: 5_200, 19: 5_200},
    {10: 11_200.40, 11: 11_200.40, 37: 14_050.10, 38: 14_050.10},
    {14: 6_480, 15: 6_480, 16: 6_480, 17: 6_480},
    {14: 4_250, 16: 4_250, 18: 4_250, 20: 4_250, 22: 4_250},
    {27: 8_125.25, 28: 8_125.25, 31: 8_125.25, 44: 9_990, 45: 9_990, 49: 12_000.01},
)  # fmt: skip
GROUPS = (("TV", (0, 1, 2)), ("OLV", (3, 4)), ("Display", (5, 6)), ("Digital Audio", (7,)))


def plan() -> Plan:
    """The example of the README: rules alone settle it."""
    sheet = Sheet("Flowchart 2026", widths={1: 2, number("K"): 2, number(LAST_WEEK) + 1: 2})
    sheet.put("B1", "Halden Kettles – Media flowchart 2026", "title")
    sheet.put("B2", "Northlight Media, version 3, for approval", "subtitle")
    sheet.brief("B4", {"Client": "Halden Home", "Brand": "Halden Kettles", "Campaign": "Boil It Better"})
    sheet.brief("F4", {"Market": "United Kingdom", "Currency": "GBP", "Period": "January - December 2026"})
    table = Table(
        sheet,
        COLUMNS,
        (HEADER, UNDER),
        [PeriodColumn(c, *w) for c, w in zip(WEEK_COLUMNS, WEEKS, strict=True)],
        {
            "advertiser": "Halden Home",
            "brand": "Halden Kettles",
            "campaign_name": "Boil It Better",
            "market": "GB",
            "currency": "GBP",
        },
    )
    _header(sheet)
    _body(sheet, table)
    return Plan("weekly_tv_digital_en", [sheet], settled=True)


def _header(sheet: Sheet) -> None:
    for column in COLUMNS:
        sheet.merge(f"{column.letter}{HEADER}:{column.letter}{UNDER}", column.name, "header")
    at = number(FIRST_WEEK)
    for month, width in runs_of_months(WEEKS):
        sheet.merge(f"{letter(at)}{HEADER}:{letter(at + width - 1)}{HEADER}", ENGLISH[month - 1], "band")
        at += width
    sheet.row(f"{FIRST_WEEK}{UNDER}", [f"W{n}" for n in range(1, len(WEEKS) + 1)], "header")
    sheet.widths |= {number(c): 9 for c in WEEK_COLUMNS}


def _body(sheet: Sheet, table: Table) -> None:
    row = UNDER + 1
    every: list[int] = []
    sums = ["J", *WEEK_COLUMNS, MARGIN]
    for name, members in GROUPS:
        first = row
        for at in members:
            _line(table, row, at, first)
            row += 1
        if len(members) > 1:
            span = f"B{first}:B{row - 1}"
            sheet.merge(span, name)
        table.total(row, {"C": f"Subtotal {name}"}, range(first, row), sums, "subtotal")
        every += range(first, row)
        row += 1
    table.total(row, {"B": "Grand total"}, every, sums)
    sheet.put(f"B{row + 2}", "Rates are subject to availability at the time of booking.", "note")


def _line(table: Table, row: int, at: int, first: int) -> None:
    amounts = {WEEK_COLUMNS[n - 1]: value for n, value in FLIGHTS[at].items()}
    net = round(sum(amounts.values()), 2)
    cells = dict(zip("BCDEFGHI", TRUTH[at], strict=True)) | {"J": net}
    margin = round(net * 0.045, 2)
    written: dict[str, Value | Formula | None] = {
        "J": Formula(f"=SUM({FIRST_WEEK}{row}:{LAST_WEEK}{row})", net),
        MARGIN: Formula(f"=ROUND(J{row}*{MARGIN_SHARE}{row},2)", margin),
        MARGIN_SHARE: 0.045,
    }
    if row > first:
        written["B"] = None
    table.line(row, cells, amounts, written=written)
