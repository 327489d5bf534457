"""Count the votes of the vocabulary's letters, for `worker/matching/words/votes.py`.

usage: python -m bench.fit_votes [--write knowledge/phrase_votes.bin] [--check]

A run of letters votes for a class by the square of the share of its phrases that mean it, so that a run of one class
counts far more than one that many share; a run seen once counts a quarter. `--check` fails if the shipped table is another.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections import defaultdict
from collections.abc import Mapping

from worker import paths
from worker.knowledge.vocabulary import Vocabulary, shipped_vocabulary
from worker.matching.words.phrases import meanings_of
from worker.matching.words.votes import FILE, runs, table_of

Counts = dict[str, dict[str, float]]


def counts(vocabulary: Vocabulary) -> tuple[Counts, dict[str, float]]:
    """How often each run of letters means each class, and in how many phrases it is."""
    meant: Counts = defaultdict(lambda: defaultdict(float))
    seen: dict[str, float] = defaultdict(float)
    for phrase, senses in vocabulary.senses.items():
        meanings = meanings_of(senses)
        for run in runs(phrase):
            seen[run] += 1.0
            for meaning in meanings:
                meant[run][meaning.name] += meaning.share
    return meant, seen


def weights(meant: Mapping[str, Mapping[str, float]], seen: Mapping[str, float]) -> Counts:
    """Run -> class -> weight (0..1)."""
    return {
        run: {name: (count / (seen[run] + 1.0)) ** 2 for name, count in classes.items()}
        for run, classes in meant.items()
    }


def table() -> bytes:
    """The table of the shipped vocabulary."""
    return table_of(weights(*counts(shipped_vocabulary())))


def main() -> None:
    """Write the table, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    counted = table()
    print(f"{len(counted):,} bytes")
    if options.write:
        options.write.write_bytes(counted)
    if options.check and counted != paths.shipped("knowledge", FILE).read_bytes():
        sys.exit("The shipped table is another: python -m bench.fit_votes --write knowledge/phrase_votes.bin")


if __name__ == "__main__":
    main()
