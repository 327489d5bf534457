"""The Raw data sheets: the flat table, each column in the format of its field, money in that of its currency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from worker.lazy_dataclass import dataclass
from worker.shapes.template import Field
from worker.values import arrow
from worker.writers.sheets import dress
from worker.writers.sheets.dress import DAY, LONGEST_TEXT, MONEY, SHARE, WHOLE, Dress

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData, Value

NAME = "Raw data"
DAY_1970 = 25_569
"""The day from which Arrow counts, as Excel counts."""
PRICE = "price"
"""The kind of a column of money that is a rate: it has cents even where its currency has none."""
_SAMPLE = 1_000
_FORMATS = {"date": DAY, "money": MONEY, PRICE: MONEY, "percent": SHARE, "whole": WHOLE, "number": MONEY}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column to write: its name, width, format and its cells as plain values (None is blank)."""

    name: str
    width: float
    kind: str
    cells: Callable[[int, int], Sequence[Value]]
    """First and last row -> the values of that part."""


def write(book: Dress, raw: RawData) -> None:
    """Write the sheet; more than `MOST_ROWS` rows continue on 'Raw data 2' and so on."""
    fields = {f.name: f for f in raw.template.fields}
    columns = [_column(n, raw.table[n].combine_chunks(), fields.get(n)) for n in raw.table.column_names]
    size, most = raw.table.num_rows, dress.MOST_ROWS
    for number, first in enumerate(range(0, max(size, 1), most), 1):
        name = NAME if number == 1 else f"{NAME} {number}"
        _table(book, name, columns, first, min(first + most, size))


def _column(name: str, array: pa.Array[Any], field: Field | None) -> _Column:
    head = len(name) + 4
    if isinstance(array, pa.DictionaryArray):
        codes = arrow.to_numpy(array.indices, -1)
        names = [*array.dictionary.to_pylist(), None]
        longest = max((len(n) for n in names[:_SAMPLE] if n), default=0)
        return _Column(
            name,
            min(max(head, longest + 2), 42),
            "text",
            lambda a, b: [names[c] for c in codes[a:b].tolist()],
        )
    values = arrow.to_numpy(array, np.nan)
    if pa.types.is_date32(array.type):
        return _Column(name, max(head, 12), "date", _numbers(values + DAY_1970))
    if values.dtype.kind in "iu":
        return _Column(name, head, "plain", lambda a, b: values[a:b].tolist())
    kind: str = field.type if field and field.type in ("money", "percent") else "number"
    if kind == "money" and field and field.family == "rate":
        kind = PRICE
    finite = values[np.isfinite(values)]
    if kind == "number" and bool((finite == np.round(finite)).all()):
        kind = "whole"
    return _Column(name, max(head, 16 if kind == "money" else 13), kind, _numbers(values))


def _numbers(values: arrow.Array) -> Callable[[int, int], Sequence[Value]]:
    def part(first: int, last: int) -> list[float | None]:
        return [None if v != v else v for v in values[first:last].tolist()]

    return part


def _table(book: Dress, name: str, columns: Sequence[_Column], first: int, last: int) -> None:
    """A sheet of columns: a real table with a frozen head, widths and formats."""
    widths = [(c.name, c.width) for c in columns]
    numbers = {at for at, c in enumerate(columns) if c.kind != "text"}
    sheet = book.table(name, widths, last - first, numbers=numbers, filtered=False)
    if columns and last > first:
        _as_table(book, sheet, name.title().replace(" ", ""), columns, last - first)
    formats = {kind: book.look(num_format=code) for kind, code in _FORMATS.items()}
    formats["plain"] = formats["text"] = book.look()
    writers = [(sheet.write_string if c.kind == "text" else sheet.write_number) for c in columns]
    styles = [formats[c.kind] for c in columns]
    currency = next((at for at, c in enumerate(columns) if c.name == "currency"), None)
    money = [at for at, c in enumerate(columns) if c.kind in ("money", PRICE)] if currency is not None else []
    in_currency = _currency_formats(book)
    for row, cells in enumerate(_rows(columns, first, last), 1):
        if currency is not None and (code := cells[currency]) is not None:
            for at in money:
                styles[at] = in_currency(str(code), columns[at].kind)
        elif money:
            for at in money:
                styles[at] = formats[columns[at].kind]
        for at, value in enumerate(cells):
            if value is None:
                continue
            if writers[at](row, at, value, styles[at]) == -2:
                writers[at](row, at, str(value)[: LONGEST_TEXT - 2] + " …", styles[at])


def _currency_formats(book: Dress) -> Callable[[str, str], Format]:
    """The format of an amount in a currency: its code behind the number, and as many decimals as it has."""

    @cache
    def of(code: str, kind: str) -> Format:
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            return book.look(num_format=MONEY)
        decimals = 2 if kind == PRICE else _decimals(code)
        number = WHOLE + ("." + "0" * decimals if decimals else "")
        return book.look(num_format=f'{number}" {code.upper()}"')

    return of


def _decimals(code: str) -> int:
    from babel.numbers import get_currency_precision  # only workbooks need its data

    return min(get_currency_precision(code.upper()), 4)


def _as_table(book: Dress, sheet: Worksheet, name: str, columns: Sequence[_Column], rows: int) -> None:
    """Excel's own table over the rows, with its filter; a plain filter where two heads differ in case alone.

    xlsxwriter refuses tables in a workbook that is written row by row, because their heads would get lost; so they
    are written again behind it. It also notes each cell of a table, gigabytes for a million rows; so it is told of one
    row, and the table gets its true range afterwards.
    """
    last = len(columns) - 1
    if len({column.name.casefold() for column in columns}) <= last:
        sheet.autofilter(0, 0, rows, last)
        return
    looks = [book.heads(is_number=column.kind != "text") for column in columns]
    heads = [
        {"header": column.name, "header_format": look} for column, look in zip(columns, looks, strict=True)
    ]
    sheet.constant_memory = False
    sheet.add_table(0, 0, 1, last, {"name": name, "style": "Table Style Light 1", "columns": heads})
    sheet.constant_memory = True
    sheet.tables[-1].update(dict.fromkeys(("range", "a_range", "autofilter"), xl_range(0, 0, rows, last)))
    for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
        sheet.write_string(0, at, column.name, look)


def _rows(
    columns: Sequence[_Column], first: int, last: int, step: int = 20_000
) -> Iterator[tuple[Value, ...]]:
    """The rows, made a few thousand at a time."""
    for start in range(first, last, step):
        yield from zip(*(c.cells(start, min(start + step, last)) for c in columns), strict=True)
