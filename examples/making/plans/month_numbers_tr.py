"""A Turkish plan by "Ay 1", "Ay 2", "Ay 3": which months these are, nobody can read; a person says the first day."""

from __future__ import annotations

from making.calendar import month
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table
from making.truth import Value

HEADER = 5
MONTHS = {"D": (2026, 9), "E": (2026, 10), "F": (2026, 11)}

COLUMNS = (
    Column("A", "Kanal", "channel"),
    Column("B", "Yayıncı", "publisher", width=18),
    Column("C", "Net maliyet (TRY)", "net_cost", "money", 16),
)

# Channel, publisher, net cost by month.
TRUTH: tuple[tuple[str, str, tuple[float, float, float]], ...] = (
    ("OLV", "Boğaz TV+", (180_000, 120_000, 90_000)),
    ("Display", "Anadolu Haber", (64_000, 64_000, 32_000)),
    ("Radio", "Radyo Ege", (0, 47_500, 47_500)),
    ("DOOH", "Metro Ekran", (150_000, 0, 75_250)),
)


def plan() -> Plan:
    """The answer says that the first month is September 2026."""
    sheet = Sheet("Medya planı")
    sheet.put("A1", "Medya planı", "title")
    sheet.brief("A2", {"Müşteri": "Kekik Gıda", "Kampanya": "Zeytin Hasadı"})
    context: dict[str, Value] = {
        "advertiser": "Kekik Gıda", "campaign_name": "Zeytin Hasadı", "currency": "TRY"
    }  # fmt: skip
    periods = [PeriodColumn(c, *month(*when)) for c, when in MONTHS.items()]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context)
    table.headers()
    sheet.row(f"D{HEADER}", ["Ay 1", "Ay 2", "Ay 3"], "header")
    for row, (channel, publisher, costs) in enumerate(TRUTH, HEADER + 1):
        amounts = {c: cost for c, cost in zip(MONTHS, costs, strict=True) if cost}
        table.line(row, {"A": channel, "B": publisher, "C": sum(costs)}, amounts)
    table.total(HEADER + len(TRUTH) + 1, {"A": "Toplam"}, sorted(table.lines), ["C", *MONTHS])
    return Plan("month_numbers_tr", [sheet], settled=True, answers={"dates": "2026-09-01"})
