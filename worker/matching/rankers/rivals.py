"""What the columns of a table say about each other: which of two alike gives way, and which stands in for one missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from worker.matching.rankers.ranking import Ranking
from worker.matching.samples import Kind
from worker.matching.words.headers import Header

STANDS_IN = {"~account_id": "advertiser", "~bid": "unit_rate", "~period_label": "date"}
"""Concepts without a target that are taken for a field where no column of the table has it."""
AS_GOOD = {"date": frozenset({"date", "start_date"})}
"""Fields that say the same; any of them is enough."""
_COUNTED: frozenset[Kind] = frozenset({"integer", "decimal", "percent", "money"})
PARTIAL = "clicks"
"""The field of which a narrower column (link clicks) goes before the one of all."""
ALL = "total"
NARROWER = {"channel": "publisher"}
"""Of two columns of the first, the less sure is of the second, if it may be and no other column is: 'Gattung | Medium'."""
CLAIMED = 0.05
"""Least chance of a field that a column may mean."""
GIVEN_WAY = 0.05
"""What is left of a column's chances once it has given way."""
LIKELY = 0.5
"""Chance from which a column counts as one of a field."""


def settled(headers: Sequence[Header], kinds: Sequence[Kind], rankings: Sequence[Ranking]) -> list[Ranking]:
    """The rankings of a table's columns with what the others say about each."""
    found = [_open(r) if again else r for r, again in zip(rankings, repeated(headers), strict=True)]
    of_field = [at for at, r in enumerate(found) if r.best[0] == PARTIAL and r.best[1] >= LIKELY]
    narrow = [at for at in of_field if ALL not in headers[at].modifiers]
    for at in of_field if narrow else ():
        if at not in narrow:
            found[at] = _open(found[at])
    for field, narrower in NARROWER.items():
        _tell_apart(found, field, narrower)
    taken = {r.best[0] for r in found if r.best[1] >= LIKELY}
    return [_standing_in(r, kind, taken) for r, kind in zip(found, kinds, strict=True)]


def without_prices(ranking: Ranking, prices: Collection[str]) -> Ranking:
    """The ranking of a column that the sheet adds up: *prices*, and shares, give way to what else it may be."""
    fields = [(n, chance * (GIVEN_WAY if n in prices else 1.0)) for n, chance in ranking.fields]
    whole = sum(chance for _, chance in fields) + ranking.left_open
    ranked = sorted(((name, chance / whole) for name, chance in fields), key=lambda item: -item[1])
    return replace(ranking, fields=tuple(ranked), left_open=ranking.left_open / whole)


def repeated(headers: Sequence[Header]) -> list[bool]:
    """Whether each is one that stood before, with a number added: 'Clicks', 'Clicks 2', 'Clicks 3'."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for header in headers:
        found.append(header.numbered and header.plain in seen)
        seen.add(header.plain)
    return found


def _open(ranking: Ranking) -> Ranking:
    fields = tuple((name, chance * GIVEN_WAY) for name, chance in ranking.fields)
    return replace(ranking, fields=fields, left_open=1.0 - sum(chance for _, chance in fields))


def _tell_apart(found: list[Ranking], field: str, narrower: str) -> None:
    """Of several columns of *field* the surest keeps it; another goes to *narrower* where its words allow it."""
    if any(r.best[0] == narrower for r in found):
        return
    alike = sorted(
        (at for at, r in enumerate(found) if r.best[0] == field), key=lambda at: -found[at].best[1]
    )
    for at in alike[1:]:
        chances = dict(found[at].fields)
        if chances.get(narrower, 0.0) >= CLAIMED:
            chances[narrower] += chances[field] * (1 - GIVEN_WAY)
            chances[field] *= GIVEN_WAY
            found[at] = replace(found[at], fields=tuple(sorted(chances.items(), key=lambda c: -c[1])))
            return


def _standing_in(ranking: Ranking, kind: Kind, taken: Collection[str | None]) -> Ranking:
    """The chance of the concept goes to the field that it stands in for, if no column has that."""
    concept, chance = ranking.concept or ("", 0.0)
    field = STANDS_IN.get(concept)
    if field is None or not AS_GOOD.get(field, {field}).isdisjoint(taken):
        return ranking
    if field == "date" and kind in _COUNTED:  # so many days, the third wave: no date
        return ranking
    chances = dict(ranking.fields)
    chances[field] = chances.get(field, 0.0) + chance
    fields = sorted(chances.items(), key=lambda item: -item[1])
    return replace(ranking, fields=tuple(fields), left_open=max(0.0, ranking.left_open - chance))
