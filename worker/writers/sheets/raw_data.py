"""The Raw data sheets: the flat table, each column in the format of its field, money in that of its currency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from worker.writers.sheets import dress, streamed
from worker.writers.sheets.dress import DAY, MONEY, SHARE, WHOLE, Dress
from worker.writers.sheets.streamed import Cells

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData

NAME = "Raw data"
DAY_1970 = 25_569
"""The day from which Arrow counts, as Excel counts."""
PRICE = "price"
"""The kind of a column of money that is a rate: it has cents even where its currency has none."""
_SAMPLE = 1_000
_FORMATS = {"date": DAY, "money": MONEY, PRICE: MONEY, "percent": SHARE, "whole": WHOLE, "number": MONEY}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column to write."""

    name: str
    width: float
    kind: str
    values: arrow.Array
    """Numbers, NaN where there is none; of texts their places in `names`."""
    names: Sequence[str | None] = ()


def write(book: Dress, raw: RawData) -> None:
    """Write the sheet; more than `MOST_ROWS` rows continue on 'Raw data 2' and so on."""
    fields = {f.name: f for f in raw.template.fields}
    columns = [_column(n, raw.table[n].combine_chunks(), fields.get(n)) for n in raw.table.column_names]
    size, most = raw.rows.num_rows, dress.MOST_ROWS
    for number, first in enumerate(range(0, max(size, 1), most), 1):
        name = NAME if number == 1 else f"{NAME} {number}"
        _table(book, name, columns, first, min(first + most, size))


def _column(name: str, array: pa.Array[Any], field: Field | None) -> _Column:
    head = len(name) + 4
    if isinstance(array, pa.DictionaryArray):
        codes = arrow.to_numpy(array.indices, -1)
        names = [*array.dictionary.to_pylist(), None]
        longest = max((len(n) for n in names[:_SAMPLE] if n), default=0)
        return _Column(name, min(max(head, longest + 2), 42), "text", codes, names)
    values = arrow.to_numpy(array, np.nan)
    if pa.types.is_date32(array.type):
        return _Column(name, max(head, 12), "date", values + DAY_1970)
    if values.dtype.kind in "iu":
        return _Column(name, head, "plain", values)
    kind: str = field.type if field and field.type in ("money", "percent") else "number"
    if kind == "money" and field and field.family == "rate":
        kind = PRICE
    finite = values[np.isfinite(values)]
    if kind == "number" and bool((finite == np.round(finite)).all()):
        kind = "whole"
    return _Column(name, max(head, 16 if kind == "money" else 13), kind, values)


def _table(book: Dress, name: str, columns: Sequence[_Column], first: int, last: int) -> None:
    """A sheet of columns: a real table with a frozen head, widths and formats."""
    widths = [(c.name, c.width) for c in columns]
    numbers = {at for at, c in enumerate(columns) if c.kind != "text"}
    sheet = book.table(name, widths, last - first, numbers=numbers, filtered=False)
    if columns and last > first:
        _as_table(book, sheet, name.title().replace(" ", ""), columns, last - first)
    streamed.write(sheet, _cells(book, columns), first, last)


def _cells(book: Dress, columns: Sequence[_Column]) -> list[Cells]:
    """The columns' cells, each in the format of its kind, money in that of its row's currency."""
    formats = {kind: book.look(num_format=code) for kind, code in _FORMATS.items()} | {"plain": book.look()}
    currency = next((c for c in columns if c.name == "currency" and c.kind == "text"), None)
    in_currency = _currency_formats(book)
    cells: list[Cells] = []
    for at, column in enumerate(columns):
        if column.kind == "text":
            cells.append(streamed.texts(at, book.look(), column.values, column.names))
        elif currency and column.kind in ("money", PRICE):
            styles = [in_currency(code or "", column.kind) for code in currency.names]
            cells.append(streamed.amounts(at, styles, currency.values, column.values))
        else:
            cells.append(streamed.numbers(at, formats[column.kind], column.values))
    return cells


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
