"""A Japanese plan between marks: groups over the names, a remark above the header, units below it, rows and columns of START and END."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Value

HEADER = 5

COLUMNS = (
    Column("B", "媒体名", "publisher", width=18),
    Column("C", "広告メニュー", ("ad_format", "placement"), width=18),
    Column("D", ("掲載期間", "開始日"), "start_date", "date"),
    Column("E", ("掲載期間", "終了日"), "end_date", "date"),
    Column("F", ("予測", "想定表示回数"), "planned_impressions", "int"),
    Column("G", ("予測", "想定クリック数"), "clicks", "int"),
    Column("H", "ネット金額(円)", "net_cost", "int", 16),
)

# Medium, menu, first and last day, impressions, clicks, net cost.
TRUTH: tuple[tuple[Value, ...], ...] = (
    ("さくら新聞", "トップパネル", date(2026, 7, 6), date(2026, 7, 12), 3_200_000, 6_400, 1_600_000),
    ("やまびこ動画", "動画15秒", date(2026, 7, 6), date(2026, 7, 26), 1_500_000, 4_500, 2_250_000),
    ("いろは路線図", "バナー", date(2026, 7, 13), date(2026, 8, 2), 4_100_000, 8_200, 820_000),
    ("みどり料理", "記事広告", date(2026, 7, 20), date(2026, 8, 2), 260_000, 2_600, 1_040_000),
)


def plan() -> Plan:
    """The names stand in one row; what is above and around them is no header and no line."""
    sheet = Sheet("プラン")
    sheet.put("B1", "夏のはじまり 広告掲載プラン", "title")
    sheet.put("H2", "社内確認中", "note")
    sheet.row(f"A{HEADER - 2}", ["START"] * 9, "note")
    sheet.merge(f"D{HEADER - 1}:E{HEADER - 1}", "掲載期間", "band")
    sheet.merge(f"F{HEADER - 1}:G{HEADER - 1}", "予測", "band")
    table = Table(sheet, COLUMNS, (HEADER,), (), {"currency": "JPY"})
    table.headers()
    for row, line in enumerate(TRUTH, HEADER + 1):
        table.line(row, dict(zip("BCDEFGH", line, strict=True)))
    last = HEADER + len(TRUTH)
    table.total(last + 1, {"B": "合計"}, sorted(table.lines), ["F", "G", "H"])
    for row in range(HEADER, last + 2):
        sheet.put(f"A{row}", "START", "note")
        sheet.put(f"I{row}", "END", "note")
    sheet.row(f"A{last + 2}", ["END"] * 9, "note")
    return Plan("header_marks_ja", [sheet], settled=True)
