"""A Brazilian proposal: two scenarios on one sheet, of which the client will buy one."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

COLUMNS = (
    Column("A", "Meio", "channel"),
    Column("B", "Veículo", "publisher", width=18),
    Column("C", "Formato", "ad_format", width=18),
    Column("D", "Início", "start_date", "date"),
    Column("E", "Término", "end_date", "date"),
    Column("F", "Impressões estimadas", "planned_impressions", "int"),
    Column("G", "Custo líquido", "net_cost", "money", 14),
)
DAYS = (date(2026, 8, 3), date(2026, 8, 30))

# Scenario -> medium, publisher, format, impressions, net cost.
TRUTH: dict[str, tuple[tuple[Value | None, ...], ...]] = {
    "Cenário 1 - Básico": (
        ("Social", "Instagram", "Reels", 8_000_000, 64_000),
        ("OLV", "Globoplay", "Pre-roll", 2_500_000, 87_500),
        ("Display", "Portal Horizonte", "Billboard", 3_000_000, 36_000),
    ),
    "Cenário 2 - Recomendado": (
        ("Social", "Instagram", "Reels", 12_000_000, 96_000),
        ("OLV", "Globoplay", "Pre-roll", 4_000_000, 140_000),
        ("Display", "Portal Horizonte", "Billboard", 3_000_000, 36_000),
    ),
}


def plan() -> Plan:
    """The recommended scenario is the plan; the other is its alternative."""
    sheet = Sheet("Proposta")
    sheet.put("A1", "Proposta de mídia – Volta às Trilhas", "title")
    sheet.brief("A3", {"Cliente": "Trilha Viva Calçados", "Campanha": "Volta às Trilhas"})
    sheet.brief("D3", {"País": "Brasil", "Moeda": "BRL"})
    context: dict[str, Value] = {
        "advertiser": "Trilha Viva Calçados", "campaign_name": "Volta às Trilhas", "market": "BR", "currency": "BRL"
    }  # fmt: skip
    row = 6
    for name, lines in TRUTH.items():
        sheet.put(f"A{row}", name, "band")
        table = Table(sheet, COLUMNS, (row + 1,), (), context, exported="Recomendado" in name)
        table.headers()
        row += 2
        for medium, publisher, form, shown, net in lines:
            said = (
                {"A": "Redes sociais"}
                if medium == "Social"
                else {"A": "Vídeo online"}
                if medium == "OLV"
                else {}
            )
            cells = (medium, publisher, form, *DAYS, shown, net)
            table.line(row, dict(zip("ABCDEFG", cells, strict=True)), written=said)
            row += 1
        table.total(row, {"A": "Total"}, sorted(table.lines), ["F", "G"])
        row += 3
    return Plan("pt_cenarios", [sheet])
