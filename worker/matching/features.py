"""Evidence as numbers: one row of features for each claim on a column."""

from __future__ import annotations

import math
from collections.abc import Mapping

from worker.matching.context import Context
from worker.matching.fields import DELIVERED, NO_TARGET, PLANNED, agreement, fits
from worker.matching.reading import BAG, COMPOSED, CORE, OUTSIDE, PART, PLAIN, WHOLE, Claim, Reading, is_open
from worker.matching.samples import Kind
from worker.shapes import Field

NAMES = (
    "is_open", "is_nothing", "whole", "whole_own", "whole_foreign", "shared", "plain", "outside", "core",
    "composed", "part", "parts_share", "same_words", "alike", "alike_squared", "of_header", "of_phrase", "margin",
    "words_for", "words_against", "values_for", "values_against", "plan_planned", "plan_delivered",
    "numbered", "unknown", "nothing_known", "odd_values", "open_odd", "long_header", "open_alike", "rival_whole",
    "share", "doubt", "near_share",
)  # fmt: skip
NOTHING = ""
"""The claim that a column means nothing we know."""
_AT = {name: at for at, name in enumerate(NAMES)}


def rows(
    reading: Reading, kind: Kind, context: Context, fields: Mapping[str, Field]
) -> list[tuple[str, list[float]]]:
    """The features of every claim on a column, and of the claim that it means nothing."""
    claims = reading.claims
    alike = sorted((c.near.alike for c in claims if c.near), reverse=True)[:2]
    whole = [c for c in claims if WHOLE in c.ways and _holds(c, context)]
    best = max(alike, default=0.0)
    second = alike[1] if len(alike) > 1 else 0.0
    found = []
    for claim in claims:
        row = _of_claim(claim, reading, kind, context, fields.get(claim.name))
        near = claim.near.alike if claim.near else 0.0
        row[_AT["margin"]] = near - (second if near == best else best)
        row[_AT["shared"]] = float(len(whole) - 1) if claim in whole else 0.0
        row[_AT["rival_whole"]] = float(bool(whole) and claim not in whole)
        found.append((claim.name, row))
    found.append((NOTHING, _of_nothing(reading, kind, best, bool(whole))))
    return found


def _holds(claim: Claim, context: Context) -> bool:
    """Whether what a platform calls its columns holds here."""
    return claim.platforms is None or context.platform in claim.platforms


def _of_claim(
    claim: Claim, reading: Reading, kind: Kind, context: Context, field: Field | None
) -> list[float]:
    row = [0.0] * len(NAMES)
    ways = claim.ways
    if WHOLE in ways:
        own = claim.platforms is not None
        name = "whole" if not own else "whole_own" if _holds(claim, context) else "whole_foreign"
        row[_AT[name]] = 1.0
    else:
        row[_AT["plain"]] = float(PLAIN in ways)
        row[_AT["outside"]] = float(OUTSIDE in ways)
        row[_AT["core"]] = float(CORE in ways)
        row[_AT["composed"]] = float(COMPOSED in ways)
        row[_AT["part"]] = float(PART in ways)
        row[_AT["parts_share"]] = claim.parts
        row[_AT["same_words"]] = float(BAG in ways and PLAIN not in ways)
    if ways:
        row[_AT["share"]] = claim.share
        row[_AT["doubt"]] = math.log(max(claim.share, 0.02))
    if claim.near:
        row[_AT["near_share"]] = claim.near.alike * math.log(max(claim.near.share, 0.02))
        row[_AT["alike"]] = claim.near.alike
        row[_AT["alike_squared"]] = claim.near.alike**2
        row[_AT["of_header"]] = claim.near.of_header
        row[_AT["of_phrase"]] = claim.near.of_phrase
    if field is None or is_open(claim.name):
        row[_AT["is_open"]] = 1.0
        row[_AT["open_odd"]] = float(kind in NO_TARGET)
        row[_AT["open_alike"]] = claim.near.alike if claim.near else 0.0
        return row
    row[_AT["words_for"]], row[_AT["words_against"]] = agreement(claim.name, reading.header.modifiers)
    row[_AT["values_for"]], row[_AT["values_against"]] = fits(field, kind)
    row[_AT["plan_planned"]] = context.plan if claim.name in PLANNED else 0.0
    row[_AT["plan_delivered"]] = context.plan if claim.name in DELIVERED else 0.0
    row[_AT["numbered"]] = float(reading.header.numbered)
    return row


def _of_nothing(reading: Reading, kind: Kind, best: float, known: bool) -> list[float]:
    row = [0.0] * len(NAMES)
    row[_AT["is_nothing"]] = 1.0
    row[_AT["unknown"]] = reading.unknown
    row[_AT["nothing_known"]] = float(not known) * (1.0 - best)
    row[_AT["odd_values"]] = float(kind in NO_TARGET)
    row[_AT["long_header"]] = min(1.0, len(reading.header.whole) / 10)
    return row
