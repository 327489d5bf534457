"""A Mexican plan whose table has neither days nor currency nor market: all three stand in the brief above it."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 10
DAYS = (date(2026, 10, 12), date(2026, 11, 8))

COLUMNS = (
    Column("A", "Canal", "channel"),
    Column("B", "Soporte", "publisher", width=18),
    Column("C", "Formato", "ad_format", width=18),
    Column("D", "Impresiones", ("planned_impressions", "impressions"), "int"),
    Column("E", "Costo neto", "net_cost", "money", 16),
)

# Channel, site, format, impressions, net cost.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("Display", "Diario Agave", "Billboard", 1_800_000, 126_000),
    ("OLV", "Cine Maguey", "Pre-roll 15s", 700_000, 154_000),
    ("Digital Audio", "Radio Quetzal", "Spot 30s", 420_000, 58_800),
    ("Native", "Mercado Vivo", "Artículo", 150_000, 41_250),
)


def plan() -> Plan:
    """The budget of the brief agrees with the total of the lines."""
    sheet = Sheet("Plan de medios")
    sheet.put("A1", "PLAN DE MEDIOS", "title")
    net = sum(float(str(line[4])) for line in TRUTH)
    sheet.brief(
        "A2",
        {
            "Anunciante": "Cacao Sierra",
            "Campaña": "Día de Muertos",
            "País": "México",
            "Moneda": "MXN",
            "Periodo": "12/10/2026 - 08/11/2026",
            "Presupuesto neto total": net,
        },
    )
    context: dict[str, Value] = {
        "advertiser": "Cacao Sierra", "campaign_name": "Día de Muertos", "market": "MX", "currency": "MXN",
        "start_date": DAYS[0], "end_date": DAYS[1],
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("ABCDE", line, strict=True)))
    table.total(HEADER + len(TRUTH) + 1, {"A": "Total"}, sorted(table.lines), ["D", "E"])
    return Plan("flight_in_brief_es", [sheet], settled=True)
