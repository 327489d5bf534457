"""The hostile corpus: `python -m tests.hostile.make FOLDER` writes its files, always the same ones.

Nothing of it is kept in the repository. `corpus()` is what the tests, the fuzzing seeds and `bench/hostile.py` go through.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile import archives, others, sheets, texts
from tests.hostile.packing import Hostile


def corpus() -> tuple[Hostile, ...]:
    """Every file, those of one kind together."""
    return (*archives.CASES, *sheets.CASES, *texts.CASES, *others.CASES)


def write(folder: Path) -> int:
    """Write the files that are bytes, one folder a kind; return how many."""
    made = [case for case in corpus() if not case.placed]
    for case in made:
        place = folder / case.kind
        place.mkdir(parents=True, exist_ok=True)
        case.put(place)
    return len(made)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the folder to write to: python -m tests.hostile.make FOLDER")
    sys.stdout.write(f"{write(Path(sys.argv[1]))} files\n")
