"""A month of TV spots: the days 1 to 31 as headers, the number of spots in each cell."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Formula, PeriodColumn, Plan, Sheet, Table, letters, number
from making.truth import Value

HEADER = 9
DAYS = letters("H", 31)
LAST = DAYS[-1]
AFTER = letters("AM", 4)

COLUMNS = (
    Column("A", "Station", "publisher", width=14),
    Column("B", "Programme", "placement", width=22),
    Column("C", "Daypart", None),
    Column("D", "Internal code", None),
    Column("E", "Spot length", "duration", "int"),
    Column("F", "Target", "audience"),
    Column("G", "Rating", (None, "grp"), "money"),
    Column(AFTER[0], "Total spots", "spots", "int"),
    Column(AFTER[1], "GRPs", "grp", "money"),
    Column(AFTER[2], "Net rate per spot", "unit_rate", "money"),
    Column(AFTER[3], "Net cost", "net_cost", "money", 14),
)

# Station, programme, daypart, code, seconds, rating, price of a spot, {day: spots}.
TRUTH: tuple[tuple[str, str, str, str, int, float, float, dict[int, int]], ...] = (
    ("Kanal Nord", "Breakfast", "06-09", "KN-11", 30, 1.2, 850, dict.fromkeys((2, 3, 4, 5, 6, 9, 10, 11, 12, 13), 2)),
    ("Kanal Nord", "Evening News", "18-20", "KN-42", 30, 4.5, 4_200, {2: 1, 4: 1, 6: 1, 9: 1, 11: 1, 13: 1, 16: 1}),
    ("TV Fjord", "Saturday Show", "20-23", "TF-07", 20, 6.1, 7_350.5, {7: 2, 14: 2, 21: 2, 28: 3}),
    ("TV Fjord", "Late Film", "23-02", "TF-19", 20, 0.8, 410, dict.fromkeys(range(1, 32), 1)),
    ("Zebra", "Kids' Hour", "14-17", "ZB-03", 15, 1.9, 990, {17: 3, 18: 3, 19: 3, 20: 3, 31: 2}),
)  # fmt: skip


def plan() -> Plan:
    """March; internal codes are hidden, and a line that the totals count all the same."""
    sheet = Sheet("Spot plan", hidden_columns={number("D")}, hidden_rows={HEADER + 4})
    sheet.put("A1", "TV spot plan March 2026", "title")
    sheet.brief("A3", {"Client": "Fjordmeieri", "Campaign": "Spring Yoghurt", "Country": "Norway"})
    sheet.brief("E3", {"Currency": "NOK", "Month": "March 2026", "Media": "TV"})
    context: dict[str, Value] = {
        "advertiser": "Fjordmeieri", "campaign_name": "Spring Yoghurt", "market": "NO", "currency": "NOK",
        "channel": "TV",
    }  # fmt: skip
    days = [date(2026, 3, n) for n in range(1, 32)]
    periods = [PeriodColumn(c, d, d, "spots", "int") for c, d in zip(DAYS, days, strict=True)]
    table = Table(sheet, COLUMNS, (HEADER,), periods, context)
    table.headers()
    sheet.row(f"{DAYS[0]}{HEADER}", range(1, 32), "header")
    sheet.widths |= {number(c): 4 for c in DAYS}
    for row, line in enumerate(TRUTH, HEADER + 1):
        _line(table, row, line)
    table.total(
        HEADER + len(TRUTH) + 1, {"A": "Total"}, sorted(table.lines), [*DAYS, AFTER[0], AFTER[1], AFTER[3]]
    )
    return Plan("tv_spot_grid", [sheet])


def _line(table: Table, row: int, line: tuple[str, str, str, str, int, float, float, dict[int, int]]) -> None:
    station, programme, daypart, code, seconds, rating, price, spots = line
    count = sum(spots.values())
    points, net = round(count * rating, 1), round(count * price, 2)
    cells: dict[str, Value | None] = {
        "A": station, "B": programme, "C": daypart, "D": code, "E": seconds, "F": "A 20-49", "G": rating,
        AFTER[0]: count, AFTER[1]: points, AFTER[2]: price, AFTER[3]: net,
    }  # fmt: skip
    written = {
        AFTER[0]: Formula(f"=SUM({DAYS[0]}{row}:{LAST}{row})", count),
        AFTER[1]: Formula(f"={AFTER[0]}{row}*G{row}", points),
        AFTER[3]: Formula(f"={AFTER[0]}{row}*{AFTER[2]}{row}", net),
    }
    amounts = {DAYS[day - 1]: float(n) for day, n in spots.items()}
    table.line(row, cells, amounts, written={**written, **{c: int(n) for c, n in amounts.items()}})
