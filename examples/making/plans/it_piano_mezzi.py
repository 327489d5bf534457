"""An Italian plan saved as text with semicolons, decimal commas and old letters; its total has no label."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 6

COLUMNS = (
    Column("A", "Mezzo", "channel"),
    Column("B", "Editore", "publisher"),
    Column("C", "Posizionamento", "placement"),
    Column("D", "Data inizio", "start_date"),
    Column("E", "Data fine", "end_date"),
    Column("F", "Modalità d'acquisto", "buy_type"),
    Column("G", "Impression pianificate", "planned_impressions"),
    Column("H", "Costo unitario", "unit_rate"),
    Column("I", "Costo netto", "net_cost"),
)

# Medium, publisher, placement, first and last day, model, impressions, price, net cost.
TRUTH: tuple[tuple[str, str, str, date, date, str, int | None, float, float], ...] = (
    ("Display", "Corriere Adriatico", "Homepage masthead", date(2026, 4, 13), date(2026, 4, 26), "CPM", 1_800_000, 11.5, 20_700),
    ("OLV", "Mediaset Infinity", "Pre-roll 15s", date(2026, 4, 13), date(2026, 5, 10), "CPM", 2_250_000, 19.2, 43_200),
    ("Radio", "Radio Laguna", "Spot 30s", date(2026, 4, 20), date(2026, 5, 3), "Flat", None, 8_312.45, 8_312.45),
    ("OOH", "Binario Media", "Stazioni", date(2026, 4, 27), date(2026, 5, 10), "Flat", None, 15_000, 15_000),
)  # fmt: skip
SAID = {"OLV": "Video online", "OOH": "Affissioni", "Flat": "Forfait"}


def plan() -> Plan:
    """Windows-1252, as older programs save it."""
    sheet = Sheet("plan")
    sheet.put("A1", "PIANO MEZZI 2026")
    sheet.brief("A2", {"Cliente": "Pastificio Serralunga", "Campagna": "È già estate", "Valuta": "EUR"})
    context: dict[str, Value] = {
        "advertiser": "Pastificio Serralunga", "campaign_name": "È già estate", "currency": "EUR"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        cells = dict(zip("ABCDEFGHI", line, strict=True))
        written: dict[str, Value] = {
            "A": SAID.get(line[0], line[0]),
            "D": f"{line[3]:%d/%m/%Y}",
            "E": f"{line[4]:%d/%m/%Y}",
            "F": SAID.get(line[5], line[5]),
            "G": f"{line[6]:,}".replace(",", ".") if line[6] else "-",
            "H": _italian(line[7]),
            "I": _italian(line[8]),
        }
        table.line(row, cells, written=written)
    row = HEADER + len(TRUTH) + 1
    sheet.put(f"I{row}", _italian(sum(line[8] for line in TRUTH)))
    table.totals[row] = "total"
    return Plan("it_piano_mezzi", [sheet], ".csv", ";", "cp1252")


def _italian(value: float) -> str:
    """1234.5 -> '1.234,50'."""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
