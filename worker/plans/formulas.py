"""Shared formulas: the text of a cell that only points to its master."""

from __future__ import annotations

import re

from worker.plans.places import letters_of, number_of

# A text or a quoted sheet name is left alone; a reference is not part of a longer name nor a function's name.
_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(])")


def moved(formula: str, rows: int, columns: int) -> str:
    """*formula* as it reads *rows* further down and *columns* further right; `$` parts stay.

    >>> moved("SUM(B2:$B$9)*C$1", 1, 2)
    'SUM(D3:$B$9)*E$1'
    """

    def shift(found: re.Match[str]) -> str:
        if not found[4]:
            return found[0]
        column = found[2] if found[1] else letters_of(max(1, number_of(found[2].upper()) + columns))
        row = found[4] if found[3] else str(max(1, int(found[4]) + rows))
        return f"{found[1]}{column}{found[3]}{row}"

    return _PIECE.sub(shift, formula)
