"""Arrow arrays from numpy's and back, by their bytes.

`pyarrow.array`, `to_numpy` and scalars would load pandas, which takes half a second. Methods of arrays such as `cast`
and `take` load `pyarrow.compute`, which writes a Python function for each of Arrow's as it is imported, 60 ms: those
that every export needs are called by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow._compute import (
    CastOptions,
    JoinOptions,
    MatchSubstringOptions,
    ReplaceSubstringOptions,
    call_function,
)

if TYPE_CHECKING:
    from worker.shapes.raw_data import RowPiece

Shape = tuple[int, ...]
Array = np.ndarray[Shape, np.dtype[Any]]
Floats = np.ndarray[Shape, np.dtype[np.float64]]
Ints = np.ndarray[Shape, np.dtype[np.int64]]
Bools = np.ndarray[Shape, np.dtype[np.bool_]]
Objects = np.ndarray[Shape, np.dtype[np.object_]]
ArrowArray = Any
"""pyarrow's stubs have no common type for arrays that are cast, taken from and filtered."""


def strings(texts: Sequence[str]) -> ArrowArray:
    """One text a cell; half a surrogate pair, which files can hold and UTF-8 can not, becomes '?'."""
    joined = "".join(texts)
    encoded = [] if joined.isascii() else [text.encode(errors="replace") for text in texts]
    ends = np.zeros(len(texts) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded or texts), np.int32, count=len(texts)), out=ends[1:])
    return texts_at(ends, b"".join(encoded) if encoded else joined.encode())


def strings_of(text: str, width: int) -> ArrowArray:
    """The pieces of an ASCII text, each *width* letters long."""
    return texts_at(np.arange(0, len(text) + 1, width, dtype=np.int32), text.encode())


def texts_at(ends: Array, data: bytes) -> ArrowArray:
    """The texts that UTF-8 *data* is made of: where each ends, as int32 behind a first 0."""
    return pa.Array.from_buffers(pa.string(), len(ends) - 1, [None, _buffer(ends), pa.py_buffer(data)])


def coded(codes: Array, names: ArrowArray) -> ArrowArray:
    """The same for names that are an array of Arrow's already: pieces of a table share them."""
    places = _fixed_width(pa.int32(), codes.astype(np.int32, copy=False), codes >= 0)
    return pa.DictionaryArray.from_arrays(places, names, safe=False)  # they are counted right


def floats(values: Array) -> ArrowArray:
    """Numbers; null where NaN."""
    return _fixed_width(pa.float64(), values.astype(np.float64, copy=False), ~np.isnan(values))


def integers(values: Array) -> ArrowArray:
    """Whole numbers."""
    return _fixed_width(pa.int64(), values.astype(np.int64, copy=False), None)


def days(values: Array) -> ArrowArray:
    """datetime64 of any unit as days; null where NaT."""
    since_1970 = values.astype("datetime64[D]").astype(np.int64).astype(np.int32)
    return _fixed_width(pa.date32(), since_1970, ~np.isnat(values))


def cast(values: ArrowArray, kind: pa.DataType) -> ArrowArray:
    """The same values as another type."""
    return call_function("cast", [values], CastOptions.safe(kind))


def numbers(texts: ArrowArray) -> ArrowArray:
    """The numbers that texts are, in memory of the system's: Arrow's own would hold 10 MB for it from then on.

    Raises:
        ArrowInvalid: one is no number.
    """
    return call_function("cast", [texts], CastOptions.safe(pa.float64()), pa.system_memory_pool())


def table_of(piece: RowPiece) -> pa.Table:
    """Rows with a cell in each column."""
    columns: dict[str, ArrowArray] = {}
    for level in piece.levels:
        for name, column in level.columns.items():
            columns[name] = column if level.rows is None else take(column, level.rows)
    return pa.table({name: columns[name] for name in piece.names})


def dictionary(texts: ArrowArray) -> ArrowArray:
    """Texts, each different one once."""
    return call_function("dictionary_encode", [texts])


def joined(columns: Sequence[ArrowArray], between: str) -> ArrowArray:
    """The texts of each row behind one another; a blank is ''."""
    separator = strings([between])[0]
    return call_function("binary_join_element_wise", [*columns, separator], JoinOptions("replace", ""))


def text_of(texts: ArrowArray) -> pa.Buffer:
    """All texts of an array that was just made, one behind the other."""
    _, ends, data = texts.buffers()
    text: pa.Buffer = data.slice(0, int(np.frombuffer(ends, np.int32, 1, 4 * len(texts))[0]))
    return text


def matching(texts: ArrowArray, pattern: str) -> Bools:
    """Which of the texts a regular expression of RE2 finds something in."""
    return to_numpy(call_function("match_substring_regex", [texts], MatchSubstringOptions(pattern)), 0)


def replaced(texts: ArrowArray, pattern: str, by: str) -> ArrowArray:
    """The texts with *by* for all that a regular expression of RE2 finds."""
    return call_function("replace_substring_regex", [texts], ReplaceSubstringOptions(pattern, by))


def take(values: ArrowArray, places: Array | ArrowArray) -> ArrowArray:
    """The values at *places*, of which no array has 2^31: in four bytes they take two thirds of the time of eight."""
    if isinstance(places, np.ndarray):
        places = _fixed_width(pa.int32(), places.astype(np.int32, copy=False), None)
    return call_function("take", [values, places])


def to_numpy(values: ArrowArray, blank: float) -> Array:
    """Numbers or whole numbers as numpy has them, *blank* for null; days as days since 1970, truths as such."""
    kind = values.type
    if pa.types.is_date32(kind):
        values = cast(cast(values, pa.int32()), pa.float64())
    elif pa.types.is_boolean(kind):
        return np.from_dlpack(cast(values, pa.uint8())).astype(bool)
    present: Array = np.from_dlpack(call_function("drop_null", [values]))
    if not values.null_count:
        return present
    full = np.full(len(values), blank, dtype=present.dtype)
    full[to_numpy(call_function("is_valid", [values]), 0)] = present
    return full


def _fixed_width(kind: pa.DataType, values: Array, valid: Array | None) -> ArrowArray:
    bits = None if valid is None or valid.all() else _buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [bits, _buffer(np.ascontiguousarray(values))])


def _buffer(array: Array) -> pa.Buffer:
    return pa.py_buffer(array)  # type: ignore[arg-type]  # its stub does not know that numpy's arrays are buffers


def rank_among_equals(values: Ints) -> Ints:
    """How many equal values stand before each."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(values) else order
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values)) - np.repeat(starts, np.diff(np.r_[starts, len(values)]))
    return rank
