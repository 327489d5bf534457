"""The key of each line: computed from what the line is, or carried over from an earlier version of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import count, islice

import numpy as np

from worker.linkage.candidates import rank_among_equals
from worker.linkage.linking import Links, link
from worker.linkage.raw_lines import RawLines, identities
from worker.values.arrow import Ints

DIGEST = 8
"""Bytes of a key: of a million lines two have the same by chance once in 40 million plans."""


def new_keys(lines: RawLines) -> list[str]:
    """A key a line, from its texts alone, so that it outlives other dates, amounts, rows and colours.

    Twins, lines with the same texts, are told apart by their order in time, then by their amounts.
    """
    place, sets = identities(lines)
    ordinals = _ordinals(lines, place)
    keys = [""] * len(lines)
    by_set = iter(np.argsort(place, kind="stable").tolist())
    for one, twins in zip(sets, np.bincount(place).tolist(), strict=True):
        seed = _seed(one)
        for line in islice(by_set, twins):
            keys[line] = _key(seed, ordinals[line])
    return keys


def carried_keys(lines: RawLines, previous: RawLines) -> list[str]:
    """A key a line: that of the same line of *previous*, else a new one that no line of *previous* has.

    The parts of a line that was split keep its key.
    """
    old_keys = previous.keys or tuple(new_keys(previous))
    return carried_keys_of(lines, old_keys, link(previous, lines))


def carried_keys_of(lines: RawLines, old_keys: Sequence[str], links: Links) -> list[str]:
    """A key a line, from *old_keys* by *links*, else a new one."""
    keys: list[str | None] = [None] * len(lines)
    for old, new in (*links.splits, *links.pairs):
        keys[new] = old_keys[old]
    taken = {*old_keys}
    place, sets = identities(lines)
    seeds = [_seed(one) for one in sets]
    for line, key in enumerate(keys):
        if key is None:
            keys[line] = next(k for k in _candidates(seeds[place[line]]) if k not in taken)
            taken.add(keys[line] or "")
    return [key or "" for key in keys]


def _seed(identity: tuple[tuple[str, str], ...]) -> bytes:
    return "\x1e".join(f"{name}\x1f{text}" for name, text in identity).encode(errors="replace")


def _key(seed: bytes, ordinal: int) -> str:
    return blake2b(b"%d\x1d%s" % (ordinal, seed), digest_size=DIGEST).hexdigest()


def _candidates(seed: bytes) -> Iterator[str]:
    return (_key(seed, ordinal) for ordinal in count())


def _ordinals(lines: RawLines, place: Ints) -> list[int]:
    """Which of its twins each line is: by its days, then by its amounts, then as the sheet has it."""
    details = [lines.days[name] for name in sorted(lines.days, reverse=True)]
    details += [lines.amounts[name] for name in sorted(lines.amounts)]
    order = np.lexsort((np.arange(len(lines)), *reversed(details), place))
    ordinals = np.empty(len(lines), dtype=np.int64)
    ordinals[order] = rank_among_equals(place[order])
    return [int(ordinal) for ordinal in ordinals]
