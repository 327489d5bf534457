"""A French plan with an older copy of its sheet behind it, which lacks a line: each line counts once."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

COLUMNS = (
    Column("A", "Levier", "channel"),
    Column("B", "Régie", "publisher", width=20),
    Column("C", "Format", "ad_format", width=18),
    Column("D", "Date de début", "start_date", "date"),
    Column("E", "Date de fin", "end_date", "date"),
    Column("F", "Coût net HT (EUR)", "net_cost", "money", 16),
)

# Lever, saleshouse, format, first and last day, net cost; the last line came in with the second round.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Display", "Régie Garonne", "Habillage", date(2026, 3, 2), date(2026, 3, 29), 18_400),
    ("OLV", "Vidéo Cévennes", "Pre-roll 20s", date(2026, 3, 2), date(2026, 3, 29), 26_750),
    ("Radio", "Radio Calanques", "Spot 30s", date(2026, 3, 9), date(2026, 3, 22), 11_980),
    ("Print", "Le Courrier du Lot", "Pleine page", date(2026, 3, 14), date(2026, 3, 14), 7_300),
    ("DOOH", "Écrans de Gare", "Spot 10s", date(2026, 3, 16), date(2026, 3, 29), 15_640),
)


def plan() -> Plan:
    """The copy says in its name that it is the older one; a person confirms it."""
    sheets = [_sheet("Plan média", TRUTH), _sheet("Plan média (ancien)", TRUTH[:-1])]
    return Plan("old_copy_fr", sheets, settled=True, answers={"version": "Plan média"})


def _sheet(name: str, lines: tuple[tuple[Value, ...], ...]) -> Sheet:
    sheet = Sheet(name)
    table = Table(sheet, COLUMNS, (1,), (), {"currency": "EUR"}, exported=lines is TRUTH)
    table.headers()
    for row, line in enumerate(lines, 2):
        table.line(row, dict(zip("ABCDEF", line, strict=True)))
    table.total(len(lines) + 2, {"A": "Total HT"}, sorted(table.lines), ["F"])
    return sheet
