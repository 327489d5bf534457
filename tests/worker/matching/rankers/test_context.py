"""What a header row says as a whole."""

import dataclasses

from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import Vocabulary, parse
from worker.matching.rankers.context import ContextReader
from worker.matching.words.phrases import Meaning

DV360 = parse("platform = DV360 | DBM\nspend = Revenue\nimpressions = Impressions\n?signature = Insertion Order ID", "dv360", platform=True)  # fmt: skip
META = parse("platform = Meta | Facebook\nspend = Amount spent\nimpressions = Impressions\n?signature = Ad set name", "meta", platform=True)  # fmt: skip
BOTH = dataclasses.replace(
    DV360,
    senses={k: (*DV360.senses.get(k, ()), *META.senses.get(k, ())) for k in {*DV360.senses, *META.senses}},
    platforms=(*DV360.platforms, *META.platforms),
)
READER = ContextReader(BOTH, load_template().fields)


def named(name: str, *languages: str, share: float = 1.0) -> list[Meaning]:
    return [Meaning(name, "en", True, frozenset(), frozenset(languages or ("en",)), share)]


def test_no_platform_is_recognised_by_what_all_have():
    assert READER.platform(["impressions", "clicks", "day"], None) is None
    assert READER.platform([], None) is None


def test_a_platform_gives_itself_away_by_headers_of_its_own():
    assert READER.platform(["ad set name", "amount spent", "impressions", "x"], None) == "Meta"


def test_one_header_among_many_gives_nothing_away():
    assert READER.platform(["ad set name", *(f"column {n}" for n in range(9))], None) is None


def test_a_stated_platform_holds_under_any_of_its_names():
    assert READER.platform(["impressions"], "Facebook") == "Meta"
    assert READER.platform(["impressions"], "dbm") == "DV360"
    assert READER.platform(["impressions"], "Nobody") is None


def test_plans_and_reports_are_told_apart():
    plan = [named("planned_budget"), named("unit_rate"), named("buy_type"), named("start_date")]
    report = [named("date"), named("spend"), named("clicks"), named("impressions"), named("ad_id")]
    assert READER.plan(plan, 0) > 0.5
    assert READER.plan(report, 0) < -0.5
    assert READER.plan([], 0) == 0
    assert READER.plan([], 2) > 0


def test_the_language_is_that_of_most_headers():
    row = [
        named("date", "de"),
        named("clicks", "de"),
        named("impressions", "de", "en"),
        named("spend", "en", "fr"),
    ]
    assert READER.language(row) == "de"
    assert READER.language([]) is None


def test_an_empty_vocabulary_recognises_nothing():
    assert ContextReader(Vocabulary({}, {})).platform(["cost"], "Meta") is None


def test_of_two_languages_with_as_many_headers_the_commoner_is_meant_in_every_run():
    assert READER.language([named("date", "et", "de", "zu")]) == "de"
    assert READER.language([named("date", "fi", "et")]) == "et"
