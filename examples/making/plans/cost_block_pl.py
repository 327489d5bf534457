"""A Polish plan with its cost block: commission, ad serving, VAT and what is to pay stand below the total, as formulas."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Formula, Plan, Sheet, Table
from making.truth import Value

HEADER = 6

COLUMNS = (
    Column("A", "Kanał", "channel"),
    Column("B", "Wydawca", "publisher", width=20),
    Column("C", "Format reklamy", "ad_format", width=20),
    Column("D", "Data startu", "start_date", "date"),
    Column("E", "Data końca", "end_date", "date"),
    Column("F", "Odsłony planowane", "planned_impressions", "int"),
    Column("G", "Koszt netto PLN", "net_cost", "money", 16),
)

# Channel, publisher, format, first and last day, impressions, net cost.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Display", "Gazeta Wiślana", "Billboard", date(2026, 5, 4), date(2026, 5, 31), 2_400_000, 38_400),
    ("Display", "Portal Żubr", "Wideboard", date(2026, 5, 4), date(2026, 5, 17), 1_150_000, 16_100),
    ("OLV", "Kino Domowe", "Pre-roll 15s", date(2026, 5, 11), date(2026, 6, 7), 900_000, 40_500),
    ("Radio", "Radio Tatry", "Spot 30s", date(2026, 5, 18), date(2026, 5, 31), 310_000, 22_350.5),
)


def plan() -> Plan:
    """None of the five rows below the total is media; the total sums the lines."""
    sheet = Sheet("Media plan")
    sheet.put("A1", "MEDIA PLAN – KASZUBSKIE LATO", "title")
    sheet.brief("A3", {"Klient": "Bursztyn Napoje", "Kampania": "Kaszubskie Lato"})
    context: dict[str, Value] = {
        "advertiser": "Bursztyn Napoje", "campaign_name": "Kaszubskie Lato", "currency": "PLN"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("ABCDEFG", line, strict=True)))
    row = HEADER + len(TRUTH) + 1
    table.total(row, {"A": "Razem media netto"}, sorted(table.lines), ["F", "G"])
    _cost_block(sheet, table, row)
    return Plan("cost_block_pl", [sheet], settled=True)


def _cost_block(sheet: Sheet, table: Table, total: int) -> None:
    media = sum(float(str(line[6])) for line in TRUTH)
    commission, serving = round(media * 0.1, 2), 1_850.0
    net = media + commission + serving
    rows = (
        ("Prowizja agencji 10%", f"=G{total}*10%", commission),
        ("Adserwer", "=1850", serving),
        ("Razem netto", f"=SUM(G{total}:G{total + 2})", net),
        ("VAT 23%", f"=G{total + 3}*23%", round(net * 0.23, 2)),
        ("Do zapłaty", f"=G{total + 3}+G{total + 4}", round(net * 1.23, 2)),
    )
    for row, (label, formula, value) in enumerate(rows, total + 1):
        sheet.put(f"A{row}", label, "total")
        sheet.put(f"G{row}", Formula(formula, round(value, 2)), "total money")
        table.beside.append(row)
