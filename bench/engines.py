"""The xlwings engines against xlwings' own test suite, and how fast they read and write.

    python -m bench.engines --cells                 100,000 rows by 20 columns through each engine
    python -m bench.engines --suite FOLDER          FOLDER: the folder 'tests' of a checkout of xlwings

Each engine runs in a process of its own. The suite counts a test that ends in NotImplementedError as skipped; here
it has not passed. What an engine can't support is listed in `CANNOT` with its reason, and left out of the share; a
test that is listed and passes is reported, so that the list does not go stale.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
import types
import unittest
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

from worker.shapes.json import Json

if TYPE_CHECKING:
    import xlwings as xw
    from _typeshed import OptExcInfo

ENGINES = ("files", "libreoffice")
MODULES = {
    "test_range": "range",
    "test_sheet": "sheet, sheets",
    "test_book": "book",
    "test_names": "names",
    "test_conversion": "conversion",
}
ROWS, COLUMNS = 100_000, 20
LIMIT = 1_800
"""Seconds for one engine's run of the suite."""
SHIFT = "xlwings itself: insert() of 0.37.8 asks for 'shift', the suite leaves it out"
PANDAS = "the suite itself: it expects what pandas gave before version 3"
CLIPBOARD = "a picture on the clipboard needs a screen"
MOVING = (
    "cells that move leave the formulas behind that refer to them; only a program that calculates can do it"
)
RESULTS = "a formula has no result without a program that calculates"
_RANGE = "test_range.TestRangeAttributes"
_PANDAS = "test_conversion.TestPandas"
CANNOT: dict[str, dict[str, str]] = {
    "both": {
        f"{_RANGE}.test_insert_cell": SHIFT,
        f"{_RANGE}.test_insert_row": SHIFT,
        f"{_RANGE}.test_insert_column": SHIFT,
        f"{_PANDAS}.test_period_index": PANDAS,
        f"{_PANDAS}.test_dataframe_dateindex": PANDAS,
        f"{_PANDAS}.test_timeseries_1": PANDAS,
        f"{_PANDAS}.test_NA": PANDAS,
        "test_range.TestRangeExpansion.test_copy_picture": CLIPBOARD,
    },
    "files": {
        f"{_RANGE}.test_formula_array": RESULTS,
        "test_range.TestCellErrors.test_cell_errors_default": RESULTS,
        "test_range.TestCellErrors.test_cell_errors_str": RESULTS,
        "test_book.TestBook.test_macro": "there is no program that could run a macro",
        f"{_RANGE}.test_insert_cell_shift_down": MOVING,
        f"{_RANGE}.test_insert_cell_shift_right": MOVING,
        f"{_RANGE}.test_delete_cell": MOVING,
        f"{_RANGE}.test_delete_cell_shift_left": MOVING,
        f"{_RANGE}.test_delete_cell_shift_up": MOVING,
        f"{_RANGE}.test_delete_column": MOVING,
        f"{_RANGE}.test_delete_row": MOVING,
    },
    "libreoffice": {
        f"{_RANGE}.test_formula2": "LibreOffice before 24.8 has no UNIQUE",
        "test_range.TestCellErrors.test_cell_errors_str": "LibreOffice answers #REF! where Excel answers #NULL!",
    },
}
"""Tests that an engine can't pass, and why."""


# ---------------------------------------------------------------- the suite


def run_suite(folder: Path, engine: str) -> dict[str, str]:
    """Test id -> 'passed', or how it ended otherwise."""
    importlib.import_module("pandas")  # before xlwings, which the engines load without it
    _activate(engine)
    sys.path.insert(0, str(folder.parent))
    _older_names()
    outcome: dict[str, str] = {}
    for module in MODULES:
        loaded = importlib.import_module(f"{folder.name}.{module}")
        suite = unittest.defaultTestLoader.loadTestsFromModule(loaded)
        result = _Result(outcome)
        suite.run(result)
        if engine == "libreoffice":
            for app in list(loaded.xw.apps) if hasattr(loaded, "xw") else []:
                app.kill()
    return outcome


class _Result(unittest.TestResult):
    """Keeps one word for each test."""

    def __init__(self, outcome: dict[str, str]) -> None:
        super().__init__()
        self._outcome = outcome

    def _keep(self, test: unittest.TestCase, how: str) -> None:
        self._outcome[".".join(test.id().split(".")[-3:])] = how

    def addSuccess(self, test: unittest.TestCase) -> None:
        self._keep(test, "passed")

    def addFailure(self, test: unittest.TestCase, err: OptExcInfo) -> None:
        self._keep(test, _last_line(err))

    def addError(self, test: unittest.TestCase, err: OptExcInfo) -> None:
        self._keep(test, _last_line(err))

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self._keep(test, f"skipped: {reason}")


def _last_line(err: OptExcInfo) -> str:
    kind, error, trace = err
    if kind is None:
        return ""
    places = []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return (
        f"{kind.__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''} [{places[-1]}]"
    )


def _activate(engine: str) -> None:
    from xl_addin.engines.lean_xlwings import xw

    if engine == "files":
        from xl_addin.engines.files.app import register
    else:
        from xl_addin.engines.uno.app import register
    register()
    xw.engines[engine].activate()


def _older_names() -> None:
    """What the suite imports and newer libraries no longer have."""
    import pandas as pd

    if not hasattr(pd, "Int64Index"):
        vars(pd)["Int64Index"] = lambda index: pd.Index(index, dtype="int64")
    try:
        importlib.import_module("pytz")
    except ImportError:
        from zoneinfo import ZoneInfo

        zone = types.SimpleNamespace
        stand_in = types.ModuleType("pytz")
        vars(stand_in)["timezone"] = lambda name: zone(
            localize=lambda moment: moment.replace(tzinfo=ZoneInfo(name))
        )
        sys.modules["pytz"] = stand_in


def print_suite(folder: Path, engines: tuple[str, ...], verbose: bool) -> int:
    """The table; 1 where an engine passes less than 95 % of what it can support."""
    low = False
    print("| engine | part | tests | can't be supported | passed | share |")
    print("|---|---|---:|---:|---:|---:|")
    seconds = time.perf_counter()
    for engine in engines:
        outcome = _in_a_process("--run-suite", str(folder), "--engine", engine)
        cannot = {**CANNOT["both"], **CANNOT[engine]}
        total: Counter[str] = Counter()
        for module, part in MODULES.items():
            mine = {test: how for test, how in outcome.items() if test.startswith(f"{module}.")}
            count = Counter(
                "cannot" if test in cannot else "passed" if how == "passed" else "not"
                for test, how in mine.items()
            )
            _line(engine, part, count)
            total += count
        _line(engine, "**all**", total)
        low |= total["passed"] < 0.95 * (total["passed"] + total["not"])
        for test, how in sorted(outcome.items()):
            if test in cannot and how == "passed":
                print(f"<!-- {engine}: {test} is listed as impossible, and passes -->")
            if verbose and test not in cannot and how != "passed":
                print(f"<!-- {engine}: {test}: {how} -->")
    print(f"\n{time.perf_counter() - seconds:.0f} s")
    return int(low)


def _line(engine: str, part: str, count: Counter[str]) -> None:
    can = count["passed"] + count["not"]
    share = f"{count['passed'] / can:.1%}" if can else "-"
    print(f"| {engine} | {part} | {sum(count.values())} | {count['cannot']} | {count['passed']} | {share} |")


def _in_a_process(*arguments: str) -> Json:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=LIMIT, check=True)
    answer: Json = json.loads(done.stdout.splitlines()[-1])
    return answer


# ---------------------------------------------------------------- speed


@contextmanager
def an_app(engine: str) -> Iterator[xw.App]:
    """An app of *engine*; for LibreOffice in an office of our own."""
    if engine == "files":
        from xl_addin.engines.files.app import file_app

        with file_app() as app:
            yield app
        return
    from xl_addin.engines.uno.app import office_app
    from xl_addin.engines.uno.own_office import start_office

    with (
        TemporaryDirectory() as folder,
        start_office(Path(folder), "bench-engines") as office,
        office_app(office.pipe) as app,
    ):
        yield app


def run_cells(engine: str) -> dict[str, float]:
    """Cells a second: written, and read back."""
    rows = [
        [float(row * column) if column % 3 else f"text {row % 97}" for column in range(COLUMNS)]
        for row in range(ROWS)
    ]
    with an_app(engine) as app:
        block = app.books.add().sheets[0].range((1, 1), (ROWS, COLUMNS))
        start = time.perf_counter()
        block.value = rows
        start_of_reading = time.perf_counter()
        again = block.value
        read = time.perf_counter()
        if again != rows:
            raise SystemExit(f"{engine}: what was read is not what was written")
    cells = ROWS * COLUMNS
    return {"write": cells / (start_of_reading - start), "read": cells / (read - start_of_reading)}


def print_cells(engines: tuple[str, ...]) -> None:
    """Cells a second through each engine."""
    print(f"| engine | written, cells/s | read, cells/s | ({ROWS:,} x {COLUMNS})")
    print("|---|---:|---:|")
    for engine in engines:
        speed = _in_a_process("--run-cells", "--engine", engine)
        print(f"| {engine} | {speed['write']:,.0f} | {speed['read']:,.0f} |")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--suite", type=Path, help="xlwings' folder 'tests'")
    parser.add_argument("--cells", action="store_true", help="how fast cells are read and written")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--verbose", action="store_true", help="say how each test that did not pass ended")
    parser.add_argument("--run-suite", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--run-cells", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    engines = (options.engine,) if options.engine else ENGINES
    if options.run_suite:
        with patch("sys.argv", ["suite"]):
            print(json.dumps(run_suite(options.run_suite.resolve(), options.engine)))
        return 0
    if options.run_cells:
        print(json.dumps(run_cells(options.engine)))
        return 0
    if options.cells or not options.suite:
        print_cells(engines)
    return print_suite(options.suite.resolve(), engines, options.verbose) if options.suite else 0


if __name__ == "__main__":
    raise SystemExit(main())
