"""What plans say of their amounts, walked: a sample of all languages, doors and signs, no worse than the ratchet."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from bench.amounts.walk import GROUPS, VERDICTS, cases, walk
from bench.amounts.words import all_words

EVERY = 40
"""One case of so many is walked."""
LEAST_RIGHT = {
    "scale": 0.92, "count": 0.93, "note": 0.97, "own": 1.0, "currency": 0.97, "tax": 1.0, "below": 1.0, "totals": 1.0,
    "signed": 0.99, "alone": 0.4, "unsigned": 0.8, "disputed": 1.0,
}  # fmt: skip
ASKED = ("alone", "disputed")
"""Groups of which nobody but a person can know the currency: to tell it is as good."""


@pytest.mark.parametrize("group", list(GROUPS))
def test_most_of_a_group_is_read_as_the_plan_means_it(group: str) -> None:
    counts = Counter(one.verdict for one in walk([group], every=EVERY))
    good = counts["right"] + (counts["said"] if group in ASKED else 0)
    assert good >= LEAST_RIGHT[group] * counts.total(), dict(counts)


def test_every_block_has_words_for_every_group() -> None:
    for words in all_words():
        assert len(words.head) == 6, words.name
        assert {"total", "fee row", "tax row", "money", "incl", "excl"} <= words.texts.keys(), words.name


def test_a_case_without_its_sign_is_overlooked() -> None:
    """The walk tells a sign that does nothing: 'xyz' is no scale."""
    case = next(islice(cases(["scale"], ["de"]), 1))
    sheet = case.sheet.but(money_header=f"{case.sheet.words.head[5]} (xyz)")
    assert sheet.book().sheets[0].at(3, 6) == "Netto-Kosten (xyz)"
    assert case.money == 1_000 * sum(value for value in case.sheet.money if isinstance(value, float))


def test_verdicts_are_the_four() -> None:
    assert {one.verdict for one in walk(["own"], ["de"])} <= set(VERDICTS)
