"""Words by which a text may name a currency."""

from __future__ import annotations

import random

import pytest

from worker.knowledge.values import load_lists
from worker.text import words
from worker.values import money
from worker.values.currency_words import names_none
from worker.values.units import header_multipliers


@pytest.mark.parametrize(
    "text", ["", "Media cost", "Brand name", "Publisher bolutife", "Net Impressions 2026", "Market"]
)
def test_texts_without_a_currency(text: str) -> None:
    assert names_none(text)


@pytest.mark.parametrize(
    "text", ["Cost usd", "Cost kr", "Cost Rtkr", "Budget mkr", "Cost USDm", "costUSD", "Cost (x)", "danske kroners", "man at", "Coût", "Cost $"]
)  # fmt: skip
def test_texts_that_may_have_one(text: str) -> None:
    assert not names_none(text)


def test_no_currency_is_missed() -> None:
    chance = random.Random(11)
    names = [name for code, others in load_lists("currency").items() for name in (code, *others)]
    factors = [word for word in header_multipliers() if word.isalpha()]
    for name in (*names, *load_lists("shared_sign")):
        parts = " ".join(words(name))
        for text in (name, parts, chance.choice(factors) + name, name + chance.choice(factors)):
            header = chance.choice(["Cost {}", "{}", "{} cost", "Net {}"]).format(text)
            if names_none(header):
                assert money._currency_in(header, None) is None, header
