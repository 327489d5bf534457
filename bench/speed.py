"""Speeds as ratios to something named, each pair measured in one run, on material made here.

usage: python -m bench.speed [suggest|header|map|export|workbook|memory|cold|help ...]     (all without an argument)
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

MEDIAMAPPER = [sys.executable, "-c", "from worker.cli import main; main()"]
HEADERS = """Campaign Name|Placement|Start Date|End Date|Net Cost|Gross Cost|Impressions|Clicks|CTR|CPM|CPC|Publisher|
Channel|Market|Currency|Device|Audience|Ad Format|Creative Size|Buy Type|Rate|Planned Units|Spots|GRP|Reach|Frequency|
Video Views|Conversions|Revenue|Agency Fee|Notes|Status|Objective|Brand|Product|Platform|Ad Group|Ad Name|ROAS|VTR""".replace(
    "\n", ""
).split("|")
HEADER_ROWS = 30
SYLLABLES = [first + second for first in "bcdfglmnprstvwz" for second in "aeiou"]


def timed(work: Callable[[], object]) -> float:
    """Seconds that *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(*arguments: str, stdin: bytes = b"", home: str = "") -> bytes:
    """stdout of the command line, started as a user starts it."""
    environment = environment_of(home or tempfile.gettempdir())
    done = subprocess.run([*MEDIAMAPPER, *arguments], input=stdin, capture_output=True, env=environment)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return done.stdout


def environment_of(home: str) -> dict[str, str]:
    """What a command is started with; Python keeps its bytecode, as where the program is installed."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "MEDIAMAPPER_HOME": home, "MEDIAMAPPER_CACHE": f"{home}/cache"}


def header_rows(rows: int, width: int, vary: bool, samples: Sequence[str] = ("1,200.50", "800")) -> bytes:
    """JSON Lines of tables; with *vary* every header is one that was never seen."""
    chance = random.Random(7)
    lines = []
    for _ in range(rows):
        names = chance.sample(HEADERS, width)
        if vary:
            names = [f"{name} {''.join(chance.choices(SYLLABLES, k=4))}" for name in names]
        lines.append(json.dumps({"columns": [{"name": n, "samples": list(samples)} for n in names]}))
    return "\n".join(lines).encode()


def suggest() -> None:
    """Columns a second over 1,000 header rows of 20 columns, start included."""
    with tempfile.TemporaryDirectory() as home:
        decisions = [{"header": h, "field": "notes", "decision": "confirm"} for h in HEADERS] * 5
        for at in range(5):
            part = json.dumps({"decisions": decisions[at * len(HEADERS) : (at + 1) * len(HEADERS)]}).encode()
            run("decide", "--json", stdin=part, home=home)
        options = ("suggest", "--json", "--lines", "--no-llm")
        for name, stdin, folder in (
            ("headers never seen", header_rows(1000, 20, vary=True), home + "/none"),
            ("headers seen in the run", header_rows(1000, 20, vary=False), home + "/none"),
            ("headers confirmed in memory", header_rows(1000, 20, vary=False), home),
        ):
            seconds = [timed(partial(run, *options, stdin=stdin, home=folder)) for _ in range(3)]
            best = statistics.median(seconds)
            row("suggest", name, f"{best:.2f} s", f"{20_000 / best:,.0f} columns/s")


def header() -> None:
    """What a never-seen header takes against the 50 fields, in instructions: `HEADER_ROWS` tables of 20 beyond one."""
    options = ("suggest", "--json", "--lines", "--no-llm")
    with tempfile.TemporaryDirectory() as home:
        run(*options, stdin=header_rows(2, 20, vary=True), home=home)
        for what, samples in (("alone", ()), ("with two samples", ("1,200.50", "800"))):
            one, many = (
                instructions(options, header_rows(rows, 20, True, samples), home)
                for rows in (1, 1 + HEADER_ROWS)
            )
            each = (many - one) / (20 * HEADER_ROWS)
            row("header", f"never seen, {what}", f"{each / 1e6:.2f} M", "instructions a column")


@contextmanager
def worker_client() -> Iterator[httpx.Client]:
    """A client of a new worker with an empty memory, which ends with the block."""
    import httpx

    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen([*MEDIAMAPPER, "serve", "--memory", home], stderr=subprocess.PIPE)
        try:
            assert process.stderr is not None
            process.stderr.readline()
            address = json.loads(Path(home, "worker.json").read_text(encoding="utf-8"))
            headers = {"Authorization": f"Bearer {address['token']}", "Content-Type": "application/json"}
            with httpx.Client(base_url=address["url"], headers=headers, timeout=60) as client:
                yield client
        finally:
            process.terminate()
            process.wait()


def map_sheet() -> None:
    """POST /v1/map of one sheet with 60 columns in the warm worker, against GET /v1/health."""
    cells = [
        ["Media plan 2026"] + [None] * 59,
        [f"{h} {i}" for i, h in zip(range(60), HEADERS * 2, strict=False)],
    ]
    cells += [[f"Line {r}" if c % 3 == 0 else r * c + 0.5 for c in range(60)] for r in range(40)]
    body = json.dumps({"sheets": [{"sheet": "Plan", "cells": cells}]}).encode()
    with worker_client() as client:

        def map_time(content: bytes) -> float:
            return timed(lambda: client.post("/v1/map", content=content))

        first = map_time(body)
        pairs = [(map_time(body), timed(lambda: client.get("/v1/health"))) for _ in range(100)]
        edits = [map_time(body.replace(b"Line 7", b"Line %d" % (100 + i))) for i in range(20)]
    again, health = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    for what, seconds in (
        ("asked again", again),
        ("a cell changed", statistics.median(edits)),
        ("the very first", first),
    ):
        row("map", f"60 columns, {what}", f"{seconds * 1000:.2f} ms", f"{seconds / health:.2f} x health")


def export() -> None:
    """100,000 lines x 12 months to csv and parquet, against the fastest read at hand plus Arrow's write of the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder, "plan.xlsx")
        make_plan(plan, 100_000)
        for suffix in ("csv", "parquet"):
            raw = Path(folder, f"raw.{suffix}")
            ours, base = [], []
            for _ in range(3):
                ours.append(processor_time(partial(run, "export", str(plan), "-o", str(raw), home=folder)))
                base.append(own_processor_time(partial(read_fast, plan)) + write_time(raw))
            took = statistics.median(ours)
            ratio = took / statistics.median(base)
            row(
                "export",
                f"100,000 lines x 12 months to {suffix}",
                f"{took:.2f} CPU s",
                f"{ratio:.2f} x read + write",
            )
            if suffix == "csv" and find_spec("polars"):
                peer = statistics.median(unpivot_time(plan, raw.with_name("peer.csv")) for _ in range(3))
                row(
                    "export",
                    "the same by polars, start included",
                    f"{peer:.2f} CPU s",
                    f"{took / peer:.2f} x",
                )


def unpivot_time(plan: Path, raw: Path) -> float:
    """Seconds of processor that polars takes to read a plan, unpivot its months and write csv, and understands nothing."""
    work = (
        f"import polars; plan = polars.read_excel({str(plan)!r}, read_options={{'header_row': 2}}); names = plan.columns; "
        f"plan.unpivot(index=names[:6], on=names[6:]).write_csv({str(raw)!r})"
    )
    return processor_time(lambda: subprocess.run([sys.executable, "-c", work], check=True))


def read_fast(plan: Path) -> object:
    """The first sheet, by fastexcel into Arrow where it is installed, else by calamine."""
    try:
        from fastexcel import read_excel
    except ImportError:
        from python_calamine import CalamineWorkbook

        return CalamineWorkbook.from_path(str(plan)).get_sheet_by_index(0).to_python()
    return read_excel(str(plan)).load_sheet(0, header_row=None).to_arrow()


def memory() -> None:
    """The largest process of an export of 100,000 lines x 12 months, beyond that of ten lines, a million rows."""
    with tempfile.TemporaryDirectory() as folder:
        peaks: list[float] = []
        for lines in (10, 100_000):
            plan = Path(folder, f"{lines}.xlsx")
            make_plan(plan, lines)
            if not peaks:
                run("export", str(plan), "-o", f"{folder}/raw.csv", home=folder)  # fills the cache folder
            peaks.append(peak_memory("export", str(plan), "-o", f"{folder}/raw.csv", "--force", home=folder))
        beyond = (peaks[1] - peaks[0]) / (100_000 * 12 / 1e6)
        row(
            "memory",
            "100,000 lines x 12 months to csv",
            f"{peaks[1]:.0f} MiB",
            f"{beyond:.0f} MiB a million rows",
        )


def peak_memory(*arguments: str, home: str) -> float:
    """MiB of the largest process of a command; a process in between begins it, whose children are no others."""
    counting = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", counting, *MEDIAMAPPER, *arguments]
    done = subprocess.run(command, capture_output=True, env=environment_of(home), check=True)
    return int(done.stdout) / 1024


def workbook() -> None:
    """10,000 lines x 12 months to a workbook, against the same export to csv; starts and the worker's reader included."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder, "plan.xlsx")
        make_plan(plan, 10_000)
        pairs = [
            [
                processor_time(partial(run, "export", str(plan), "-o", f"{folder}/raw.{kind}", home=folder))
                for kind in ("xlsx", "csv")
            ]
            for _ in range(3)
        ]
        ours, csv = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
        row("workbook", "10,000 lines x 12 months to xlsx", f"{ours:.2f} CPU s", f"{ours / csv:.2f} x csv")


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of processor that the processes begun by *work* take, all together."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def own_processor_time(work: Callable[[], object]) -> float:
    """Seconds of processor that *work* takes in this process, all threads together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cold() -> None:
    """A first `suggest` of 20 columns and `export` of an example, in instructions of all their processes."""
    with tempfile.TemporaryDirectory() as home:
        columns = json.dumps({"columns": [{"name": name} for name in HEADERS[:20]]}).encode()
        plan = Path(__file__).parents[1] / "examples" / "de_mediaplan" / "plan.xlsx"
        for what, arguments, stdin in (
            ("suggest, 20 columns", ("suggest", "--json", "--no-llm"), columns),
            ("export, an example", ("export", str(plan), "-o", f"{home}/raw.csv", "--json", "--no-llm"), b""),
        ):
            run(*arguments, stdin=stdin, home=home)  # what is left in the cache folder for the next process
            row("cold", what, f"{instructions(arguments, stdin, home) / 1e9:.2f} G", "instructions")


def instructions(arguments: Sequence[str], stdin: bytes, home: str) -> int:
    """What valgrind counts in a command and all processes that it begins."""
    with tempfile.TemporaryDirectory() as counts:
        valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--trace-children=yes"]
        command = [*valgrind, f"--cachegrind-out-file={counts}/%p", *MEDIAMAPPER, *arguments]
        environment = environment_of(home)
        subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)
        ends = [file.read_text().rpartition("summary:") for file in Path(counts).iterdir()]
    return sum(int(total.split()[0]) for _, mark, total in ends if mark)  # a process that was ended has none


def write_time(raw: Path) -> float:
    """Seconds of processor to write the rows of *raw* again with the fastest writer for its kind."""
    import pyarrow.csv
    import pyarrow.parquet

    target = raw.with_name(f"again{raw.suffix}")
    if raw.suffix == ".csv":
        table = pyarrow.csv.read_csv(raw)
        return own_processor_time(lambda: pyarrow.csv.write_csv(table, target))
    table = pyarrow.parquet.read_table(raw)
    return own_processor_time(lambda: pyarrow.parquet.write_table(table, target))


def make_plan(path: Path, lines: int) -> None:
    """A plan of *lines* lines with twelve month columns and a total."""
    import datetime as dt

    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Plan")
    month = book.add_format({"num_format": "mmm yy"})
    sheet.write_string(0, 0, "Media plan 2026")
    for at, name in enumerate(("Publisher", "Placement", "Market", "Buy type", "Currency", "Net cost")):
        sheet.write_string(2, at, name)
    for at in range(12):
        sheet.write_datetime(2, 6 + at, dt.datetime(2026, at + 1, 1), month)
    chance = random.Random(7)
    for line in range(lines):
        amounts = [round(chance.random() * 1000, 2) for _ in range(12)]
        texts = (
            f"Publisher {line % 300}",
            f"Placement {line}",
            ("Germany", "France", "Spain")[line % 3],
            "CPM",
            "EUR",
        )
        for at, text in enumerate(texts):
            sheet.write_string(3 + line, at, text)
        for at, amount in enumerate([round(sum(amounts), 2), *amounts], 5):
            sheet.write_number(3 + line, at, amount)
    book.close()


def start() -> None:
    """`mediamapper --help` against a bare interpreter."""
    pairs = [
        (timed(lambda: run("--help")), timed(lambda: subprocess.run([sys.executable, "-c", ""])))
        for _ in range(11)
    ]
    ours, bare = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    row(
        "help",
        "mediamapper --help",
        f"{ours * 1000:.0f} ms",
        f"{(ours - bare) * 1000:.0f} ms over bare Python",
    )


def row(*cells: str) -> None:
    """One line of the table."""
    print("| " + " | ".join(cells) + " |", flush=True)


BENCHES = {
    "suggest": suggest,
    "header": header,
    "map": map_sheet,
    "export": export,
    "workbook": workbook,
    "memory": memory,
    "cold": cold,
    "help": start,
}


def main(names: Sequence[str]) -> None:
    """Run the benches *names*, or all."""
    row("bench", "what", "took", "ratio")
    row("---", "---", "---", "---")
    for name in names or BENCHES:
        BENCHES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
