"""A Spanish plan with headings above its lines; weeks are marked by colour alone, totals stand in a list below."""

from __future__ import annotations

from datetime import date

from making.calendar import week
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table, letters
from making.truth import Value

MONTH_ROW, HEADER = 9, 10
MONDAYS = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19)]  # fmt: skip
WEEK_COLUMNS = letters("I", len(MONDAYS))

COLUMNS = (
    Column("B", "Soporte", "publisher", width=20),
    Column("C", "Formato", "ad_format", width=18),
    Column("D", "Público objetivo", "audience", width=16),
    Column("E", "Tipo de compra", "buy_type"),
    Column("F", "Impresiones estimadas", "planned_impressions", "int"),
    Column("G", "Coste neto", "net_cost", "money", 14),
)

# Section, publisher, format, audience, buying model, impressions, net cost, weeks that run.
TRUTH: tuple[tuple[str, str, str, str, str, int | None, float, str], ...] = (
    ("Search", "Google", "Anuncios de texto", "Adultos 25-54", "CPC", None, 14_000, "1111111"),
    ("Social", "Instagram", "Reels", "Mujeres 18-34", "CPM", 5_600_000, 22_400, "1100110"),
    ("Social", "TikTok", "In-Feed", "Adultos 18-24", "CPM", 4_200_000, 12_600.7, "0011000"),
    ("Radio", "Cadena Norte", "Cuña 20\"", "Adultos 25-54", "Flat", None, 31_500, "0110000"),
    ("Radio", "Onda Ribera", "Mención", "Adultos 25-54", "Flat", None, 7_000, "0000111"),
)  # fmt: skip
HEADINGS = {"Search": "BÚSQUEDA", "Social": "REDES SOCIALES", "Radio": "RADIO"}


def plan() -> Plan:
    """The cost of a line is shared by the days of its coloured weeks."""
    sheet = Sheet("Plan de medios", widths={1: 2, 8: 2})
    sheet.merge("B2:G2", "PLAN DE MEDIOS – Vuelta al cole 2026", "title")
    sheet.brief("B4", {"Cliente": "Papelería Arrieta", "Campaña": "Vuelta al cole", "País": "España"})
    sheet.brief("E4", {"Moneda": "EUR", "Periodo": "07/09/2026 - 25/10/2026", "Fecha": "30/06/2026"})
    context: dict[str, Value] = {
        "advertiser": "Papelería Arrieta", "campaign_name": "Vuelta al cole", "market": "ES", "currency": "EUR"
    }  # fmt: skip
    periods = [PeriodColumn(c, *week(d), "", "mark") for c, d in zip(WEEK_COLUMNS, MONDAYS, strict=True)]
    table = Table(sheet, COLUMNS, (MONTH_ROW, HEADER), periods, context)
    table.headers()
    sheet.merge(f"I{MONTH_ROW}:L{MONTH_ROW}", "Septiembre", "band")
    sheet.merge(f"M{MONTH_ROW}:O{MONTH_ROW}", "Octubre", "band")
    sheet.row(f"I{HEADER}", [f"{d:%d/%m}" for d in MONDAYS], "header")
    row, last = HEADER + 1, ""
    for section, *texts, impressions, net, weeks in TRUTH:
        if section != last:
            table.section(row, "B", HEADINGS[section], channel=section)
            row, last = row + 1, section
        cells: dict[str, Value | None] = dict(zip("BCDE", texts, strict=True))
        cells |= {"F": impressions, "G": net}
        runs = {c: 1.0 for c, mark in zip(WEEK_COLUMNS, weeks, strict=True) if mark == "1"}
        written = {"E": {"Flat": "Tarifa plana"}.get(texts[3], texts[3])} | dict.fromkeys(runs)
        table.line(row, cells, runs, written=written)
        for column in runs:
            sheet.put(f"{column}{row}", None, "mark")
        row += 1
    _list(sheet, table, row + 1)
    return Plan("es_plan_medios", [sheet])


def _list(sheet: Sheet, table: Table, row: int) -> None:
    """Totals as labels and values, below and beside the table's columns."""
    net = round(sum(line[6] for line in TRUTH), 2)
    facts = {
        "Inversión neta": net,
        "IVA 21%": round(net * 0.21, 2),
        "Inversión total con IVA": round(net * 1.21, 2),
    }
    for below, (label, value) in enumerate(facts.items(), row + 1):
        sheet.put(f"C{below}", label, "label")
        sheet.put(f"D{below}", value, "money")
        table.beside.append(below)
