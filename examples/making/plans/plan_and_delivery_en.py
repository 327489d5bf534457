"""A plan with budget, actual and forecast side by side, and what was delivered in a block below."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table, Written
from making.truth import Value

HEADER = 6

COLUMNS = (
    Column("A", "Channel", "channel"),
    Column("B", "Platform", "platform", width=16),
    Column("C", "Campaign", "campaign_name", width=22),
    Column("D", "Start", "start_date", "date"),
    Column("E", "End", "end_date", "date"),
    Column("F", "Planned budget AUD", "planned_budget", "money", 14),
    Column("G", "Actual spend AUD", "spend", "money", 14),
    Column("H", "Forecast spend AUD", (None, "planned_budget"), "money", 14),
    Column("I", "Variance AUD", None, "money", 14),
    Column("J", "Planned impressions", "planned_impressions", "int"),
)
DELIVERED = (
    *COLUMNS[:5],
    Column("F", "Impressions", "impressions", "int"),
    Column("G", "Actual spend AUD", "spend", "money"),
    Column("H", "Clicks", "clicks", "int"),
    Column("I", "CTR", "ctr", "percent"),
)

# Channel, platform, campaign, first and last day, planned, actual, forecast, planned impressions, delivered impressions, clicks.
TRUTH: tuple[tuple[str, str, str, date, date, float, float, float, int, int, int], ...] = (
    ("Social", "Meta", "Harbour Swim", date(2026, 1, 5), date(2026, 2, 1), 18_000, 12_410.55, 17_600, 3_600_000, 2_512_004, 15_072),
    ("Social", "Pinterest", "Harbour Swim", date(2026, 1, 5), date(2026, 2, 1), 6_000, 4_002.1, 5_900, 1_500_000, 980_210, 3_921),
    ("Search", "Google Ads", "Harbour Swim Brand", date(2026, 1, 1), date(2026, 2, 28), 9_500, 5_120.4, 9_400, 210_000, 118_400, 14_208),
)  # fmt: skip


def plan() -> Plan:
    """What was delivered repeats the actual spend: it must not be added to it."""
    sheet = Sheet("Tracker")
    sheet.put("A1", "Campaign tracker", "title")
    sheet.brief("A3", {"Client": "Southern Swimwear", "Market": "Australia"})
    sheet.brief("D3", {"Currency": "AUD", "Updated": "26/01/2026"})
    context: dict[str, Value] = {"advertiser": "Southern Swimwear", "market": "AU", "currency": "AUD"}
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        planned, actual, forecast = line[5:8]
        cells: dict[str, Value | None] = dict(zip("ABCDEFG", line[:7], strict=True))
        cells["J"] = line[8]
        written: dict[str, Written] = {
            "B": "FB" if line[1] == "Meta" else line[1],
            "H": forecast,
            "I": round(planned - actual, 2),
        }
        table.line(row, cells, written=written)
    row = HEADER + len(TRUTH) + 1
    table.total(row, {"A": "Total"}, sorted(table.lines), ["F", "G", "H", "I", "J"])
    _delivered(sheet, row + 4, context)
    return Plan("plan_and_delivery_en", [sheet])


def _said(platform: str) -> str:
    return "FB" if platform == "Meta" else platform


def _delivered(sheet: Sheet, header: int, context: dict[str, Value]) -> None:
    sheet.put(f"A{header - 1}", "Delivered to date (platform reports)", "band")
    table = Table(sheet, DELIVERED, (header,), (), context, exported=False)
    table.headers()
    for row, line in enumerate(TRUTH, header + 1):
        shown, clicks = line[9:]
        held = (*line[:5], shown, line[6], clicks, round(clicks / shown, 6))
        table.line(row, dict(zip("ABCDEFGHI", held, strict=True)), written={"B": _said(line[1])})
