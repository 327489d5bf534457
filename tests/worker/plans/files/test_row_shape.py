"""An expression for rows that are alike, made from those that came."""

from __future__ import annotations

import pytest

from worker.plans.files.row_shape import Form, Kind, OddCell, RowShape, cells_of

NUMBER, TEXT = Form('"><v>', "</v></c>"), Form('" t="inlineStr"><is><t>', "</t></is></c>")
SPANS = ' spans="1:9"'


def row(number: int, **cells: str) -> str:
    inside = "".join(f'<c r="{letter}{number}{cell}' for letter, cell in cells.items())
    return f'<row r="{number}"{SPANS}>{inside}</row>'


def shape() -> RowShape:
    return RowShape(lambda form, _: {NUMBER: Kind.NUMBER, TEXT: Kind.TEXT}.get(form, Kind.BLANK))


def plain(number: int) -> str:
    return row(number, A=TEXT.around("Alder"), B=NUMBER.around("7"))


def test_nothing_is_known_at_first() -> None:
    assert shape().rows(plain(1)) == [("", "", plain(1))]


def test_one_row_is_no_shape() -> None:
    first = shape()
    assert not first.learn([plain(1), row(2, A=NUMBER.around("1"))]) and first.groups == ()


def test_rows_that_came_twice_are_caught() -> None:
    learnt = shape()
    assert learnt.learn([plain(1), plain(2)])
    odd = row(4, A=TEXT.around("Alder"))
    assert learnt.rows(plain(3) + odd + plain(5)) == [
        ("3", SPANS, "Alder", "7", ""),
        ("", "", "", "", odd),
        ("5", SPANS, "Alder", "7", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "caught"),
    [
        ({"A": TEXT.around("")}, ("9", SPANS, "", "", "")),
        ({"B": NUMBER.around("-1.5E7")}, ("9", SPANS, "", "-1.5E7", "")),
        ({"A": '" s="3"/>', "B": NUMBER.around("1")}, ("9", SPANS, "", "1", "")),
        ({"B": NUMBER.around("1_0")}, None),
        ({"B": NUMBER.around("inf")}, None),
        ({"B": '"><f>A1</f><v>2</v></c>'}, None),
        ({"C": NUMBER.around("1")}, None),
        ({"A": NUMBER.around("1")}, None),
    ],
)
def test_cells_may_be_missing_where_they_once_were(
    cells: dict[str, str], caught: tuple[str, ...] | None
) -> None:
    learnt = shape()
    for rows in ([plain(1)] * 2, [row(1, A='" s="3"/>')] * 2, [row(1, B=NUMBER.around("1"))] * 2):
        learnt.learn(rows)
    other = row(9, **cells)
    assert learnt.rows(other) == [caught or ("", "", "", "", other)]


def test_a_cell_of_another_row_is_no_cell_of_this_one() -> None:
    learnt = shape()
    learnt.learn([plain(1), plain(2)])
    other = plain(3).replace("B3", "B4")
    assert learnt.rows(other) == [("", "", "", "", other)]


def test_a_comment_may_hide_rows() -> None:
    with pytest.raises(ValueError, match="comment"):
        shape().rows(f"<!--{plain(1)}-->{plain(1)}")


def test_cells_of_one_row() -> None:
    cells = {"A": TEXT.around("Alder"), "C": '" s="3"/>', "AA": '" s="1"></c>'}
    assert cells_of(row(7, **cells)) == (
        7,
        [
            OddCell(1, TEXT, "Alder"),
            OddCell(3, Form('" s="3"/>', ""), ""),
            OddCell(27, Form('" s="1"></c>', ""), ""),
        ],
    )
    assert cells_of('<row r="8" s="1"/>') == (8, [])


@pytest.mark.parametrize(
    "xml",
    [
        "<row><c><v>1</v></c></row>",
        '<row r="7"><c><v>1</v></c></row>',
        row(7, A='"><f>1</f><v>1</v></c>'),
        row(7, B=NUMBER.around("1"), A=NUMBER.around("1")),
        '<row r="7"><row r="8"></row>',
        '<x:row r="7"></x:row>',
    ],
)
def test_what_is_no_row_of_plain_cells(xml: str) -> None:
    with pytest.raises(ValueError, match="row|cell"):
        cells_of(xml)
