"""One choice over the whole table: which field each column is proposed for, and which columns stay open.

The rankings say how likely each field is for a column alone. Two logits weigh that against the rest of the table (who
else claims the field, how much of the row is known, plan or report): one says how likely a field is right, the other
how likely leaving the column open is right. The first is the confidence that people see, so it is fitted to be honest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter, mul

from worker.lazy_dataclass import dataclass
from worker.matching.assignment import assign
from worker.matching.rankers.context import Context
from worker.matching.rankers.evidence import evidence_of
from worker.matching.rankers.fields import NO_TARGET
from worker.matching.rankers.ranking import Choice, Ranking, holder_of
from worker.matching.recall import supported
from worker.progress import breathe
from worker.shapes.memory import Recollection
from worker.shapes.template import Field

NAMES = (
    # the column's own ranking
    "chance", "chance_against_open", "lead", "place", "beats_open",
    # who else claims the field, or one of its family
    "rival", "rival_ahead", "rival_ahead_alone", "rival_chance_alone", "rival_before", "rivals_first", "repeatable", "family_rival",
    # the table
    "mean_chance", "mean_open", "known_share", "with_values_share", "plan", "platform", "foreign", "width", "position",
    # the header and its values
    "exact", "named", "vote", "vote_first", "values_for", "values_against", "words_for", "words_against", "unknown",
    "no_values", "odd_values", "twin", "later_twin",
    # what the field is
    "rate", "planned", "delivered", "plan_planned", "plan_delivered", "plan_chance", "known_chance", "exact_chance",
    # how far the chance is to be believed in an export that names its platform, and above values
    "platform_chance", "platform_exact", "valued_chance",
)  # fmt: skip
Features = dict[str, float]
_IN_ORDER: Callable[[Features], tuple[float, ...]] = itemgetter(*NAMES)
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may be proposed for, with the evidence of the whole table."""

    field: str
    values: tuple[float, ...]
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
            _shared([claim for claim, _ in weighed], at, ranking) for at, ranking in enumerate(rankings)
        ]
        left_open = [min(weighed[i][1] for i in (at, *r.family)) for at, r in enumerate(rankings)]
        assigned = assign([list(claim.items()) for claim in claims], left_open, repeatable, fixed)
        assigned = [
            _of_family(at, ranking, assigned) if at not in fixed else assigned[at]
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
        choices = [
            _choice(ranking, field, claim, reserved_by)
            for ranking, field, claim in zip(rankings, assigned, claims, strict=True)
        ]
        return [
            choice if choice.field else replace(choice, holder=holder_of(claim, stays, assigned, repeatable))
            for choice, claim, stays in zip(choices, claims, left_open, strict=True)
        ]

    def _weighed(
        self, ranking: Ranking, column: Sequence[Candidate], memory: Recollection | None
    ) -> tuple[dict[str, float], float]:
        """The chance of each field that has some claim on a column, and of leaving the column open."""
        breathe()
        alone = dict(ranking.fields)
        claim = {c.field: self.right.chance(c.values) for c in column if alone[c.field] >= CLAIMED}
        if ranking.unsaid in claim:
            claim[ranking.unsaid] = min(claim[ranking.unsaid], UNSAID)
        stays = self.left_open.chance(column[0].values) if column else 1.0
        if memory is not None:
            supported_claims, stays = supported(list(claim.items()), stays, memory)
            claim = dict(supported_claims)
        return claim, max(LEAST, stays)


def _shared(claims: Sequence[Mapping[str, float]], at: int, ranking: Ranking) -> dict[str, float]:
    """The claims of a column; of one in a family the best that any of the family has."""
    if not ranking.family:
        return dict(claims[at])
    members = [claims[i] for i in ranking.family]
    return {name: max(claim.get(name, 0.0) for claim in members) for claim in members for name in claim}


def _of_family(at: int, ranking: Ranking, assigned: Sequence[str | None]) -> str | None:
    """The field of a column; of one that another of its family kept from the field of both, that field."""
    fields = {assigned[i] for i in ranking.family} - {None}
    return assigned[at] or (fields.pop() if len(fields) == 1 else None)


def _choice(
    ranking: Ranking, field: str | None, chances: Mapping[str, float], holders: Mapping[str, float]
) -> Choice:
    """The choice with its alternatives; a field that was not weighed is as likely as it ranks behind those that were.

    A describing field that a surer column has *holders* is hardly an alternative: no person need decide between the two.
    """
    least = min(chances.values(), default=1.0)
    others = [(name, chances.get(name, min(least, raw))) for name, raw in ranking.fields if name != field]
    open_to = [
        (name, chance * BEHIND if chance <= holders.get(name, 0.0) else chance) for name, chance in others
    ]
    ranked = sorted(open_to, key=itemgetter(1), reverse=True)
    return Choice(field, chances.get(field, 0.0) if field else 0.0, tuple(ranked))


def candidates(
    rankings: Sequence[Ranking],
    fields: Mapping[str, Field],
    repeatable: Collection[str] | None,
    fixed: Mapping[int, str | None],
) -> list[list[Candidate]]:
    """The likeliest fields of each column with their evidence."""
    if not rankings:
        return []
    first = [fixed[at] if at in fixed else ranking.best[0] for at, ranking in enumerate(rankings)]
    table = _Table(rankings, fields, repeatable, first, _claims(rankings, fixed), _twins(rankings))
    shared = _of_table(table)
    return [
        [
            Candidate(name, _values(table, at, place, shared))
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
    fields: Mapping[str, Field]
    repeatable: Collection[str] | None
    first: Sequence[str | None]
    """The likeliest field of each column, or the one that it has already."""
    claims: Claims
    twins: Sequence[tuple[bool, bool]]
    """Whether another column has the same plain header, and whether one before it has."""

    @property
    def context(self) -> Context:
        """What the header row says as a whole."""
        return evidence_of(self.rankings[0]).context


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


def _twins(rankings: Sequence[Ranking]) -> list[tuple[bool, bool]]:
    headers = [evidence_of(ranking).reading.header.plain for ranking in rankings]
    count, first = Counter(headers), {header: at for at, header in reversed(list(enumerate(headers)))}
    return [(count[header] > 1, first[header] != at) for at, header in enumerate(headers)]


def _odds(chance: float) -> float:
    return math.log((chance + 0.002) / (1.002 - chance))


# ---------------------------------------------------------------- the features of a candidate


def _values(table: _Table, at: int, place: int, shared: Features) -> tuple[float, ...]:
    """The features of one field of one column, in the order of `NAMES`; *shared* are those of the whole table."""
    features = {
        **_of_ranking(table.rankings[at], place),
        **_of_rivals(table, at, place),
        **shared,
        "position": at / len(table.rankings),
        **_of_header(table, at, place),
        **_of_field(table, at, place, shared["known_share"]),
    }
    return _IN_ORDER(features)


def _of_ranking(ranking: Ranking, place: int) -> Features:
    chance = ranking.fields[place][1]
    behind = ranking.fields[place + 1][1] if place + 1 < len(ranking.fields) else 0.0
    return {
        "chance": _odds(chance),
        "chance_against_open": _odds(chance / (chance + ranking.left_open + 1e-9)),
        "lead": chance - behind,
        "place": float(place),
        "beats_open": float(place == 0 and chance > ranking.left_open),
    }


def _of_rivals(table: _Table, at: int, place: int) -> Features:
    """Who else claims the field, or one of its family."""
    field, chance = table.rankings[at].fields[place]
    others = [(p, column) for p, column in table.claims.get(field, ()) if column != at]
    rival = others[0][0] if others else 0.0
    again = table.repeatable is None or field in table.repeatable
    alone = float(rival > chance and not again)
    return {
        "rival": _odds(rival),
        "rival_ahead": float(rival > chance),
        "rival_ahead_alone": alone,
        "rival_chance_alone": alone * rival,
        "rival_before": float(any(column < at and p >= LIKELY for p, column in others)),
        "rivals_first": math.log1p(sum(table.first[column] == field for _, column in others)),
        "repeatable": float(again),
        "family_rival": _family_rival(table.fields[field], at, table.claims, table.fields),
    }


def _of_table(table: _Table) -> Features:
    count = len(table.rankings)
    evidence = [evidence_of(ranking) for ranking in table.rankings]
    return {
        "mean_chance": sum(ranking.best[1] for ranking in table.rankings) / count,
        "mean_open": sum(ranking.left_open for ranking in table.rankings) / count,
        "known_share": sum(bool(one.reading.exact) for one in evidence) / count,
        "with_values_share": sum(one.kind != "none" for one in evidence) / count,
        "plan": table.context.plan,
        "platform": float(table.context.platform is not None),
        "foreign": float(table.context.language not in ("en", None)),
        "width": math.log(count),
    }


def _of_header(table: _Table, at: int, place: int) -> Features:
    """What the header and the values say of the field."""
    evidence = evidence_of(table.rankings[at])
    row = evidence.claims.row(table.rankings[at].fields[place][0])
    twin, later_twin = table.twins[at]
    return {
        "exact": float(bool(evidence.reading.exact)),
        "named": row.get("whole", 0.0) + row.get("whole_own", 0.0) + row.get("own_name", 0.0),
        **{name: row.get(name, 0.0) for name in _FROM_ROW},
        "unknown": evidence.reading.unknown,
        "no_values": float(evidence.kind == "none"),
        "odd_values": float(evidence.kind in NO_TARGET),
        "twin": float(twin),
        "later_twin": float(later_twin),
    }


_FROM_ROW = ("vote", "vote_first", "values_for", "values_against", "words_for", "words_against")
"""Features of the ranking that count here as well."""


def _of_field(table: _Table, at: int, place: int, known_share: float) -> Features:
    """What the field is, and what that means in this table."""
    name, chance = table.rankings[at].fields[place]
    field, plan, own = table.fields[name], table.context.plan, _odds(chance)
    evidence = evidence_of(table.rankings[at])
    exact, platform = float(bool(evidence.reading.exact)), float(table.context.platform is not None)
    planned, delivered = float(field.stage == "planned"), float(field.stage == "delivered")
    return {
        "rate": float(field.family in ("rate", "ratio")),
        "planned": planned,
        "delivered": delivered,
        "plan_planned": plan * planned,
        "plan_delivered": plan * delivered,
        "plan_chance": plan * own,
        "known_chance": known_share * own,
        "exact_chance": exact * own,
        "platform_chance": platform * own,
        "platform_exact": platform * exact,
        "valued_chance": float(evidence.kind != "none") * own,
    }


def _family_rival(field: Field, at: int, claims: Claims, fields: Mapping[str, Field]) -> float:
    """The best chance that another column has for another field of the same family."""
    if field.family not in KIN:
        return 0.0
    return max(
        (
            chance
            for other, columns in claims.items()
            if other != field.name and other in fields and fields[other].family == field.family
            for chance, column in columns
            if column != at
        ),
        default=0.0,
    )
