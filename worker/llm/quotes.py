"""Text of a plan on its way into a question: data between marks that it can not close, and nothing that gives orders."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from worker.knowledge.words import Section, sections
from worker.text import CJK, clean

LONGEST = 80
"""Characters of a header that are sent; the meaning stands at its start."""

_QUOTED = re.compile(r'"([^"]*)"')
_MARKS = str.maketrans({"<": "‹", ">": "›"})
# Talk about the question itself, which is English. A header that reads so by chance is only asked of a person.
_TALK = re.compile(
    "|".join(
        (
            r"\b(system|assistant|developer)\s*(prompt|message|:)",
            r"\b(you are|you must|you should|act as|pretend|from now on)\b",
            r"\b(new|these|following|the) instructions?\b|\binstructions?\s*:",
            r"\b(map|assign|classify|label|answer|respond|reply|choose|set)\b.{0,40}\b(all|every|each|everything|other)\b.{0,30}\b(columns?|fields?|headers?|as|to|with)\b",
            r"\b(respond|reply|answer)\s+(only|with)\b|\breturn\b.{0,20}\bjson\b",
            r"\bcolumn\s+(id\s+)?c\d+\b|\"(id|field|confidence)\"\s*:",
        )
    ),
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Whether *text* speaks to the model instead of naming a column."""
    simple = _plain(text)
    return _TALK.search(simple) is not None or any(order.search(simple) for order in _orders())


@lru_cache(maxsize=1)
def _orders() -> tuple[re.Pattern[str], ...]:
    """'Ignore all that stands above', in each language that has `[orders]`."""
    return tuple(_order(section) for section in sections("orders"))


def _order(section: Section) -> re.Pattern[str]:
    """Both of its words near each other: the verb first where words are divided, in any order where they are not."""
    words: dict[str, list[str]] = {"ignore": [], "what": []}
    for entry in section.entries():
        words[entry.name] += map(_any_ending, entry.phrases)
    ignore, what = ("|".join(words[name]) for name in ("ignore", "what"))
    if CJK.search(ignore):
        return re.compile(rf"(?:{ignore}).{{0,20}}(?:{what})|(?:{what}).{{0,10}}(?:{ignore})")
    return re.compile(rf"\b(?:{ignore})\b.{{0,40}}\b(?:{what})\b", re.IGNORECASE)


def _any_ending(phrase: str) -> str:
    """The phrase as a pattern; a star stands for any ending."""
    return re.escape(phrase).replace(r"\*", r"\w*")


def quoted(text: str, longest: int = LONGEST) -> str:
    """*text* as one JSON string on one line: control characters out, cut to length, marks of ours made harmless."""
    return json.dumps(shortened(text, longest).translate(_MARKS), ensure_ascii=False)


def requoted(line: str) -> str:
    """*line* with the texts between its quotation marks as `quoted` writes them."""
    return _QUOTED.sub(lambda match: quoted(match[1]), line)


def shortened(text: str, longest: int = LONGEST) -> str:
    """*text* on one line, without control characters, at most *longest* characters."""
    tidy = _plain(text)
    return tidy if len(tidy) <= longest else tidy[: longest - 1].rstrip() + "…"


def between(mark: str, lines: list[str]) -> str:
    """Lines of data between an opening and a closing mark."""
    return "\n".join((f"<{mark}>", *lines, f"</{mark}>"))


def _plain(text: str) -> str:
    """Nothing that a person does not see: control and format characters, private ones, tags."""
    return clean("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"))
