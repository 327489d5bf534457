"""A Russian plan: headers in three rows, prices and periods over several cells, a disclaimer as a header."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Formula, Plan, Sheet, Table, Written
from making.truth import Value

TOP, HEADER, UNITS = 8, 9, 10
DISCLAIMER = (
    "Прогноз не является гарантией: показатели могут отличаться от плановых в зависимости от сезона, "
    "качества креативов и аукциона"
)
"""Merged over a group of columns, as if it were their header; it names none of them."""

COLUMNS = (
    Column("A", "№", None, "int", 5),
    Column("B", "Площадка", ("platform", "publisher"), width=20),
    Column("C", ("Размещение", "Формат"), "ad_format", width=18),
    Column("D", ("Размещение", "Таргетинг"), "audience", width=22),
    Column("E", "Период размещения", ("start_date", "date"), width=26),
    Column("F", ("Стоимость за единицу", "руб."), "unit_rate", "money"),
    Column("H", "", ("buy_type", None)),
    Column("I", ("Количество единиц", "шт."), "planned_units", "int"),
    Column("J", ("Скидка", "%"), None, "percent"),
    Column("K", ("Стоимость без НДС", "руб."), "net_cost", "money", 16),
    Column("L", "Показы", ("planned_impressions", "impressions"), "int"),
    Column("M", "Клики", "clicks", "int"),
    Column("N", "CTR", "ctr", "percent"),
    Column("O", "Охват", "reach", "int"),
)

# Platform, format, targeting, first and last day, period as written, price, model, units, impressions, clicks, reach.
TRUTH: tuple[tuple[str, str, str, date, date, str, float, str, int, int, int, int], ...] = (
    ("Yandex Direct", "Поиск", "Ключевые слова", date(2026, 7, 22), date(2026, 8, 4), "с 22 июля по 4 августа 2026", 48, "CPC", 9_000, 150_000, 9_000, 98_000),
    ("Yandex Direct", "Баннеры РСЯ", "Интересы: ремонт", date(2026, 7, 22), date(2026, 8, 20), "22.07.2026 - 20.08.2026", 175, "CPM", 2_000, 2_000_000, 8_000, 640_000),
    ("VK Ads", "Промопост", "М 25-44, города 500+", date(2026, 8, 1), date(2026, 8, 31), "август 2026", 210, "CPM", 1_500, 1_500_000, 7_500, 505_000),
    ("VK Ads", "Клипы", "Ж 25-44", date(2026, 8, 1), date(2026, 8, 31), "01.08.2026 - 31.08.2026", 0.85, "CPV", 400_000, 620_000, 3_100, 310_000),
    ("Telegram", "Посев", "Каналы о даче", date(2026, 8, 5), date(2026, 8, 12), "05.08.2026 - 12.08.2026", 90_000, "Flat", 2, 240_000, 4_800, 180_000),
)  # fmt: skip
SAID = {"Yandex Direct": "Яндекс.Директ", "VK Ads": "ВКонтакте", "Telegram": "Telegram", "CPC": "клик", "CPM": "CPM", "CPV": "просмотр", "Flat": "пакет"}  # fmt: skip


def plan() -> Plan:
    """Subtotals are labelled in the column of the periods."""
    sheet = Sheet("Медиаплан")
    sheet.merge("A1:O1", "Медиаплан: Усадьба Берёзкино, лето 2026", "title")
    sheet.brief("B3", {"Клиент": "ООО «Берёзкино»", "Бренд": "Усадьба Берёзкино", "Регион": "Россия"})
    sheet.brief("F3", {"Валюта": "RUB", "Агентство": "Медиалаб Восход"})
    context: dict[str, Value] = {
        "advertiser": "ООО «Берёзкино»", "brand": "Усадьба Берёзкино", "market": "RU", "currency": "RUB"
    }  # fmt: skip
    table = Table(sheet, COLUMNS, (TOP, HEADER, UNITS), (), context)
    _header(sheet)
    row = UNITS + 1
    every: list[int] = []
    for name in dict.fromkeys(line[0] for line in TRUTH):
        first = row
        for line in [one for one in TRUTH if one[0] == name]:
            _line(table, row, row - UNITS, line)
            row += 1
        every += range(first, row)
        if row - first > 1:
            table.total(row, {"E": f"Итого {SAID[name]}"}, range(first, row), ["K", "L", "M"], "subtotal")
            row += 1
    table.total(row, {"E": "ИТОГО"}, every, ["K", "L", "M"])
    net = sum(price * units for *_, price, _, units, _, _, _ in TRUTH)
    sheet.row(f"E{row + 1}", ["НДС 22%"], "total")
    sheet.put(f"K{row + 1}", round(net * 0.22, 2), "total money")
    table.totals[row + 1] = "total"
    sheet.put(f"A{row + 3}", "* Стоимость действительна при оплате до 15.07.2026", "note")
    return Plan("ru_mediaplan", [sheet])


def _header(sheet: Sheet) -> None:
    for column in ("A", "B", "E"):
        name = next(c.name for c in COLUMNS if c.letter == column)
        sheet.merge(f"{column}{TOP}:{column}{UNITS}", name, "header")
    sheet.merge(f"C{TOP}:D{TOP}", "Размещение", "band")
    sheet.merge(f"L{TOP}:O{TOP}", DISCLAIMER, "note")
    for column, name in (
        ("C", "Формат"),
        ("D", "Таргетинг"),
        ("L", "Показы"),
        ("M", "Клики"),
        ("N", "CTR"),
        ("O", "Охват"),
    ):
        sheet.merge(f"{column}{HEADER}:{column}{UNITS}", name, "header")
    for column, name, unit in (
        ("F", "Стоимость за единицу", "руб."),
        ("I", "Количество единиц", "шт."),
        ("J", "Скидка", "%"),
        ("K", "Стоимость без НДС", "руб."),
    ):
        sheet.merge(f"{column}{TOP}:{column}{HEADER}", name, "header")
        sheet.put(f"{column}{UNITS}", unit, "unit")


def _line(
    table: Table,
    row: int,
    count: int,
    line: tuple[str, str, str, date, date, str, float, str, int, int, int, int],
) -> None:
    name, form, target, start, end, period, price, model, units, shown, clicks, reach = line
    net = round(price * units, 2)
    cells: dict[str, Value | None] = {
        "B": name, "C": form, "D": target, "E": start, "F": price, "H": model, "I": units, "K": net,
        "L": shown, "M": clicks, "N": round(clicks / shown, 6), "O": reach,
    }  # fmt: skip
    # The price is in one cell, a stroke in the next, what it buys in the third; only the first has a header.
    table.sheet.put(f"G{row}", "/")
    written: dict[str, Written] = {
        "A": count, "B": SAID[name], "E": period, "H": SAID[model], "J": 0,
        "K": Formula(f"=F{row}*I{row}", net), "N": Formula(f"=M{row}/L{row}", round(clicks / shown, 6)),
    }  # fmt: skip
    table.line(row, cells, written=written, also={"end_date": end})
