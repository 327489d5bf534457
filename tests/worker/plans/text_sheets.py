"""Sheets written as text, and the kinds of their rows as letters."""

from __future__ import annotations

from collections.abc import Mapping

from worker.shapes.grid import Cell, Grid, Merge
from worker.shapes.layout import SheetLayout

LETTERS = {
    "metadata": "m",
    "header": "h",
    "data": "d",
    "total": "T",
    "subtotal": "t",
    "section": "s",
    "note": "n",
    "blank": ".",
}


def grid(
    text: str, *, merges: tuple[Merge, ...] = (), formulas: Mapping[tuple[int, int], str] | None = None
) -> Grid:
    """The sheet 'Plan' of a text: a row a line, cells parted by '|', numbers as numbers."""
    rows = [[_cell(part) for part in line.split("|")] for line in text.strip("\n").split("\n")]
    width = max(map(len, rows))
    return Grid("Plan", [row + [None] * (width - len(row)) for row in rows], merges, formulas=formulas or {})


def _cell(part: str) -> Cell:
    simple = part.strip()
    if not simple:
        return None
    try:
        found = float(simple)
    except ValueError:
        return part.rstrip() if part.startswith("  ") else simple
    return int(found) if found.is_integer() else found


def kinds(layout: SheetLayout) -> str:
    return "".join(LETTERS[kind] for kind in layout.row_kinds)


SHEETS = {
    "a bare export": (
        """
Campaign|Date|Impressions|Clicks|Cost
Spring|2026-03-01|12000|80|95.5
Spring|2026-03-02|11000|71|88.1
Autumn|2026-03-01|900|4|7.2
""",
        "hddd",
    ),
    "a brief, blank rows, a total, a note": (
        """
Media plan Spring
Client:|Acme
Period:|01.03.2026 - 31.03.2026

Channel|Format|Net cost|Impressions
Meta|Video|1000|50000
Google|Search|2500|20000
Radio|Spot 20s|1500|
Total||5000|70000

* Prices exclude VAT.
""",
        "mmm.hdddT.n",
    ),
    "sections and subtotals, then the grand total": (
        """
Medium|Format|Kosten|Kontakte
Digital
Meta|Video|100|1000
Google|Banner|200|3000
Zwischensumme||300|4000
Print
Zeitung|1/1 Seite|500|900
Magazin|1/2 Seite|700|800
Zwischensumme||1200|1700
Gesamtsumme||1500|5700
""",
        "hsddtsddtT",
    ),
    "a total without a label": (
        """
Площадка|Формат|Бюджет|Показы
Яндекс|Баннер|1200|35000
VK|Видео|800|41000
МТС|SMS|450|9000
||2450|85000
""",
        "hdddT",
    ),
    "a total of one number": (
        """
Medio|Formato|Inversión|Clics
Meta|Video|1200|350
Google|Texto|800|410
Radio|Cuña|450|90
||2450|
""",
        "hdddT",
    ),
    "a subtotal that is not the sum": (
        """
Channel|Publisher|Budget|Clicks
Search
Google|Brand|200000|1000
Google|Generic|180000|3000
Subtotal Search||420000|4000
Social
Meta|Video|50000|700
TikTok|Video|20000|650
Subtotal Social||70000|1350
""",
        "hsddtsddt",
    ),
    "the total above its lines": (
        """
媒体|广告位|净价|曝光量
合计||6000|90000
微信|朋友圈|1000|20000
抖音|开屏|2000|30000
百度|信息流|3000|40000
""",
        "hTddd",
    ),
    "fee and tax go on below the total": (
        """
매체|상품|노출수|광고비
네이버|브랜드검색|50000|1000000
카카오|비즈보드|90000|2000000
합계||140000|3000000
|||
대행수수료 10%|||300000
부가세 10%|||330000
""",
        "hddT.TT",
    ),
    "an empty row between header and body": (
        """
Canal|Formato|Custo|Impressões

Meta|Vídeo|100|1000
Google|Display|200|2000
""",
        "h.dd",
    ),
    "local language, English and units": (
        """
Площадка|Формат|Бюджет|Показы|Клики
Publisher|Format|Budget|Impressions|Clicks
||руб.|тыс.|шт.
Яндекс|Баннер|1200|35|350
VK|Видео|800|41|410
""",
        "hhhdd",
    ),
    "hours as headers": (
        "Publisher|Format|" + "|".join(map(str, range(24))) + "\n"
        "Baidu|Banner|" + "|".join(["100"] * 24) + "\n"
        "Sina|Banner|" + "|".join(["250"] * 24) + "\n",
        "hdd",
    ),
    "years in the header, 'Total' a label among others": (
        """
Age of viewers|2019|2020|2021
Total|24.3|25.4|37.5
34 years and under|28.6|31.5|42.4
35 to 54 years|21.4|21|35.5
55 to 64 years|21.6|21.5|31.8
Source: survey of 2022
""",
        "hddddn",
    ),
    "a template of zeros": (
        """
Канал|Формат|Цена|Бюджет|Показы
Яндекс|Баннер|-|0|0
VK|Видео|-|0|0
Итого|||0|0
""",
        "hddT",
    ),
    "heads of groups add up what follows": (
        """
Kanal|Titel|Anzahl|Kosten
Print||5|5000
|Zeitung|2|2000
|Magazin|3|3000
Online||9|1500
|Banner|4|500
|Video|5|1000
Gesamt||14|6500
""",
        "htddtddT",
    ),
    "a total named like its market": (
        """
Market|Channel|Budget AED|Budget USD
UAE|Meta|1000|272
UAE|Google|2000|545
UAE Total||3000|817
KSA|Meta|500|136
KSA|Google|700|191
KSA Total||1200|327
GCC||4200|1144
""",
        "hddtddtT",
    ),
    "a list below that says the table's sum": (
        """
Channel|Format|Cost|Clicks
Meta|Video|100|10
Google|Text|200|22

Net total:|300
Agency fee:|15
VAT:|63
Total:|378
""",
        "hdd.TTTT",
    ),
    "brands, then campaigns": (
        """
Brand plan

Campaign|Start|End|Budget|Impressions
BRAND A
Launch
Meta video|2026-01-05|2026-02-01|1000|50000
Google|2026-01-05|2026-03-01|2000|30000
Sustain
Meta video|2026-04-05|2026-05-01|800|20000
BRAND B
Launch
TikTok|2026-01-05|2026-02-01|500|10000
""",
        "m.hssddsdssd",
    ),
    "markers around the table": (
        """
START
Channel|Format|Cost|Clicks
Meta|Video|100|10
Google|Text|200|22
END
""",
        "mhddn",
    ),
    "marks of edges over the second of two tables": (
        """
ANFANG|Kanal|Reichweite|Kontakte
ANFANG|TV|310|900
ANFANG|Radio|120|400

ANFANG|ANFANG|ANFANG|ANFANG|ANFANG|ANFANG
ANFANG|Kanal|Format|Kosten|Klicks|Views
ANFANG|Meta|Video|100|10|30
ANFANG|Google|Text|200|22|40
""",
        "hdd.mhdd",
    ),
    "a unit over the names of the second table": (
        """
Kanal|Reichweite|Kontakte
TV|310|900
Radio|120|400

EUR|EUR|EUR|EUR
Netto|Brutto|Rabatt|Honorar
100|119|5|10
200|238|7|22
""",
        "hdd.hhdd",
    ),
    "texts alone": (
        """
Publisher|Format|Creative|Status
Meta|Video|Spring_15s|approved
Google|Banner|Spring_static|open
TikTok|Video|Spring_9x16|open
""",
        "hddd",
    ),
}
"""Name -> a sheet, and the kinds of its rows."""
