"""Numeric columns of plans, walked: a sample of all languages and kinds, no worse than the ratchet."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.amounts.words import all_words
from bench.volumes.kinds import KINDS
from bench.volumes.walk import VERDICTS, headers, walk

EVERY = 40
"""One case of so many; those of the whole walk are measured by `python -m bench.volumes`."""
MOST = {"wrong": 0.05, "said": 0.08}
"""Shares of the cases; a smaller one is to be written here."""


@pytest.mark.parametrize("language", headers())
def test_a_language_has_headers_of_every_kind(language):
    assert set(headers()[language]) == set(KINDS)
    assert language in {words.name for words in all_words()}


def test_a_sample_is_walked_no_worse_than_before():
    verdicts = Counter(one.verdict for one in walk(every=EVERY))
    assert set(verdicts) <= set(VERDICTS)
    for verdict, share in MOST.items():
        assert verdicts[verdict] <= share * verdicts.total(), verdicts
