"""Phrases found again."""

from worker.knowledge.vocabulary import Sense, parse
from worker.matching.words.phrases import PhraseIndex, meanings_of
from worker.matching.words.pieces import pieces

INDEX = PhraseIndex(
    parse(
        "impressions = impressions | ad impressions\nclicks = clicks | link clicks\nspend = cost | amount spent\n"
        "campaign_name = campaign name\n~share = impression share\nstart_date = показы",
        "en",
    )
)


def found(at: tuple[int, ...] | list[int]) -> list[str]:
    return [INDEX.phrases[n] for n in at]


def parts(header: str) -> tuple[str, ...]:
    return pieces(header.split())


def test_nothing_is_near_to_words_that_nobody_knows():
    assert INDEX.nearest(parts("zzz qqq")) == {}
    assert INDEX.nearest(()) == {}


def test_exactly_the_words_in_their_order():
    assert found(INDEX.exact(parts("amount spent"))) == ["amount spent"]
    assert found(INDEX.exact(parts("spent amount"))) == []
    assert found(INDEX.same_words(parts("spent amount"))) == ["amount spent"]


def test_other_forms_of_the_words_where_there_are_none_of_these():
    assert found(INDEX.inflected(parts("показов"))) == ["показы"]
    assert found(INDEX.inflected(parts("link click"))) == ["link clicks"]
    assert found(INDEX.inflected(parts("link clicks"))) == []


def test_the_nearest_phrase_of_each_class():
    near = INDEX.nearest(parts("total link clicks"))
    assert near["clicks"].phrase == "link clicks"
    assert near["clicks"].of_phrase == 1.0
    assert 0.5 < near["clicks"].of_header < 1.0
    assert near["clicks"].has_last and not near["clicks"].has_first


def test_the_longest_phrase_at_the_end():
    near = INDEX.nearest(parts("old campaign name"))
    assert near["campaign_name"].at_end == 2
    assert INDEX.nearest(parts("campaign name old"))["campaign_name"].at_end == 0
    assert INDEX.nearest(parts("impressions link clicks"))["impressions"].at_end == 0


def test_a_phrase_can_be_left_out():
    own = INDEX.exact(parts("cost"))
    assert "spend" not in INDEX.nearest(parts("cost"), own)


def test_likeness_lies_between_none_and_all():
    for header in ("impressions", "ad impression share", "campaign cost clicks"):
        for near in INDEX.nearest(parts(header)).values():
            assert 0 < near.alike <= 1
            assert 0 < near.of_header <= 1 + 1e-9
            assert 0 < near.of_phrase <= 1 + 1e-9


def test_shares_follow_the_order_within_a_source_and_the_number_of_sources():
    senses = (Sense("spend", "en"), Sense("net_cost", "en"), Sense("spend", "de"), Sense("spend", "X", True))
    shares = {m.name: m for m in meanings_of(senses)}
    assert shares["spend"].share > 0.8 > shares["net_cost"].share > 0
    assert sum(m.share for m in shares.values()) == 1
    assert shares["spend"].languages == {"en", "de"}
    assert shares["spend"].platforms == {"X"}


def test_what_only_a_platform_says_holds_nowhere_else():
    (meaning,) = meanings_of((Sense("spend", "DV360", True),))
    assert not meaning.everywhere
    assert meaning.platforms == {"DV360"}


def test_beginnings_are_those_of_the_pieces():
    assert found(INDEX.beginning("zz")) == []
    assert found(INDEX.beginning("imp")) == ["impressions", "impression share"]
    assert found(INDEX.beginning("c")) == ["clicks", "cost", "campaign name"]
    for start in ("", "a", *{INDEX.key(at)[:2] for at in range(len(INDEX.phrases))}):
        assert INDEX.beginning(start) == [
            at for at in range(len(INDEX.phrases)) if INDEX.key(at).startswith(start)
        ]
