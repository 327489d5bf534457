"""A Korean report by day, saved as text: cost and clicks have a column for each platform, so that each day holds three lines."""

from __future__ import annotations

from datetime import date, timedelta

from making.sheet import Column, Plan, Sheet, Table
from making.truth import Line

PLATFORMS = ("Google Ads", "Meta", "TikTok")
COLUMNS = (
    Column("A", "날짜", "date"),
    *(
        Column(c, f"{name} 비용", ("spend", "planned_budget"))
        for c, name in zip("BCD", PLATFORMS, strict=True)
    ),
    *(Column(c, f"{name} 클릭수", "clicks") for c, name in zip("EFG", PLATFORMS, strict=True)),
)

# Cost and clicks of a day by platform.
TRUTH: tuple[tuple[tuple[int, int, int], tuple[int, int, int]], ...] = (
    ((182_000, 95_500, 41_000), (364, 401, 260)),
    ((176_400, 102_300, 39_500), (351, 433, 255)),
    ((190_250, 98_700, 44_800), (377, 420, 281)),
    ((168_900, 91_200, 40_100), (330, 388, 249)),
    ((201_600, 110_450, 47_300), (402, 466, 302)),
)


def plan() -> Plan:
    """A row of the sheet is a day; a row of the raw data is a day and a platform."""
    sheet = Sheet("plan")
    table = Table(sheet, COLUMNS, (1,))
    table.headers()
    for row, (costs, clicks) in enumerate(TRUTH, 2):
        day = date(2026, 3, 2) + timedelta(days=row - 2)
        table.line(row, dict(zip("ABCDEFG", (day, *costs, *clicks), strict=True)))
        table.parts[row] = [
            Line({"date": day, "platform": name, "spend": cost, "clicks": count})
            for name, cost, count in zip(PLATFORMS, costs, clicks, strict=True)
        ]
    return Plan("platform_columns_ko", [sheet], ".csv", settled=True)
