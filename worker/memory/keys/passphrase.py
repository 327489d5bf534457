"""How hard a passphrase is to guess: a sentence where it is not, and never a refusal."""

from __future__ import annotations

import math
import re

ENOUGH_BITS = 60.0
"""At ten tries a second and core, which the derivation of the key allows, some centuries of a large data centre."""
_COMMON = re.compile(
    r"pass(word|wort|phrase)|secret|geheim|qwert[yz]|asdf|letmein|welcome|admin|media ?mapper|memory|key|test"
    r"|abc|(?:19|20)\d\d|0?123456789|1234+",
    re.IGNORECASE,
)
"""What is tried first; each counts as one sign."""


def bits(passphrase: str) -> float:
    """Roughly the bits that somebody has to guess who knows how people make passphrases."""
    rare = _COMMON.sub("a", passphrase)
    classes = (
        (26, any(c.islower() for c in rare)),
        (26, any(c.isupper() for c in rare)),
        (10, any(c.isdigit() for c in rare)),
        (33, any(not c.isalnum() for c in rare)),
    )
    alphabet = sum(size for size, is_used in classes if is_used)
    length = min(len(rare), 2 * len(set(rare)))  # a sign repeated is no new one
    return length * math.log2(alphabet) if alphabet else 0.0


def weakness(passphrase: str) -> str | None:
    """What to say of a passphrase that can be guessed; None where it can't."""
    if bits(passphrase) >= ENOUGH_BITS:
        return None
    return (
        "The key is easy to guess: whoever copies the memory can try millions of such keys. "
        "Take four or five words that have nothing to do with each other, or 16 random signs "
        "(`mediamapper memory rekey` changes it)."
    )
