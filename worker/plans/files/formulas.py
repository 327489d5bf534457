"""Shared formulas: the text of a cell that only points to its master."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.plans.files.places import letters_of, number_of

# A text or a quoted sheet name is left alone; a reference is not part of a longer name nor a function's name.
_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(])")

_Piece = str | tuple[str, int, str, int]
"""Text as it stands, or a reference: column and row, as text where it stays, as a number where it moves."""


def shift(formula: str, rows: int, columns: int) -> str:
    """*formula* as it reads *rows* further down and *columns* further right; `$` parts stay.

    >>> shift("SUM(B2:$B$9)*C$1", 1, 2)
    'SUM(D3:$B$9)*E$1'
    """
    text = ""
    for piece in _pieces(formula):
        if isinstance(piece, str):
            text += piece
        else:
            fixed_column, column, fixed_row, row = piece
            text += fixed_column or letters_of(max(1, column + columns))
            text += fixed_row or str(max(1, row + rows))
    return text


@lru_cache(maxsize=1024)
def _pieces(formula: str) -> tuple[_Piece, ...]:
    """A master is filled over hundreds of cells: it is taken apart once."""
    pieces: list[_Piece] = []
    done = 0
    for match in _PIECE.finditer(formula):
        if not match[4]:
            continue
        column, row = number_of(match[2].upper()), int(match[4])
        pieces += (
            formula[done : match.start()],
            (match[1] and match[1] + match[2], column, match[3] and match[3] + match[4], row),
        )
        done = match.end()
    return (*pieces, formula[done:])
