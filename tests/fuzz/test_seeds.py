"""What fuzzing starts from is always the same, and there is some of each kind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fuzz import seeds
from fuzz.run import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_always_the_same(target: str, tmp_path: Path) -> None:
    counts = [seeds.write(target, tmp_path / name) for name in "ab"]
    assert counts[0] == counts[1] >= 14
    first, second = ([file.read_bytes() for file in sorted((tmp_path / name).iterdir())] for name in "ab")
    assert first == second


def test_the_reader_gets_every_kind_of_part() -> None:
    kinds = Counter(seed[:1] for seed in seeds.reader())
    assert set(kinds) == {bytes([kind]) for kind in seeds.KINDS}
    assert min(kinds[kind] for kind in (b"z", b"s", b"t", b"l")) >= 10
