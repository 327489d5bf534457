"""A price far above the others of its column, such as a CPM of 8,000 among CPMs of 8."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Lines, findings_where
from worker.cleaning.mapped_table import MappedTable
from worker.findings.checks import RATE_OUT_OF_LINE
from worker.shapes.finding import Finding

_TIMES = 50
_FEWEST = 5


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Compare with the median; unit rates mix several buying models and are left alone."""
    for name in ("cpm", "cpc", "cpa"):
        values = lines.floats(name)
        if values is None:
            continue
        rates = values[np.isfinite(values) & (values > 0)]
        if len(rates) < _FEWEST:
            continue
        usual = float(np.median(rates))
        yield from findings_where(lines, RATE_OUT_OF_LINE, values > usual * _TIMES, name, times=_TIMES)
