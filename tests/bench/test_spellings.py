"""Memory finds other spellings of headers in many languages, and mistakes none; `bench.spellings` prints the same by kind."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from bench.spellings import HEADERS, WAYS, main, near_misses, spelling_results, spelling_verdict
from worker.memory.recall.spellings import Spellings

LEAST = 0.95


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    by_kind: dict[str, Counter[str]] = {}
    for kind, _, verdict in spelling_results():
        by_kind.setdefault(kind, Counter())[verdict] += 1
    return by_kind


def test_every_way_is_walked(counts: dict[str, Counter[str]]) -> None:
    assert set(counts) == set(WAYS)
    assert all(way(header) for way in WAYS.values() for header in HEADERS)


@pytest.mark.parametrize("kind", sorted(set(WAYS) - {"no vowels", "dropped"}))
def test_nearly_all_spellings_of_a_kind_are_found(kind: str, counts: dict[str, Counter[str]]) -> None:
    assert counts[kind]["right"] >= LEAST * counts[kind].total(), counts[kind]


def test_none_is_taken_for_another_header(counts: dict[str, Counter[str]]) -> None:
    assert [kind for kind, verdicts in counts.items() if verdicts["wrong"]] == []


def test_no_near_miss_is_taken_for_a_spelling() -> None:
    assert [
        spelling for _, spelling, verdict in islice(near_misses(), 0, None, 7) if verdict != "right"
    ] == []


def test_a_verdict_tells_apart_what_is_found_and_what_is_not() -> None:
    spellings = Spellings(["sponsor", "publisher"])
    assert spelling_verdict(spellings, "Sponsor", "Sponsor 2026") == "right"
    assert spelling_verdict(spellings, "Sponsor", "Sponsorship net") == "open"
    assert spelling_verdict(spellings, "Sponsor", "Publisher 2026") == "wrong"


def test_the_table_has_a_row_a_kind(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    rows = capsys.readouterr().out
    assert all(kind in rows for kind in [*WAYS, "near: qualifier", "near: header"])
