"""Why a field was proposed, in one sentence a planner understands."""

from __future__ import annotations

from worker.knowledge.words import language_name
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.matching.words.reading import BAG, COMPOSED, CORE, FORMS, OUTSIDE, PART, PLAIN, WHOLE, Claim

_VALUES: dict[Kind, str] = {
    "date": "dates", "time": "lengths of time", "integer": "whole numbers", "decimal": "numbers", "money": "amounts of money",
    "percent": "percentages", "flag": "yes or no", "url": "web addresses", "site": "names of sites", "hash": "technical keys", "long_id": "ids",
    "size": "sizes", "currency": "currency codes", "structure": "technical data", "price_model": "buying models",
    "device": "devices", "country": "countries", "status": "states",
    "platform": "platforms", "channel": "media channels",
}  # fmt: skip


MAY_BE = 0.2
"""Chance from which the nearest field of an open column is worth more than being called the nearest."""


def plain_name(field: str) -> str:
    """A field's name as one says it."""
    return field.lstrip("~").replace("_", " ")


def for_claim(header: Header, claim: Claim, kind: Kind, agrees: bool) -> str:
    """Why *claim* was chosen."""
    shown = header.text.strip()
    values = f", and its values look like {_VALUES[kind]}" if agrees and kind in _VALUES else ""
    meaning = plain_name(claim.name)
    if WHOLE in claim.ways:
        return f"'{shown}' {_by(claim.source, meaning)}{values}."
    if claim.ways & {PLAIN, FORMS, OUTSIDE, BAG}:
        return f"'{shown}' reads as '{claim.phrase}', which {_by(claim.source, meaning)}{values}."
    if COMPOSED in claim.ways or CORE in claim.ways:
        words = " and ".join(sorted(m.replace("_", " ") for m in header.modifiers))
        return f"'{claim.phrase}' in '{shown}', together with {words or 'its other words'}, is {meaning}{values}."
    if PART in claim.ways:
        return f"'{claim.phrase}' in '{shown}' {_by(claim.source, meaning)}{values}."
    if claim.near:
        return f"'{shown}' comes near '{claim.near.phrase}', which {_by(claim.near.source, meaning)}{values}."
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
    values = f" Its values look like {_VALUES[kind]}." if kind in _VALUES else ""
    if nearest and chance >= MAY_BE:
        return f"'{shown}' may be {plain_name(nearest)}, but that is too unsure to propose it.{values}"
    near = f"; the nearest is {plain_name(nearest)}" if nearest else ""
    return f"Nothing known comes near enough to '{shown}'{near}.{values}"


def _by(source: str, meaning: str) -> str:
    if source == "template":
        return f"is the template's own name for {meaning}"
    language = language_name(source)
    if language is None:
        return f"is {source}'s name for {meaning}"
    return f"is {language} for {meaning}" if source != "en" else f"means {meaning}"
