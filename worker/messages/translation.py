"""A language's words for the house's English sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from worker.messages.message import Message, Place, message

NUMBER, SHARE = "1,234.5", "5%"
"""Messages as well: how a language writes numbers."""
LEAST_LETTERS = 2
"""A message with fewer letters of its own fits what was never meant: it counts only word for word."""
OPENING = 3
"""Characters by which messages are found."""
_NUMBER = re.compile(r"[-+]?\d+(,\d{3})*(\.\d+)?%?")
"""What Python writes for a number; "17, 24" are two rows."""
_PIECE_ENDS = re.compile(r"(?<=[.?!:;]) ")
_QUOTED = re.compile(r"'[^']*'")
"""A plan's own words, which may look like two sentences: 'P.U. HT'."""
_SENTENCE_END = re.compile(r"[.?!] (?=[A-Z'])")


class Translation:
    """The sentences of one language."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """*texts* are its messages by the English ones."""
        self._texts = texts
        number = texts.get(NUMBER, NUMBER)
        self._marks = {",": number[1:2], ".": number[-2:-1], "%": texts.get(SHARE, SHARE)[1:]}
        self._by_opening: dict[str, list[tuple[Message, Message]]] = defaultdict(list)
        pairs = ((message(english), message(text)) for english, text in texts.items() if "{" in english)
        for pair in sorted(pairs, key=lambda pair: -pair[0].length):
            if pair[0].letters >= LEAST_LETTERS or any(place.is_number for place in pair[0].places):
                opening = pair[0].texts[0]
                self._by_opening[opening[:OPENING] if len(opening) >= OPENING else ""].append(pair)
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, sentence: str) -> str:
        """*sentence* in this language; what no message is known for stays as it is.

        Several sentences in one text are looked up together, then one by one.
        """
        return " ".join(
            english if rendering is None else rendering for english, rendering in self.parts(sentence)
        )

    def parts(self, sentence: str) -> list[tuple[str, str | None]]:
        """The pieces of *sentence* that are messages, from the longest on, each with its translation; None where there is none."""
        parts = list(self._pieces(sentence))
        if any(rendering is None for _, rendering in parts):
            rendering = self.rendering(sentence, is_one=False)
            return parts if rendering is None else [(sentence, rendering)]
        return parts

    def _pieces(self, sentence: str) -> Iterator[tuple[str, str | None]]:
        pieces = _PIECE_ENDS.split(sentence)
        while pieces:
            for count in range(len(pieces), 0, -1):
                piece = " ".join(pieces[:count])
                rendering = self.rendering(piece)
                if rendering is not None or count == 1:
                    yield piece, rendering
                    del pieces[:count]
                    break

    def rendering(self, sentence: str, *, is_one: bool = True) -> str | None:
        """*sentence* in this language; None where no message is known for the whole of it.

        Of the messages that it may be made from, one whose facts have translations is meant, else the longest. Unless *is_one*, a fact may hold whole sentences; else two of one kind would be one whose fact begins in the first.
        """
        if (text := self._word(sentence)) is not None:
            return text
        longest: str | None = None
        for english, text_of in self._candidates(sentence):
            facts = english.facts(sentence)
            if facts is not None and all(_fits(place, value, is_one) for place, value in facts.items()):
                translated = {place.name: self._fact(place, value) for place, value in facts.items()}
                text = text_of.filled({name: fact for name, (fact, _) in translated.items()})
                if all(is_known for _, is_known in translated.values()):
                    return text
                longest = longest or text
        return longest

    def number(self, text: str) -> str:
        """A number as Python writes it, '1,234.50', in this language; what is none stays as it is."""
        if _NUMBER.fullmatch(text.strip()) is None:
            return text
        return "".join(self._marks.get(character, character) for character in text)

    def _word(self, text: str) -> str | None:
        """A message without places; inside a sentence it may begin small: 'net cost'."""
        return self._texts.get(text) or self._texts.get(text[:1].upper() + text[1:])

    def _candidates(self, sentence: str) -> Iterable[tuple[Message, Message]]:
        yield from self._by_opening.get(sentence[:OPENING], ())
        yield from self._by_opening.get("", ())

    def _fact(self, place: Place, value: str) -> tuple[str, bool]:
        """The fact as this language writes it, and whether all of it is known."""
        if place.is_number:
            return self.number(value), True
        if place.is_quoted:
            return value, True
        if (rendering := self.rendering(value)) is not None:
            return rendering, True
        if _SENTENCE_END.search(value):
            parts, between = self.parts(value), " "
        else:
            parts, between = [(part, self.rendering(part)) for part in value.split(", ")], ", "
        text = between.join(english if rendering is None else rendering for english, rendering in parts)
        return text, all(rendering is not None for _, rendering in parts)


def _fits(place: Place, value: str, is_one: bool) -> bool:
    if place.is_number:
        return _NUMBER.fullmatch(value.strip()) is not None
    if place.is_quoted or not _SENTENCE_END.search(_QUOTED.sub("''", value)):
        return True
    return not is_one and (value[0].isupper() or value[0] == "'")
