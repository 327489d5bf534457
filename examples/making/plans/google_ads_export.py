"""A campaign report of Google Ads as downloaded: a preamble, all values as text, total lines at the end."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

PREAMBLE = ("Campaign performance", "1 March 2026 - 31 March 2026")
RANGE = {"start_date": date(2026, 3, 1), "end_date": date(2026, 3, 31)}
HEADER = 3

COLUMNS = (
    Column("A", "Campaign status", None),
    Column("B", "Campaign", "campaign_name"),
    Column("C", "Campaign ID", "campaign_id"),
    Column("D", "Campaign type", ("channel", None)),
    Column("E", "Bid strategy type", None),
    Column("F", "Currency code", "currency"),
    Column("G", "Impr.", "impressions"),
    Column("H", "Clicks", "clicks"),
    Column("I", "CTR", "ctr"),
    Column("J", "Avg. CPC", "cpc"),
    Column("K", "Cost", "spend"),
    Column("L", "Conversions", "conversions"),
    Column("M", "Cost / conv.", "cpa"),
    Column("N", "Conv. rate", None),
    Column("O", "Search impr. share", None),
)

# Status, campaign, id, type, bid strategy, impressions, clicks, cost, conversions, search impression share.
TRUTH: tuple[tuple[str, str, str, str, str, int, int, float, float, str], ...] = (
    ("Enabled", "UK_Brand_Exact", "17204455801", "Search", "Target impression share", 48_210, 9_642, 6_171.12, 812, "94.12%"),
    ("Enabled", "UK_Generic_Kettles", "17204455802", "Search", "Target CPA", 312_400, 15_620, 21_399.4, 540.5, "41.80%"),
    ("Paused", "UK_Remarketing", "17204455803", "Display", "Maximize conversions", 1_204_000, 3_612, 2_528.4, 96, " --"),
    ("Enabled", "UK_Kettles_Shopping", "17204455804", "Shopping", "Target ROAS", 690_000, 8_280, 5_796, 301, "< 10%"),
    ("Removed", "UK_Test_2025", "17204455805", "Search", "Manual CPC", 0, 0, 0, 0, " --"),
)  # fmt: skip


def plan() -> Plan:
    """As downloaded with 'Summary row'."""
    sheet = Sheet("plan")
    for row, text in enumerate(PREAMBLE, 1):
        sheet.put(f"A{row}", text)
    table = Table(sheet, COLUMNS, (HEADER,))
    table.headers()
    row = HEADER + 1
    for line in TRUTH:
        status, name, id_, kind, bidding, shown, clicks, cost, conversions, share = line
        cells: dict[str, Value | None] = {
            "A": status, "B": name, "C": id_, "D": kind, "E": bidding, "F": "GBP", "G": shown, "H": clicks,
            "I": round(clicks / shown, 4) if shown else 0.0, "J": round(cost / clicks, 2) if clicks else 0.0,
            "K": cost, "L": conversions, "M": round(cost / conversions, 2) if conversions else 0.0,
        }  # fmt: skip
        table.line(row, cells, written=_text(shown, clicks, cost, conversions) | {"O": share}, also=RANGE)
        row += 1
    _totals(sheet, table, row)
    return Plan("google_ads_export", [sheet], ".csv")


def _text(shown: int, clicks: int, cost: float, conversions: float) -> dict[str, str]:
    """The figures as the report prints them."""
    return {
        "G": f"{shown:,}",
        "H": f"{clicks:,}",
        "I": f"{clicks / shown:.2%}" if shown else "0.00%",
        "J": f"{cost / clicks:.2f}" if clicks else "0.00",
        "K": f"{cost:,.2f}",
        "L": f"{conversions:,.2f}",
        "M": f"{cost / conversions:.2f}" if conversions else "0.00",
        "N": f"{conversions / clicks:.2%}" if clicks else "0.00%",
    }


def _totals(sheet: Sheet, table: Table, row: int) -> None:
    search = [line for line in TRUTH if line[3] == "Search"]
    for label, lines in (("Total: Campaigns", TRUTH), ("Total: Search campaigns", search)):
        shown, clicks = sum(x[5] for x in lines), sum(x[6] for x in lines)
        figures = _text(shown, clicks, round(sum(x[7] for x in lines), 2), sum(x[8] for x in lines))
        sheet.put(f"A{row}", label)
        for column in "BCDE":
            sheet.put(f"{column}{row}", " --")
        sheet.put(f"F{row}", "GBP")
        for column, text in figures.items():
            sheet.put(f"{column}{row}", text)
        table.totals[row] = "total"
        row += 1
