"""Calamine says what single cells hold, with the texts and styles of their workbook."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.hostile.packing import MAIN, package_parts, with_styles_and_strings
from worker.plans.files.cell_probe import CellProbe, is_panic
from worker.shapes.grid import Cell

PART = "xl/worksheets/sheet1.xml"
STYLES = f'<styleSheet {MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'


def probe(strings: str = "", workbook: str = "") -> CellProbe:
    made = {
        **package_parts(),
        "xl/styles.xml": STYLES,
        "xl/_rels/workbook.xml.rels": with_styles_and_strings(),
    }
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("<sheets>", f"{workbook}<sheets>")
    parts = {name: str(text).encode() for name, text in made.items() if name != PART}
    return CellProbe("S1", PART, parts, {"xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>".encode()})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"><v>7</v></c>', 7.0),
        ('" s="1"/>', ""),
        ('" s="1"><v>45000</v></c>', date(2023, 3, 15)),
        ('" s="1"><v>45000.5</v></c>', datetime(2023, 3, 15, 12)),
        ('" t="b"><v>1</v></c>', True),
        ('" t="inlineStr"><is><t>A &amp; B</t></is></c>', "A & B"),
    ],
)
def test_a_cell_by_its_xml(cell: str, value: Cell) -> None:
    assert probe().values(['"><v>1</v></c>', cell, '"/>']) == [1.0, value, ""]


def test_no_cells_are_no_question() -> None:
    assert probe().values([]) == []


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    days = probe(workbook='<workbookPr date1904="1"/>').values(['" s="1"><v>43538</v></c>'])
    assert days == [date(2023, 3, 15)]


def test_shared_texts_by_their_numbers() -> None:
    strings = "<si><t>Alder</t></si><si><r><t>Bir</t></r><r><t>ch</t></r></si>"
    assert probe(strings).shared_texts() == {"0": "Alder", "1": "Birch"}
    assert probe().shared_texts() == {}


@pytest.mark.parametrize("cell", ['" t="b"><v>maybe</v></c>', '"><v>7</v>', '" t="s"><v>9</v></c>'])
def test_what_calamine_can_not_read(cell: str) -> None:
    with pytest.raises(ValueError, match="."):
        probe().values([cell])


def test_a_panic_is_known_by_its_name() -> None:
    assert is_panic(type("PanicException", (BaseException,), {})()) and not is_panic(ValueError())
