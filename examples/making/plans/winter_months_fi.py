"""A Finnish plan whose months bear no year and run over New Year: the brief's period says which year each has."""

from __future__ import annotations

from making.calendar import month
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table
from making.truth import Value

HEADER = 6
MONTHS = {"D": (2026, 11), "E": (2026, 12), "F": (2027, 1), "G": (2027, 2)}

COLUMNS = (
    Column("A", "Kanava", "channel"),
    Column("B", "Media", "publisher", width=18),
    Column("C", "Nettokustannus EUR", "net_cost", "money", 16),
)

# Channel, medium, net cost by month.
TRUTH: tuple[tuple[str, str, tuple[float, float, float, float]], ...] = (
    ("TV", "Kanava Revontuli", (12_000, 18_500, 9_000, 9_000)),
    ("Radio", "Radio Saimaa", (3_200, 3_200, 0, 1_600)),
    ("OOH", "Pysäkkimedia", (0, 7_400, 7_400, 0)),
    ("Display", "Mökkilehti", (2_150, 2_150, 2_150, 2_150)),
)


def plan() -> Plan:
    """November and December are of 2026, January and February of 2027."""
    sheet = Sheet("Mediasuunnitelma")
    sheet.put("A1", "Mediasuunnitelma", "title")
    sheet.brief("A3", {"Asiakas": "Saunatar", "Ajanjakso": "1.11.2026 - 28.2.2027"})
    context: dict[str, Value] = {"advertiser": "Saunatar", "currency": "EUR"}
    periods = [PeriodColumn(c, *month(*when)) for c, when in MONTHS.items()]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context)
    table.headers()
    sheet.row(f"D{HEADER}", ["marraskuu", "joulukuu", "tammikuu", "helmikuu"], "header")
    for row, (channel, medium, costs) in enumerate(TRUTH, HEADER + 1):
        amounts = {c: cost for c, cost in zip(MONTHS, costs, strict=True) if cost}
        table.line(row, {"A": channel, "B": medium, "C": sum(costs)}, amounts)
    table.total(HEADER + len(TRUTH) + 1, {"A": "Yhteensä"}, sorted(table.lines), ["C", *MONTHS])
    return Plan("winter_months_fi", [sheet], settled=True)
