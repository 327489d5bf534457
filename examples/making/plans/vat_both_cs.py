"""A Czech plan with its price twice, without and with VAT, beside a discount and a price per thousand."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 5

COLUMNS = (
    Column("A", "Médium", "publisher", width=18),
    Column("B", "Formát", "ad_format", width=18),
    Column("C", "Začátek", "start_date", "date"),
    Column("D", "Konec", "end_date", "date"),
    Column("E", "Imprese", ("planned_impressions", "impressions"), "int"),
    Column("F", "CPM", ("cpm", "unit_rate"), "money"),
    Column("G", "Sleva %", None, "percent"),
    Column("H", "Cena po slevě bez DPH (CZK)", "net_cost", "money", 16),
    Column("I", "Cena po slevě včetně DPH (CZK)", "gross_cost", "money", 16),
)
DAYS = (date(2026, 4, 6), date(2026, 5, 3))

# Medium, format, impressions, price per thousand, discount.
TRUTH: tuple[tuple[str, str, int, float, float], ...] = (
    ("Lípa Online", "Leaderboard", 1_200_000, 95, 0.2),
    ("Deník Sokol", "Skyscraper", 800_000, 120, 0.15),
    ("Hory a Kola", "Nativní článek", 240_000, 310, 0.1),
    ("Kuchyně Plus", "Rectangle", 1_500_000, 80, 0.25),
)


def plan() -> Plan:
    """The VAT decides which is net and which is gross; the discount is in both."""
    sheet = Sheet("Plán")
    sheet.put("A1", "Mediální plán – Jarní túra", "title")
    sheet.brief("A2", {"Klient": "Krkonošské boty", "Kampaň": "Jarní túra"})
    context: dict[str, Value] = {
        "advertiser": "Krkonošské boty", "campaign_name": "Jarní túra", "currency": "CZK"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, (medium, form, shown, price, discount) in enumerate(TRUTH, HEADER + 1):
        net = round(shown / 1000 * price * (1 - discount), 2)
        cells = (medium, form, *DAYS, shown, price, discount, net, round(net * 1.21, 2))
        table.line(row, dict(zip("ABCDEFGHI", cells, strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "Celkem"}, sorted(table.lines), ["E", "H", "I"])
    return Plan("vat_both_cs", [sheet], settled=True)
