"""What settles the kind of a row whatever its weight says."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid, Merge

HEADER: list[Cell] = ["Vendor", "Campaign", "Start", "Net cost EUR"]
LINE: list[Cell] = ["Alder", "Spring", "2026-03-01", 1500]
TOTAL: list[Cell] = ["Total", None, None, 2400]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Birch", "Autumn", "2026-03-01", 900], "data"),
        (["VAT Solutions Ltd", "Total Care", "2026-03-01", 900], "data"),
        (["Commission Street Radio", "Grand Total Sale", "2026-03-01", 900], "data"),
        (["Agency fee", None, None, 900], "total"),
    ],
)
def test_what_a_row_fills_outranks_its_words(row: list[Cell], kind: str) -> None:
    assert understand(Grid("Plan", [HEADER, LINE, row, TOTAL])).row_kinds[2] == kind


def test_a_day_that_counts_what_two_others_do_is_a_line() -> None:
    head: list[Cell] = ["Date", "Advertiser", "Order", "Impressions", "Conversions"]
    lines: list[list[Cell]] = [
        [date(2026, 3, 1), name, f"{name} order", shown, done]
        for name, shown, done in (("Alder", 4800, 0), ("Birch", 0, 7), ("Cedar", 0, 2), ("Dogwood", 0, 5))
    ]
    assert understand(Grid("Plan", [head, *lines])).row_kinds[1:] == ("data",) * 4


def test_a_numbered_line_whose_spots_are_those_of_two_below_is_a_line() -> None:
    """The total is stale, so that nothing else says which rows are lines."""
    days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
    head: list[Cell] = [
        "S/N",
        "STATION",
        "BELT",
        "DUR",
        *days,
        "SPOTS/WK",
        "WKS",
        "SPOTS",
        "UNIT RATE",
        "TOTAL COST",
    ]
    lines: list[list[Cell]] = [
        [1, "Alder TV", "News at 9", '30"', 1, None, 1, None, 1, None, None, 3, 8, 24, 185_000, 4_440_000],
        [2, "Alder TV", "Kitchen", '15"', *[None] * 5, 1, None, 1, 4, 4, 420_000, 1_680_000],
        [3, "Birch 96.9", "Drive time", '45"', 2, 2, 2, 2, 2, None, None, 10, 4, 40, 28_500, 1_140_000],
        [4, "Cedar FM", "Hill belt", '45"', 2, 2, 2, 2, 2, 1, 1, 12, 4, 48, 14_200, 681_600],
        [5, "Dogwood FM", "Coast belt", '45"', 1, 1, 1, 1, 1, 1, 1, 7, 3, 21, 11_800, 247_800],
        [6, "Birch 96.9", "Off-peak", '45"', 1, 1, 1, 1, 1, None, None, 5, 4, 20, 0, 0],
    ]
    total: list[Cell] = [None, "SUB TOTAL", *[None] * 11, 145, None, 5_969_400]
    kinds = understand(Grid("Plan", [head, *lines, total])).row_kinds
    assert kinds[1:7] == ("data",) * 6 and kinds[7] in ("subtotal", "total")


def sheet_with_a_chance_sum(*, formulas: bool) -> Grid:
    """The first line is by chance what the two that follow add up to; its own total is stale, and proves nothing."""
    cells: list[list[Cell]] = [
        ["Channel", "Vendor", "Format", "Start", "Impressions"],
        ["OLV", "Alder", "Spot 15s", "2026-08-01", 2_950_000],
        ["OLV", "Birch", "Spot 15s", "2026-08-13", 550_000],
        ["Total OLV", None, None, None, 3_600_000],
        ["Display", "Cedar", "Preroll", "2026-08-01", 2_400_000],
        ["Display", "Cedar", "Banner", "2026-08-05", 390_000],
        ["Display", "Dogwood", "Banner", "2026-08-01", 125_000],
        ["Total Display", None, None, None, 2_915_000],
        ["Total", None, None, None, 6_415_000],
    ]
    sums = {(4, 5): "=SUBTOTAL(9,E2:E3)", (8, 5): "=SUBTOTAL(9,E5:E7)", (9, 5): "=SUBTOTAL(9,E2:E8)"}
    return Grid("Plan", cells, formulas=sums if formulas else {})


@pytest.mark.parametrize(("formulas", "kind"), [(False, "subtotal"), (True, "data")])
def test_a_line_is_no_sum_by_chance_where_totals_are_formulas(formulas: bool, kind: str) -> None:
    kinds = understand(sheet_with_a_chance_sum(formulas=formulas)).row_kinds
    assert kinds[1] == kind
    assert kinds[3] == kinds[7] == "subtotal" and kinds[8] == "total"


@pytest.mark.parametrize(("code", "kind"), [("MP003", "data"), ("Total", "total")])
def test_a_panel_that_costs_what_two_others_do_is_a_line(code: str, kind: str) -> None:
    rows: list[list[Cell]] = [
        ["Code", "City", "Type", "Faces", "List price", "Net", "Production"],
        ["MP001", "Braga", "Mupi", 1, 185, 111, 9.5],
        ["MP002", "Porto", "Mupi", 1, 185, 111, 9.5],
        [code, "Porto", "Mupi", 2, 370, 222, 19],
    ]
    assert understand(Grid("Plan", rows)).row_kinds[3] == kind


def test_a_line_that_names_all_is_no_total_without_a_sum() -> None:
    days: list[Cell] = [date(2025, 8, day) for day in range(1, 9)]
    rows: list[list[Cell]] = [
        ["Country", "Vendor", "Format", *days, "Total cost"],
        ["Austria", "Alder", "Banner", 123, 61, 61, 184, 61, 184, 123, 61, 858],
        ["Austria", "Birch", "Video", *[None] * 6, 210, 210, 420],
        ["* Prices are without VAT", *[None] * 11],
        ["Austria", "Cedar", "Banner", 430, 215, 430, 215, *[None] * 4, 1290],
        ["Austria", "Elm", "Carousel", *[None] * 3, 520, 780, 260, None, None, 1560],
    ]
    assert understand(Grid("Plan", rows)).row_kinds[2] == "data"


@pytest.mark.parametrize(("is_merged", "kind"), [(False, "subtotal"), (True, "data")])
def test_a_line_that_shares_its_channel_with_the_next_is_no_head(is_merged: bool, kind: str) -> None:
    """100 is by chance what the lines below add up to."""
    rows: list[list[Cell]] = [
        ["Channel", "Detail", "Feb", "Net cost"],
        ["TV", "London", 830, 830],
        ["Radio", "Harbour network", 100, 100],
        [None, "Drive time", 60, 60],
        [None, "Breakfast", 40, 40],
        ["OOH", "Rail", 790, 790],
    ]
    merges = (Merge(3, 1, 5, 1),) if is_merged else ()
    assert understand(Grid("Plan", rows, merges=merges)).row_kinds[2] == kind


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        (["Video online", "Antena 3", "Video 15s", "04/05/2025", "05/06/2025", "19200"], "data"),
        (["Media", "Vendor name", "Type", "From", "Until", "EUR"], "header"),
    ],
)
def test_a_line_with_days_under_the_names_is_no_header(second: list[Cell], kind: str) -> None:
    rows: list[list[Cell]] = [
        ["Canal", "Proveedor", "Formato", "Fecha de inicio", "Fecha de fin", "Coste total"],
        second,
        ["Social", "Meta", "Story", "01/05/2025", "30/06/2025", "7312,5"],
        ["Display", "Marca", "Preroll", "21/05/2025", "21/06/2025", "21600"],
        ["Video online", "YouTube", "Video 15s", "01/05/2025", "30/06/2025", "3060"],
    ]
    assert understand(Grid("Plan", rows)).row_kinds[1] == kind


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Cedar", "Winter", "2026-05-01", None], "data"),
        (["Other 2", "Placement", None, None], "data"),
    ],
)
def test_what_names_no_values_between_lines_and_their_total_is_a_line(row: list[Cell], kind: str) -> None:
    birch: list[Cell] = ["Birch", "Autumn", "2026-03-01", 900]
    assert understand(Grid("Plan", [HEADER, LINE, birch, row, TOTAL])).row_kinds[3] == kind


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Study (a question a month)", "/", "free", 600_000], "data"),
        (["Vendor", "Campaign", "Start", "Net cost USD"], "header"),
    ],
    ids=["an amount stands there", "names of columns"],
)
def test_what_has_an_amount_before_the_last_total_is_a_line(row: list[Cell], kind: str) -> None:
    birch: list[Cell] = ["Birch", "Autumn", "2026-03-01", 900]
    layout = understand(Grid("Plan", [HEADER, LINE, birch, ["Bumper", None, None, None], row, TOTAL]))
    assert layout.row_kinds[4] == kind


def test_a_small_count_of_a_line_that_names_itself_is_a_sum_by_chance() -> None:
    shown = [20, 8, 116, 8, 1, 1, 1, 7, 1, 9, 1, 1, 5, 3, 1, 2, 1, 0, 1, 1, 27, 3]
    lines: list[list[Cell]] = [
        ["Enabled", f"car wash {at}", "Phrase", "Car service", "Eligible", count, 0, "0.00%", "INR", 0.0, 0.0]
        for at, count in enumerate(shown)
    ]
    head: list[Cell] = [
        "Status",
        "Keyword",
        "Match",
        "Campaign",
        "State",
        "Impr.",
        "Clicks",
        "CTR",
        "Currency",
        "Cost",
        "Conv.",
    ]
    assert set(understand(Grid("Keywords", [head, *lines])).row_kinds[1:]) == {"data"}


def test_a_small_count_of_a_line_with_a_day_and_names_is_a_sum_by_chance() -> None:
    results = [0, 0, 0, 0, 7, 2, 5, 17, 0, 0, 0, 0, 6, 1, 5, 12]
    lines: list[list[Cell]] = [
        [date(2026, 2, 1 + at // 8), f"Alder {at % 8}", f"Alder {at % 8} (Birch) - CPM", *counts, revenue]
        for at, count in enumerate(results)
        for counts, revenue in [([0, 0, 0, count], "   -   ") if count else ([4100 + at, 5, 42, 0], 82.03)]
    ]
    head: list[Cell] = [
        "Date",
        "Advertiser",
        "Insertion order",
        "Impressions",
        "Clicks",
        "Views",
        "Conversions",
        "Revenue",
    ]
    assert set(understand(Grid("Data", [head, *lines])).row_kinds[1:]) == {"data"}


def creators(count: int, **blanks: int) -> list[list[Cell]]:
    """A list of words alone, of which each *blanks* column lacks every so manieth cell."""
    columns = ["Name", "Platform", "Tier", "Branch", "Status", "Link"]
    lines: list[list[Cell]] = [
        [f"Creator {at}", "Instagram", "Nano", "Main street", "Posted", f"https://x.example/{at}"]
        for at in range(count)
    ]
    for name, every in blanks.items():
        for at in range(0, count, every):
            lines[at][columns.index(name)] = None
    return [[*columns], *lines]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        pytest.param(creators(7), ["header", *["data"] * 7], id="full"),
        pytest.param(creators(7, Link=2, Status=3), ["header", *["data"] * 7], id="with gaps"),
        pytest.param([*creators(7, Link=2), [], [None, "20-24"]], ["header", *["data"] * 7, "blank", "note"], id="a slot to be filled"),
    ],
)  # fmt: skip
def test_a_list_of_words_alone_has_lines(rows: list[list[Cell]], kinds: list[str]) -> None:
    wide = [[*row, *([None] * (6 - len(row)))] for row in rows]
    assert list(understand(Grid("Creators", wide)).row_kinds) == kinds


def test_a_short_list_of_two_columns_has_lines() -> None:
    rows: list[list[Cell]] = [
        ["Words", None],
        ["Group 1", "Group 2"],
        ["word 1", "word 2"],
        ["good", "word 3"],
        [None, "repair"],
        [None, "service"],
        [None, "shop"],
    ]
    assert understand(Grid("Words", rows)).row_kinds[3:] == ("data",) * 4


FRAMED: list[list[Cell]] = [
    ["Vendor", "Campaign", "Start", "End", "Net cost EUR"],
    ["Alder", "Spring", date(2026, 3, 1), date(2026, 3, 31), 1500.5],
    ["Birch", "Spring", date(2026, 3, 1), date(2026, 3, 31), 910.25],
]
FEE: list[Cell] = ["Birch", "Fee for a tool of the agency", None, None, 159.25]


@pytest.mark.parametrize("mark", ["END", "end", "Stop"])
def test_a_row_of_end_marks_is_no_header_and_ends_the_lines(mark: str) -> None:
    rows = [
        *FRAMED,
        FEE,
        [mark] * 5,
        ["Awareness part", None, None, None, 1070],
        ["All", None, None, None, 2570],
    ]
    kinds = understand(Grid("Plan", rows)).row_kinds
    assert kinds[:4] == ("header", "data", "data", "data")
    assert "header" not in kinds[4:] and "data" not in kinds[4:]


def test_lines_below_the_next_header_are_lines_again() -> None:
    rows = [*FRAMED, ["END"] * 5, [None] * 5, ["START"] * 5, *FRAMED, ["END"] * 5]
    kinds = understand(Grid("Plan", rows)).row_kinds
    assert [row for row, kind in enumerate(kinds, 1) if kind == "data"] == [2, 3, 8, 9]
