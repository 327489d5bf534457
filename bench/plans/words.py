"""Words of made plans: what a planner of one language writes, one file of `languages/` a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "languages"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.txt")))


@dataclass(frozen=True)
class Currency:
    """A currency, its sign, and how numbers are written beside it."""

    code: str
    sign: str
    thousands: str
    decimal: str

    @classmethod
    def parse(cls, text: str) -> Currency:
        """'EUR € 1.234,5' -> EUR, with '.' between thousands and ',' before decimals."""
        code, sign, sample = text.split(" ", 2)
        return cls(code, sign, sample[1], sample[-2])

    def written(self, number: float, decimals: int = 2) -> str:
        """1234.5 as this country's planners type it."""
        text = f"{number:,.{decimals}f}"
        return text.translate({ord(","): self.thousands, ord("."): self.decimal})


@dataclass(frozen=True)
class Words:
    """The words of one language by key; the first of each is the plainest."""

    language: str
    texts: dict[str, tuple[str, ...]]

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self.texts[key]

    @property
    def currencies(self) -> tuple[Currency, ...]:
        """The currencies that plans of this language are in, the usual one first."""
        return tuple(Currency.parse(text) for text in self.texts["money"])

    @property
    def vat_rate(self) -> float:
        """The usual value-added tax as a share."""
        return int(self.texts["vat_rate"][0]) / 100


@cache
def words_of(language: str) -> Words:
    """The words of *language* ('de')."""
    lines = (FOLDER / f"{language}.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line.strip())
    return Words(language, {key: tuple(text.split("|")) for key, text in pairs})
