"""The message files: one a language, in gettext's own form, so that every translator's tool opens them.

They are read here and not by babel, whose import takes longer than most commands: a file of ours has neither plurals
nor contexts, since a message is a whole sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from worker import paths

FOLDER = ("knowledge", "messages")


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file; English needs none."""
    return tuple(sorted(path.stem for path in paths.shipped(*FOLDER).glob("*.po")))


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """The messages of *language* by the English ones."""
    return read(paths.shipped(*FOLDER, f"{language}.po"))


def read(path: Path) -> dict[str, str]:
    """The messages in a .po file; what has no translation, or is marked fuzzy, is left out, as gettext leaves it out."""
    texts: dict[str, str] = {}
    for entry in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.strip() for line in entry.splitlines()]
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        parts: dict[str, str] = {}
        part = ""
        for line in lines:
            keyword, _, rest = line.partition(" ")
            if keyword in ("msgid", "msgstr"):
                part = keyword
                parts[part] = _unquoted(rest)
            elif line.startswith('"'):
                parts[part] += _unquoted(line)
        if parts.get("msgid") and parts.get("msgstr"):
            texts[parts["msgid"]] = parts["msgstr"]
    return texts


def _unquoted(text: str) -> str:
    """What stands in quotes; Python reads it where something is escaped, which takes thirty times as long."""
    if "\\" in text:
        return str(ast.literal_eval(text))
    return text[1:-1]
