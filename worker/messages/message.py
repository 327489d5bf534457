"""A message with places for facts: what it looks like filled, and how to fill it.

Places are written as in `str.format`: `{header}`, or with the form of a number, `{count:,}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from worker.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a fact."""

    name: str
    spec: str = ""
    is_quoted: bool = False
    """Whether quotes stand around it: then it holds a plan's own words, which stay as they are."""

    @property
    def is_number(self) -> bool:
        """Whether a number stands there, in the form of `spec`."""
        return self.spec[-1:] in (",", "f", "g", "%", "d") and "%" not in self.spec[:-1]


@dataclass(frozen=True, slots=True)
class Message:
    """Texts and places by turns: `texts` has one more than `places`."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def letters(self) -> int:
        """How much of it is the same in every sentence."""
        return sum(character.isalpha() for text in self.texts for character in text)

    @property
    def length(self) -> int:
        """Characters of its texts: of two messages that a sentence may be made from, the longer is meant."""
        return sum(map(len, self.texts))

    def facts(self, sentence: str) -> dict[Place, str] | None:
        """The facts with which this message is *sentence*; None where it is another's.

        Each text is looked for behind the one before, where it stands first: if any way leads to the end, this one does.
        """
        first, *between = self.texts
        if not sentence.startswith(first):
            return None
        facts: dict[Place, str] = {}
        at = len(first)
        for number, (place, text) in enumerate(zip(self.places, between, strict=True), 1):
            is_last = number == len(self.places)
            end = len(sentence) - len(text) if is_last else sentence.find(text, at + 1)
            if end <= at or not sentence.startswith(text, end):
                return None
            facts[place] = sentence[at:end]
            at = end + len(text)
        return facts if at == len(sentence) else None

    def filled(self, facts: Mapping[str, str]) -> str:
        """The sentence with *facts* by the names of places."""
        values = [facts[place.name] for place in self.places]
        return self.texts[0] + "".join(v + t for v, t in zip(values, self.texts[1:], strict=True))


def message(template: str) -> Message:
    """The message of a template.

    Raises:
        ValueError: a brace that is never closed.
    """
    texts, places = [""], []
    for text, name, spec, _ in Formatter().parse(template):
        texts[-1] += text
        if name is not None:
            places.append(Place(name, spec or "", texts[-1].endswith(("'", '"'))))
            texts.append("")
    return Message(tuple(texts), tuple(places))
