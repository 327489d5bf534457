"""Why a field was proposed, in one sentence a planner understands."""

from __future__ import annotations

from functools import cache

from worker.knowledge.words import SHARED, languages
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.matching.words.reading import BAG, COMPOSED, CORE, FORMS, OUTSIDE, PART, PLAIN, WHOLE, Claim
from worker.shapes.template import words_of

VALUE_WORDS: dict[Kind, str] = {
    "date": "dates", "time": "lengths of time", "integer": "whole numbers", "decimal": "numbers", "money": "amounts of money",
    "percent": "percentages", "flag": "yes or no", "url": "web addresses", "site": "names of sites", "hash": "technical keys", "long_id": "ids",
    "size": "sizes", "currency": "currency codes", "structure": "technical data", "price_model": "buying models",
    "device": "devices", "country": "countries", "status": "states",
    "platform": "platforms", "channel": "media channels", "weekday": "days of the week", "gender": "men and women",
}  # fmt: skip
"""What values look like, in words."""


MAY_BE = 0.2
"""Chance from which the nearest field of an open column is worth a word."""


def plain_name(field: str) -> str:
    """A field's name as one says it: 'net cost', 'CPM'."""
    return words_of(field.lstrip("~"))


def for_claim(header: Header, claim: Claim, kind: Kind, agrees: bool) -> str:
    """Why *claim* was chosen.

    No language is named: a word that one list has may be said in others as well.
    """
    shown = header.text.strip()
    meaning = plain_name(claim.name)
    agrees = agrees and (kind != "channel" or claim.name == kind)  # 'Display' is an ad format's name as well
    values = f", and its values look like {VALUE_WORDS[kind]}" if agrees and kind in VALUE_WORDS else ""
    if WHOLE in claim.ways:
        return f"{_means(shown, claim.source, meaning)}{values}."
    if claim.ways & {PLAIN, FORMS, OUTSIDE, BAG, PART}:
        return f"'{shown}' says {_phrase(claim.phrase, meaning)}{values}."
    if claim.ways & {COMPOSED, CORE}:
        return f"The words of '{shown}' together mean {meaning}{values}."
    if claim.near:
        return f"'{shown}' is close to {_phrase(claim.near.phrase, meaning)}{values}."
    return f"'{shown}' is most likely {meaning}{values}."


def for_second(header: str, field: str, holder: str) -> str:
    """Why a column is left open whose field another column has."""
    shown, other = (" / ".join(name.split("\n")).strip() for name in (header, holder))
    return f"'{shown}' may be {plain_name(field)} as well, but '{other}' is surer, and a table has one such column."


def for_none(
    header: Header, concept: str | None, kind: Kind, nearest: str | None, chance: float = 0.0
) -> str:
    """Why a column is left open; *chance* is that of the *nearest* field."""
    shown = header.text.strip()
    if not shown:
        return "The column has no header, and its values alone do not say what it holds."
    if concept:
        return f"'{shown}' looks like {plain_name(concept)}, which the raw data has no column for."
    values = f" Its values look like {VALUE_WORDS[kind]}." if kind in VALUE_WORDS else ""
    if nearest and chance >= MAY_BE:
        return f"'{shown}' may be {plain_name(nearest)}, but that is too unsure to propose it.{values}"
    return f"'{shown}' is not known.{values}"


def _means(shown: str, source: str, meaning: str) -> str:
    if source == "template":
        return f"'{shown}' is the name of the field {meaning}"
    if source not in _languages():
        return f"'{shown}' is {source}'s name for {meaning}"
    return f"'{shown}' means {meaning}"


def _phrase(phrase: str, meaning: str) -> str:
    """A phrase with its meaning, where the two are not the same word for word."""
    return f"'{phrase}'" if phrase.casefold() == meaning.casefold() else f"'{phrase}', which means {meaning}"


@cache
def _languages() -> frozenset[str]:
    """The sources of phrases that are languages; others are platforms."""
    return frozenset({SHARED, *languages()})
