"""The answer of `decide` and `undo`: the confidence that each header has now."""

from __future__ import annotations

from collections.abc import Sequence

from worker.commands import console_tables
from worker.commands.answer import write_json
from worker.shapes.memory import Standing


def show(standings: Sequence[Standing], as_json: bool, *, taken_back: bool = False) -> None:
    """*standings* on stdout; *taken_back* after an undo."""
    if as_json:
        write_json({"confidences": standings})
    else:
        console_tables.standings(standings, taken_back=taken_back)
