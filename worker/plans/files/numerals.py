"""The numbers of a very large sheet, from the texts that its file has: Arrow reads them in a third of Python's time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from worker.plans.files import child_wire
from worker.shapes.grid import Cell
from worker.values import arrow


def columns_of(columns: Sequence[bytes]) -> list[Sequence[Cell]]:
    """The numbers of columns of one height, whose texts stand on a line each."""
    floats = _floats(b"".join(columns))
    if floats is None:
        return [child_wire.unpack_numerals(column) for column in columns]
    whole = array("d")
    whole.frombytes(floats)
    height = len(whole) // len(columns)
    return [whole[at : at + height] for at in range(0, len(whole), height)]


def _floats(lines: bytes) -> bytes | None:
    """The numbers on the *lines* by their bytes; None where one is not written as Arrow knows it, or is infinite."""
    line_ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n"))
    ends = np.zeros(len(line_ends) + 1, dtype=np.int32)
    ends[1:] = line_ends - np.arange(len(line_ends))
    texts = arrow.texts_at(ends, lines.replace(b"\n", b""))
    try:
        floats = np.from_dlpack(arrow.numbers(texts))
    except pa.ArrowInvalid:
        return None
    return floats.tobytes() if np.isfinite(floats).all() else None
