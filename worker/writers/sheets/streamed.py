"""Rows of a sheet that is written row by row, as text: ten times as fast as a call a cell.

xlsxwriter keeps such a sheet's rows in a file of its own until the workbook is closed; here they are written there. The
text of a cell is made once for each different value of a column, with `ROW` where its row stands. Styles, heads, tables
and all other parts of the sheet are xlsxwriter's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from worker.values import arrow
from worker.writers.sheets.dress import LONGEST_TEXT

ROW = "\0"
"""Stands for the row's number; in texts of a plan it is escaped."""
STEP = 20_000
"""Rows made at a time."""
MORE = " …"
Cells = Callable[[int, int], Sequence[str]]
"""First and last row -> the cells of one column in that part; '' is blank."""
_LITERAL = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def texts(at: int, style: Format, codes: arrow.Array, names: Sequence[str | None]) -> Cells:
    """Column *at* of texts; *codes* are places in *names*, where None is blank."""
    cells = np.array([_text(at, _index(style), name) for name in names], dtype=object)
    return lambda first, last: cells[codes[first:last]].tolist()


def numbers(at: int, style: Format, values: arrow.Array) -> Cells:
    """Column *at* of numbers, all in one style; NaN is blank."""
    return lambda first, last: _numbers(at, style, values[first:last]).tolist()


def amounts(at: int, styles: Sequence[Format], codes: arrow.Array, values: arrow.Array) -> Cells:
    """Column *at* of numbers, each in that of *styles* that *codes* say; NaN is blank."""

    def part(first: int, last: int) -> list[str]:
        of_part, cells = codes[first:last], np.empty(last - first, dtype=object)
        for code in np.unique(of_part).tolist():
            rows = of_part == code
            cells[rows] = _numbers(at, styles[code], values[first:last][rows])
        return cells.tolist()

    return part


def write(sheet: Worksheet, columns: Sequence[Cells], first: int, last: int) -> None:
    """Write the rows from *first* to before *last* below the head of *sheet*, which is in its first row."""
    if not columns or last <= first:
        return
    sheet._write_single_row(last - first)  # the head leaves xlsxwriter's hands
    for start in range(first, last, STEP):
        rows = zip(*(cells(start, min(start + STEP, last)) for cells in columns), strict=True)
        sheet.row_data_fh.write(
            "".join(
                f'<row r="{ROW}">{"".join(row)}</row>'.replace(ROW, str(number))
                for number, row in enumerate(rows, start - first + 2)
            )
        )
    sheet.dim_rowmax = last - first


def _index(style: Format) -> int:
    index: int = style._get_xf_index()
    return index


def _numbers(at: int, style: Format, values: arrow.Array) -> arrow.Array:
    """The cells of *values*; sixteen digits, as Excel keeps them."""
    different, places = np.unique(values, return_inverse=True)
    if np.isinf(different).any():
        raise OverflowError("An infinite number has no cell.")
    head = f'<c r="{xl_col_to_name(at)}{ROW}" s="{_index(style)}"><v>'
    cells = ["" if value != value else f"{head}{value:.16G}</v></c>" for value in different.tolist()]
    return np.array(cells, dtype=object)[places]


def _text(at: int, style: int, text: str | None) -> str:
    if text is None:
        return ""
    if 2 * len(text) > LONGEST_TEXT:
        text = _cut(text)
    in_xml, place = escaped(text), f"{xl_col_to_name(at)}{ROW}"
    space = ' xml:space="preserve"' if in_xml != in_xml.strip() else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{in_xml}</t></is></c>'


def _cut(text: str) -> str:
    """*text* as far as a cell takes it, and a sign that there is more; Excel counts some characters twice."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(MORE))].decode("utf-16-le", "ignore") + MORE


def escaped(text: str) -> str:
    """*text* as it stands in XML; what XML can't hold as `_x0007_`, and what reads like that with its own sign escaped.

    >>> escaped("A & B <1>"), escaped("_x0041_")
    ('A &amp; B &lt;1&gt;', '_x005F_x0041_')
    """
    literal = _LITERAL.sub("_x005F_", text)
    plain = literal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NO_XML.sub(_code, plain)


def _code(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"
