"""Evidence as numbers: the features of each claim on a column, those that are 0 left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
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
from worker.matching.words.votes import NO_VOTE, Vote
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


class Grounds:
    """What the claims on a column rest on before its letters vote: the same for all headers of a pattern."""

    def __init__(self, reading: Reading, kind: Kind, context: Context, fields: Mapping[str, Field]) -> None:
        self._modifiers, self._numbered = reading.header.modifiers, reading.header.numbered
        self._kind, self._context, self._fields = kind, context, fields
        alike = [*map(_alike, reading.claims)]
        self._together = _together(reading.claims, alike, context)
        self._elected: dict[str, Row] = {}
        self.rows = {c.name: self._row(c, near) for c, near in zip(reading.claims, alike, strict=True)}
        """The features of each claim that its words make."""
        self.nothing = _of_nothing(reading, kind, self._together.best, bool(self._together.whole))
        """Those of the claim that the column means nothing."""
        self.nothing["known_field"] = sum(
            claim.share
            for claim in reading.claims
            if WHOLE in claim.ways and _holds(claim, context) and claim.name in fields
        )
        self.can_vote = not reading.wordless
        """Whether its letters say anything."""
        self.is_sure = any(meaning.everywhere for meaning in reading.exact)
        """Whether its words leave nothing to its letters."""

    def elected(self, name: str) -> Row:
        """The features of the claim of a class that the vote of letters alone speaks for."""
        return self._elected.get(name) or self._of_elected(name)

    def _of_elected(self, name: str) -> Row:
        row = self._elected[name] = {**self._of_letters, **self._of_field(name, False, 0.0)}
        return row

    @cached_property
    def _of_letters(self) -> Row:
        """What the claims have in common that no word speaks for."""
        return self._of_words(Claim("", frozenset(), None, False, frozenset(), frozenset(), "", "", 0.0), 0.0)

    def _row(self, claim: Claim, near: float) -> Row:
        return {**self._of_words(claim, near), **self._of_field(claim.name, bool(claim.ways), near)}

    def _of_words(self, claim: Claim, near: float) -> Row:
        row = _of_words(claim, near, self._context)
        _add_rivals(row, claim, near, self._together, self._context)
        return row

    def _of_field(self, name: str, has_words: bool, near: float) -> Row:
        """What the header's modifiers and the values say of a class, to which words lead or letters alone."""
        field = self._fields.get(name)
        row: Row = {}
        if field is None or is_open(name):
            row["is_open"], row["open_alike"] = 1.0, near
            row["open_odd"] = float(self._kind in NO_TARGET)
            row["open_for"], row["open_against"] = open_fits(name, self._kind)
            return row
        row["words_for"], row["words_against"] = agreement(field, self._modifiers)
        if self._together.by_word and not has_words:  # 'CPM net-net': that it is net speaks for no cost
            row["words_for"] = 0.0
        row["values_for"], row["values_against"] = fits(field, self._kind)
        if field.stage is not None:
            row[f"plan_{field.stage}"] = self._context.plan
        if self._numbered:
            row["numbered"] = 1.0
        return row


class Claims:
    """The claims on a column once its letters have voted."""

    def __init__(self, grounds: Grounds, vote: Vote) -> None:
        """*vote* is that of the header's letters; the first classes in it are claims of their own."""
        self.grounds = grounds
        self.vote = vote if grounds.can_vote else NO_VOTE
        self.elected = self.vote.first(ELECTED)
        """The classes that are first in the vote, the first one first."""
        self.only_elected = (
            () if grounds.is_sure else tuple([name for name in self.elected if name not in grounds.rows])
        )
        """Those of them that no word speaks for; what letters seem to say adds nothing where words are sure."""

    def row(self, name: str) -> Row:
        """The features of a claim; none of a class that nothing speaks for."""
        only = name in self.only_elected
        row = self.grounds.elected(name) if only else self.grounds.rows.get(name)
        if not row or not self.elected:
            return row or {}
        share = self.vote.share(name)
        return {
            **row,
            "vote": share,
            "vote_log": math.log(max(share, LEAST_VOTE)),
            "vote_first": float(name == self.elected[0]),
            "vote_only": float(only),
        }

    @property
    def nothing_vote(self) -> float:
        """What the first in the vote says against the claim that the column means nothing."""
        return self.vote.share(self.elected[0]) if self.elected else 0.0

    def rows(self) -> dict[str, Row]:
        """The features of every claim, and of the claim that the column means nothing."""
        table = {name: self.row(name) for name in (*self.grounds.rows, *self.only_elected)}
        return {**table, NOTHING: {**self.grounds.nothing, "nothing_vote": self.nothing_vote}}


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
