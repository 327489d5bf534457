"""The hot index: which known headers may be alike, found without looking at all of them.

A header's signs are marks of its word stems, all of them and all but one. Two headers that differ by a word more, a
word less or one word changed share a sign, so that one descent a sign finds the candidates, best confirmed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import peewee
from peewee import EXCLUDED, fn
from rapidfuzz import fuzz

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.tables import Entry, Lesson, Near, Shared
from worker.memory.learning.guard_words import agree
from worker.memory.learning.lessons import MAPPINGS, Group
from worker.text import CJK, normalise

STEM = 4
"""Letters of a word that count: 'impressions', 'impression' and 'impr' are one stem."""
MOST_STEMS = 8
CANDIDATES = 24
"""Looked at for each sign; they come best confirmed first."""
ALIKE = 0.7
"""Share of letters in common from which headers count as alike."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A known header (in normal form) that is like the one asked for, 0..1."""

    key: str
    likeness: float


def stems(key: str) -> tuple[str, ...]:
    """The stems of a header in normal form, sorted; numbers are all alike, CJK runs are cut into pairs."""
    endings: set[str] = set()
    for word in key.split():
        if CJK.search(word):
            endings.update(word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        else:
            endings.add("#" if _DIGITS.fullmatch(word) else word[:STEM])
    return tuple(sorted(endings)[:MOST_STEMS])


def signs(key: str) -> tuple[int, ...]:
    """The marks by which a header is found: of all its stems, and of all but one."""
    whole = stems(key)
    if len(whole) < 2:
        return (_mark(whole),) if whole else ()
    less = (whole[:at] + whole[at + 1 :] for at in range(len(whole)))
    return tuple(dict.fromkeys(map(_mark, (whole, *less))))


def _mark(parts: Sequence[str]) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def similar(database: Shared, headers: Iterable[str], most: int) -> dict[str, list[Alike]]:
    """For each header in normal form up to *most* known ones that are like it, best first; itself included.

    Guard words must agree: 'net cost' is never like 'gross cost'.
    """
    answers: dict[str, list[Alike]] = {}
    for key in dict.fromkeys(map(normalise, headers)):
        alike = [
            Alike(other, score / 100)
            for other in _candidates(database, key)
            if (score := fuzz.token_sort_ratio(key, other, score_cutoff=100 * ALIKE)) and agree(key, other)
        ]
        if alike:
            alike.sort(key=lambda one: (-one.likeness, one.key))
            answers[key] = alike[:most]
    return answers


_BY_SIGN = queries.Prepared(Near.select(Near.key).where(Near.sign == 0).limit(CANDIDATES))
"""Asked up to nine times a header: written for each it took 200 microseconds, written once 14."""


def _candidates(database: Shared, key: str) -> set[str]:
    return {other for sign in signs(key) for (other,) in _BY_SIGN.rows(database, sign, CANDIDATES)}


def top(database: Shared, most: int) -> list[str]:
    """The headers confirmed most, in normal form."""
    query = (
        Entry.select(Entry.key)
        .where((Entry.kind == MAPPINGS) & Entry.archived_at.is_null())
        .order_by(Entry.rank)
        .limit(most)
    )
    return [key for (key,) in queries.rows(database, query)]


def note(database: Shared, groups: Iterable[Group], at: str) -> None:
    """Keep the index and the entries in step with what these groups hold now; to be called inside a transaction."""
    ranks: dict[tuple[str, str], int] = {}
    for group in groups:
        for lesson in group.values():
            if lesson.state == "holds":
                pair = lesson.place.kind, lesson.place.key
                ranks[pair] = min(ranks.get(pair, 0), -int(lesson.tally.confirmed))
    if not ranks:
        return
    entries = _entries(database, ranks)
    changed = {
        pair: min(rank, entries[pair][0]) if pair in entries else rank
        for pair, rank in ranks.items()
        if pair not in entries or rank < entries[pair][0] or entries[pair][1]
    }
    stale = [(pair, entries[pair][0]) for pair in changed if pair in entries and not entries[pair][1]]
    _take_out(database, stale)
    _put_in(database, changed.items())
    _NOTED.run_many(database, [(*pair, rank, 1, at, None) for pair, rank in ranks.items()])


def _noted() -> peewee.Query:
    """An entry, over an older one of the same header: the better rank stays, and it leaves the archive."""
    row = Entry.insert(kind="", key="", rank=0, uses=0, used_at="")
    better = peewee.Case(None, [(EXCLUDED.rank < Entry.rank, EXCLUDED.rank)], Entry.rank)
    update = {Entry.rank: better, Entry.used_at: EXCLUDED.used_at, Entry.archived_at: None}
    return row.on_conflict(conflict_target=[Entry.kind, Entry.key], update=update)


_NOTED = queries.Prepared(_noted())


def archive(database: Shared, pairs: Iterable[tuple[str, str, int]], at: str) -> None:
    """Take (kind, key, rank) out of the index; they are still recalled by name."""
    some = list(pairs)
    _take_out(database, [((kind, key), rank) for kind, key, rank in some])
    query = Entry.update(archived_at="").where(_SAME_ENTRY)
    queries.run_many(database, query, [(at, kind, key) for kind, key, _ in some])


def used(database: Shared, kind: str, keys: Iterable[str], at: str) -> None:
    """These were recalled; those that were archived come back. To be called inside a transaction."""
    entries = _entries(database, ((kind, key) for key in keys))
    back = [(pair, rank) for pair, (rank, archived) in entries.items() if archived]
    _put_in(database, back)
    query = Entry.update({Entry.uses: Entry.uses + 1, Entry.used_at: "", Entry.archived_at: None})
    queries.run_many(database, query.where(_SAME_ENTRY), [(1, at, None, *pair) for pair in entries])


def sweep(database: Shared) -> None:
    """Let go of headers for which nothing holds any more; to be called inside a transaction."""
    dead = queries.rows(database, Entry.select(Entry.kind, Entry.key, Entry.rank).where(~_holds()))
    _take_out(database, (((kind, key), rank) for kind, key, rank in dead))
    queries.run_many(database, Entry.delete().where(_SAME_ENTRY), [row[:2] for row in dead])


def rebuild(database: Shared) -> None:
    """Make entries and index anew from what holds; archived entries stay archived."""
    rank = peewee.Value(0) - fn.MAX(Lesson.confirmed).cast("integer")
    holding = (
        Lesson.select(Lesson.kind, Lesson.key, rank, peewee.Value(1), fn.MAX(Lesson.last_at))
        .where(Lesson.state == "holds")
        .group_by(Lesson.kind, Lesson.key)
    )
    fields = [Entry.kind, Entry.key, Entry.rank, Entry.uses, Entry.used_at]
    rows = Entry.insert_from(holding, fields=fields)
    queries.run(database, rows.on_conflict(conflict_target=fields[:2], preserve=[Entry.rank]))
    queries.run(database, Entry.delete().where(~_holds()))
    queries.run(database, Near.delete())
    indexed = Entry.select(Entry.key, Entry.rank).where(
        (Entry.kind == MAPPINGS) & Entry.archived_at.is_null()
    )
    _put_in(database, (((MAPPINGS, key), rank) for key, rank in queries.rows(database, indexed)))


_SAME_ENTRY = (Entry.kind == "") & (Entry.key == "")


def _holds() -> peewee.ColumnBase:
    """Whether something holds for an entry."""
    same = (Lesson.kind == Entry.kind) & (Lesson.key == Entry.key)
    return fn.EXISTS(Lesson.select(peewee.Value(1)).where(same & (Lesson.state == "holds")))


def _entries(
    database: Shared, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, str | None]]:
    """Rank and end of the entries of these kinds and keys."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in pairs:
        by_kind.setdefault(kind, []).append(key)
    entries = {}
    for kind, keys in by_kind.items():
        for key, rank, archived in _ENTRIES_OF.rows(database, keys, kind):
            entries[kind, key] = rank, archived
    return entries


_ENTRIES_OF = queries.PreparedList(
    lambda keys: Entry.select(Entry.key, Entry.rank, Entry.archived_at).where(
        (Entry.kind == "") & Entry.key.in_(keys)
    )
)


def _put_in(database: Shared, pairs: Iterable[tuple[tuple[str, str], int]]) -> None:
    _PUT.run_many(database, list(_near_rows(pairs)))


_PUT = queries.Prepared(
    Near.insert_many([(0, 0, "")], fields=[Near.sign, Near.rank, Near.key]).on_conflict_ignore()
)


def _take_out(database: Shared, pairs: Iterable[tuple[tuple[str, str], int]]) -> None:
    same = (Near.sign == 0) & (Near.rank == 0) & (Near.key == "")
    queries.run_many(database, Near.delete().where(same), _near_rows(pairs))


def _near_rows(pairs: Iterable[tuple[tuple[str, str], int]]) -> Iterator[tuple[int, int, str]]:
    for (kind, key), rank in pairs:
        if kind == MAPPINGS:
            for sign in signs(key):
                yield sign, rank, key
