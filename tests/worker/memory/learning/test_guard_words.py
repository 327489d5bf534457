"""Words that keep headers apart."""

from __future__ import annotations

import pytest

from worker.memory.learning.guard_words import agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("net cost", "gross cost"),
        ("planned impressions", "actual impressions"),
        ("start date", "end date"),
        ("cpm", "cpc"),
        ("impressions", "clicks"),
        ("campaign name", "campaign id"),
        ("campaign", "campaign id"),
        ("cost usd", "cost eur"),
        ("cost", "cost usd"),
        ("local cost", "usd cost"),
        ("reach", "frequency"),
        ("media cost", "media rate"),
    ],
)
def test_guard_words_keep_apart(one: str, other: str) -> None:
    assert not agree(one, other) and not agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("net cost", "cost"),
        ("net cost", "net media cost"),
        ("start", "begin"),
        ("media cost usd", "cost usd"),
        ("placement", "placements"),
        ("spend usd", "spends usd"),
        ("gross budget", "brutto budget"),
    ],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert agree(one, other) and agree(other, one)
