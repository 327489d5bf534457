"""The key of each line: computed from what the line is, or carried over from an earlier version of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from worker.linkage import linking
from worker.linkage.raw_lines import Coded, RawLines, identities
from worker.values.arrow import Ints, rank_among_equals

if TYPE_CHECKING:
    from worker.linkage.linking import Links

DIGEST = 8
"""Bytes of a key: of a million lines two have the same by chance once in 40 million plans."""
KEY = 2 * DIGEST
"""Letters of a key."""
PIECE = 4_096
"""Lines whose texts are put together at a time."""


def new_keys(lines: RawLines) -> list[str]:
    """A key a line, from its texts alone, so that it outlives other dates, amounts, rows and colours.

    Twins, lines with the same texts, are told apart by their order in time, then by their amounts.
    """
    place, texts = identities(lines.identity, len(lines))
    return keys_of(texts, ordinals_of(lines, place))


def keys_of(texts: Sequence[tuple[str, Coded]], ordinals: Ints) -> list[str]:
    """A key a line, from its plain *texts* and which of its twins it is."""
    digests = digests_of(texts, ordinals).hex()
    return [digests[at : at + KEY] for at in range(0, len(digests), KEY)]


def digests_of(texts: Sequence[tuple[str, Coded]], ordinals: Ints) -> bytearray:
    """What `keys_of` writes as text, one after the other: of a large plan an eighth of the memory."""
    digests = bytearray()
    for seed, ordinal in zip(_seeds(texts, len(ordinals)), ordinals.tolist(), strict=True):
        digest = _start(ordinal).copy()
        digest.update(seed)
        digests += digest.digest()
    return digests


def carried_keys(lines: RawLines, previous: RawLines) -> list[str]:
    """A key a line: that of the same line of *previous*, else a new one that no line of *previous* has.

    The parts of a line that was split keep its key.
    """
    old_keys = previous.keys or tuple(new_keys(previous))
    return carried_keys_of(lines, old_keys, linking.link(previous, lines))


def carried_keys_of(lines: RawLines, old_keys: Sequence[str], links: Links) -> list[str]:
    """A key a line, from *old_keys* by *links*, else a new one."""
    keys: list[str | None] = [None] * len(lines)
    for old, new in (*links.splits, *links.pairs):
        keys[new] = old_keys[old]
    used_keys = {*old_keys}
    for line, seed in enumerate(_seeds(identities(lines.identity, len(lines))[1], len(lines))):
        if keys[line] is None:
            key = next(k for k in _candidates(seed) if k not in used_keys)
            keys[line] = key
            used_keys.add(key)
    return [key or "" for key in keys]


def _seeds(columns: Sequence[tuple[str, Coded]], size: int) -> Iterator[bytes]:
    """What each line's key is made of: its plain texts, each with its field's name.

    Blanks are left out, so that a new empty column makes no other line of it.
    """
    tables = [[*_encoded(name, own.names), b""] if len(own.names) <= PIECE else None for name, own in columns]
    for first in range(0, size, PIECE):
        here = slice(first, first + PIECE)
        some = [_piece(name, own, here, table) for (name, own), table in zip(columns, tables, strict=True)]
        rows = zip(*some, strict=True) if some else [()] * min(PIECE, size - first)
        has_blanks = any(b"" in own for own in some)
        yield from map(b"\x1e".join, ([*filter(None, row)] for row in rows) if has_blanks else rows)


def _piece(name: str, column: Coded, here: slice, table: Sequence[bytes] | None) -> list[bytes]:
    """A column's part of some seeds; without a *table* of its texts these are encoded by the line."""
    codes = column.codes[here].tolist()
    if table is not None:
        return [*map(table.__getitem__, codes)]  # a blank's place is the last
    texts = _encoded(name, [column.names[code] for code in codes if code >= 0])
    if len(texts) == len(codes):
        return texts
    rest = iter(texts)
    return [next(rest) if code >= 0 else b"" for code in codes]


def _encoded(name: str, texts: Sequence[str]) -> list[bytes]:
    """Each text with its field's name, of all at once."""
    start = f"{name}\x1f"
    between = f"\x1e{start}"
    every = f"{start}{between.join(texts)}".encode(errors="replace").split(b"\x1e")
    if len(every) == len(texts):
        return every
    return [
        f"{start}{text}".encode(errors="replace") for text in texts
    ]  # one has the sign between, or there is none


def _digest(seed: bytes, ordinal: int) -> blake2b:
    digest = _start(ordinal).copy()
    digest.update(seed)
    return digest


@lru_cache(maxsize=64)
def _start(ordinal: int) -> blake2b:
    """What the digests of all first, second ... twins begin with; nearly all lines are the first of theirs."""
    return blake2b(b"%d\x1d" % ordinal, digest_size=DIGEST)


def _candidates(seed: bytes) -> Iterator[str]:
    return (_digest(seed, ordinal).hexdigest() for ordinal in count())


def ordinals_of(lines: RawLines, place: Ints) -> Ints:
    """Which of its twins, the lines of its *place*, each line is: by days, then by amounts, then as the sheet has it."""
    details = [lines.days[name] for name in sorted(lines.days, reverse=True)]
    details += [lines.amounts[name] for name in sorted(lines.amounts)]
    order = np.lexsort((np.arange(len(lines)), *reversed(details), place))
    ordinals = np.empty(len(lines), dtype=np.int64)
    ordinals[order] = rank_among_equals(place[order])
    return ordinals
