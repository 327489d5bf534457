"""Large sheets are read while their rows are alike, and say what calamine says of each cell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence

import pytest

from tests.hostile.packing import MAIN, with_styles_and_strings, workbook
from worker.errors import FileProblem
from worker.plans.files import preflight, workbooks
from worker.plans.files.cell_probe import CellProbe
from worker.plans.files.child_wire import BLOCK, Message
from worker.plans.files.grids import _block
from worker.plans.files.sheet_xml import SheetScan
from worker.plans.files.workbooks import Limits, read
from worker.shapes.grid import Cell

STYLES = (
    f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)
STRINGS = (
    f"<sst {MAIN}><si><t>Alder</t></si><si><r><t>Bir</t></r><r><t>ch &amp; Co</t></r></si>"
    '<si><t xml:space="preserve"> Cedar </t></si></sst>'
)
TEXT = '" t="inlineStr"><is><t>{}</t></is></c>'
NUMBER = '"><v>{}</v></c>'


def row(number: int, *cells: str) -> str:
    """A row with the cells of columns A, B ...; an empty one is left out."""
    inside = "".join(f'<c r="{chr(65 + at)}{number}{cell}' for at, cell in enumerate(cells) if cell)
    return f'<row r="{number}">{inside}</row>'


def plain(first: int, last: int) -> list[str]:
    return [row(at, TEXT.format(f"Line {at}"), NUMBER.format(at / 4)) for at in range(first, last + 1)]


def shared(at: int) -> str:
    return f'" t="s"><v>{at % 3}</v></c>'


WHOLE = {
    "plain": plain(1, 40),
    "a header": [row(1, TEXT.format("Line"), TEXT.format("Cost")), *plain(2, 40)],
    "a title far above": [row(1, TEXT.format("Plan")), *plain(7, 40)],
    "rows left out": [*plain(1, 20), *plain(25, 60), '<row r="61" s="1"/>', *plain(62, 63)],
    "stray rows among them": [*plain(1, 40), row(41, "", "", TEXT.format("a note")), *plain(42, 90)],
    "more columns later": [*plain(1, 30), *(row(at, *map(NUMBER.format, (at, 2, 3, 4))) for at in range(31, 90))],
    "blank cells": [row(at, NUMBER.format(at) if at % 3 else "", '" s="1"/>', TEXT.format("x")) for at in range(1, 60)],
    "blank rows with a format": [*plain(1, 40), *(f'<row r="{at}" s="3" customFormat="1"/>' for at in range(41, 90))],
    "numbers": [row(at, NUMBER.format(f"{at}E-3"), NUMBER.format(f"-{at}.")) for at in range(1, 40)],
    "numbers that are none": [row(at, NUMBER.format(at), NUMBER.format("1-2" if at == 30 else "+7")) for at in range(1, 40)],
    "numbers beyond all": [row(at, NUMBER.format(f"-1e{at * 20}"), NUMBER.format(at)) for at in range(1, 40)],
    "numbers and texts": [row(at, (TEXT if at % 2 else NUMBER).format(at), NUMBER.format(1)) for at in range(1, 40)],
    "days": [row(at, f'" s="1"><v>{45_000 + at % 7}</v></c>') for at in range(1, 40)],
    "days, times and numbers": [row(at, f'" s="{at % 4}"><v>{at}.25</v></c>') for at in range(1, 80)],
    "truths and errors": [row(at, '" t="b"><v>1</v></c>', '" t="e"><v>#N/A</v></c>') for at in range(1, 40)],
    "texts of formulas": [row(at, '" t="str"><v>a&lt;b</v></c>', '" t="str"><v>c</v></c>') for at in range(1, 40)],
    "shared texts": [row(at, shared(at), shared(at + 1), NUMBER.format(at)) for at in range(1, 40)],
    "signs": [row(at, TEXT.format(f"A &amp; B {at}"), TEXT.format("_x0041_"), TEXT.format("é\r\n")) for at in range(1, 40)],
    "white space": [row(at, TEXT.format(f" {at} "), TEXT.format(" "), TEXT.format("")) for at in range(1, 40)],
    "white space that stays": [
        row(at, f'" t="inlineStr"><is><t xml:space="preserve"> {at}\n</t></is></c>') for at in range(1, 40)
    ],
    "a long text": [*plain(1, 40), row(41, TEXT.format("x" * 140_000)), *plain(42, 60)],
}  # fmt: skip
PARTLY = {
    "a formula": row(BLOCK + 50, '"><f>1+1</f><v>2</v></c>'),
    "a comment": f"<!-- {row(BLOCK + 50, NUMBER.format(7))} -->",
    "a cell elsewhere": f'<row r="{BLOCK + 50}"><c r="A9"><v>7</v></c></row>',
    "a cell without its place": f'<row r="{BLOCK + 50}"><c><v>7</v></c></row>',
    "a row without its number": "<row><c><v>7</v></c></row>",
    "a row far below": row(BLOCK * 4, NUMBER.format(7)),
    "a rich text": row(BLOCK + 50, '" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
}


LAST = ("a row far below", "a row without its number")
RELATIONS = {"xl___rels__workbook.xml.rels": with_styles_and_strings()}


def messages(rows: str, max_cells: int = 1_000_000) -> list[Message]:
    sent: list[Message] = []
    data = workbook(rows, xl__styles_xml=STYLES, xl__sharedStrings_xml=STRINGS, **RELATIONS)
    read(data, None, Limits(9, max_cells, False), sent.append)
    return sent


def said(sent: list[Message]) -> tuple[list[list[tuple[type, Cell]]], object, object]:
    """The rows that are used, the type of each cell beside it; what is used, and how many texts were cut."""
    rows: list[list[tuple[type, Cell]]] = []
    used = cut = None
    for message in sent:
        if message[0] == "rows":
            columns = _block(message[1], message[2]).columns
            rows += ([(type(cell), cell) for cell in row] for row in zip(*columns, strict=True))
        elif message[0] == "sheet":
            used, cut = message[1]["used"], message[1]["cut"]
    assert used is not None
    blank = [(type(None), None)] * used[1]
    return [(row + blank)[: used[1]] for row in rows[: used[0]]], used, cut


@pytest.fixture
def by_calamine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which sheets calamine reads, where every sheet is a very large one; those of single cells aside."""
    names: list[str] = []
    load = workbooks._Loading.sheet

    def sheet(self: workbooks._Loading) -> object:
        names.append(self._name)
        return load(self)

    monkeypatch.setattr(workbooks._Loading, "sheet", sheet)
    monkeypatch.setattr(workbooks, "VERY_LARGE", 0)
    return names


def cell_by_cell(rows: str, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    with monkeypatch.context() as patch:
        patch.setattr(workbooks, "VERY_LARGE", 1 << 40)
        return messages(rows)


@pytest.mark.parametrize("case", WHOLE)
def test_rows_that_are_alike_say_what_calamine_says(
    case: str, by_calamine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(WHOLE[case])
    expected = said(cell_by_cell(rows, monkeypatch))
    by_calamine.clear()
    assert said(messages(rows)) == expected
    assert by_calamine == []


@pytest.mark.parametrize("case", PARTLY)
def test_what_is_no_plain_row_is_calamines_from_there_on(
    case: str, by_calamine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    below = [] if case in LAST else plain(BLOCK + 60, BLOCK + 99)
    rows = "".join([*plain(1, BLOCK + 40), PARTLY[case], *below])
    expected = said(cell_by_cell(rows, monkeypatch))
    by_calamine.clear()
    assert said(messages(rows)) == expected
    assert by_calamine == ["S1"]


def test_rows_that_no_two_are_alike_are_calamines(by_calamine: list[str]) -> None:
    rows = [row(at, *(NUMBER.format(7) if at >> bit & 1 else "" for bit in range(7))) for at in range(1, 120)]
    assert len(said(messages("".join(rows)))[0]) == 119
    assert by_calamine == ["S1"]


def test_a_damaged_sheet_is_refused(by_calamine: list[str]) -> None:
    data = workbook("".join(plain(1, 40)), compression=zipfile.ZIP_STORED).replace(b"Line 7", b"Lime 7")
    with pytest.raises(FileProblem) as problem:
        read(data, None, Limits(9, 1_000_000, False), lambda _: None)
    assert problem.value.code == "damaged" and by_calamine == []


def test_each_value_is_asked_for_once(by_calamine: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    values = CellProbe.values

    def counted(self: CellProbe, cells: Sequence[str]) -> list[Cell]:
        asked.extend(cells)
        return values(self, cells)

    monkeypatch.setattr(CellProbe, "values", counted)
    messages(
        "".join(row(at, f'" s="1"><v>{45_000 + at % 3}</v></c>', NUMBER.format(at)) for at in range(1, 9_000))
    )
    assert len(asked) < 20


def test_blank_cells_far_out_are_no_used_area(by_calamine: list[str]) -> None:
    rows = [
        *plain(1, 40),
        '<row r="3000" s="1" customFormat="1"/>',
        '<row r="1048576"><c r="A1048576" s="1"/></row>',
    ]
    assert said(messages("".join(rows), 1_000))[1] == (40, 2)


ERROR = '" t="e"><v>#N/A</v></c>'
SAYING_MORE = {
    "values alone": (plain(1, 600), 0),
    "a hidden row": ([*plain(1, 400), plain(401, 401)[0].replace(">", ' hidden="1">', 1), *plain(402, 600)], 1),
    "a hidden row of its own": ([*plain(1, 400), '<row r="401" hidden="1"/>', *plain(402, 600)], 1),
    "an error": ([*plain(1, 400), row(401, ERROR), *plain(402, 600)], 1),
    "errors": ([*plain(1, 300), *(row(at, ERROR) for at in range(301, 601))], 4),
}  # fmt: skip


@pytest.mark.parametrize("case", SAYING_MORE)
def test_rows_of_values_alone_are_read_once(
    case: str, by_calamine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, fewest = SAYING_MORE[case]
    expected = cell_by_cell("".join(rows), monkeypatch)[-1]
    parsed: list[int] = []
    read_pieces = SheetScan.read

    def counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            parsed.append(len(piece))
            yield piece

    monkeypatch.setattr(SheetScan, "read", lambda scan, pieces: read_pieces(scan, counted(pieces)))
    monkeypatch.setattr(workbooks, "FEW_CELLS", 100)
    monkeypatch.setattr(preflight, "PIECE", 4_000)
    sent = messages("".join(rows))[-1]
    assert sent[0] == expected[0] == "sheet" and by_calamine == ["S1"]
    assert [sent[1][fact] for fact in ("hidden_rows", "errors")] == [
        expected[1][fact] for fact in ("hidden_rows", "errors")
    ]
    whole = len("".join(rows))
    assert whole * fewest / 10 < sum(parsed) < whole * (fewest + 2.5) / 10
