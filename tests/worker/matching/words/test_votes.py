"""The vote of a header's letters."""

from __future__ import annotations

import pytest

from bench import fit_votes
from worker import paths
from worker.knowledge.vocabulary import parse
from worker.matching.words.votes import FILE, LEAST, Votes, bucket, runs, shipped_votes, table_of

VOCABULARY = parse(
    "net_cost = net media cost | media cost\nclicks = clicks | link clicks\n~roas = return on spend\n", "en"
)


def votes() -> Votes:
    return Votes(table_of(fit_votes.weights(*fit_votes.counts(VOCABULARY))))


@pytest.mark.parametrize("header", ["", "-", "42", "§§", "Zzyqx"])
def test_letters_that_no_phrase_has_vote_for_nothing(header: str) -> None:
    assert votes().of(header).shares() == {}


@pytest.mark.parametrize(
    ("header", "elected"),
    [
        ("Media costs", "net_cost"),
        ("Mediacost", "net_cost"),
        ("clickz", "clicks"),
        ("returns on spending", "~roas"),
    ],
)
def test_the_class_whose_phrases_share_most_is_elected(header: str, elected: str) -> None:
    shares = votes().of(header).shares()
    assert max(shares, key=lambda name: shares[name]) == elected
    assert sum(shares.values()) <= 1.0 + 1e-9


def test_runs_of_scripts_without_spaces_are_shorter() -> None:
    assert {"预", "预算"} <= runs("预算")
    assert all(len(run) >= 3 for run in runs("budget"))


def test_something_else_is_no_table() -> None:
    with pytest.raises(ValueError, match="not a table"):
        Votes(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("header", "field"),
    [("Budgetvolumen", "planned_budget"), ("Кликов всего", "clicks"), ("Impresions", "impressions")],
)
def test_the_shipped_table_knows_words_that_are_no_phrase(header: str, field: str) -> None:
    shares = shipped_votes().of(header).shares()
    assert field in sorted(shares, key=lambda name: -shares[name])[:3]


def test_the_shipped_table_is_that_of_the_shipped_vocabulary() -> None:
    """After a change of the vocabulary: python -m bench.fit_votes --write knowledge/phrase_votes.bin."""
    assert paths.shipped("knowledge", FILE).read_bytes() == fit_votes.table()


@pytest.mark.parametrize(
    "header",
    ["", "media", "link media costs", "media media", "a b a", "€", "媒体 cost 费用", "net media cost x" * 9],
)
def test_a_header_is_voted_on_by_each_of_its_runs_once(header: str) -> None:
    table, counts = votes(), dict[str, float]()
    for at in map(bucket, runs(header)):
        for place in range(table._offsets[at], table._offsets[at + 1]):
            name = table._classes.names[table._pairs[2 * place]]
            counts[name] = counts.get(name, 0) + table._pairs[2 * place + 1]
    total = sum(counts.values())
    shares = {name: share / total for name, share in counts.items() if share > LEAST * total}
    assert [table.of(header).shares() for _ in range(3)] == [
        shares
    ] * 3  # its words are kept from the second time on
