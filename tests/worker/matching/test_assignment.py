"""One answer a column."""

from worker.matching.assignment import assign
from worker.matching.rankers.ranking import Ranking


def ranking(left_open: float = 0.1, **chances: float) -> Ranking:
    return Ranking(tuple(sorted(chances.items(), key=lambda item: -item[1])), left_open)


def test_a_column_stays_open_where_that_is_likelier():
    assert assign([ranking(0.6, spend=0.4)], frozenset()) == [None]


def test_a_column_without_fields_stays_open():
    assert assign([ranking(1.0)], frozenset()) == [None]


def test_the_surer_column_gets_the_field_wherever_it_stands():
    weak, sure = ranking(0.2, ad_id=0.7), ranking(0.0, ad_id=0.9)
    assert assign([weak, sure], frozenset()) == [None, "ad_id"]


def test_who_comes_too_late_takes_the_next_only_if_it_is_likelier_than_none():
    first = ranking(0.0, ad_id=0.9)
    assert assign([first, ranking(0.1, ad_id=0.6, ad_name=0.3)], frozenset()) == ["ad_id", "ad_name"]
    assert assign([first, ranking(0.2, ad_id=0.7, ad_name=0.1)], frozenset()) == ["ad_id", None]


def test_a_field_that_may_repeat_repeats():
    columns = [ranking(date=0.9), ranking(date=0.8)]
    assert assign(columns, frozenset({"date"})) == ["date", "date"]
    assert assign(columns, None) == ["date", "date"]


def test_what_memory_gave_out_is_taken():
    assert assign([ranking(ad_id=0.9)], frozenset(), taken=["ad_id"]) == [None]
