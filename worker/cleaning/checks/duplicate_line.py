"""Two lines that are the same in everything, amounts included."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Lines, Texts, findings_of, floats_of, without_blanks
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import behaviour
from worker.findings.checks import DUPLICATE_LINE
from worker.shapes.finding import Finding

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_Digests = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare a 64-bit digest of each line; lines without any amount are left alone."""
    if len(lines) < 2:
        return
    digest: _Digests = np.zeros(len(lines), dtype=np.uint64)
    amounts = np.zeros(len(lines), dtype=bool)
    for column in lines.columns.values():
        values = column.values
        if isinstance(values, Texts):
            digest = _mixed(digest, values.codes.view(np.uint64))
            continue
        numbers = floats_of(values)
        if numbers is not None:
            numbers = without_blanks(numbers) + 0.0
            amounts |= (numbers != 0) & (behaviour(column.field) == "spread")
        digest = _mixed(digest, (values if numbers is None else numbers).view(np.uint64))
    for group in lines.amounts:
        for at in range(group.values.shape[1]):
            cells = without_blanks(group.values[:, at]) + 0.0
            amounts |= cells != 0
            digest = _mixed(digest, cells.view(np.uint64))
    _, first, which = np.unique(digest, return_index=True, return_inverse=True)
    twins = np.flatnonzero((first[which] != np.arange(len(lines))) & amounts)

    def tell(line: int) -> Finding:
        row, other = int(lines.rows[line]), int(lines.rows[first[which[line]]])
        return DUPLICATE_LINE.at(lines.sheet, f"{row}:{row}", row=row, other=other)

    yield from findings_of(lines, twins.tolist(), tell)


def _mixed(digest: _Digests, values: _Digests) -> _Digests:
    mixed = (digest ^ np.ascontiguousarray(values)) * _SPREAD
    return mixed ^ (mixed >> np.uint64(29))
