"""The answer of `decide` and `undo`: the confidence that each header has now."""

from __future__ import annotations

from collections.abc import Sequence

from worker.commands import console_tables
from worker.commands.console import write
from worker.shapes.memory import Standing
from worker.wire import json


def show(standings: Sequence[Standing], as_json: bool, *, taken_back: bool = False) -> None:
    """*standings* on stdout; *taken_back* after an undo."""
    if as_json:
        write(json.encode({"confidences": standings}) + b"\n")
    else:
        console_tables.standings(standings, taken_back=taken_back)
