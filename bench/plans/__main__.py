"""Made plans as files, or as labelled rows for `bench/fit_rows.py`; see the package."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from bench.plans import __doc__ as usage
from bench.plans import all_knobs, make
from bench.plans.sheet import Formula, Sheet, Value, shown
from worker.shapes.json import Json


def labelled(sheet: Sheet) -> Json:
    """One sheet with the kind of each row, as `bench/fit_rows.py` reads it."""
    formulas = {f"{r},{c}": v.text for (r, c), v in sheet.cells.items() if isinstance(v, Formula)}
    return {
        "cells": [[_plain(v) for v in row] for row in sheet.rows()],
        "line_labels": [sheet.labels.get(row, "empty") for row in range(1, sheet.height + 1)],
        "merges": [list(m) for m in sheet.merges],
        "formulas": formulas,
        "weight": 0.3,
    }


def _plain(value: Value) -> object:
    value = shown(value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


def main(arguments: list[str]) -> None:
    """What the usage says."""
    if arguments[:1] == ["--list"]:
        for name, knob in all_knobs().items():
            print(f"{knob.stage:8} {name:26} {knob.habit}")
    elif arguments[:1] == ["--rows"]:
        for seed in range(int(arguments[1])):
            for sheet in make(seed).sheets:
                print(json.dumps({"id": seed, **labelled(sheet)}))
    elif len(arguments) >= 2:
        folder, count, first = Path(arguments[0]), int(arguments[1]), int((arguments + ["0"])[2])
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(first, first + count):
            make(seed).write(folder)
    else:
        sys.exit(usage)


if __name__ == "__main__":
    main(sys.argv[1:])
