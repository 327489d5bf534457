"""What a table has that its rules look for."""

from __future__ import annotations

from worker.knowledge.vocabulary import parse
from worker.matching.rankers.facts import Facts, facts_of
from worker.matching.words.headers import HeaderReader
from worker.shapes.mapping import SourceColumn

READER = HeaderReader(parse("+net = net\n", "en"))


def facts(*columns: SourceColumn) -> Facts:
    return facts_of([READER.read(column.name) for column in columns], columns)


def test_headers_alone_have_their_words() -> None:
    assert facts(SourceColumn("Net cost"), SourceColumn("Notes")) == Facts(
        frozenset(), frozenset({"net"}), frozenset({"net", "cost", "notes"})
    )


def test_one_column_is_enough() -> None:
    columns = SourceColumn("Notes"), SourceColumn("Cost", ("1",), numbers=(1.0,), summed=True)
    assert facts(*columns).has == {"samples", "numbers", "summed"}
    assert facts(SourceColumn("Plan / Cost", group="Plan")).words == {"cost"}


def test_a_header_that_is_more_than_words_may_say_anything() -> None:
    assert not facts(SourceColumn("Cost")).may_say(frozenset({"daily"}))
    assert facts(SourceColumn("Daily Cost")).may_say(frozenset({"daily"}))
    assert facts(SourceColumn("Cost"), SourceColumn("Notes (x)")).may_say(frozenset({"daily"}))
