"""The table that the walks print: how many of each row have which verdict."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from worker.service import MediaMapper
from worker.settings import Settings


def table_of(walked: Iterable[tuple[Iterable[str], str]], verdicts: Sequence[str]) -> str:
    """A line a row, by name, from the rows that each thing walked counts in, and its verdict."""
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for rows, verdict in walked:
        for row in rows:
            by[row][verdict] += 1
    lines = [f"{'':34}{'':>6}" + "".join(f"{verdict:>9}" for verdict in verdicts)]
    for row, counts in sorted(by.items()):
        share = "".join(f"{counts[verdict] or '.':>9}" for verdict in verdicts)
        lines.append(f"{row:34}{sum(counts.values()):>6}{share}")
    return "\n".join(lines)


def walk_languages(
    usage: str,
    languages: Iterable[str],
    results: Callable[[Sequence[str], MediaMapper], Iterator[tuple[str, str, str, str]]],
    verdicts: Sequence[str],
    arguments: Sequence[str] | None = None,
) -> None:
    """Print a walk by door, and with `--show` each text that is not right.

    Args:
        results: language, door, text and verdict of each thing walked.
    """
    parser = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", default=",".join(languages))
    parser.add_argument("--show", action="store_true", help="print each text that is not right")
    options = parser.parse_args(arguments)
    walked: list[tuple[tuple[str, str], str]] = []
    with tempfile.TemporaryDirectory() as folder:
        service = MediaMapper(Settings(memory_dir=Path(folder)))
        for language, door, text, verdict in results(options.languages.split(","), service):
            walked.append(((door, "all"), verdict))
            if options.show and verdict != verdicts[0]:
                print(f"{verdict:7}{language:8}{door:14}{text}", flush=True)
    print(table_of(walked, verdicts))
