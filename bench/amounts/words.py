"""What planners of each language and country write beside amounts: the blocks of `words.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "words.txt"


@dataclass(frozen=True)
class Words:
    """The block of one language, or of a country with signs of its own."""

    name: str
    texts: Mapping[str, tuple[str, ...]]

    @property
    def head(self) -> tuple[str, ...]:
        """Headers: channel, publisher, start, end, impressions, net cost."""
        return self.texts["head"]

    @property
    def code(self) -> str:
        """The currency in which its money words are."""
        return self.texts["code"][0]

    def of(self, key: str) -> tuple[str, ...]:
        """What is said under *key*; nothing where the block has no such line."""
        return self.texts.get(key, ())

    def scales(self, lead: str = "") -> list[tuple[float, str]]:
        """Factor and sign of the lines '1000', or 'count 1000' where *lead* is 'count '."""
        keys = [key for key in self.texts if key.startswith(lead) and key.removeprefix(lead).isdecimal()]
        return [(float(key.removeprefix(lead)), sign) for key in keys for sign in self.texts[key]]


@cache
def all_words() -> tuple[Words, ...]:
    """Every language and country of `words.txt`."""
    return blocks_of(FILE)


def blocks_of(file: Path) -> tuple[Words, ...]:
    """Every block of a file."""
    blocks: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in file.read_text("utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            block = blocks.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, rest = line.partition(" = ")
            block[key.removesuffix(" =")] = tuple(part.strip() for part in rest.split(" | ") if part.strip())
    return tuple(Words(name, texts) for name, texts in blocks.items())
