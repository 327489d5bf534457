"""What closes a table: its lines end where totals of one line, fees and cost blocks begin."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

HEADER: list[Cell] = ["Channel", "Vendor", "Placement", "Net cost", "Impressions"]
TV: list[Cell] = ["TV", "Alder", "Spot", 1000, 300000]
WEB: list[Cell] = ["Online", "Birch", "Banner", 500, 80000]
NONE: Cell = None


def _kinds(*rows: list[Cell]) -> str:
    """The kinds of the rows below the header by first letters."""
    layout = understand(Grid(sheet="Plan", cells=[HEADER, *rows]))
    short = {
        "data": "d",
        "total": "t",
        "subtotal": "t",
        "note": "n",
        "blank": "-",
        "section": "s",
        "metadata": "m",
    }
    return "".join(short.get(kind, "h") for kind in layout.row_kinds[1:])


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        pytest.param([TV, WEB], "dd", id="lines alone"),
        pytest.param([TV, [NONE, "Birch", "Spot", 1000, 300000]], "dd", id="a second line of the same size"),
        pytest.param([TV, [NONE, NONE, NONE, 1000, 300000]], "dt", id="one line and its numbers again"),
        pytest.param([["Total", NONE, NONE, 1000, 300000], TV], "td", id="a total above its one line"),
        pytest.param([["Index", NONE, NONE, 1000, 300000], WEB], "dd", id="a line of a site called Index"),
        pytest.param([["Index", NONE, NONE, 1, 2], WEB], "dd", id="an index that may be a count"),
        pytest.param([["Month index →", NONE, NONE, 0.92, 1.1], WEB], "nd", id="factors above the lines"),
        pytest.param([["Maandindex →", NONE, NONE, 0.92, 1.1], WEB], "nd", id="factors in another language"),
        pytest.param([TV, WEB, ["Коэффициент:", NONE, NONE, 0.9, 1.1]], "ddn", id="factors below them"),
        pytest.param([TV, ["* Rates exclude VAT", *[NONE] * 4], WEB], "dnd", id="a remark between lines"),
        pytest.param(
            [TV, WEB, ["Commission House", "Cedar", "Spot", 150, NONE]], "ddd", id="a vendor of such a name"
        ),
        pytest.param([TV, WEB, ["Out of home", NONE, NONE, 150, 2000]], "ddd", id="a line of one name"),
        pytest.param([TV, WEB, ["VAT 20%", NONE, NONE, 300, 0]], "ddt", id="a tax at the end"),
        pytest.param(
            [
                TV,
                WEB,
                [NONE, "Agenturprovision 15 %", NONE, 225, NONE],
                [NONE, "MwSt. 19 %", NONE, 327, NONE],
            ],
            "ddtt",
            id="posts at the end, in another language",
        ),
        pytest.param(
            [TV, WEB, ["Agency fee", NONE, NONE, 150, NONE], ["Total", NONE, NONE, 1650, 380000]],
            "ddtt",
            id="a fee before the total",
        ),
        pytest.param(
            [
                TV,
                WEB,
                ["Zwischensumme", NONE, NONE, 1500, NONE],
                ["Agenturhonorar", NONE, NONE, 150, NONE],
                ["Gesamt", NONE, NONE, 1650, NONE],
            ],
            "ddttt",
            id="a fee that arithmetic shows",
        ),
        pytest.param(
            [["Agency fee 10%", NONE, NONE, 120, NONE], TV, WEB], "ddd", id="a fee of something else"
        ),
        pytest.param(
            [["Agency fee 10%", NONE, NONE, 150, NONE], TV, WEB], "tdd", id="a fee of all, above them"
        ),
        pytest.param(
            [TV, ["Prowizja agencji 7,5 %", NONE, NONE, 112.5, NONE], WEB],
            "dtd",
            id="a fee of all, among them",
        ),
        pytest.param(
            [TV, WEB, ["Web", "Ad serving", "Tag", 15, 300000]], "ddd", id="serving of some impressions"
        ),
        pytest.param(
            [TV, WEB, ["Web", "Cedar", "Tag", 15, 380000]], "ddd", id="a line as large as all others"
        ),
        pytest.param(
            [TV, WEB, ["Web", "Ad serving", "Tag", 15, 380000]], "ddt", id="serving of all impressions"
        ),
        pytest.param(
            [TV, WEB, ["Total", NONE, NONE, 1500, 380000], TV, WEB, ["Total", NONE, NONE, 1500, 380000]],
            "ddtddt",
            id="a second section keeps its lines",
        ),
        pytest.param(
            [
                TV,
                WEB,
                ["Total", NONE, NONE, 1500, 380000],
                [NONE, NONE, "Trafficking", 30, NONE],
                ["Notes", NONE, "To pay", 1530, NONE],
            ],
            "ddttt",
            id="costs below, notes beside them",
        ),
    ],
)
def test_rows_that_close_a_table(rows: list[list[Cell]], kinds: str) -> None:
    assert _kinds(*rows) == kinds


FULL: list[Cell] = ["Online", "Birch", "Banner", 700, 90000]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        pytest.param([TV, ["Offline", *[NONE] * 4], WEB], "dsd", id="a heading in the first column"),
        pytest.param(
            [[NONE, *TV[1:]], [NONE, "Cedar", *[NONE] * 3], WEB], "dsd", id="lines that leave it blank"
        ),
        pytest.param([TV, [NONE, "draft!", *[NONE] * 3], WEB, FULL], "dndd", id="a remark below a line"),
        pytest.param(
            [TV, WEB, [NONE, NONE, "see mail of Monday", NONE, NONE], FULL], "ddnd", id="further right"
        ),
        pytest.param(
            [TV, WEB, FULL, [NONE, "to be confirmed", *[NONE] * 3]], "dddn", id="below the last line"
        ),
    ],
)
def test_a_text_right_of_the_first_column_is_a_remark(rows: list[list[Cell]], kinds: str) -> None:
    assert _kinds(*rows) == kinds
