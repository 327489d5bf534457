"""One choice over the whole table: which field each column is proposed for, and which columns stay open.

The rankings say how likely each field is for a column alone. Two logits weigh that against the rest of the table (who
else claims the field, how much of the row is known, plan or report): one says how likely a field is right, the other
how likely leaving the column open is right. The first is the confidence that people see, so it is fitted to be honest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter, mul
from typing import NamedTuple

from worker.lazy_dataclass import dataclass
from worker.matching.assignment import assign
from worker.matching.rankers.context import Context
from worker.matching.rankers.evidence import Evidence, evidence_of
from worker.matching.rankers.fields import NO_TARGET
from worker.matching.rankers.ranking import Choice, Ranking, holder_of
from worker.matching.recall import supported
from worker.progress import breathe
from worker.shapes.memory import Recollection
from worker.shapes.template import Field

OF_RANKING = ("chance", "chance_against_open", "lead", "place", "beats_open")
"""The column's own ranking."""
OF_RIVALS = (
    "rival", "rival_ahead", "rival_ahead_alone", "rival_chance_alone", "rival_before", "rivals_first", "repeatable", "family_rival",
)  # fmt: skip
"""Who else claims the field, or one of its family."""
OF_TABLE = (
    "mean_chance", "mean_open", "known_share", "with_values_share", "plan", "platform", "foreign", "width", "position",
)  # fmt: skip
OF_HEADER = (
    "exact", "named", "vote", "vote_first", "values_for", "values_against", "words_for", "words_against", "unknown",
    "no_values", "odd_values", "twin", "later_twin",
)  # fmt: skip
"""The header and its values."""
OF_FIELD = (
    "rate", "planned", "delivered", "plan_planned", "plan_delivered", "plan_chance", "known_chance", "exact_chance",
    # how far the chance is to be believed in an export that names its platform, and above values
    "platform_chance", "platform_exact", "valued_chance",
)  # fmt: skip
"""What the field is, and what that means in this table."""
NAMES = (*OF_RANKING, *OF_RIVALS, *OF_TABLE, *OF_HEADER, *OF_FIELD)
Features = tuple[float, ...]
"""The values of one of these groups, in its order."""
_CHANCE = itemgetter(1)
CANDIDATES = 3
"""Fields of a ranking that are weighed; the right one is nearly always among them."""
CLAIMED = 0.1
"""A field less likely than this for a column alone is no candidate, whatever its table says."""
CLAIMS = 4
"""Fields of a ranking with which a column counts as a rival of the others."""
BEHIND = 0.1
"""What is left of an alternative that a surer column has."""
LIKELY = 0.5
LEAST = 0.3
"""A field less likely right than this is left open, even where leaving it open is less likely right still."""
UNSAID = 0.75
"""The most that a field is believed that no word of the header names, and nothing proves."""
KIN = frozenset({"money", "date"})
"""Families of which one column's claim says something about another's."""


@dataclass(frozen=True, slots=True)
class Logit:
    """A weighted sum and its chance."""

    weights: tuple[float, ...]
    """By `NAMES`."""
    offset: float

    def chance(self, values: Sequence[float]) -> float:
        """0..1."""
        score = self.offset + sum(map(mul, self.weights, values))
        return 1.0 / (1.0 + math.exp(-score)) if score > -40 else 0.0


class Candidate(NamedTuple):
    """A field that a column may be proposed for, with the evidence of the whole table."""

    field: str
    values: Features
    """By `NAMES`."""


@dataclass(frozen=True, slots=True)
class Proposer:
    """The two logits."""

    right: Logit
    left_open: Logit

    def choose(
        self,
        rankings: Sequence[Ranking],
        fields: Mapping[str, Field],
        repeatable: Collection[str] | None,
        fixed: Mapping[int, str | None],
        memory: Mapping[int, Recollection],
    ) -> list[Choice]:
        """One choice a column; see `Ranker.choose`."""
        weighed = [
            self._weighed(ranking, column, memory.get(at))
            for at, (ranking, column) in enumerate(
                zip(rankings, candidates(rankings, fields, repeatable, fixed), strict=True)
            )
        ]
        claims = [
            _shared(weighed, ranking) if ranking.family else claim
            for ranking, (claim, _) in zip(rankings, weighed, strict=True)
        ]
        left_open = [
            min(weighed[i][1] for i in (at, *ranking.family)) if ranking.family else weighed[at][1]
            for at, ranking in enumerate(rankings)
        ]
        assigned = assign([claim.items() for claim in claims], left_open, repeatable, fixed)
        assigned = [
            _of_family(at, ranking, assigned) if ranking.family and at not in fixed else assigned[at]
            for at, ranking in enumerate(rankings)
        ]
        holders = {
            field: claim.get(field, 1.0)
            for field, claim in zip(assigned, claims, strict=True)
            if field is not None
        }
        reserved_by = {
            name: chance
            for name, chance in holders.items()
            if repeatable is not None and name not in repeatable and fields[name].kind == "dimension"
        }
        return [
            Choice(
                field,
                claim.get(field, 0.0) if field else 0.0,
                _alternatives(ranking, field, claim, reserved_by),
                holder_of(claim, stays, assigned, repeatable) if claim and not field else None,
            )
            for ranking, field, claim, stays in zip(rankings, assigned, claims, left_open, strict=True)
        ]

    def _weighed(
        self, ranking: Ranking, column: Sequence[Candidate], memory: Recollection | None
    ) -> tuple[dict[str, float], float]:
        """The chance of each field that has some claim on a column, and of leaving the column open."""
        breathe()
        alone = ranking.chances
        claim = {c.field: self.right.chance(c.values) for c in column if alone[c.field] >= CLAIMED}
        if ranking.unsaid in claim:
            claim[ranking.unsaid] = min(claim[ranking.unsaid], UNSAID)
        stays = self.left_open.chance(column[0].values) if column else 1.0
        if memory is not None:
            supported_claims, stays = supported(list(claim.items()), stays, memory)
            claim = dict(supported_claims)
        return claim, max(LEAST, stays)


def _shared(weighed: Sequence[tuple[Mapping[str, float], float]], ranking: Ranking) -> dict[str, float]:
    """The claims of a column in a family: the best that any of the family has."""
    members = [weighed[at][0] for at in ranking.family]
    return {name: max(claim.get(name, 0.0) for claim in members) for claim in members for name in claim}


def _of_family(at: int, ranking: Ranking, assigned: Sequence[str | None]) -> str | None:
    """The field of a column; of one that another of its family kept from the field of both, that field."""
    fields = {assigned[i] for i in ranking.family} - {None}
    return assigned[at] or (fields.pop() if len(fields) == 1 else None)


def _alternatives(
    ranking: Ranking, field: str | None, chances: Mapping[str, float], holders: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """The other fields, likeliest first; one that was not weighed is as likely as it ranks behind those that were.

    A describing field that a surer column has *holders* is hardly an alternative: no person need decide between the two.
    """
    least = min(chances.values(), default=1.0)
    others = [
        (name, chances.get(name, raw if raw < least else least))
        for name, raw in ranking.fields
        if name != field
    ]
    if not (holders.keys() - {field}).isdisjoint(ranking.chances):
        others = [(name, p * BEHIND if p <= holders.get(name, 0.0) else p) for name, p in others]
    return tuple(sorted(others, key=_CHANCE, reverse=True))


def candidates(
    rankings: Sequence[Ranking],
    fields: Mapping[str, Field],
    repeatable: Collection[str] | None,
    fixed: Mapping[int, str | None],
) -> list[list[Candidate]]:
    """The likeliest fields of each column with their evidence."""
    if not rankings:
        return []
    table = _table(rankings, fields, repeatable, fixed)
    return [
        [
            Candidate(name, _values(table, at, place))
            for place, (name, chance) in enumerate(ranking.fields[:CANDIDATES])
            if chance >= CLAIMED or not place
        ]
        for at, ranking in enumerate(rankings)
    ]


Claims = Mapping[str, Sequence[tuple[float, int]]]
"""Field -> the columns that may be it, surest first: chance and position."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a table, a value a column, and the fields that they may have."""

    rankings: Sequence[Ranking]
    evidence: Sequence[Evidence]
    fields: Mapping[str, Field]
    repeatable: Collection[str] | None
    first: Sequence[str | None]
    """The likeliest field of each column, or the one that it has already."""
    claims: Claims
    kin: Mapping[str, Sequence[tuple[float, int, str]]]
    """Family -> the columns that may be one of its fields, surest first: chance, position and field."""
    twins: Sequence[tuple[float, float]]
    """Whether another column has the same plain header, and whether one before it has."""
    features: Features
    """Those of the table but the last, which is a column's."""

    @property
    def context(self) -> Context:
        """What the header row says as a whole."""
        return self.evidence[0].context


def _table(
    rankings: Sequence[Ranking],
    fields: Mapping[str, Field],
    repeatable: Collection[str] | None,
    fixed: Mapping[int, str | None],
) -> _Table:
    evidence = [evidence_of(ranking) for ranking in rankings]
    first = [fixed[at] if at in fixed else ranking.best[0] for at, ranking in enumerate(rankings)]
    claims = _claims(rankings, fixed)
    twins = _twins([one.reading.header.plain for one in evidence])
    features = _of_table(rankings, evidence)
    return _Table(
        rankings, evidence, fields, repeatable, first, claims, _kin(claims, fields), twins, features
    )


def _claims(rankings: Sequence[Ranking], fixed: Mapping[int, str | None]) -> Claims:
    claims: dict[str, list[tuple[float, int]]] = {}
    for at, ranking in enumerate(rankings):
        fields = ranking.fields[:CLAIMS]
        if at in fixed:
            fields = ((fixed[at] or "", 1.0),)
        for field, chance in fields:
            claims.setdefault(field, []).append((chance, at))
    for columns in claims.values():
        columns.sort(reverse=True)
    return claims


def _kin(claims: Claims, fields: Mapping[str, Field]) -> Mapping[str, Sequence[tuple[float, int, str]]]:
    kin: dict[str, list[tuple[float, int, str]]] = {family: [] for family in KIN}
    for name, columns in claims.items():
        if name in fields and (family := fields[name].family) in kin:
            kin[family] += [(chance, at, name) for chance, at in columns]
    for of_family in kin.values():
        of_family.sort(reverse=True)
    return kin


def _twins(headers: Sequence[tuple[str, ...]]) -> list[tuple[float, float]]:
    if len(set(headers)) == len(headers):
        return [(0.0, 0.0)] * len(headers)
    count, first = Counter(headers), {header: at for at, header in reversed(list(enumerate(headers)))}
    return [(float(count[header] > 1), float(first[header] != at)) for at, header in enumerate(headers)]


def _odds(chance: float) -> float:
    return math.log((chance + 0.002) / (1.002 - chance))


# ---------------------------------------------------------------- the features of a candidate


def _values(table: _Table, at: int, place: int) -> Features:
    """The features of one field of one column, in the order of `NAMES`."""
    ranking, evidence = table.rankings[at], table.evidence[at]
    name, chance = ranking.fields[place]
    own, exact = _odds(chance), float(bool(evidence.reading.exact))
    return (
        *_of_ranking(ranking, place, own),
        *_of_rivals(table, at, name, chance),
        *table.features,
        at / len(table.rankings),
        exact,
        *_of_header(evidence, name),
        *table.twins[at],
        *_of_field(table, table.fields[name], own, exact),
        own * (evidence.kind != "none"),
    )


def _of_ranking(ranking: Ranking, place: int, own: float) -> Features:
    chance = ranking.fields[place][1]
    behind = ranking.fields[place + 1][1] if place + 1 < len(ranking.fields) else 0.0
    against = _odds(chance / (chance + ranking.left_open + 1e-9))
    return own, against, chance - behind, float(place), float(place == 0 and chance > ranking.left_open)


def _of_rivals(table: _Table, at: int, field: str, chance: float) -> Features:
    again = table.repeatable is None or field in table.repeatable
    family = _family_rival(table, at, field)
    others = [claim for claim in table.claims.get(field, ()) if claim[1] != at]
    if not others:
        return _NO_RIVAL, 0.0, 0.0, 0.0, 0.0, 0.0, float(again), family
    rival = others[0][0]
    alone = float(rival > chance and not again)
    return (
        _odds(rival),
        float(rival > chance),
        alone,
        alone * rival,
        float(any(column < at and p >= LIKELY for p, column in others)),
        math.log1p(sum(table.first[column] == field for _, column in others)),
        float(again),
        family,
    )


_NO_RIVAL = _odds(0.0)


def _of_table(rankings: Sequence[Ranking], evidence: Sequence[Evidence]) -> Features:
    """All of the table but the position, which is a column's."""
    count, context = len(rankings), evidence[0].context
    return (
        sum(ranking.best[1] for ranking in rankings) / count,
        sum(ranking.left_open for ranking in rankings) / count,
        sum(bool(one.reading.exact) for one in evidence) / count,
        sum(one.kind != "none" for one in evidence) / count,
        context.plan,
        float(context.platform is not None),
        float(context.language not in ("en", None)),
        math.log(count),
    )


def _of_header(evidence: Evidence, field: str) -> Features:
    """What the header and the values say of the field, from 'named' to 'odd_values'."""
    value = evidence.claims.row(field).get
    return (
        value("whole", 0.0) + value("whole_own", 0.0) + value("own_name", 0.0),
        value("vote", 0.0),
        value("vote_first", 0.0),
        value("values_for", 0.0),
        value("values_against", 0.0),
        value("words_for", 0.0),
        value("words_against", 0.0),
        evidence.reading.unknown,
        float(evidence.kind == "none"),
        float(evidence.kind in NO_TARGET),
    )


def _of_field(table: _Table, field: Field, own: float, exact: float) -> Features:
    """All but the last, which the values say."""
    _, _, known_share, _, plan, platform, *_ = table.features
    planned, delivered = float(field.stage == "planned"), float(field.stage == "delivered")
    return (
        float(field.family in ("rate", "ratio")),
        planned,
        delivered,
        plan * planned,
        plan * delivered,
        plan * own,
        known_share * own,
        exact * own,
        platform * own,
        platform * exact,
    )


def _family_rival(table: _Table, at: int, field: str) -> float:
    """The best chance that another column has for another field of the same family."""
    kin = table.kin.get(table.fields[field].family, ())
    return next((chance for chance, column, other in kin if column != at and other != field), 0.0)
