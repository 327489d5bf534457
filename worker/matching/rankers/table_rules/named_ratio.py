"""A column is the count that a ratio beside it is named for: impressions x VTR are views, clicks / CTR impressions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import isclose

from worker.lazy_dataclass import dataclass
from worker.matching.identities import CLOSE
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, chance_of, decided, likeliest
from worker.values.arithmetic import AGREE, LEAST_LINES, PER_HUNDRED, Values, is_product

ORDER = 62
SURE = 0.8
"""Chance from which the columns of an identity are what their headers say."""
CLAIMED = 0.1
"""Chance of a count that an identity can make sure."""
LEAST = 100
"""A count below this may be the product of two other columns by chance."""
_PLANNED_SHOWN = "planned_impressions"
_SHOWN = frozenset({"impressions", _PLANNED_SHOWN})
_VIEWS = frozenset({"video_completions", "video_views"})
_UNITS = frozenset({"planned_units"})
"""What is bought by the view may be called views."""
_CLICKS = frozenset({"clicks"})
_FREQUENCY, _REACHED = "frequency", frozenset({"reach"})
MOST_CONTACTS = 100
"""A frequency above this is none."""
_BOUGHT = frozenset({"planned_units", "spots"})


@dataclass(frozen=True, slots=True)
class _Ratio:
    """What a ratio is named for."""

    name: str
    """A field, or a concept without one, which begins with a tilde."""
    counts: frozenset[str]
    """What the count may be."""
    claims: frozenset[str]
    """Fields of which the count seems to be one, until the identity decides."""
    of_impressions: bool
    """True for a share of the impressions, False for a price of a piece."""


_CTR = _Ratio("ctr", _CLICKS, _CLICKS, True)
_RATIOS = (
    _CTR,
    _Ratio("~vtr", _VIEWS, _VIEWS | _UNITS, True),
    _Ratio("unit_rate", _BOUGHT, _BOUGHT, False),
    _Ratio("cpc", _CLICKS, _CLICKS, False),
    _Ratio("~cost_per_view", _VIEWS | _UNITS, _VIEWS | _UNITS, False),
)


def concerns(facts: Facts) -> bool:
    """Columns of numbers."""
    return "numbers" in facts.has


def apply(table: Table) -> list[Ranking]:
    """A likely count becomes sure where its lines, one at least, have all three numbers, and all agree."""
    rankings = list(table.rankings)
    numbers = {at: column.numbers for at, column in enumerate(table.columns) if any(column.numbers)}
    money = table.fields.names("money")
    impressions = [values for at, values in numbers.items() if chance_of(rankings[at], _SHOWN) >= SURE]
    costs = [values for at, values in numbers.items() if chance_of(rankings[at], money) >= SURE]
    for ratio in _RATIOS:
        wholes = impressions if ratio.of_impressions else costs
        named = [values for at, values in numbers.items() if _is_named(rankings[at], ratio.name)]
        for at, count in numbers.items():
            if chance_of(rankings[at], ratio.claims) < CLAIMED:
                continue
            if any(_holds(count, one, whole, ratio) for one in named for whole in wholes):
                rankings[at] = _made_sure(rankings[at], ratio.counts & table.fields.keys())
    if not impressions:
        _shown(table, numbers, rankings)
    _contacts(table, numbers, impressions, rankings)
    return rankings


def _shown(table: Table, numbers: Mapping[int, Values], rankings: list[Ranking]) -> None:
    """The unknown count of which the clicks are the CTR's share, where no column is known for impressions."""
    clicks = [values for at, values in numbers.items() if chance_of(rankings[at], _CLICKS) >= SURE]
    ratios = [values for at, values in numbers.items() if _is_named(rankings[at], "ctr")]
    for at, count in numbers.items():
        unknown = rankings[at].best[0] is None or rankings[at].best[1] < LIKELY
        if unknown and any(_holds(some, ctr, count, _CTR) for some in clicks for ctr in ratios):
            field = likeliest(rankings[at], _SHOWN) or _PLANNED_SHOWN
            if field in table.fields:
                rankings[at] = decided(rankings[at], field)


def _contacts(
    table: Table, numbers: Mapping[int, Values], impressions: Sequence[Values], rankings: list[Ranking]
) -> None:
    """What times the people reached gives the impressions on two lines or more is the frequency."""
    reached = [at for at in numbers if chance_of(rankings[at], _REACHED) >= SURE]
    if _FREQUENCY not in table.fields or len(reached) != 1:
        return
    people = numbers[reached[0]]
    for at, values in numbers.items():
        contacts = [value for value in values if value]
        few = len(contacts) >= LEAST_LINES and all(1 <= value <= MOST_CONTACTS for value in contacts)
        if few and any(is_product(values, people, whole, (1.0,), CLOSE) for whole in impressions):
            rankings[at] = decided(rankings[at], _FREQUENCY)


def _is_named(ranking: Ranking, name: str) -> bool:
    """Whether a column is the ratio *name*, a field or a concept without one."""
    if chance_of(ranking, (name,)) >= SURE:
        return True
    return ranking.concept is not None and ranking.concept[0] == name and ranking.concept[1] >= SURE


def _holds(count: Values, ratio: Values, whole: Values, kind: _Ratio) -> bool:
    lines = [(n, r, w) for n, r, w in zip(count, ratio, whole, strict=True) if n and r and w]
    # Booked units are views on the lines that are bought by the view alone.
    if not lines or len(lines) < AGREE * sum(map(bool, count)) or max(abs(n) for n, _, _ in lines) < LEAST:
        return False
    if not kind.of_impressions:
        return _agree([(n * r, w) for n, r, w in lines])
    return _agree([(w * r, n) for n, r, w in lines]) or _agree(
        [(w * r / PER_HUNDRED, n) for n, r, w in lines]
    )


def _agree(pairs: Sequence[tuple[float, float]]) -> bool:
    return all(isclose(a, b, rel_tol=CLOSE) for a, b in pairs)


def _made_sure(ranking: Ranking, counts: Collection[str]) -> Ranking:
    """The ranking with the likeliest of *counts* as good as certain; views, where none of them was thought of."""
    field = likeliest(ranking, counts) or max(counts, default=None)
    return decided(ranking, field) if field else ranking
