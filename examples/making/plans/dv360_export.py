"""A line item report of Display & Video 360: sums without a label, then facts about the report."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

COLUMNS = (
    Column("A", "Date", "date"),
    Column("B", "Advertiser", "advertiser"),
    Column("C", "Advertiser ID", None),
    Column("D", "Advertiser Currency", "currency"),
    Column("E", "Insertion Order", "insertion_order"),
    Column("F", "Insertion Order ID", (None, "insertion_order")),
    Column("G", "Line Item", "ad_group"),
    Column("H", "Line Item ID", "ad_group_id"),
    Column("I", "Line Item Status", None),
    Column("J", "Impressions", "impressions"),
    Column("K", "Clicks", "clicks"),
    Column("L", "Click Rate (CTR)", "ctr"),
    Column("M", "Complete Views (Video)", "video_completions"),
    Column("N", "First-Quartile Views (Video)", None),
    Column("O", "Active View: % Viewable Impressions", None),
    Column("P", "Revenue (Adv Currency)", "spend"),
    Column("Q", "Total Conversions", "conversions"),
)

# Day, insertion order, its id, line item, its id, impressions, clicks, complete views, first quartile, viewable, spend, conversions.
TRUTH: tuple[tuple[date, str, str, str, str, int, int, int, int, str, float, int], ...] = (
    (date(2026, 2, 2), "Orbane_Q1_OLV", "5501100", "YT_Bumper_2554", "20881101", 310_550, 155, 288_811, 301_233, "93.10%", 1_242.2, 4),
    (date(2026, 2, 2), "Orbane_Q1_OLV", "5501100", "PMP_Preroll_20s", "20881102", 98_021, 210, 71_555, 90_179, "71.25%", 1_176.252, 9),
    (date(2026, 2, 2), "Orbane_Q1_Display", "5501101", "Prospecting_300x250", "20881103", 540_998, 487, 0, 0, "58.40%", 973.7964, 21),
    (date(2026, 2, 3), "Orbane_Q1_OLV", "5501100", "YT_Bumper_2554", "20881101", 298_112, 149, 274_263, 289_168, "92.87%", 1_192.448, 2),
    (date(2026, 2, 3), "Orbane_Q1_OLV", "5501100", "PMP_Preroll_20s", "20881102", 102_760, 233, 76_042, 94_539, "70.99%", 1_233.12, 11),
    (date(2026, 2, 3), "Orbane_Q1_Display", "5501101", "Prospecting_300x250", "20881103", 512_004, 461, 0, 0, "57.92%", 921.6072, 17),
)  # fmt: skip


def plan() -> Plan:
    """Two days of three line items; days with slashes, year first."""
    sheet = Sheet("plan")
    table = Table(sheet, COLUMNS, (1,))
    table.headers()
    for row, line in enumerate(TRUTH, 2):
        day, order, order_id, item, item_id, shown, clicks, complete, quarter, viewable, spend, results = line
        cells: dict[str, Value | None] = {
            "A": day, "B": "Orbane AE", "C": "771203", "D": "USD", "E": order, "F": order_id, "G": item,
            "H": item_id, "I": "Active", "J": shown, "K": clicks, "M": complete, "N": quarter, "O": viewable,
            "P": spend, "Q": results, "L": round(clicks / shown, 6),
        }  # fmt: skip
        written = {"A": f"{day:%Y/%m/%d}", "L": f"{clicks / shown:.4%}", "P": f"{spend:.6f}"}
        table.line(row, cells, written=written)
    row = len(TRUTH) + 2
    for column, place in (("J", 5), ("K", 6), ("M", 7), ("N", 8), ("Q", 11)):
        sheet.put(f"{column}{row}", sum(int(str(line[place])) for line in TRUTH))
    sheet.put(f"P{row}", f"{sum(line[10] for line in TRUTH):.6f}")
    table.totals[row] = "total"
    facts = (
        "Report Time:,2026/02/04 06:12 GMT",
        "Date Range:,2026/02/02 to 2026/02/03",
        "Group By:,Date",
        "MRC Accredited Metrics,Active View metrics are accredited only when viewed alone",
    )
    for below, fact in enumerate(facts, row + 2):
        sheet.row(f"A{below}", fact.split(",", 1))
    return Plan("dv360_export", [sheet], ".csv")
