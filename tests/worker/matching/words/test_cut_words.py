"""Headers with words cut short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from worker.knowledge.vocabulary import Vocabulary, parse
from worker.matching.words.cut_words import CutWords
from worker.matching.words.phrases import PhraseIndex

LANGUAGES = {
    "en": "planned_budget = budget | media budget\ndevice = device\nproduct = product\n~production_cost = production",
    "de": "start_date = Startdatum\nplacement_id = Platzierungsnummer\nproduct = Produkt",
    "ru": "start_date = дата начала\nad_group = группа объявлений\ndevice = устройство",
    "tr": "campaign_name = kampanya adı",
    "es": "channel = medio\nad_size = medidas",
    "fr": "currency = devise",
}


def _all() -> Vocabulary:
    vocabularies = [parse(lines, language) for language, lines in LANGUAGES.items()]
    senses = {phrase: senses for each in vocabularies for phrase, senses in each.senses.items()}
    return replace(vocabularies[0], senses=senses)


INDEX = PhraseIndex(_all())
CUT_WORDS = CutWords(INDEX)


@pytest.mark.parametrize(
    "header",
    [
        "Impressions",  # whole words
        "Media budget",
        "Rev",  # may be anything
        "Wörterbuch",  # nobody knows it, but it is no cut word: those are short
        "CPM 2026",
        "",
        "1.5",
        "P.",  # one letter says nothing
        "Details of the campaign that nobody has yet written down.",  # a sentence
    ],
)
def test_headers_without_cut_words(header: str) -> None:
    assert CUT_WORDS.in_full(header) is None


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("Med.", "es"),  # medio, medidas
        ("Bdgt.", None),  # letters in order of a language that nobody named
        ("Bdgt.", "de"),
        ("Prod.", None),  # product, production
    ],
)
def test_words_that_may_be_several_stay(header: str, language: str | None) -> None:
    assert CUT_WORDS.in_full(header, language) == header


@pytest.mark.parametrize(
    ("header", "language", "field"),
    [
        ("Start-Dat.", None, "start_date"),
        ("Дата нач.", None, "start_date"),
        ("Гр. объявл.", "ru", "ad_group"),
        ("Platz.-Nr.", "de", "placement_id"),
        ("Устр-во", "ru", "device"),  # drawn together
        ("Bdgt.", "en", "planned_budget"),  # letters in order
        ("Bdgt", "en", "planned_budget"),
        ("Media bdgt", "en", "planned_budget"),
        ("Dev.", "en", "device"),
        ("Dev.", "fr", "currency"),
        ("Kmp. adı", "tr", "campaign_name"),
    ],
)
def test_cut_words_are_those_of_a_known_phrase(header: str, language: str | None, field: str) -> None:
    longer = CUT_WORDS.in_full(header, language)
    assert longer is not None
    assert field in {m.name for at in INDEX.exact(longer.split(" ")) for m in INDEX.meanings(at)}


def test_a_word_that_no_phrase_has_beside_the_others_is_the_commonest() -> None:
    assert CUT_WORDS.in_full("Budg. xyzzyplugh") == "budget xyzzyplugh"
