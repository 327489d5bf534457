"""How openpyxl's cells change their look: once for all that look alike, since a style costs far more than its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import Literal

from xl_addin.engines.cell_values import Value


def restyle(
    cells: Iterable[Value], part: Literal["font", "alignment", "border"], change: Callable[[Value], None]
) -> None:
    """Have *change* set members of *part* of the look of *cells*, which are of one workbook."""
    done: dict[tuple[int, ...], Value] = {}
    for cell in cells:
        before = tuple(cell._style or ())  # None: as new
        after = done.get(before)
        if after is None:
            style = copy(getattr(cell, part))
            change(style)
            setattr(cell, part, style)
            done[before] = copy(cell._style)
        else:
            cell._style = copy(after)
