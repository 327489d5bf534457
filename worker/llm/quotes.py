"""Text of a plan on its way into a question: data between marks that it can not close, and nothing that gives orders."""

from __future__ import annotations

import json
import re
import unicodedata

from worker.text import clean

LONGEST = 80
"""Characters of a header that are sent; the meaning stands at its start."""

_QUOTED = re.compile(r'"([^"]*)"')
_MARKS = str.maketrans({"<": "‹", ">": "›"})
# Orders to a model, in the languages that plans come in. A header that reads so by chance is only asked of a person.
_ORDERS = re.compile(
    "|".join(
        (
            r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(previous|above|prior|earlier|all|any|other|instruct|rules?|prompt|everything)",
            r"\b(system|assistant|developer)\s*(prompt|message|:)",
            r"\b(you are|you must|you should|act as|pretend|from now on)\b",
            r"\b(new|these|following|the) instructions?\b|\binstructions?\s*:",
            r"\b(map|assign|classify|label|answer|respond|reply|choose|set)\b.{0,40}\b(all|every|each|everything|other)\b.{0,30}\b(columns?|fields?|headers?|as|to|with)\b",
            r"\b(respond|reply|answer)\s+(only|with)\b|\breturn\b.{0,20}\bjson\b",
            r"\bcolumn\s+(id\s+)?c\d+\b|\"(id|field|confidence)\"\s*:",
            r"\b(ignorier|vergiss|missachte)\w*\b.{0,40}\b(anweisung|vorherig|alle|bisherig)",
            r"\b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instruction|consigne|précédent|tout)",
            r"\b(ignora|olvida|ignore|esqueça|esquece|dimentica)\w*\b.{0,40}\b(instruc|instruç|istruzion|anterior|precedent|todo|tudo|tutt)",
            r"(игнорируй|забудь|не обращай).{0,40}(инструкц|предыдущ|все|выше)",
            r"(忽略|无视|忘记|無視|忘れ).{0,20}(指令|指示|说明|以上|之前|上記|前|すべて)|(지시|명령).{0,10}(무시|잊)",
        )
    ),
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Whether *text* speaks to the model instead of naming a column."""
    return _ORDERS.search(_plain(text)) is not None


def quoted(text: str, longest: int = LONGEST) -> str:
    """*text* as one JSON string on one line: control characters out, cut to length, marks of ours made harmless."""
    return json.dumps(shortened(text, longest).translate(_MARKS), ensure_ascii=False)


def requoted(line: str) -> str:
    """*line* with the texts between its quotation marks as `quoted` writes them."""
    return _QUOTED.sub(lambda match: quoted(match[1]), line)


def shortened(text: str, longest: int = LONGEST) -> str:
    """*text* on one line, without control characters, at most *longest* characters."""
    shown = _plain(text)
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def between(mark: str, lines: list[str]) -> str:
    """Lines of data between an opening and a closing mark."""
    return "\n".join((f"<{mark}>", *lines, f"</{mark}>"))


def _plain(text: str) -> str:
    """Nothing that a person does not see: control and format characters, private ones, tags."""
    return clean("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"))
