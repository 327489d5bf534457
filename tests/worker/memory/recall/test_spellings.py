"""Other spellings of remembered headers."""

from __future__ import annotations

import pytest

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.memory.recall.spellings import SURE, Spellings
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Decision

NEAR_MISSES = [
    ("Cost", "Cost (net)"), ("Cost", "Net cost"), ("Net cost", "Gross cost"), ("Cost", "Cost per click"), ("CPM", "CPC"),
    ("Start date", "End date"), ("Impressions", "Planned impressions"), ("Country", "County"), ("Market", "Marker"),
    ("Placement", "Place"), ("Format", "Form"), ("Campaign", "CPM"), ("Research", "Reach"), ("Clicks", "Click rate"),
    ("Campaign name", "Campaign ID"), ("Reach", "Reach %"), ("Contract", "Contact"), ("Budget", "Budget left"),
    ("Views", "Viewability"), ("Product", "Production"), ("State", "Status"), ("Country", "Century"), ("Week", "Work"),
    ("Spend", "Spend previous year"), ("GRP", "TRP"), ("Visitor", "VTR"), ("Voucher", "VCR"), ("Orders", "Order"),
    ("Working spend", "Work spend"), ("Shop name", "Shopping name"), ("Category code", "Ctry code"), ("Media", "Media, Net"),
    ("Plan code", "Planned code"), ("Trail", "Trial"), ("Frequency", "Reach frqncy"), ("Planned spots", "Actl spots"),
    ("Contact person", "Contract person"), ("Client code", "Client codec"), ("Video 12 5", "Video 1 25"), ("Moms", "MoM"), ("Kosten netto", "Kosten brutto"), ("Показы", "Показатель"),
    ("Cost", "Cost (if booked)"), ("Budget", "Budget (e-mail)"), ("Spot", "Spot '30"), ("Region", "Region (South)"),
    ("Impressions", "Impressions (ES)"), ("Media", "Media (bitter)"), ("Budget", "A Budget"), ("Rate", "2. Rate"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "asked"), NEAR_MISSES)
def test_a_near_miss_is_no_spelling(known: str, asked: str) -> None:
    assert Spellings([known.casefold()]).of(asked) == []
    assert Spellings([asked.casefold()]).of(known) == []


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("grp", "GRP 2026"), ("grp", "GRP's"), ("grp", "GRPs"), ("country", "Ctry"), ("country", "COUNTRY (ISO)"),
        ("campaign", "Campaigns"), ("campaign", "Cmpgn"), ("campaign", "Campain"), ("market", "Mkt"),
        ("planned budget", "Planned budget 2027"), ("impressions", "Imprssions"), ("media cost", "Media cost (required)"),
        ("coût média", "Cout media"), ("agentur honorar", "Agentur Honorare"), ("бюджет", "Бюджет 2026"),
        ("media channel", "channel, Media"), ("language", "Lngg"), ("frequency", "Frqncy"), ("frequency", "Freuqency"),
        ("booking number", "Bkng nmbr"), ("device", "Deivce"), ("planned daypart", "Plnnd dyprt"), ("region", "Reggion"),
        ("planned daypart", "Planned day part"), ("day part", "Daypart"), ("campain", "Campaign"), ("net cost", "Cost, net"),
        ("kpi", "KPI (if needed)"), ("region", "Region [e.g. South]"), ("laufzeit", "Laufzeit (z. B. KW 12)"), ("budget", "Budget '27"),
        ("region", "Region (es. Nord)"), ("region", "Region (e. g. North)"), ("market", "The market"), ("the market", "Market"),
    ],
)  # fmt: skip
def test_another_spelling(known: str, asked: str) -> None:
    assert Spellings([known]).of(asked) == [known]


def test_no_phrase_of_the_vocabulary_is_a_spelling_of_one_that_means_something_else() -> None:
    senses = shipped_vocabulary().senses
    spellings = Spellings(senses)
    mistaken = [
        (phrase, other)
        for phrase in senses
        for other in spellings.of(phrase)
        if {sense.name for sense in senses[phrase]}.isdisjoint(sense.name for sense in senses[other])
    ]
    assert mistaken == []


def test_itself_is_no_other_spelling() -> None:
    assert Spellings(["grp"]).of("GRP") == []


def test_a_decision_answers_for_other_spellings(store: MemoryStore) -> None:
    store.decide([Decision("GRP", "grp", "confirm")], "anna")
    known, other = store.recall("GRP"), store.recall("GRP 2026")
    assert known is not None and other is not None
    assert (other.field, other.confidence) == ("grp", pytest.approx(SURE * known.confidence))
    assert other.reason.startswith("Another spelling of 'grp'")


def test_what_was_decided_for_the_spelling_itself_goes_first(store: MemoryStore) -> None:
    store.decide([Decision("GRP", "grp", "confirm"), Decision("GRPs", "reach", "confirm")], "anna")
    assert [r.field for r in map(store.recall, ["GRP", "GRPs"]) if r] == ["grp", "reach"]


def test_spellings_that_disagree_answer_nothing(store: MemoryStore) -> None:
    store.decide([Decision("GRP", "grp", "confirm"), Decision("Grps", "reach", "confirm")], "anna")
    assert store.recall("GRP 2026") is None


def test_a_later_decision_is_seen(store: MemoryStore) -> None:
    assert store.recall("Ctry") is None
    store.decide([Decision("Country", "market", "confirm")], "anna")
    assert [r.field for r in [store.recall("Ctry")] if r] == ["market"]


def test_what_was_taken_back_or_forgotten_lends_nothing_any_more(store: MemoryStore) -> None:
    store.decide([Decision("Country", "market", "confirm")], "anna")
    store.decide([Decision("GRP", "grp", "confirm")], "anna")
    assert store.recall("Ctry") is not None and store.recall("GRP 2026") is not None
    store.undo("anna")
    assert store.recall("Ctry") is not None and store.recall("GRP 2026") is None
    store.forget(None, "Country", "anna")
    assert store.recall("Ctry") is None


def test_headers_that_come_later_are_spelt_as_if_they_had_been_there(store: MemoryStore) -> None:
    keys = ["grp", "country", "day part", "grps", "media channel", "frequency"]
    later = Spellings(keys[:2])
    later.add(keys[2:])
    asked = ["GRP 2026", "Ctry", "Daypart", "channel, Media", "frqncy"]
    assert [later.of(header) for header in asked] == [Spellings(keys).of(header) for header in asked]
    assert all(later.of(header) for header in asked)


def test_columns_that_are_numbered_are_known_by_their_names(store: MemoryStore) -> None:
    store.decide([Decision("GRP", "grp", "confirm"), Decision("Rate", "net_cost", "confirm")], "anna")
    assert store.recall("2. Rate") is None
    numbered = store.recall_many(["1. Channel", "2. Rate", "3. GRP", "4. Note"])
    assert {key: recalled.field for key, recalled in numbered.items()} == {
        "2 rate": "net_cost",
        "3 grp": "grp",
    }
