"""Posters of six cities: six tables side by side on the same rows, each with its own key columns."""

from __future__ import annotations

from datetime import date

from making.sheet import Column, Plan, Sheet, Table, letter, number
from making.truth import Value

TITLES, HEADER = 7, 8
WIDTH = 6
"""Five columns and a spacer."""

# City: site, format, panels, net cost.
TRUTH: dict[str, tuple[tuple[str, str, int, float], ...]] = {
    "Leeds": (("LDS-0114", "48 Sheet", 6, 4_380), ("LDS-0220", "6 Sheet", 20, 3_900.5), ("LDS-0301", "D6", 8, 5_120)),
    "Bristol": (("BRS-0007", "48 Sheet", 4, 2_920), ("BRS-0051", "6 Sheet", 15, 2_925), ("BRS-0063", "D6", 5, 3_200)),
    "Glasgow": (("GLA-1010", "48 Sheet", 8, 5_600), ("GLA-1022", "6 Sheet", 24, 4_440.75)),
    "Cardiff": (("CDF-0400", "48 Sheet", 3, 2_010), ("CDF-0411", "6 Sheet", 12, 2_196), ("CDF-0431", "D6", 4, 2_480)),
    "Belfast": (("BFS-0092", "6 Sheet", 10, 1_730),),
    "Liverpool": (("LIV-0720", "48 Sheet", 5, 3_575), ("LIV-0733", "6 Sheet", 18, 3_330), ("LIV-0790", "D48", 2, 6_900)),
}  # fmt: skip


def plan() -> Plan:
    """Two weeks in October; the flight stands above all tables."""
    sheet = Sheet("OOH")
    sheet.put("A1", "Posters October 2026", "title")
    sheet.brief("A3", {"Client": "Tarn Outdoor", "Campaign": "Longer Evenings"})
    sheet.brief("D3", {"Currency": "GBP", "Flight": "05/10/2026 - 18/10/2026"})
    context: dict[str, Value] = {
        "advertiser": "Tarn Outdoor", "campaign_name": "Longer Evenings", "currency": "GBP",
        "start_date": date(2026, 10, 5), "end_date": date(2026, 10, 18),
    }  # fmt: skip
    for at, city in enumerate(TRUTH):
        _city(sheet, city, 1 + at * WIDTH, context)
    return Plan("ooh_side_by_side", [sheet])


def _city(sheet: Sheet, city: str, left: int, context: dict[str, Value]) -> None:
    at = [letter(left + n) for n in range(WIDTH)]
    columns = (
        Column(at[0], "City", "market"),
        Column(at[1], "Site code", "placement_id"),
        Column(at[2], "Format", ("ad_format", "ad_size")),
        Column(at[3], "Panels", "planned_units", "int"),
        Column(at[4], "Net cost", "net_cost", "money"),
    )
    table = Table(sheet, columns, (HEADER,), (), dict(context))
    sheet.merge(f"{at[0]}{TITLES}:{at[4]}{TITLES}", city.upper(), "band")
    table.headers()
    row = HEADER + 1
    for site, form, panels, net in TRUTH[city]:
        table.line(row, dict(zip(at, (city, site, form, panels, net), strict=False)))
        row += 1
    table.total(row, {at[0]: "Total"}, sorted(table.lines), [at[3], at[4]])
    sheet.widths[number(at[5])] = 2
