"""The word lists of `knowledge/`: what is said in plans, one text file a language.

A list is plain UTF-8 text, one `name = phrase | phrase` a line; a name may have several lines, `#` begins a comment.
A language's file (`knowledge/languages/de.txt`) has sections under `[headings]`; a language is found by its file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from worker import paths
from worker.errors import FileProblem, UsageError
from worker.knowledge.cache_file import from_cache

FOLDER = "languages"
SHARED = "_shared"
"""Signs, codes and words that no one language owns."""
SECTIONS = {
    "headers": "what columns are called: field, ~open concept or +modifier",
    "rows": "words by which a row is known: total, subtotal, note, ...",
    "sums": "labels of total rows that hold something beside the sum of the lines",
    "sections": "what a heading inside a table names before its value: 'Brand: Alpha'",
    "brief": "labels of the facts beside a plan's tables",
    "currencies": "words and signs of currencies, by ISO code",
    "money": "names of currencies that mean something else as well, or are shorter than a word",
    "multipliers": "words that multiply the number before them: by what, and where alone",
    "lengths": "words and signs behind the length of a spot",
    "pieces": "words for pieces behind a number: '400 шт.'",
    "calendar": "words around numbers in dates and period headers",
    "month parts": "halves and thirds of a month, alone or `beside a month`",
    "measures": "what the cells of a period column hold",
    "tables": "names of sheets and titles of tables beside a plan: `appendix`",
    "versions": "what names of sheets and titles say of versions",
    "stages": "what titles call a plan, and a report of what was delivered",
    "months": "months of other calendars than the Gregorian one, in their order",
    "eras": "names of eras, by the year before their first",
    "values": "values that give away what a column holds",
    "particles": "small words: 'and', 'per', what joins two amounts, says nothing, stands beside a period's number",
    "orders": "words of orders to a model, which no header gives: `ignore`, and `what` is to be ignored",
    "asides": "words beside a name in a header: of whom it counts, how its cells are filled in",
    "quantities": "units of `size`, and words for what is so much `each day`, in a header or `behind a stroke`, `each week` or `each month`",
    "guards": "words that must agree before two headers count as alike: group.sense",
    "kinds": "words in the name of any field that say what its values are, those that decide first",
    "families": "words in the name of a field of your own that say what its numbers are: `rate`, `reach`, `points`",
    "shortened": "words as the columns of databases cut them short: 'dt' for date",
    "alike": "words that often stand for each other in headers of any table",
}
NEXT_STEP = "Write it as `name = phrase | phrase`."
_HEADING = re.compile(r"^\[([^\]\n]*)\][ \t]*$", re.MULTILINE)


class Entry(NamedTuple):
    """One line of a list."""

    name: str
    phrases: tuple[str, ...]
    line: int
    """Counts from 1 in its file."""


class Section(NamedTuple):
    """What one language says under one heading."""

    language: str
    """ISO 639-1 code, or `SHARED`."""
    file: Path
    first_line: int
    content: str

    def entries(self) -> Iterator[Entry]:
        """The section's lines."""
        return entries(self.content, self.file.name, self.first_line)


def entries(content: str, file: str, first_line: int = 1) -> Iterator[Entry]:
    """The lines of a list; comments and blank lines are skipped, blank phrases left out."""
    for number, line in enumerate(content.split("\n"), first_line):
        line = line.strip()
        if not line or line[0] == "#":
            continue
        name, equals, rest = line.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"{file}, line {number} is no line of a word list: '{line[:60]}'.", NEXT_STEP)
        phrases = tuple(phrase for part in rest.split("|") if (phrase := part.strip()))
        if not phrases:
            raise UsageError(f"{file}, line {number} gives '{name}' no phrase.", NEXT_STEP)
        yield Entry(name, phrases, number)


def read(file: Path) -> str:
    """The text of a word list."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(f"{file} can't be read: {error}.", "It must be a text file in UTF-8.") from error


def languages() -> tuple[str, ...]:
    """The codes of all shipped languages, in the order in which their files are read."""
    return tuple(code for code in _files(paths.shipped("knowledge")) if code != SHARED)


def sections(name: str, folder: Path | None = None) -> tuple[Section, ...]:
    """The section *name* of every language that has it, `SHARED` first, then by code.

    *folder* holds `languages/`; the shipped `knowledge` when None.
    """
    files = _files(folder or paths.shipped("knowledge"))
    return tuple(
        headed.section for file in files.values() for headed in _sections(file) if headed.heading == name
    )


def phrases(name: str) -> Iterator[tuple[str, str]]:
    """(name, phrase) for every phrase under the heading *name* of any shipped language."""
    yield from _short_lists().get(name, ())


@cache
def _short_lists() -> dict[str, list[tuple[str, str]]]:
    """All that `phrases` gives, by heading; what columns are called is the vocabulary's, and ten times as long."""
    return from_cache("lists", dict[str, list[tuple[str, str]]], _read_lists)


def _read_lists() -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(e.name, phrase) for s in sections(name) for e in s.entries() for phrase in e.phrases]
        for name in SECTIONS
        if name != "headers"
    }


def _files(folder: Path) -> dict[str, Path]:
    """The languages' files by code, `SHARED` first."""
    by_language = {file.stem: file for file in (folder / FOLDER).glob("*.txt")}
    return {code: by_language[code] for code in sorted(by_language, key=lambda code: (code != SHARED, code))}


class _Headed(NamedTuple):
    heading: str
    section: Section


@lru_cache(maxsize=256)
def _sections(file: Path) -> tuple[_Headed, ...]:
    content = read(file)
    headings = list(_HEADING.finditer(content))
    ends = [heading.start() for heading in headings[1:]] + [len(content)]
    return tuple(
        _Headed(_name_of(heading, content, file), _section(file, content, heading.end(), end))
        for heading, end in zip(headings, ends, strict=True)
    )


def _section(file: Path, content: str, start: int, end: int) -> Section:
    return Section(file.stem, file, content.count("\n", 0, start) + 1, content[start:end])


def _name_of(heading: re.Match[str], content: str, file: Path) -> str:
    name = heading[1].strip()
    if name not in SECTIONS:
        near = difflib.get_close_matches(name, SECTIONS, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Headings are {', '.join(SECTIONS)}."
        line = content.count("\n", 0, heading.start()) + 1
        raise UsageError(f"{file.name}, line {line} has the heading '[{name}]', which nobody reads.", hint)
    return name
