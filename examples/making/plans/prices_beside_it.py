"""An Italian plan among sheets that are none: a price list, the codes of the drop-downs, the people to write to."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table, Written
from making.truth import Value

HEADER = 5

COLUMNS = (
    Column("A", "Canale", "channel"),
    Column("B", "Concessionaria", "publisher", width=20),
    Column("C", "Formato", "ad_format", width=18),
    Column("D", "Data inizio", "start_date", "date"),
    Column("E", "Data fine", "end_date", "date"),
    Column("F", "Impression", ("planned_impressions", "impressions"), "int"),
    Column("G", "Costo netto EUR", "net_cost", "money", 16),
)

# Channel, saleshouse, format, first and last day, impressions, net cost.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Display", "Pubblicità Etna", "Masthead", date(2026, 9, 14), date(2026, 9, 27), 1_600_000, 22_400),
    ("OLV", "Video Tirreno", "Pre-roll 15s", date(2026, 9, 14), date(2026, 10, 11), 1_250_000, 31_250),
    ("Native", "Cucina Oggi", "Articolo", date(2026, 9, 21), date(2026, 10, 4), 180_000, 9_800),
    ("Display", "Meteo Appennino", "Skin", date(2026, 9, 28), date(2026, 10, 11), 2_050_000, 18_450),
)
BESIDE: dict[str, tuple[tuple[Written, ...], ...]] = {
    "Listino": (
        ("Servizio", "Unità", "Prezzo EUR"), ("Creatività banner", "al pezzo", 450), ("Traduzione", "per lingua", 150),
        ("Tracciamento", "al mese", 120), ("Report settimanale", "al mese", 300),
    ),
    "Elenchi": (
        ("Canale", "Codice"), ("Display", "DSP"), ("Video", "VID"), ("Audio", "AUD"), ("Search", "SEM"),
    ),
    "Contatti": (
        ("Nome", "Ruolo", "E-mail"), ("Anna Serra", "Planner", "anna@example.org"),
        ("Luca Marino", "Buyer", "luca@example.org"),
    ),
}  # fmt: skip


def plan() -> Plan:
    """One sheet of four is the plan; prices without a booking are no lines."""
    sheet = Sheet("Piano")
    sheet.put("A1", "PIANO MEDIA", "title")
    sheet.brief("A2", {"Cliente": "Agrumi del Sole", "Campagna": "Vendemmia"})
    context: dict[str, Value] = {
        "advertiser": "Agrumi del Sole", "campaign_name": "Vendemmia", "currency": "EUR"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("ABCDEFG", line, strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "Totale"}, sorted(table.lines), ["F", "G"])
    return Plan("prices_beside_it", [sheet, *(_list(name) for name in BESIDE)], settled=True)


def _list(name: str) -> Sheet:
    sheet = Sheet(name)
    for row, values in enumerate(BESIDE[name], 1):
        sheet.row(f"A{row}", values, "header" if row == 1 else "text")
    return sheet
