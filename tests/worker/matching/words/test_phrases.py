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


def test_exactly_the_words_in_their_order():
    assert found(INDEX.exact(parts("amount spent"))) == ["amount spent"]
    assert found(INDEX.exact(parts("spent amount"))) == []
    assert found(INDEX.same_words(parts("spent amount"))) == ["amount spent"]


def test_other_forms_of_the_words_where_there_are_none_of_these():
    assert found(INDEX.inflected(parts("показов"))) == ["показы"]
    assert found(INDEX.inflected(parts("link click"))) == ["link clicks"]
    assert found(INDEX.inflected(parts("link clicks"))) == []


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
