"""A German plan with two columns of a start: one holds remarks, the other days; and two of contacts, of which one holds names."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 3

COLUMNS = (
    Column("A", "Vermarkter", "publisher", width=18),
    Column("B", "Start (Hinweis)", (None, "notes"), width=22),
    Column("C", "Startdatum", "start_date", "date"),
    Column("D", "Enddatum", "end_date", "date"),
    Column("E", "Kontakt", None, width=16),
    Column("F", "Kontakte", ("planned_impressions", "impressions"), "int"),
    Column("G", "Netto-Kosten EUR", "net_cost", "money", 16),
)

# Publisher, remark on the start, first and last day, who is asked, contacts, net cost.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Alpenblick Medien", "nach Freigabe der Motive", date(2026, 10, 5), date(2026, 11, 1), "F. Huber", 640_000, 19_200),
    ("Rheinwelle", "zur Filialeröffnung", date(2026, 10, 12), date(2026, 11, 8), "M. Petersen", 380_000, 13_300),
    ("Küstenfunk", "offen", date(2026, 10, 5), date(2026, 10, 18), "noch offen", 210_000, 6_930),
    ("Heidepost", "mit der Beilage", date(2026, 10, 17), date(2026, 10, 17), "J. Lüders", 95_000, 4_275.5),
)  # fmt: skip


def plan() -> Plan:
    """The values decide: remarks are no days, and names are no numbers."""
    sheet = Sheet("Mediaplan")
    sheet.put("A1", "Mediaplan Herbst 2026", "title")
    table = Table(sheet, COLUMNS, (HEADER,), (), {"currency": "EUR"})
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("ABCDEFG", line, strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "Gesamt"}, sorted(table.lines), ["F", "G"])
    return Plan("launch_remarks_de", [sheet], settled=True)
