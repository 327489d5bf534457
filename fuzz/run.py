"""Fuzz the reader, the layout and the decision files: `python -m fuzz.run --seconds 60`; ends with 1 on a finding.

The time is shared by the targets, one after the other. The same `--seed` tries the same inputs in the same order.
A finding is kept in `build/fuzz/`, with the command that shows it again.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fuzz import seeds

TARGETS = ("reader", "layout", "decisions")
ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "build" / "fuzz"
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_LIMITS = ("-timeout=20", "-rss_limit_mb=2048", "-max_len=16384", "-print_final_stats=1", "-verbosity=0")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one target came to."""

    target: str
    seeds: int
    runs: int
    finding: str
    """What went wrong, and how to see it again; empty where nothing did."""


def fuzz(target: str, seconds: int, seed: int) -> Outcome:
    """Run one target for *seconds*, its seeds included."""
    FOUND.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).with_name(f"fuzz_{target}.py")
    with tempfile.TemporaryDirectory(prefix="mediamapper-fuzz-") as folder:
        count = seeds.write(target, Path(folder) / "seeds")
        options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-artifact_prefix={FOUND}/{target}-"]
        command = [
            sys.executable,
            "-m",
            f"fuzz.{program.stem}",
            *_LIMITS,
            *options,
            str(Path(folder) / "seeds"),
        ]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
        )
    said = done.stdout + done.stderr
    runs = _RUNS.search(said)
    told = "\n".join(line for line in said.splitlines() if not line.startswith(("INFO:", "WARNING:")))
    finding = "" if done.returncode == 0 and runs else told[-4_000:]
    return Outcome(target, count, int(runs[1]) if runs else 0, finding)


def main() -> int:
    """Run the targets; 1 where one of them found something."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=int, default=60, help="for all targets together")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=TARGETS, action="append", help="this target; may be repeated")
    chosen = options.parse_args()
    targets = chosen.only or TARGETS
    outcomes = [fuzz(target, max(1, chosen.seconds // len(targets)), chosen.seed) for target in targets]
    for each in outcomes:
        word = "a finding" if each.finding else "nothing found"
        sys.stdout.write(f"{each.target:10} {each.seeds:5,} seeds {each.runs:10,} inputs  {word}\n")
    for each in outcomes:
        if each.finding:
            sys.stdout.write(f"\n{each.finding}\nAgain: python -m fuzz.fuzz_{each.target} FILE\n")
    return 1 if any(each.finding for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
