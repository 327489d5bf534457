"""A Brazilian TV plan of texts: money with its sign, a credit in brackets, spot lengths as :30, headers in two languages, "nan"."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 4

COLUMNS = (
    Column("A", "Emissora / Station", "publisher", width=18),
    Column("B", "Duração / Spot length", "duration"),
    Column("C", "Início / Start", "start_date", "date"),
    Column("D", "Término / End", "end_date", "date"),
    Column("E", "Inserções / Spots", "spots", "int"),
    Column("F", "Custo líquido / Net cost", "net_cost", width=18),
)
DAYS = (date(2026, 11, 2), date(2026, 11, 29))

# Station, seconds, spots, net cost; the last line gives back what did not run in October.
TRUTH: tuple[tuple[str, int, int | None, float], ...] = (
    ("TV Araucária", 30, 42, 63_000),
    ("Rede Ipê", 15, 60, 48_600.5),
    ("Canal Jangada", 30, 18, 21_960),
    ("TV Araucária", 30, None, -3_500.5),
)


def plan() -> Plan:
    """Every amount is a text; the blank that a program wrote as "nan" is a blank."""
    sheet = Sheet("TV")
    sheet.put("A1", "Plano de TV – Verão Azul", "title")
    sheet.brief("A2", {"Cliente": "Maresia Sucos"})
    table = Table(sheet, COLUMNS, (HEADER,), (), {"advertiser": "Maresia Sucos", "currency": "BRL"})
    table.headers()
    for row, (station, seconds, spots, net) in enumerate(TRUTH, HEADER + 1):
        cells: dict[str, Value | None] = dict(
            zip("ABCDEF", (station, seconds, *DAYS, spots, net), strict=True)
        )
        table.line(row, cells, written={"B": f":{seconds}", "E": spots or "nan", "F": _reais(net)})
    return Plan("amounts_as_text_pt", [sheet])


def _reais(value: float) -> str:
    """-1234.5 -> '(R$ 1.234,50)'."""
    text = "R$ " + f"{abs(value):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"({text})" if value < 0 else text
