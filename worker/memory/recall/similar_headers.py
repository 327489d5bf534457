"""The hot index: which known headers may be alike, found without looking at all of them.

A header's signs are marks of its word stems, all of them and all but one. Two headers that differ by a word more, a
word less or one word changed share a sign, so that one descent a sign finds the candidates, best confirmed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

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
CHUNK = 500
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A known header (in normal form) that is like the one asked for, 0..1."""

    key: str
    likeness: float


def stems(key: str) -> tuple[str, ...]:
    """The stems of a header in normal form, sorted; numbers are all alike, CJK runs are cut into pairs."""
    found: set[str] = set()
    for word in key.split():
        if CJK.search(word):
            found.update(word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        else:
            found.add("#" if _DIGITS.fullmatch(word) else word[:STEM])
    return tuple(sorted(found)[:MOST_STEMS])


def signs(key: str) -> tuple[int, ...]:
    """The marks by which a header is found: of all its stems, and of all but one."""
    whole = stems(key)
    if len(whole) < 2:
        return (_mark(whole),) if whole else ()
    less = (whole[:at] + whole[at + 1 :] for at in range(len(whole)))
    return tuple(dict.fromkeys(map(_mark, (whole, *less))))


def _mark(parts: Sequence[str]) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def similar(connection: Any, headers: Iterable[str], most: int) -> dict[str, list[Alike]]:
    """For each header in normal form up to *most* known ones that are like it, best first; itself included.

    Guard words must agree: 'net cost' is never like 'gross cost'.
    """
    from rapidfuzz import fuzz

    answers: dict[str, list[Alike]] = {}
    for key in dict.fromkeys(map(normalise, headers)):
        found = [
            Alike(other, score / 100)
            for other in _candidates(connection, key)
            if (score := fuzz.token_sort_ratio(key, other, score_cutoff=100 * ALIKE)) and agree(key, other)
        ]
        if found:
            found.sort(key=lambda alike: (-alike.likeness, alike.key))
            answers[key] = found[:most]
    return answers


def _candidates(connection: Any, key: str) -> set[str]:
    found: set[str] = set()
    for sign in signs(key):
        rows = connection.execute("SELECT key FROM near WHERE sign = ? LIMIT ?", (sign, CANDIDATES))
        found.update(other for (other,) in rows)
    return found


def top(connection: Any, most: int) -> list[str]:
    """The headers confirmed most, in normal form."""
    rows = connection.execute(
        "SELECT key FROM entry WHERE kind = ? AND archived_at IS NULL ORDER BY rank LIMIT ?", (MAPPINGS, most)
    )
    return [key for (key,) in rows]


def note(connection: Any, groups: Iterable[Group], at: str) -> None:
    """Keep the index and the entries in step with what these groups hold now; to be called inside a transaction."""
    ranks: dict[tuple[str, str], int] = {}
    for group in groups:
        for lesson in group.values():
            if lesson.state == "holds":
                pair = lesson.place.kind, lesson.place.key
                ranks[pair] = min(ranks.get(pair, 0), -int(lesson.tally.confirmed))
    if not ranks:
        return
    known = _entries(connection, ranks)
    changed = {
        pair: min(rank, known[pair][0]) if pair in known else rank
        for pair, rank in ranks.items()
        if pair not in known or rank < known[pair][0] or known[pair][1]
    }
    stale = [(pair, known[pair][0]) for pair in changed if pair in known and not known[pair][1]]
    _take_out(connection, stale)
    _put_in(connection, changed.items())
    connection.executemany(
        "INSERT INTO entry (kind, key, rank, uses, used_at) VALUES (?, ?, ?, 1, ?) ON CONFLICT (kind, key) "
        "DO UPDATE SET rank = min(rank, excluded.rank), used_at = excluded.used_at, archived_at = NULL",
        [(*pair, rank, at) for pair, rank in ranks.items()],
    )


def archive(connection: Any, pairs: Iterable[tuple[str, str, int]], at: str) -> None:
    """Take (kind, key, rank) out of the index; they are still recalled by name."""
    chosen = list(pairs)
    _take_out(connection, [((kind, key), rank) for kind, key, rank in chosen])
    connection.executemany(
        "UPDATE entry SET archived_at = ? WHERE kind = ? AND key = ?",
        [(at, kind, key) for kind, key, _ in chosen],
    )


def used(connection: Any, kind: str, keys: Iterable[str], at: str) -> None:
    """These were recalled; those that were archived come back. To be called inside a transaction."""
    known = _entries(connection, ((kind, key) for key in keys))
    back = [(pair, rank) for pair, (rank, archived) in known.items() if archived]
    _put_in(connection, back)
    connection.executemany(
        "UPDATE entry SET uses = uses + 1, used_at = ?, archived_at = NULL WHERE kind = ? AND key = ?",
        [(at, *pair) for pair in known],
    )


def sweep(connection: Any) -> None:
    """Let go of headers for which nothing holds any more; to be called inside a transaction."""
    dead = connection.execute(
        "SELECT kind, key, rank FROM entry WHERE NOT EXISTS (SELECT 1 FROM lesson l "
        "WHERE l.kind = entry.kind AND l.key = entry.key AND l.state = 'holds')"
    ).fetchall()
    _take_out(connection, (((kind, key), rank) for kind, key, rank in dead))
    connection.executemany("DELETE FROM entry WHERE kind = ? AND key = ?", [row[:2] for row in dead])


def rebuild(connection: Any) -> None:
    """Make entries and index anew from what holds; archived entries stay archived."""
    connection.execute(
        "INSERT INTO entry (kind, key, rank, uses, used_at) "
        "SELECT kind, key, -CAST(max(confirmed) AS INTEGER), 1, max(last_at) FROM lesson "
        "WHERE state = 'holds' GROUP BY kind, key "
        "ON CONFLICT (kind, key) DO UPDATE SET rank = excluded.rank"
    )
    connection.execute(
        "DELETE FROM entry WHERE NOT EXISTS (SELECT 1 FROM lesson l "
        "WHERE l.kind = entry.kind AND l.key = entry.key AND l.state = 'holds')"
    )
    connection.execute("DELETE FROM near")
    rows = connection.execute(
        "SELECT key, rank FROM entry WHERE kind = ? AND archived_at IS NULL", (MAPPINGS,)
    ).fetchall()
    _put_in(connection, (((MAPPINGS, key), rank) for key, rank in rows))


def _entries(
    connection: Any, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, str | None]]:
    by_kind: dict[str, list[str]] = {}
    for kind, key in pairs:
        by_kind.setdefault(kind, []).append(key)
    found = {}
    for kind, keys in by_kind.items():
        for at in range(0, len(keys), CHUNK):
            chunk = keys[at : at + CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = connection.execute(
                f"SELECT key, rank, archived_at FROM entry WHERE kind = ? AND key IN ({marks})",
                (kind, *chunk),
            )
            found.update({(kind, key): (rank, archived) for key, rank, archived in rows})
    return found


def _put_in(connection: Any, pairs: Iterable[tuple[tuple[str, str], int]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO near VALUES (?, ?, ?)", _near_rows(pairs))


def _take_out(connection: Any, pairs: Iterable[tuple[tuple[str, str], int]]) -> None:
    connection.executemany("DELETE FROM near WHERE sign = ? AND rank = ? AND key = ?", _near_rows(pairs))


def _near_rows(pairs: Iterable[tuple[tuple[str, str], int]]) -> Iterator[tuple[int, int, str]]:
    for (kind, key), rank in pairs:
        if kind == MAPPINGS:
            for sign in signs(key):
                yield sign, rank, key
