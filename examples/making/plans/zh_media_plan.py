"""A Chinese plan: each column headed in Chinese, in English and by its unit."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Formula, Plan, Sheet, Table, Written
from making.truth import Value

CHINESE, ENGLISH, UNIT = 7, 8, 9

COLUMNS = (
    Column("A", ("序号", "No."), None, "int", 6),
    Column("B", ("媒体平台", "Platform"), "platform", width=16),
    Column("C", ("广告位", "Placement"), "placement", width=20),
    Column("D", ("广告形式", "Ad Format"), "ad_format", width=14),
    Column("E", ("定向人群", "Targeting"), "audience", width=18),
    Column("F", ("开始日期", "Start Date"), "start_date", "iso"),
    Column("G", ("结束日期", "End Date"), "end_date", "iso"),
    Column("H", ("投放周期", "Duration"), None, "int"),
    Column("I", "", None),
    Column("J", ("购买方式", "Buying Type"), "buy_type"),
    Column("K", ("刊例总价", "Gross Cost", "RMB"), "gross_cost", "money", 14),
    Column("L", ("折扣", "Discount", "%"), None, "percent"),
    Column("M", ("净价", "Net Cost", "RMB"), "net_cost", "money", 14),
    Column("N", ("预估曝光", "Est. Impressions"), "planned_impressions", "int"),
    Column("O", ("预估点击", "Est. Clicks"), ("clicks", "planned_units"), "int"),
    Column("P", ("预估点击率", "Est. CTR", "%"), "ctr", "percent"),
)

# Platform, placement, format, targeting, first and last day, weeks, model, gross, discount, impressions, clicks.
TRUTH: tuple[tuple[str, str, str, str, date, date, int, str, float, float, int, int], ...] = (
    ("Douyin", "开屏", "Splash", "女 18-35", date(2026, 11, 1), date(2026, 11, 7), 1, "CPM", 600_000, 0.3, 15_000_000, 450_000),
    ("Xiaohongshu", "信息流", "In-feed", "护肤兴趣", date(2026, 11, 1), date(2026, 11, 28), 4, "CPC", 250_000, 0, 5_000_000, 100_000),
    ("WeChat", "朋友圈广告", "Video card", "一线城市", date(2026, 11, 8), date(2026, 11, 21), 2, "CPM", 420_000, 0.15, 3_500_000, 52_500),
    ("Bilibili", "首页推荐", "Banner", "Z世代", date(2026, 11, 8), date(2026, 12, 5), 4, "Flat", 180_000, 0.5, 6_000_000, 48_000),
)  # fmt: skip
SAID = {"Douyin": "抖音", "Xiaohongshu": "小红书", "WeChat": "微信", "Bilibili": "B站", "Flat": "包段"}


def plan() -> Plan:
    """For a big shopping day; yuan."""
    sheet = Sheet("媒介排期")
    sheet.merge("A1:P1", "2026 双十一 媒介计划", "title")
    sheet.brief("A3", {"客户": "澜序护肤", "品牌": "澜序", "市场": "中国"})
    sheet.brief("E3", {"币种": "CNY", "代理公司": "北辰互动"})
    context: dict[str, Value] = {"advertiser": "澜序护肤", "brand": "澜序", "market": "CN", "currency": "CNY"}
    table = Table(sheet, COLUMNS, (CHINESE, ENGLISH, UNIT), (), context)
    _header(sheet)
    for row, line in enumerate(TRUTH, UNIT + 1):
        _line(table, row, row - UNIT, line)
    row = UNIT + len(TRUTH) + 1
    table.total(row, {"A": "合计"}, sorted(table.lines), ["K", "M", "N", "O"])
    sheet.put(f"A{row + 2}", "注：以上预估数据仅供参考，以实际投放为准。", "note")
    return Plan("zh_media_plan", [sheet])


def _header(sheet: Sheet) -> None:
    for column in COLUMNS:
        if isinstance(column.header, str):
            continue
        for row, part in zip((CHINESE, ENGLISH, UNIT), column.header, strict=False):
            sheet.put(f"{column.letter}{row}", part, "unit" if row == UNIT else "header")


def _line(
    table: Table,
    row: int,
    count: int,
    line: tuple[str, str, str, str, date, date, int, str, float, float, int, int],
) -> None:
    platform, place, form, target, start, end, weeks, model, gross, off, shown, clicks = line
    net, rate = round(gross * (1 - off), 2), round(clicks / shown, 6)
    cells: dict[str, Value | None] = {
        "B": platform, "C": place, "D": form, "E": target, "F": start, "G": end, "J": model, "K": gross,
        "M": net, "N": shown, "O": clicks, "P": rate,
    }  # fmt: skip
    written: dict[str, Written] = {
        "A": count, "B": SAID[platform], "J": SAID.get(model, model), "H": weeks, "I": "周", "L": off,
        "M": Formula(f"=K{row}*(1-L{row})", net), "P": Formula(f"=O{row}/N{row}", rate),
    }  # fmt: skip
    table.line(row, cells, written=written)
