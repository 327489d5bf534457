"""A Norwegian offer of two options on two sheets: the same lines with other amounts; a person says which one holds."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 5

COLUMNS = (
    Column("A", "Kanal", "channel"),
    Column("B", "Leverandør", "publisher", width=18),
    Column("C", "Format", "ad_format", width=18),
    Column("D", "Startdato", "start_date", "date"),
    Column("E", "Sluttdato", "end_date", "date"),
    Column("F", "Visninger", ("planned_impressions", "impressions", "video_views"), "int"),
    Column("G", "Nettokostnad NOK", "net_cost", "money", 16),
)
DAYS = (date(2026, 9, 7), date(2026, 10, 4))

# Channel, supplier, format, impressions and net cost in the small and in the large option.
TRUTH: tuple[tuple[str, str, str, tuple[int, float], tuple[int, float]], ...] = (
    ("Display", "Fjordavisen", "Toppbanner", (400_000, 28_000), (700_000, 49_000)),
    ("OLV", "Strøm Play", "Pre-roll 20s", (250_000, 45_000), (500_000, 90_000)),
    ("Native", "Hytteliv", "Artikkel", (60_000, 18_500), (60_000, 18_500)),
    ("Social", "Meta", "Story", (900_000, 31_500), (1_400_000, 49_000)),
)


def plan() -> Plan:
    """The client bought option B."""
    sheets = [_option(name, at) for at, name in enumerate(("Alternativ A", "Alternativ B"))]
    return Plan("two_options_no", sheets, settled=True, answers={"version": "Alternativ B"})


def _option(name: str, at: int) -> Sheet:
    sheet = Sheet(name)
    sheet.put("A1", f"Medieplan – {name}", "title")
    sheet.brief("A2", {"Kunde": "Nordlys Sport", "Kampanje": "Høstløpet"})
    context: dict[str, Value] = {
        "advertiser": "Nordlys Sport", "campaign_name": "Høstløpet", "currency": "NOK"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context, exported=at == 1)
    table.headers()
    for row, (channel, supplier, form, *options) in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("ABCDEFG", (channel, supplier, form, *DAYS, *options[at]), strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "Sum"}, sorted(table.lines), ["F", "G"])
    return sheet
