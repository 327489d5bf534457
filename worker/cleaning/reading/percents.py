"""Percents become shares: 0.25 is 25 %, however the column writes it.

A cell that shows '%' (in its text or its number format) is a share already. Plain numbers are decided for the column:
by what clicks and impressions of the same lines give, else by a '%' in the header, else by any value above 1.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from worker.cleaning.lines import Bools, Floats
from worker.values.arithmetic import median

Scale = Literal["share", "percent"]
_NEAR = 0.3
"""Powers of ten: within a factor of two of what the lines give."""


def shares(
    values: Floats, shows_percent: Bools, header: str, expected: Floats | None = None
) -> tuple[Floats, Scale]:
    """The column as shares, and how its plain numbers were taken; *expected* is the same ratio from other columns."""
    plain = ~shows_percent & np.isfinite(values)
    scale = _scale(values[plain], header, None if expected is None else expected[plain])
    if scale == "share":
        return values, scale
    return np.where(plain, np.round(values / 100, 12), values), scale


def _scale(plain: Floats, header: str, expected: Floats | None) -> Scale:
    if not plain.size:
        return "share"
    if expected is not None:
        usable = (plain > 0) & np.isfinite(expected) & (expected > 0)
        if usable.any():
            with np.errstate(all="ignore"):
                power = median(np.log10(plain[usable] / expected[usable]).tolist())
            if abs(power - 2) < _NEAR:
                return "percent"
            if abs(power) < _NEAR:
                return "share"
    if "%" in header or bool((np.abs(plain) > 1).any()):
        return "percent"
    return "share"
