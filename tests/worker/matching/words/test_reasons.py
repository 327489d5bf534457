"""The sentence that says why."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import Vocabulary
from worker.matching.cascade import Cascade
from worker.matching.words.headers import HeaderReader
from worker.matching.words.reasons import for_none
from worker.shapes.mapping import SourceColumn

CASCADE = Cascade(load_template())


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Media cost net", "'Media cost net' means net cost."),
        ("Mediakosten netto", "'Mediakosten netto' means net cost."),
        ("GRPs", "'GRPs' means GRP."),  # said in every language, though one list has it
        ("Xyzzy", "'Xyzzy' is not known."),  # nothing of a neighbour that says nothing
        ("net_cost", "'net_cost' is the name of the field net cost."),
    ],
)
def test_the_source_of_a_meaning_is_named(header: str, sentence: str) -> None:
    (suggestion,) = CASCADE.suggest([SourceColumn(header)])
    assert sentence in suggestion.reason


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        (["TRP"], "'TRP' means GRP."),
        (["GRP", "TRP"], "'TRP' may be GRP as well, but 'GRP' is surer, and a table has one such column."),
        (["Xyzzy", "TRP"], "'TRP' means GRP."),
    ],
)
def test_a_column_whose_field_another_has_says_so(headers: list[str], sentence: str) -> None:
    assert sentence in CASCADE.suggest([SourceColumn(header) for header in headers])[-1].reason


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (0.05, "'Ziel 2' is not known."),
        (0.4, "'Ziel 2' may be net cost, but that is too unsure to propose it."),
    ],
)
def test_an_unsure_field_is_no_mere_nearest_one(chance: float, sentence: str) -> None:
    header = HeaderReader(Vocabulary({}, {})).read("Ziel 2")
    assert for_none(header, None, "none", "net_cost", chance) == sentence


@pytest.mark.parametrize(
    ("header", "ending"),
    [
        ("Channel", "the field channel, and its values look like media channels."),
        ("Format", "'Format' means ad format."),  # that its values look like channels speaks for nothing
    ],
)
def test_only_the_channel_has_values_like_channels(header: str, ending: str) -> None:
    (suggestion,) = CASCADE.suggest([SourceColumn(header, ("Display", "Social", "Search"))])
    assert suggestion.reason.endswith(ending)
