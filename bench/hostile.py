"""The hostile corpus through the real reader, and what fuzzing found: the tables of SECURITY.md.

    python -m bench.hostile                 the corpus: seconds and memory at their worst, kind by kind
    python -m bench.hostile --fuzz 600      and the fuzzing targets for so many seconds in all

Memory is that of the process that asks, over what it has when idle, and is told by Linux alone.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from fuzz.run import TARGETS, fuzz
from tests.hostile.make import corpus
from tests.hostile.packing import Hostile
from worker.errors import FileProblem
from worker.plans.files.reading import read_book
from worker.settings import Settings

KINDS = {
    "bomb": "zip bombs: nested, overlapping, lying about their size; huge strings and styles",
    "zip": "zips cut, changed, with odd names and methods",
    "xml": "entities, references outward, broken and endless XML",
    "cells": "cells far out or nowhere, formulas without results or in circles",
    "merges": "merges by the thousand, crossing, over everything",
    "dates": "1904, before and after time",
    "names": "sheets by the thousand, with paths, quotes and formulas for names",
    "text": "CSV: old encodings, NULs, quotes and lines without end",
    "renamed": "web pages, PDFs, programs and others with an Excel name",
    "ods": "OpenDocument: repeated rows, passwords, entities",
    "xlsb": "binary workbooks: far cells, cut records",
    "xls": "Excel 97-2003: passwords, damage, sectors in a circle",
    "place": "folders, pipes, devices, links, impossible names",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What one file came to."""

    case: Hostile
    refused: bool
    as_expected: bool
    seconds: float
    megabytes: float


def read(case: Hostile) -> Read:
    """Read one file, and see what it took."""
    with tempfile.TemporaryDirectory(prefix="mediamapper-bench-") as name:
        folder = Path(name)
        path = case.put(folder)
        before = _counted_anew()
        start = time.perf_counter()
        code = ""
        right = True
        try:
            sheet = read_book(path, settings=Settings(memory_dir=folder)).sheets[0]
            right = all(sheet.at(*at) == value for at, value in (case.cells or {}).items())
        except FileProblem as problem:
            code = problem.code
        seconds = time.perf_counter() - start
        return Read(case, bool(code), right and code == case.code, seconds, _memory("VmHWM") - before)


def _memory(what: str) -> float:
    """Megabytes of this process, now or at the highest."""
    if sys.platform != "linux":
        return 0.0
    return (
        int(Path("/proc/self/status").read_text(encoding="utf-8").partition(f"{what}:")[2].split()[0]) / 1024
    )


def _counted_anew() -> float:
    """Megabytes in use, from which the highest is counted."""
    gc.collect()
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return _memory("VmRSS")


def rows(outcomes: Iterable[Read]) -> Iterator[tuple[str, list[Read]]]:
    """What came of each kind."""
    for kind, some in groupby(outcomes, lambda each: each.case.kind):
        yield KINDS[kind], list(some)


def table(outcomes: list[Read]) -> str:
    """The table, with its sum."""
    lines = [
        "| files | how many | refused with a sentence | read rightly | otherwise | longest, s | memory over idle, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, some in (*rows(outcomes), ("**all**", outcomes)):
        wrong = sum(not each.as_expected for each in some)
        refused = sum(each.refused and each.as_expected for each in some)
        worst = f"{max(e.seconds for e in some):.1f} | {max(e.megabytes for e in some):.0f}"
        lines.append(
            f"| {name} | {len(some)} | {refused} | {len(some) - refused - wrong} | {wrong} | {worst} |"
        )
    return "\n".join(lines)


def fuzzed(seconds: int, seed: int) -> tuple[str, bool]:
    """The table of the fuzzing targets, and whether one found something."""
    lines = ["| target | seeds | inputs | findings |", "| --- | ---: | ---: | ---: |"]
    outcomes = [fuzz(target, seconds // len(TARGETS), seed) for target in TARGETS]
    for target, done in zip(TARGETS, outcomes, strict=True):
        lines.append(f"| {target} | {done.seeds} | {done.runs:,} | {1 if done.finding else 0} |")
    return "\n".join([*lines, *(done.finding for done in outcomes)]), any(done.finding for done in outcomes)


def main() -> int:
    """Print the tables; 1 where a file came to something else than it should."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--fuzz", type=int, default=0, metavar="SECONDS", help="for all targets together")
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    outcomes = [read(case) for case in corpus()]
    print(table(outcomes))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nThe child that reads workbooks took {child:,.0f} MB at most.")
    for each in outcomes:
        if not each.as_expected:
            print(f"Not as expected: {each.case.kind}, {each.case.name}")
    failed = False
    if arguments.fuzz:
        lines, failed = fuzzed(arguments.fuzz, arguments.seed)
        print(f"\n{lines}")
    return 0 if all(each.as_expected for each in outcomes) and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
