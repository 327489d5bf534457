"""Arrow arrays from numpy's and back, by their bytes.

`pyarrow.array`, `to_numpy` and scalars would load pandas, which takes half a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, np.dtype[Any]]
_buffer: Any = pa.py_buffer
"""Its stubs do not know that numpy's arrays are buffers."""


def strings(texts: Sequence[str]) -> Any:
    """One text a cell; half a surrogate pair, which files can hold and UTF-8 can not, becomes '?'."""
    encoded = [text.encode(errors="replace") for text in texts]
    ends = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int32, count=len(encoded)), out=ends[1:])
    buffers = [None, _buffer(ends), _buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def dictionary(codes: Array, names: Sequence[str]) -> Any:
    """Each cell's place in *names*; null where it is negative."""
    places = _fixed_width(pa.int32(), codes.astype(np.int32, copy=False), codes >= 0)
    return pa.DictionaryArray.from_arrays(places, strings(names))


def floats(values: Array) -> Any:
    """Numbers; null where NaN."""
    return _fixed_width(pa.float64(), values.astype(np.float64, copy=False), ~np.isnan(values))


def integers(values: Array) -> Any:
    """Whole numbers."""
    return _fixed_width(pa.int64(), values.astype(np.int64, copy=False), None)


def days(values: Array) -> Any:
    """datetime64 of any unit as days; null where NaT."""
    since_1970 = values.astype("datetime64[D]").astype(np.int64).astype(np.int32)
    return _fixed_width(pa.date32(), since_1970, ~np.isnat(values))


def to_numpy(values: Any, blank: float) -> Array:
    """Numbers or whole numbers as numpy has them, *blank* for null; days as days since 1970, truths as such."""
    kind = values.type
    if pa.types.is_date32(kind):
        values = values.cast(pa.int32()).cast(pa.float64())
    elif pa.types.is_boolean(kind):
        return np.from_dlpack(values.cast(pa.uint8())).astype(bool)
    present: Array = np.from_dlpack(values.drop_null())
    if not values.null_count:
        return present
    full = np.full(len(values), blank, dtype=present.dtype)
    full[to_numpy(values.is_valid(), 0)] = present
    return full


def _fixed_width(kind: Any, values: Array, known: Array | None) -> Any:
    bits = None if known is None or known.all() else _buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [bits, _buffer(np.ascontiguousarray(values))])
