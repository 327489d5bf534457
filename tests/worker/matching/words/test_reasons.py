"""The sentence that says why."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

CASCADE = Cascade(load_template())


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Media cost net", "'Media cost net' means net cost."),
        ("Mediakosten netto", "is German for net cost"),
        ("Xyzzy", "Nothing known comes near enough to 'Xyzzy'"),
        ("net_cost", "is the template's own name for net cost"),
    ],
)
def test_the_source_of_a_meaning_is_named(header: str, sentence: str) -> None:
    (suggestion,) = CASCADE.suggest([SourceColumn(header)])
    assert sentence in suggestion.reason
