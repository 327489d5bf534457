"""Which sheets were asked for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from worker.errors import FileProblem


def choose(names: Sequence[str], choice: Sequence[str] | None) -> list[str]:
    """The sheets *choice* among *names*, in the file's order; upper and lower case are the same, as in Excel."""
    if choice is None:
        return list(names)
    by_name = {name.casefold().strip(): name for name in names}
    matches: set[str] = set()
    for name in choice:
        match = name if name in names else by_name.get(name.casefold().strip())
        if match is None:
            raise _no_such_sheet(name, names)
        matches.add(match)
    return [name for name in names if name in matches]


def _no_such_sheet(name: str, names: Sequence[str]) -> FileProblem:
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        hint = f"Did you mean '{near[0]}'?"
    else:
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        hint = f"Its sheets: {', '.join(names[:10])}{more}."
    return FileProblem(f"There is no sheet '{name}' in the workbook.", hint, code="no-such-sheet")
