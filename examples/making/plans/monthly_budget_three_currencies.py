"""A year's budget of three markets in their own money, the euro beside it, quarters between the months."""

from __future__ import annotations

from datetime import date

from making.calendar import ENGLISH, month
from making.sheet import Column, Formula, PeriodColumn, Plan, Sheet, Table, Written, letters, number
from making.truth import Value

YEARS, HEADER = 8, 9
MONTHS = ["G", "H", "I", "K", "L", "M", "O", "P", "Q", "S", "T", "U"]
QUARTERS = {"J": ("G", "I"), "N": ("K", "M"), "R": ("O", "Q"), "V": ("S", "U")}
RATES = {"EUR": 1.0, "GBP": 1.16, "AED": 0.25}
MARKETS = {"Germany": ("DE", "EUR"), "United Kingdom": ("GB", "GBP"), "United Arab Emirates": ("AE", "AED")}

COLUMNS = (
    Column("B", "Market", "market", width=20),
    Column("C", "Channel", "channel"),
    Column("D", "Platform", "platform", width=18),
    Column("E", "Objective", "objective"),
    Column("F", "Currency", "currency"),
    *(Column(c, ("2026", f"Q{n}"), None, "money") for n, c in enumerate(QUARTERS, 1)),
    Column("W", "Total budget (local)", "planned_budget", "money", 16),
    Column("X", "Total budget EUR", ("planned_budget", None), "money", 16),
    Column("Y", "% of total", None, "percent"),
)

# Market, channel, platform, objective, budget by month; platforms as the planner writes them.
TRUTH: tuple[tuple[str, str, str, str, dict[int, float]], ...] = (
    ("Germany", "Search", "Google Ads", "Sales", dict.fromkeys(range(1, 13), 8000)),
    ("Germany", "Social", "Meta", "Awareness", {3: 12_500.5, 4: 12_500.5, 9: 15_000, 10: 15_000}),
    ("Germany", "Display", "DV360", "Consideration", {3: 6_000, 4: 6_000, 5: 4_000}),
    ("United Kingdom", "Search", "Google Ads", "Sales", dict.fromkeys(range(1, 13), 6250.25)),
    ("United Kingdom", "OLV", "YouTube", "Awareness", {5: 22_000, 6: 22_000, 11: 30_000, 12: 18_000}),
    ("United Arab Emirates", "Social", "TikTok", "Awareness", {2: 40_000, 3: 65_000, 4: 25_000}),
    ("United Arab Emirates", "Social", "Snapchat", "Awareness", {3: 55_000, 4: 20_000}),
    ("United Arab Emirates", "Search", "Google Ads", "Sales", dict.fromkeys(range(2, 7), 9000)),
)
SAID = {"Google Ads": "Google Search", "Meta": "FB/IG", "DV360": "Display & Video 360", "Snapchat": "Snap"}


def plan() -> Plan:
    """A hidden rate card stands before the plan."""
    return Plan("monthly_budget_three_currencies", [_rate_card(), _budget()], settled=True)


def _rate_card() -> Sheet:
    sheet = Sheet("FX", hidden=True)
    sheet.put("A1", "Exchange rates for planning, fixed 12/2025", "label")
    for row, (code, rate) in enumerate(RATES.items(), 2):
        sheet.row(f"A{row}", [f"1 {code} in EUR", rate])
    return sheet


def _budget() -> Sheet:
    sheet = Sheet("Budget 2026", widths={1: 2})
    sheet.put("B2", "ORBANE SKINCARE – annual digital budget", "title")
    sheet.brief("B4", {"Client": "Orbane", "Brand": "Orbane Derma"})
    sheet.brief("E4", {"Agency": "Quayside Digital", "Status": "Draft 2"})
    periods = [PeriodColumn(c, *month(2026, n), "planned_budget") for n, c in enumerate(MONTHS, 1)]
    table = Table(sheet, COLUMNS, (YEARS, HEADER), periods, {"advertiser": "Orbane", "brand": "Orbane Derma"})
    table.headers()
    for name, column in zip(ENGLISH, MONTHS, strict=True):
        sheet.put(f"{column}{YEARS}", 2026, "band")
        sheet.put(f"{column}{HEADER}", name[:3], "header")
    _body(sheet, table)
    return sheet


def _body(sheet: Sheet, table: Table) -> None:
    row = HEADER + 1
    every: list[int] = []
    grand = sum(round(sum(months.values()) * RATES[MARKETS[market][1]], 2) for market, *_, months in TRUTH)
    for market in MARKETS:
        first = row
        for line in [one for one in TRUTH if one[0] == market]:
            _line(table, row, line, grand)
            row += 1
        table.total(row, {"B": f"Subtotal {market}"}, range(first, row), _sums("W", "X"), "subtotal")
        every += range(first, row)
        row += 1
    # The sum of all markets is labelled as if it were one of them, and only euros add up.
    table.total(row, {"B": "Global", "F": "EUR"}, every, ["X", "Y"])
    sheet.put(f"B{row + 2}", f"Prepared {date(2025, 12, 4):%d/%m/%Y}; rates of exchange on sheet FX.", "note")


def _sums(*more: str) -> list[str]:
    return [*sorted([*MONTHS, *QUARTERS]), *more]


def _line(table: Table, row: int, line: tuple[str, str, str, str, dict[int, float]], grand: float) -> None:
    market, channel, platform, objective, months = line
    code, currency = MARKETS[market]
    amounts = {MONTHS[m - 1]: value for m, value in months.items()}
    total = round(sum(months.values()), 2)
    euros = round(total * RATES[currency], 2)
    for column, (first, last) in QUARTERS.items():
        inside = letters(first, number(last) - number(first) + 1)
        value = round(sum(amounts.get(c, 0) for c in inside), 2)
        table.sheet.put(f"{column}{row}", Formula(f"=SUM({first}{row}:{last}{row})", value), "money")
    every = "+".join(f"{q}{row}" for q in QUARTERS)
    written: dict[str, Written] = {
        "B": market,
        "D": SAID.get(platform, platform),
        "W": Formula(f"={every}", total),
        "X": Formula(f"=W{row}*{RATES[currency]}", euros),
        "Y": Formula(f"=X{row}/{grand}", round(euros / grand, 6)),
    }
    # Months without money hold a zero, as a budget sheet does.
    written |= {column: 0 for column in MONTHS if column not in amounts}
    cells: dict[str, Value | None] = {
        "B": code,
        "C": channel,
        "D": platform,
        "E": objective,
        "F": currency,
        "W": total,
    }
    table.line(row, cells, amounts, written=written)
