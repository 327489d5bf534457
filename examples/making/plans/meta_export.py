"""An ad set report of Meta Ads Manager: the sum of all stands unlabelled in the first line."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

COLUMNS = (
    Column("A", "Reporting starts", "start_date", "iso"),
    Column("B", "Reporting ends", "end_date", "iso"),
    Column("C", "Campaign name", "campaign_name", width=26),
    Column("D", "Ad set name", "ad_group", width=28),
    Column("E", "Ad set delivery", None),
    Column("F", "Attribution setting", None, width=24),
    Column("G", "Results", "conversions", "int"),
    Column("H", "Result indicator", None, width=36),
    Column("I", "Reach", "reach", "int"),
    Column("J", "Frequency", "frequency", "money"),
    Column("K", "Cost per results", "cpa", "money"),
    Column("L", "Ad set budget", (None, "planned_budget"), "money"),
    Column("M", "Ad set budget type", None),
    Column("N", "Amount spent (EUR)", "spend", "money"),
    Column("O", "Impressions", "impressions", "int"),
    Column("P", "CPM (cost per 1,000 impressions) (EUR)", "cpm", "money"),
    Column("Q", "Link clicks", "clicks", "int"),
    Column("R", "Clicks (all)", None, "int"),
    Column("S", "CTR (all)", ("ctr", None), "money"),
    Column("T", "Video plays at 50%", None, "int"),
    Column("U", "Purchase ROAS (return on ad spend)", None, "money"),
)

# Campaign, ad set, delivery, results, reach, spend, impressions, link clicks, all clicks, plays at 50 %, ROAS.
TRUTH: tuple[tuple[str, str, str, int, int, float, int, int, int, int, float], ...] = (
    ("DE_Derma_Prospecting", "Broad 25-54", "active", 214, 402_118, 7_704.36, 1_206_354, 9_048, 14_311, 201_400, 2.31),
    ("DE_Derma_Prospecting", "LAL 1% Buyers", "active", 351, 155_900, 6_318.07, 623_600, 7_483, 10_950, 98_212, 3.94),
    ("DE_Derma_Retargeting", "Cart 14 days", "inactive", 498, 41_250, 2_988.5, 247_500, 6_187, 8_004, 22_018, 8.12),
    ("DE_Derma_Reels", "Reels 18-34", "active", 77, 288_400, 3_941.77, 865_200, 5_191, 6_920, 340_077, 1.06),
)  # fmt: skip


def plan() -> Plan:
    """May, in euros."""
    sheet = Sheet("Formatted Report")
    table = Table(sheet, COLUMNS, (1,))
    table.headers()
    first, last = date(2026, 5, 1), date(2026, 5, 31)
    spend, shown = round(sum(t[5] for t in TRUTH), 2), sum(t[6] for t in TRUTH)
    sheet.row("A2", [first, last], "iso")
    sheet.put("N2", spend, "money")
    sheet.put("O2", shown, "int")
    sheet.put("Q2", sum(t[7] for t in TRUTH), "int")
    table.totals[2] = "total"
    for row, line in enumerate(TRUTH, 3):
        name, group, delivery, results, reach, cost, seen, links, clicks, half, roas = line
        cells: dict[str, Value | None] = {
            "A": first, "B": last, "C": name, "D": group, "E": delivery, "F": "7-day click or 1-day view",
            "G": results, "H": "actions:offsite_conversion.fb_pixel_purchase", "I": reach,
            "J": round(seen / reach, 4), "K": round(cost / results, 4), "L": "Using campaign budget", "M": "-",
            "N": cost, "O": seen, "P": round(cost / seen * 1000, 4), "Q": links, "R": clicks, "T": half, "U": roas,
        }  # fmt: skip
        share = round(clicks / seen, 6)
        # The report gives percents as plain numbers: 1.1863 is 1.1863 %.
        table.line(row, cells | {"S": share}, written={"S": round(share * 100, 4)}, also={"currency": "EUR"})
    return Plan("meta_export", [sheet])
