"""How a file is damaged."""

from __future__ import annotations

import random
from collections.abc import Callable

DAMAGES = 40


Damage = Callable[[bytearray, random.Random], None]


def flipped(held: bytearray, chance: random.Random) -> None:
    held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)


def zeroed(held: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(held))
    held[at : at + 512] = bytes(len(held[at : at + 512]))


def shuffled(held: bytearray, chance: random.Random) -> None:
    one, other = (4096 * chance.randrange(max(1, len(held) // 4096)) for _ in range(2))
    held[one : one + 4096], held[other : other + 4096] = held[other : other + 4096], held[one : one + 4096]


def cut(held: bytearray, chance: random.Random) -> None:
    del held[chance.randrange(len(held)) :]


KINDS: list[Damage] = [flipped, zeroed, shuffled, cut]
