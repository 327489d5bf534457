"""Evidence as numbers: the features of each claim on a column, those that are 0 left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from worker.matching.rankers.context import Context
from worker.matching.rankers.fields import NO_TARGET, agreement, fits, open_fits
from worker.matching.samples import Kind
from worker.matching.words.phrases import TEMPLATE
from worker.matching.words.reading import (
    BAG,
    COMPOSED,
    CORE,
    FORMS,
    OUTSIDE,
    PART,
    PLAIN,
    WHOLE,
    Claim,
    Reading,
    is_open,
)
from worker.shapes.template import Field

NAMES = (
    # how the header's words were found again
    "whole", "whole_own", "whole_platform", "whole_foreign", "denied", "other_language", "own_name", "plain", "forms", "outside", "core", "composed", "part", "parts_share", "same_words",
    "doubt", "shared", "rival_whole",
    # how near the nearest phrase comes
    "alike", "alike_squared", "of_header", "of_phrase", "margin", "near_share", "open_alike", "no_first", "no_last", "elsewhere",
    # how the letters vote
    "vote", "vote_log", "vote_first", "vote_only", "nothing_vote",
    # what modifiers, values and the table say
    "words_for", "words_against", "values_for", "values_against", "plan_planned", "plan_delivered", "numbered",
    # for leaving it open
    "is_open", "open_odd", "open_for", "open_against", "is_nothing", "unknown", "nothing_known", "known", "known_field", "nothing_best", "odd_values", "long_header",
)  # fmt: skip
NOTHING = ""
"""The claim that a column means nothing we know."""
LEAST_SHARE = 0.02
ELECTED = 3
"""Classes first in the vote of letters that are claims even where no phrase comes near."""
LEAST_VOTE = 0.01
Row = dict[str, float]
_WORD_FOR_WORD = frozenset({WHOLE, PLAIN, FORMS, COMPOSED})
"""Ways in which a header's own words, without what only colours them, are a phrase."""


def rows(
    reading: Reading, kind: Kind, context: Context, fields: Mapping[str, Field], votes: Mapping[str, float]
) -> list[tuple[str, Row]]:
    """The features of every claim on a column, and of the claim that it means nothing.

    *votes* are the shares of the classes in the vote of the header's letters; the first of them are claims of their own.
    """
    votes = {} if reading.wordless else votes
    elected = sorted(votes, key=votes.__getitem__, reverse=True)[:ELECTED]
    names = {claim.name for claim in reading.claims}
    sure = any(meaning.everywhere for meaning in reading.exact)  # what its letters seem to say adds nothing
    claims = (*reading.claims, *(_elected(name) for name in elected if name not in names and not sure))
    alike = [_alike(claim) for claim in claims]
    all_claims = _together(claims, alike, context)
    table = []
    for claim, near in zip(claims, alike, strict=True):
        row = _of_words(claim, near, context)
        if votes:
            share = votes.get(claim.name, 0.0)
            row["vote"], row["vote_log"] = share, math.log(max(share, LEAST_VOTE))
            row["vote_first"] = float(claim.name == elected[0])
            row["vote_only"] = float(claim.name not in names)
        _add_rivals(row, claim, near, all_claims, context)
        field = fields.get(claim.name)
        if field is None or is_open(claim.name):
            row["is_open"], row["open_alike"] = 1.0, near
            row["open_odd"] = float(kind in NO_TARGET)
            row["open_for"], row["open_against"] = open_fits(claim.name, kind)
        else:
            _add_field(row, field, reading, kind, context)
            if all_claims.by_word and not claim.ways:  # 'CPM net-net': that it is net speaks for no cost
                row["words_for"] = 0.0
        table.append((claim.name, row))
    nothing = _of_nothing(reading, kind, all_claims.best, bool(all_claims.whole))
    nothing["nothing_vote"] = votes[elected[0]] if elected else 0.0
    nothing["known_field"] = sum(
        claim.share
        for claim in claims
        if WHOLE in claim.ways and _holds(claim, context) and claim.name in fields
    )
    table.append((NOTHING, nothing))
    return table


class _Together(NamedTuple):
    """What all claims on a column say, against which each of them stands."""

    best: float
    """How near the words of the nearest come, and of the next."""
    second: float
    whole: int
    """Claims of which the header is a phrase as it stands."""
    own: bool
    """Whether the plan's platform has a word for any of them, and its language."""
    spoken: bool
    by_word: bool


def _together(claims: Sequence[Claim], alike: Sequence[float], context: Context) -> _Together:
    best, second = ([*sorted(alike, reverse=True), 0.0, 0.0])[:2]
    return _Together(
        best,
        second,
        len([True for claim in claims if WHOLE in claim.ways and _holds(claim, context)]),
        context.platform in frozenset().union(*[claim.platforms for claim in claims]),
        context.language in frozenset().union(*[claim.languages for claim in claims]),
        not _WORD_FOR_WORD.isdisjoint(chain.from_iterable([claim.ways for claim in claims])),
    )


def _add_rivals(row: Row, claim: Claim, near: float, others: _Together, context: Context) -> None:
    """What the other claims say of one."""
    row["margin"] = near - (others.second if near == others.best else others.best)
    if others.whole:
        named = WHOLE in claim.ways and _holds(claim, context)
        row["shared" if named else "rival_whole"] = float(others.whole - 1) if named else 1.0
    if others.own and context.platform not in claim.platforms:
        row["denied"] = 1.0
    if others.spoken and claim.everywhere and claim.languages.isdisjoint((context.language, TEMPLATE)):
        row["other_language"] = 1.0


def _elected(name: str) -> Claim:
    """The claim of a class that the vote of letters alone speaks for."""
    return Claim(name, frozenset(), None, False, frozenset(), frozenset(), "", "", 0.0)


def _alike(claim: Claim) -> float:
    """How near the words come: all the way where they were found word for word."""
    if WHOLE in claim.ways or PLAIN in claim.ways:
        return 1.0
    near = claim.near.alike if claim.near else 0.0
    return max(near, 0.9) if claim.ways & {FORMS, OUTSIDE, COMPOSED} else near


def _holds(claim: Claim, context: Context) -> bool:
    """Whether what a platform calls its columns holds here."""
    return claim.everywhere or context.platform in claim.platforms


_WAYS = (
    (PLAIN, "plain"),
    (FORMS, "forms"),
    (OUTSIDE, "outside"),
    (CORE, "core"),
    (COMPOSED, "composed"),
    (PART, "part"),
)


def _of_words(claim: Claim, alike: float, context: Context) -> Row:
    row: Row = {"alike": alike, "alike_squared": alike * alike}
    ways = claim.ways
    if WHOLE in ways:
        if context.platform in claim.platforms:
            row["whole_own"] = 1.0
        if TEMPLATE in claim.languages:
            row["own_name"] = 1.0
        row[
            "whole" if claim.everywhere else "whole_platform" if _holds(claim, context) else "whole_foreign"
        ] = 1.0
    elif ways:
        for way, name in _WAYS:
            if way in ways:
                row[name] = 1.0
        row["parts_share"] = claim.parts
        if BAG in ways and PLAIN not in ways:
            row["same_words"] = 1.0
    if ways:
        row["doubt"] = math.log(max(claim.share, LEAST_SHARE))
    if claim.near:
        row["near_share"] = claim.near.alike * math.log(max(claim.near.share, LEAST_SHARE))
        row["of_header"] = claim.near.of_header
        row["of_phrase"] = claim.near.of_phrase
        if not ways:
            row["no_first"] = float(not claim.near.has_first)
            row["no_last"] = float(not claim.near.has_last)
            row["elsewhere"] = float(claim.near.elsewhere)
    return row


def _add_field(row: Row, field: Field, reading: Reading, kind: Kind, context: Context) -> None:
    row["words_for"], row["words_against"] = agreement(field, reading.header.modifiers)
    row["values_for"], row["values_against"] = fits(field, kind)
    if field.stage is not None:
        row[f"plan_{field.stage}"] = context.plan
    if reading.header.numbered:
        row["numbered"] = 1.0


def _of_nothing(reading: Reading, kind: Kind, best: float, is_listed: bool) -> Row:
    return {
        "is_nothing": 1.0,
        "unknown": reading.unknown,
        "nothing_known": float(not is_listed) * (1.0 - best),
        "known": float(is_listed),
        "nothing_best": best,
        "odd_values": float(kind in NO_TARGET),
        "long_header": min(1.0, len(reading.header.whole) / 10),
    }
