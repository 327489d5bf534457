"""An American radio plan in broadcast weeks: January begins on 28 December, and no heading names that December."""

from __future__ import annotations

from datetime import date, timedelta

from making.calendar import week
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table, letters
from making.truth import Value

HEADER = 6
WEEKS = letters("C", 9)

COLUMNS = (
    Column("A", "Station", "publisher", width=16),
    Column("B", "Daypart", None, width=16),
    Column("L", "Net cost USD", "net_cost", "money", 14),
)

# Station, daypart, cost by week from 28 December.
TRUTH: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("WPNE", "Morning drive", (1_200, 1_200, 1_200, 0, 0, 900, 900, 900, 900)),
    ("KSND", "Midday", (600, 600, 0, 0, 600, 600, 0, 0, 450)),
    ("WFOX", "Afternoon drive", (0, 1_450, 1_450, 1_450, 1_450, 0, 0, 1_100, 1_100)),
    ("KLMR", "Weekend", (380, 380, 380, 380, 380, 380, 380, 380, 380)),
)


def plan() -> Plan:
    """The dates rise, so that the year follows from the order; the bands book a week that lies in two months as a whole."""
    sheet = Sheet("Radio")
    sheet.put("A1", "Radio schedule Q1 2027", "title")
    sheet.brief("A2", {"Client": "Tallgrass Motors", "Campaign": "Winter Clearance"})
    context: dict[str, Value] = {
        "advertiser": "Tallgrass Motors", "campaign_name": "Winter Clearance", "currency": "USD"
    }  # fmt: skip
    sheet.merge(f"C{HEADER - 1}:G{HEADER - 1}", "JANUARY 2027", "band")
    sheet.merge(f"H{HEADER - 1}:K{HEADER - 1}", "FEBRUARY 2027", "band")
    mondays = [date(2026, 12, 28) + timedelta(weeks=n) for n in range(9)]
    periods = [PeriodColumn(c, *week(d), whole=True) for c, d in zip(WEEKS, mondays, strict=True)]
    table = Table(sheet, COLUMNS, (HEADER - 1, HEADER), periods, context)
    table.headers()
    sheet.row(f"C{HEADER}", [f"{d.month}/{d.day}" for d in mondays], "header")
    for row, (station, daypart, costs) in enumerate(TRUTH, HEADER + 1):
        amounts = {c: cost for c, cost in zip(WEEKS, costs, strict=True) if cost}
        table.line(row, {"A": station, "B": daypart, "L": sum(costs)}, amounts)
    table.total(HEADER + len(TRUTH) + 1, {"A": "Total"}, sorted(table.lines), [*WEEKS, "L"])
    return Plan("broadcast_months_en", [sheet], settled=True)
