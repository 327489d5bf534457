"""An English split of a budget: shares by line, the amount of all only in the brief."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 7
BUDGET = 80_000

COLUMNS = (
    Column("A", "Channel", "channel"),
    Column("B", "Platform", "platform", width=16),
    Column("C", "Start", "start_date", "date"),
    Column("D", "End", "end_date", "date"),
    Column("E", "Share of budget", None, "percent", 14),
)
DAYS = (date(2026, 6, 1), date(2026, 6, 28))

# Channel, platform, share of the budget.
TRUTH: tuple[tuple[str, str, float], ...] = (
    ("Search", "Google Ads", 0.35),
    ("Social", "Meta", 0.3),
    ("Social", "Pinterest", 0.15),
    ("OLV", "YouTube", 0.2),
)


def plan() -> Plan:
    """The shares come to the whole, so each line has its part of the budget."""
    sheet = Sheet("Split")
    sheet.put("A1", "Budget split", "title")
    sheet.brief("A3", {"Client": "Ashdown Teas", "Campaign": "Iced Summer", "Total budget GBP": BUDGET})
    context: dict[str, Value] = {
        "advertiser": "Ashdown Teas", "campaign_name": "Iced Summer", "currency": "GBP"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, (channel, platform, share) in enumerate(TRUTH, HEADER + 1):
        cells = dict(zip("ABCDE", (channel, platform, *DAYS, share), strict=True))
        table.line(row, cells, also={"planned_budget": round(BUDGET * share, 2)})
    table.total(HEADER + len(TRUTH) + 1, {"A": "Total"}, sorted(table.lines), ["E"])
    return Plan("budget_shares_en", [sheet], settled=True)
