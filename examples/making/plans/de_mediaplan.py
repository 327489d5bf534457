"""A German plan: brands and campaigns as headings, notes in cells, a wrong subtotal, fees and tax below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from making.sheet import Column, Formula, Plan, Sheet, Table
from making.truth import Value

HEADER = 11

COLUMNS = (
    Column("A", "Lfd. Nr.", None, "int", 6),
    Column("B", "Mediengattung", "channel"),
    Column("C", "Werbeträger", "publisher", width=18),
    Column("D", "Werbeform", "ad_format", width=18),
    Column("E", "Format", "ad_size"),
    Column("F", "Zielgruppe", "audience"),
    Column("G", "Start", "start_date", "date"),
    Column("H", "Ende", "end_date", "date"),
    Column("I", "Abrechnung", "buy_type"),
    Column("J", "AIs gebucht", "planned_impressions", "int"),
    Column("K", "TKP", ("cpm", "unit_rate"), "money"),
    Column("L", "Mediabrutto", "gross_cost", "eur", 14),
    Column("M", "Rabatt", None, "text"),
    Column("N", "Media-Netto", "net_cost", "eur", 14),
    Column("O", "Bemerkungen", "notes", width=24),
)

# Channel, publisher, form, size, audience, first and last day, model, impressions, CPM, gross, discount as text, net, notes.
SUMMER: tuple[tuple[Value | None, ...], ...] = (
    ("Display", "spiegel.de", "Billboard", "970x250", "E 30-59", date(2026, 6, 1), date(2026, 6, 28), "CPM", 4_000_000, 28, 112_000, "25%", 84_000, None),
    ("Display", "kicker.de", "Wallpaper", "728x90", "M 20-49", date(2026, 6, 8), date(2026, 7, 5), "CPM", 2_500_000, 32, 80_000, "+15%", 92_000, "Saisonzuschlag"),
    ("OLV", "RTL+", "Pre-Roll", "1920x1080", "E 20-49", date(2026, 6, 1), date(2026, 8, 2), "CPM", 6_000_000, 40, 240_000, "15%", 204_000, None),
)  # fmt: skip
AUTUMN: tuple[tuple[Value | None, ...], ...] = (
    ("Print", "Stern", "1/1 Seite 4c", "213x280", "E 30-59", date(2026, 9, 3), None, "Flat", None, None, 62_400.5, "n.a", 62_400.5, "TBD"),
    ("Print", "Zeit Magazin", "1/1 Seite 4c", "221x300", "E 40+", date(2026, 9, 17), date(2026, 9, 17), "Flat", None, None, 38_500, "-", 38_500, None),
    ("OOH", "Ströer", "City-Light-Poster", "118x175", "E 14+", date(2026, 9, 1), date(2026, 9, 14), "Flat", None, None, None, None, 45_000, "Optional"),
    ("Display", "14", "Sponsoring", None, "E 14+", date(2026, 9, 1), date(2026, 9, 30), "CPM", 12_500, 8_000, 100_000, "0%", 100_000, "TKP auf Anfrage"),
)  # fmt: skip
WRITTEN: dict[str, dict[str, Value | None]] = {
    # September has thirty days: the day is written, but there is none such.
    "Stern": {"H": "31.09.26", "J": "n.a", "K": "-"},
    "Zeit Magazin": {"J": "n.a", "K": "-", "G": "17.09.2026", "H": "17. Sep 2026"},
    "Ströer": {"J": "k.A.", "K": "-", "L": "50.000-55.000 €", "I": "Festpreis"},
    "14": {"J": 12_500},
}
SAID = {"CPM": "TKP", "Flat": "Festpreis", "OLV": "Online-Video", "OOH": "Außenwerbung", "Print": "Print"}


def plan() -> Plan:
    """One subtotal says 420,000 over lines of 380,000: it is told, not corrected."""
    sheet = Sheet("Mediaplan")
    sheet.put("A1", "MEDIAPLAN", "title")
    sheet.put("A2", "Stand: 14.04.2026", "subtitle")
    sheet.brief(
        "A4", {"Kunde": "Brauwerk Lindenthal GmbH", "Etat": "Sommer/Herbst 2026", "Land": "Deutschland"}
    )
    sheet.brief(
        "G4", {"Währung": "EUR", "Zeitraum": "01.06.2026 - 30.09.2026", "Agentur": "Kontor Neun Media"}
    )
    context: dict[str, Value] = {"advertiser": "Brauwerk Lindenthal GmbH", "market": "DE", "currency": "EUR"}
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    table.section(HEADER + 1, "A", "Marke: Lindenthaler Hell", brand="Lindenthaler Hell")
    row = _campaign(table, HEADER + 2, "Kampagne: Sommerfrische", "Sommerfrische", SUMMER, 1)
    first = row - len(SUMMER)
    table.total(row, {"C": "Zwischensumme"}, range(first, row), ["L", "N"], "subtotal", {"N": 420_000})
    wrong = f"Mediaplan!N{row}"
    table.section(row + 1, "A", "Marke: Lindenthaler Alkoholfrei", brand="Lindenthaler Alkoholfrei")
    row = _campaign(table, row + 2, "Kampagne: Klarer Herbst", "Klarer Herbst", AUTUMN, len(SUMMER) + 1)
    first = row - len(AUTUMN)
    table.total(row, {"C": "Zwischensumme"}, range(first, row), ["N"], "subtotal")
    _waterfall(sheet, table, row + 1)
    return Plan("de_mediaplan", [sheet], differs=[wrong])


def _campaign(
    table: Table, row: int, text: str, name: str, lines: Sequence[tuple[Value | None, ...]], first: int
) -> int:
    table.section(row, "A", text, "subsection", campaign_name=name)
    for at, line in enumerate(lines):
        row += 1
        cells = dict(zip("BCDEFGHIJKLMNO", line, strict=True)) | {"A": first + at}
        written: dict[str, Value | Formula | None] = {c: SAID.get(str(cells[c]), cells[c]) for c in "BI"}
        written |= WRITTEN.get(str(cells["C"]), {})
        table.line(row, cells, written=written)
    return row + 1


def _waterfall(sheet: Sheet, table: Table, row: int) -> None:
    net = round(sum(n for line in (*SUMMER, *AUTUMN) if isinstance(n := line[12], (int, float))), 2)
    fee = round(net * 0.05, 2)
    tax = round((net + fee) * 0.19, 2)
    table.total(row, {"C": "Media-Netto gesamt"}, sorted(table.lines), ["N"])
    steps = (
        ("zzgl. Agenturhonorar 5 %", fee),
        ("zzgl. 19 % MwSt.", tax),
        ("Gesamt brutto inkl. MwSt.", net + fee + tax),
    )
    for below, (label, value) in enumerate(steps, row + 1):
        sheet.put(f"C{below}", label, "total")
        sheet.put(f"N{below}", round(value, 2), "total eur")
        table.totals[below] = "total"
    sheet.put(
        f"A{row + 6}", "Alle Preise zzgl. gesetzlicher MwSt. Irrtum und Änderungen vorbehalten.", "note"
    )
