"""A Danish plan with four columns of money: one of them is the medium's own account, and a person leaves it out."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 4

COLUMNS = (
    Column("A", "Mediegruppe", "channel"),
    Column("B", "Medie", "publisher", width=18),
    Column("C", "Startdato", "start_date", "date"),
    Column("D", "Slutdato", "end_date", "date"),
    Column("E", "Bruttopris DKK", "gross_cost", "money", 14),
    Column("F", "Nettopris DKK ekskl. moms", "net_cost", "money", 14),
    Column("G", "Bureauhonorar DKK", "agency_fee", "money", 14),
    Column("H", "Afregnes med mediet (DKK)", None, "money", 14),
)

# Group, medium, first and last day, gross, net and fee; the medium is paid the net less two per cent.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Print", "Vesterposten", date(2026, 8, 10), date(2026, 8, 16), 48_000, 40_800, 2_040),
    ("Radio", "Radio Limfjord", date(2026, 8, 10), date(2026, 8, 30), 36_500, 29_200, 1_460),
    ("Display", "Cykelnyt", date(2026, 8, 17), date(2026, 9, 6), 22_000, 19_800, 990),
    ("OOH", "Byskilte", date(2026, 8, 24), date(2026, 9, 6), 61_250, 52_062.5, 2_603.13),
)


def plan() -> Plan:
    """A column of money that stays out is a decision, not an oversight."""
    sheet = Sheet("Medieplan")
    sheet.put("A1", "Medieplan 2026", "title")
    sheet.brief("A2", {"Kunde": "Klitmøller Cykler"})
    context: dict[str, Value] = {"advertiser": "Klitmøller Cykler", "currency": "DKK"}
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        paid = round(float(str(line[5])) * 0.98, 2)
        table.line(row, dict(zip("ABCDEFGH", (*line, paid), strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "I alt"}, sorted(table.lines), list("EFGH"))
    return Plan("money_columns_da", [sheet])
