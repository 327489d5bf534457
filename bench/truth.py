"""Do exports say what plans say? Made plans by the thousand, or a folder of plans with truths; a table by habit.

usage: python -m bench.truth [COUNT [SEED]] [--workers N] [--show VERDICT]
       python -m bench.truth FOLDER [TRUTHS]      plans with NAME.truth.json beside them, or in TRUTHS
       python -m bench.truth COUNT --habit NAME      one habit alone
       python -m bench.truth --ratchet      the figures of the test's fixed plans into RATCHET, where better and none worse

A line a habit: how many plans have it, and the share of each verdict (see `bench/judge.py`). `--show` prints the plans of a verdict.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.exporting import in_children, warm
from bench.judge import VERDICTS, Judgement, judge
from bench.plans import make
from bench.plans.truth import Truth

FIXED = range(9_000, 9_240)
"""Seeds of the plans that the test runs."""
RATCHET = Path(__file__).resolve().parent / "truth_ratchet.json"
"""Of those plans, how many may have each verdict: at least so many right, at most so many of the others."""


@dataclass(frozen=True)
class Scored:
    """A plan with its habits and its verdict."""

    name: str
    habits: tuple[str, ...]
    judgement: Judgement


def of_folder(plans: Path, truths: Path, workers: int = 1) -> list[Scored]:
    """The verdicts on a folder of plans with truths."""
    read = [
        (p.name.removesuffix(".truth.json"), json.loads(p.read_text("utf-8")))
        for p in sorted(truths.glob("*.truth.json"))
    ]
    return _scored([(name, plans / truth["file"], truth) for name, truth in read], workers)


def of_seeds(seeds: Iterable[int], workers: int = 1, habits: Sequence[str] | None = None) -> list[Scored]:
    """The verdicts on made plans."""
    with tempfile.TemporaryDirectory() as folder:
        plans = [make(seed, habits) for seed in seeds]
        return _scored([(m.name, m.write(Path(folder)), m.truth) for m in plans], workers)


def _scored(plans: Sequence[tuple[str, Path, Truth]], workers: int) -> list[Scored]:
    if plans:
        warm(plans[0][1])
    outcomes = in_children([path for _, path, _ in plans], workers)
    return [
        Scored(name, _habits(truth), judge(truth, outcome))
        for (name, _, truth), outcome in zip(plans, outcomes, strict=True)
    ]


def _habits(truth: Truth) -> tuple[str, ...]:
    return (*truth.get("knobs", ()), *([f"language {truth['language']}"] if "language" in truth else []))


def shares(scored: Sequence[Scored]) -> dict[str, float]:
    """Each verdict's share of the plans."""
    counts = Counter(one.judgement.verdict for one in scored)
    return {verdict: counts[verdict] / max(1, len(scored)) for verdict in VERDICTS}


def counts(scored: Sequence[Scored]) -> dict[str, int]:
    """How many plans have each verdict."""
    verdicts = Counter(one.judgement.verdict for one in scored)
    return {verdict: verdicts[verdict] for verdict in VERDICTS}


def wrong(by: Mapping[str, int]) -> int:
    """Plans whose faults nobody is told of."""
    return by["silent"] + by["settled wrong"]


def worse(now: Mapping[str, int], limit: Mapping[str, int]) -> list[str]:
    """Where *now* is worse than the ratchet: what happened, and the two figures.

    A wrong plan that is named is better than one that is silent, so `asked` alone has no limit.
    """
    checks = [("right", limit["right"] - now["right"]), ("needless", now["needless"] - limit["needless"])]
    checks += [
        ("settled wrong", now["settled wrong"] - limit["settled wrong"]),
        ("silent and settled wrong", wrong(now) - wrong(limit)),
    ]
    checks += [("refused", now["refused"] - limit["refused"]), ("crashed", now["crashed"])]
    return [f"{name}: {by} plans worse" for name, by in checks if by > 0]


def tighten(now: Mapping[str, int], limit: Mapping[str, int]) -> dict[str, int]:
    """The ratchet after *now*: each limit that `worse` looks at is the better of the two, so that *now* holds against it."""
    best: dict[str, int] = {name: min(now[name], limit[name]) for name in VERDICTS if name != "asked"}
    # A plan that is silent where it was settled wrong is none the worse: the two have a limit together.
    silent = min(wrong(now), wrong(limit)) - best["settled wrong"]
    return {**best, "right": max(now["right"], limit["right"]), "silent": silent}


def table(scored: Sequence[Scored]) -> str:
    """A line a habit, those with the most silence first."""
    by: dict[str, list[Scored]] = {}
    for one in scored:
        for habit in one.habits:
            by.setdefault(habit, []).append(one)
    lines = [_line("plans", "", *VERDICTS), _line("all", len(scored), *_cells(scored))]
    worst = sorted(by.items(), key=lambda item: (-_wrong(item[1]), item[0]))
    return "\n".join([*lines, *(_line(habit, len(many), *_cells(many)) for habit, many in worst)])


def _wrong(scored: Sequence[Scored]) -> float:
    by = shares(scored)
    return by["silent"] + by["settled wrong"] + by["refused"] + by["crashed"]


def _cells(scored: Sequence[Scored]) -> list[str]:
    return [f"{share:.0%}" if share else "." for share in shares(scored).values()]


def _line(name: str, count: int | str, *cells: str) -> str:
    return f"{name:28}{count:>6}" + "".join(f"{cell:>15}" for cell in cells)


def _write_ratchet(now: Mapping[str, int]) -> None:
    """Tighten the file; plans that crash or are refused have no other faults, and zeros of theirs are no mend."""
    limit = json.loads(RATCHET.read_text("utf-8"))
    if faults := worse(now, limit):
        sys.exit(f"{RATCHET.name} stays as it is: {', '.join(faults)}.")
    RATCHET.write_text(json.dumps(tighten(now, limit), indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> None:
    """What the usage says."""
    parser = argparse.ArgumentParser(
        prog="bench.truth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", default=["1000"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show", action="append", default=[], choices=VERDICTS)
    parser.add_argument("--habit", action="append", default=None)
    parser.add_argument("--ratchet", action="store_true")
    options = parser.parse_args(arguments)
    if options.ratchet:
        _write_ratchet(counts(of_seeds(FIXED, options.workers)))
        return
    if options.what[0].isdigit():
        first = int(options.what[1]) if len(options.what) > 1 else 0
        scored = of_seeds(range(first, first + int(options.what[0])), options.workers, options.habit)
    else:
        scored = of_folder(Path(options.what[0]), Path(options.what[-1]), options.workers)
    for one in scored:
        if one.judgement.verdict in options.show:
            print(
                f"{one.judgement.verdict:14}{one.name:24}{', '.join(one.habits)}\n    {one.judgement.sentence}"
            )
    print(table(scored))
    print(json.dumps({"plans": len(scored), **{k: round(v, 4) for k, v in shares(scored).items()}}))


if __name__ == "__main__":
    main(sys.argv[1:])
