"""Three states of one budget on three sheets, behind a hidden rate card; only the last is added up."""

from __future__ import annotations

from making.calendar import ENGLISH, month
from making.sheet import Column, Formula, PeriodColumn, Plan, Sheet, Table
from making.truth import Value

HEADER = 6
MONTHS = ("E", "F", "G")
"""April to June."""

COLUMNS = (
    Column("A", "Channel", "channel"),
    Column("B", "Platform", "platform", width=16),
    Column("C", "Objective", "objective", width=16),
    Column("D", "Buying type", "buy_type"),
    Column("H", "Budget USD", "planned_budget", "money", 14),
    Column("I", "Comments", "notes", width=28),
)

# Channel, platform, objective, buying type, notes, budget by month in each version.
TRUTH: tuple[tuple[str, str, str, str, str | None, dict[str, tuple[float, float, float]]], ...] = (
    ("Social", "Meta", "Reach", "CPM", None, {"v1": (20_000, 20_000, 10_000), "v2": (25_000, 25_000, 15_000), "v3": (24_000, 24_000, 12_500)}),
    ("Social", "TikTok", "Video views", "CPV", "Creators to be confirmed", {"v1": (10_000, 10_000, 0), "v2": (15_000, 12_000, 0), "v3": (15_000, 10_000, 0)}),
    ("Search", "Google Ads", "Traffic", "CPC", None, {"v1": (8_000, 8_000, 8_000), "v2": (8_000, 8_000, 8_000), "v3": (7_500.5, 7_500.5, 7_500.5)}),
    ("OLV", "YouTube", "Awareness", "CPM", "Optional", {"v1": (0, 12_000, 0), "v2": (0, 18_000, 18_000), "v3": (0, 16_000, 9_999.99)}),
)  # fmt: skip
SHEETS = {"v1": "Budget v1", "v2": "Budget v2", "v3": "Budget v3 FINAL"}


def plan() -> Plan:
    """Twice overtaken by talks; the approved state says so in its name."""
    return Plan("budget_versions_en", [_rates(), *(_version(v) for v in SHEETS)])


def _rates() -> Sheet:
    sheet = Sheet("Rate card", hidden=True)
    sheet.row("A1", ["Platform", "Buying type", "Benchmark"], "header")
    for row, values in enumerate((("Meta", "CPM", 4.2), ("TikTok", "CPV", 0.02), ("Google", "CPC", 0.85)), 2):
        sheet.row(f"A{row}", values)
    return sheet


def _version(version: str) -> Sheet:
    sheet = Sheet(SHEETS[version])
    sheet.put("A1", "Q2 2026 budget", "title")
    sheet.brief("A3", {"Client": "Copperline Bikes", "Market": "USA"})
    sheet.brief("D3", {"Currency": "USD", "Campaign": "Commute Happy"})
    context: dict[str, Value] = {
        "advertiser": "Copperline Bikes", "market": "US", "currency": "USD", "campaign_name": "Commute Happy"
    }  # fmt: skip
    periods = [PeriodColumn(c, *month(2026, n), "planned_budget") for n, c in enumerate(MONTHS, 4)]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context, exported=version == "v3")
    table.headers()
    sheet.row(f"E{HEADER}", [f"{ENGLISH[n][:3]}-26" for n in (3, 4, 5)], "header")
    for row, (channel, platform, objective, buying, notes, amounts) in enumerate(TRUTH, HEADER + 1):
        total = round(sum(amounts[version]), 2)
        cells = dict(zip("ABCD", (channel, platform, objective, buying), strict=True))
        held = dict(zip(MONTHS, amounts[version], strict=True))
        table.line(
            row,
            {**cells, "H": total, "I": notes},
            held,
            written={"H": Formula(f"=SUM(E{row}:G{row})", total)},
        )
    table.total(HEADER + len(TRUTH) + 1, {"A": "TOTAL"}, sorted(table.lines), [*MONTHS, "H"])
    return sheet
