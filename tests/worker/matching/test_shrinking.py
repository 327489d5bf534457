"""What is kept of headers is bounded after a table of thousands, and the answers stay the same."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching import shrinking
from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


@pytest.mark.parametrize("entries", [0, 1, shrinking.LIMIT])
def test_a_few_are_left_alone(entries: int) -> None:
    cache = dict.fromkeys(range(entries))
    shrinking.shrink(cache)
    assert len(cache) == entries


def test_the_last_of_many_go() -> None:
    cache = dict.fromkeys(range(shrinking.LIMIT + 7))
    shrinking.shrink(cache)
    assert list(cache) == list(range(shrinking.LIMIT))


def test_answers_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [SourceColumn(f"Net cost {letter}", ("1,200.50",)) for letter in "abcdefgh"]
    cascade = Cascade(load_template())
    before = cascade.suggest(columns)
    monkeypatch.setattr(shrinking, "LIMIT", 2)
    cascade.shrink()
    assert cascade.suggest(columns) == before
