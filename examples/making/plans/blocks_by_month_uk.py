"""A Ukrainian plan with two blocks of months side by side: the title over each says what it holds."""

from __future__ import annotations

from making.calendar import month
from making.sheet import Column, PeriodColumn, Plan, Sheet, Table
from making.truth import Value

HEADER = 5
NAMES = ("Квітень 2026", "Травень 2026", "Червень 2026")
COST, SHOWN = "CDE", "FGH"

COLUMNS = (
    Column("A", "Канал", "channel"),
    Column("B", "Майданчик", "publisher", width=18),
)

# Channel, site, net cost by month, impressions by month.
TRUTH: tuple[tuple[str, str, tuple[float, ...], tuple[float, ...]], ...] = (
    ("Display", "Карпати.Новини", (42_000, 42_000, 21_000), (900_000, 880_000, 450_000)),
    ("OLV", "Дніпро Відео", (65_500, 70_250, 70_250), (410_000, 440_000, 440_000)),
    ("Social", "Meta", (30_000, 30_000, 36_000), (2_400_000, 2_350_000, 2_800_000)),
    ("Digital Audio", "Радіо Полісся", (0, 18_400, 18_400), (0, 230_000, 230_000)),
)


def plan() -> Plan:
    """The same months stand twice: once for money, once for impressions."""
    sheet = Sheet("План")
    sheet.put("A1", "Медіаплан «Весняний мед»", "title")
    sheet.brief("A2", {"Клієнт": "Медова Хата"})
    sheet.merge(f"C{HEADER - 1}:E{HEADER - 1}", "ВАРТІСТЬ БЕЗ ПДВ, ГРН", "band")
    sheet.merge(f"F{HEADER - 1}:H{HEADER - 1}", "ПОКАЗИ", "band")
    context: dict[str, Value] = {"advertiser": "Медова Хата", "currency": "UAH"}
    spans = [month(2026, n) for n in (4, 5, 6)]
    periods = [
        *(PeriodColumn(c, *span) for c, span in zip(COST, spans, strict=True)),
        *(PeriodColumn(c, *span, "planned_impressions", "int") for c, span in zip(SHOWN, spans, strict=True)),
    ]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context)
    table.headers()
    sheet.row(f"C{HEADER}", NAMES * 2, "header")
    for row, (channel, site, costs, shown) in enumerate(TRUTH, HEADER + 1):
        amounts = {c: v for c, v in zip(COST + SHOWN, (*costs, *shown), strict=True) if v}
        table.line(row, {"A": channel, "B": site}, amounts)
    table.total(HEADER + len(TRUTH) + 1, {"A": "Разом"}, sorted(table.lines), list(COST + SHOWN))
    return Plan("blocks_by_month_uk", [sheet], settled=True)
