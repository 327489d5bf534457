"""A booking form for upload: hints in its headers, START and END rows, the header again after 116 lines."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from making.sheet import Column, Formula, Plan, Sheet, Table, Written, letters
from making.truth import Value

HEADER = 4
LINES = 1_390
AGAIN = 116
CUSTOM = letters("P", 97 - 15)

COLUMNS = (
    Column("A", "Placement ID (required*)", "placement_id", "text", 12),
    Column("B", "Publisher (required*)", (None, "publisher"), width=4),
    Column("C", "Publisher (required*)", "publisher", width=16),
    Column("D", "Chanel [Display | OLV | Native]", "channel"),
    Column("E", "Placement name (required*, max. 120 characters)", "placement", width=30),
    Column("F", "Start date (YYYY-MM-DD)", "start_date", "iso"),
    Column("G", "End date (YYYY-MM-DD)", "end_date"),
    Column("H", "Material deadline", None),
    Column("I", "Planned impresions (whole number)", "planned_impressions", "int"),
    Column("J", "CPM (USD)", ("cpm", "unit_rate"), "money"),
    Column("K", "Rate type [CPM | Flat]", "buy_type"),
    Column("L", "Net cost USD (required*)", "net_cost", "money", 14),
    Column("M", "Expected CTR (optional)", "ctr"),
    Column("N", "Targeting JSON (optional)", (None, "audience"), width=24),
    Column("O", "Comments (optional)", "notes", width=20),
    *(Column(c, f"Custom field {n}", None, width=8) for n, c in enumerate(CUSTOM, 1)),
)
PUBLISHERS = ("Harbour Daily", "14", "Gridline News", "Pantry & Co", "Sofa Club")
FORMATS = (("Display", "Billboard"), ("OLV", "Pre-roll"), ("Native", "Sponsored story"))
NOTES = {5: "TBD", 9: "Optional", 17: "Replaces line 16"}
UNREAD: dict[int, dict[str, str]] = {
    3: {"L": "$15,000-$25,000"},
    7: {"M": "0..08"},
    11: {"I": "n.a", "J": "n.a"},
    20: {"M": "-"},
}
"""Cells that hold no value: what is not applicable, and what nobody can read."""
UNCALCULATED = 30
"""Its cost is a formula that no program has calculated yet."""


def plan() -> Plan:
    """1,390 lines, 97 columns."""
    sheet = Sheet("Upload")
    sheet.put("A1", "Booking form 2026 – do not change the header row", "title")
    sheet.brief("A2", {"Client": "Mellow Mattress"})
    sheet.brief("E2", {"Market": "United States"})
    context: dict[str, Value] = {"advertiser": "Mellow Mattress", "market": "US", "currency": "USD"}
    table = Table(sheet, COLUMNS, (HEADER,), (), context)
    _headers(sheet, table, HEADER)
    sheet.put(f"A{HEADER + 1}", "START")
    row = HEADER + 2
    for at in range(LINES):
        if at and at % AGAIN == 0:
            table.header_again(row)
            row += 1
        _line(table, row, at)
        row += 1
    sheet.put(f"A{row}", "END")
    return Plan("booking_form_en", [sheet])


def _headers(sheet: Sheet, table: Table, row: int) -> None:
    """The publisher's header is merged over two columns, its values stand in the second: shifted by one."""
    table.headers()
    del sheet.cells[row, 2], sheet.cells[row, 3]
    sheet.merge(f"B{row}:C{row}", "Publisher (required*)", "header")


def _line(table: Table, row: int, at: int) -> None:
    channel, form = FORMATS[at % 3]
    start = date(2026, 3, 2) + timedelta(days=7 * (at % 20))
    end = start + timedelta(days=20)
    flat = at % 8 == 6
    shown = 250_000 + 12_500 * (at % 16)
    cpm = 8_000 if at == 12 else 4.5 + 0.25 * (at % 9)
    cost = 9_750.0 if flat else half_up(Decimal(str(cpm)) * shown / 1000)
    cells: dict[str, Value | None] = {
        "A": str(700_100 + at), "C": PUBLISHERS[at % 5], "D": channel, "E": f"{form} {at // 3 + 1}",
        "F": start, "G": end, "I": shown, "J": None if flat else cpm, "K": "Flat" if flat else "CPM",
        "L": cost, "M": round(0.0008 + 0.0001 * (at % 5), 4), "O": NOTES.get(at),
    }  # fmt: skip
    written: dict[str, Written] = {
        # Ids and numbers that are names, as spreadsheets keep them; three ways to write a day in one row.
        "A": float(700_100 + at),
        "C": 14.0 if PUBLISHERS[at % 5] == "14" else PUBLISHERS[at % 5],
        "G": f"{end:%d/%m/%Y}",
        "H": f"{start - timedelta(days=10):%d %b %y}",
        "L": cost if flat else Formula(f"=ROUND(I{row}*J{row}/1000,2)", cost),
        "M": f"{(0.0008 + 0.0001 * (at % 5)):.2%}",
        "N": '{"geo": ["US-NY", "US-NJ"], "age": [25, 54]}' if at % 4 == 0 else None,
    }
    for column, text in UNREAD.get(at, {}).items():
        cells[column], written[column] = None, text
    if at in UNREAD and "I" in UNREAD[at]:
        written["L"] = cost
    if at == UNCALCULATED:
        cells["L"], written["L"] = None, Formula(f"=ROUND(I{row}*J{row}/1000,2)", None)
    table.line(row, cells, written=written)


def half_up(amount: Decimal) -> float:
    """Two decimals as a spreadsheet rounds them."""
    return float(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))
