"""The pass over a sheet's XML finds the same, however the bytes are cut and however little of it is parsed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import FileProblem
from worker.plans.files.sheet_xml import SheetScan

ROWS = "".join(
    f'<row r="{row}"{hidden}>'
    + "".join(f'<c r="{column}{row}" s="{1 + row % 2}"><v>{row}</v></c>' for column in "ABC")
    + f"{more}</row>"
    for row, hidden, more in [
        *((row, "", "") for row in range(1, 40)),
        (40, ' hidden="1"', ""),
        (41, "", '<c r="D41" t="e"><v>#N/A</v></c>'),
        *((row, "", "") for row in range(42, 60)),
        (60, "", '<c r="D60"><f>SUM(A1:A59)</f><v></v></c><c r="E60" t="str"><f>""</f><v></v></c>'),
        (61, "", '<c r="D61" t="inlineStr"><is><t>x &amp; # ! &lt;f</t></is></c>'),
        *((row, "", "") for row in range(62, 80)),
    ]
)
SHEET = (
    '<?xml version="1.0"?><worksheet><cols><col min="2" max="3" hidden="1"/></cols>'
    f'<sheetData>{ROWS}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
)


def scan(text, *, piece=100_000, detailed=1_000, styled=("1",), max_cells=1_000):
    found = SheetScan("Plan", styled, max_cells, detailed)
    data = text.encode()
    found.read(data[at : at + piece] for at in range(0, len(data), piece))
    return found


@settings(max_examples=60, deadline=None)
@given(piece=st.integers(1, 700), detailed=st.integers(1, 300))
def test_however_the_bytes_are_cut(piece, detailed):
    found = scan(SHEET, piece=piece, detailed=detailed)
    assert found.hidden_rows == [40]
    assert found.errors == {41 << 16 | 4: "#N/A"}
    assert found.uncalculated == [60 << 16 | 4]
    assert found.hidden_columns == [(2, 3)]
    assert found.merges == [(1, 1, 2, 2)]
    assert (found.detailed_to > 0) == (detailed < 241)


def test_details_end_where_it_says():
    found = scan(SHEET, detailed=31, piece=50)
    assert found.detailed_to == 10
    assert max(style >> 32 for style in found.styles) <= 11
    assert found.formulas == {}


def test_rows_that_say_nothing_are_not_parsed():
    """A sheet is skimmed: broken rows beyond the detailed ones go unnoticed here (calamine reads them all)."""
    broken = SHEET.replace('<c r="B70" s="1">', '<c r="B70" s="1"><x>')
    with pytest.raises(FileProblem):
        scan(broken, piece=200)
    assert scan(broken, piece=200, detailed=3).merges == [(1, 1, 2, 2)]


@pytest.mark.parametrize("rows", ["<row>", "<row><c><v>1</v></c>" * 2 + "</row>"])
def test_rows_without_numbers_are_all_parsed(rows):
    sheet = (
        f"<worksheet><sheetData>{'<row><c><v>1</v></c></row>' * 50}<row hidden='1'/></sheetData></worksheet>"
    )
    assert scan(sheet, piece=64, detailed=1).hidden_rows == [51]


def test_shared_formulas():
    cells = (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">SUM(A$1:A2)</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c><c r="C3"><f t="shared" si="9"/><v>1</v></c></row>'
    )
    found = scan(f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    assert found.formulas == {2 << 16 | 2: "SUM(A$1:A2)", 3 << 16 | 2: "SUM(A$1:A3)"}


def test_the_used_area_is_what_holds_something():
    far = '<row r="900"><c r="XX900" s="1"/></row>'
    assert scan(f"<worksheet><sheetData>{far}</sheetData></worksheet>").styles
    with pytest.raises(FileProblem, match="900 rows x 648 columns"):
        scan(f"<worksheet><sheetData>{far.replace('/>', '><v>1</v></c>', 1)}</sheetData></worksheet>")
