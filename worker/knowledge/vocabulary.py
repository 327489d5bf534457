"""What columns are called: phrases in many languages, and the platforms' own report names.

Word lists: `[headers]` of a language (`knowledge/languages/de.txt`), or one file a platform (`knowledge/platforms/meta.txt`):

    # a comment
    net_cost = Mediakosten netto | Netto-Mediavolumen     a template field
    ~roas = ROAS | return on ad spend                     a concept that has no target
    +net = netto | n/n                                    a word that changes the meaning of another
    platform = Meta | Facebook Ads                        platform files only: its name and other names
    ?signature = Amount spent | Ad set name               headers that give the platform away"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from worker import paths, text
from worker.errors import UsageError
from worker.knowledge.cache_file import from_cache
from worker.knowledge.collector import paused
from worker.knowledge.words import NEXT_STEP, SHARED, Section, entries, read, sections
from worker.lazy_dataclass import dataclass

OPEN, MODIFIER, SIGNATURE, PLATFORM = "~", "+", "?signature", "platform"
_Item = TypeVar("_Item")


class Sense(NamedTuple):
    """One meaning of a phrase: the class it names, and who says so."""

    name: str
    """A template field, or a concept without a target ('~roas')."""
    source: str
    """A language ('de') or a platform's name ('Meta')."""
    platform: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as its header rows give it away."""

    name: str
    aliases: frozenset[str]
    """Normalised, the name included."""
    signature: frozenset[str]
    """Normalised headers that no other platform has."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases, normalised as `text.normalise` does."""

    senses: Mapping[str, tuple[Sense, ...]]
    modifiers: Mapping[str, tuple[str, ...]]
    """Phrase -> modifier names without their plus."""
    platforms: tuple[Platform, ...] = ()
    classes: frozenset[str] = frozenset()
    """Every field and open concept that has a phrase."""


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program; read once a process, and parsed once a version of it."""
    with paused(keep=True):
        return from_cache("vocabulary", _Content, _content).read()


class _Content(NamedTuple):
    """A vocabulary as a file has it: what several phrases mean once, and lists, which take the least to read."""

    meanings: list[tuple[Sense, ...]]
    phrases: list[str]
    places: list[int]
    """Of each phrase, its place in `meanings`."""
    modifiers: dict[str, tuple[str, ...]]
    platforms: tuple[Platform, ...]
    classes: frozenset[str]

    def read(self) -> Vocabulary:
        """The vocabulary."""
        senses = dict(zip(self.phrases, map(self.meanings.__getitem__, self.places), strict=True))
        return Vocabulary(senses, self.modifiers, self.platforms, self.classes)


def _content() -> _Content:
    vocabulary = load_vocabulary(paths.shipped("knowledge"))
    places = {senses: at for at, senses in enumerate(dict.fromkeys(vocabulary.senses.values()))}
    senses = vocabulary.senses
    return _Content(
        list(places),
        list(senses),
        [places[each] for each in senses.values()],
        dict(vocabulary.modifiers),
        vocabulary.platforms,
        vocabulary.classes,
    )


_UNIT = re.compile(r"[(\[（].*$")
"""What stands in brackets behind a header."""
CLEAR = 1.5
"""How many times the votes of the next one a language must have."""


def language_of(headers: Iterable[str]) -> str | None:
    """The language in which headers are written, where one knows clearly more of them than any other.

    A header that several languages know counts less for each of them.
    """
    votes: dict[str, float] = {}
    for header in headers:
        all_senses = shipped_vocabulary().senses
        senses = all_senses.get(text.normalise(header)) or all_senses.get(
            text.normalise(_UNIT.sub("", header)), ()
        )
        languages = {sense.source for sense in senses if not sense.platform} - {SHARED}
        for language in languages:
            votes[language] = votes.get(language, 0.0) + 1.0 / len(languages)
    first, *others = sorted(votes, key=lambda language: -votes[language]) or (None,)
    clear = first is not None and (not others or votes[first] >= CLEAR * votes[others[0]])
    return first if clear else None


def load_vocabulary(folder: Path) -> Vocabulary:
    """The `[headers]` of all *folder*'s `languages`, and all its `platforms`."""
    files = sorted((folder / "platforms").glob("*.txt"))
    of_platforms = [Section(file.stem, file, 1, read(file)) for file in files]
    return _vocabulary(sections("headers", folder), of_platforms)


def parse(content: str, source: str, *, platform: bool = False) -> Vocabulary:
    """The vocabulary of one text, as if it stood in the file *source*."""
    section = Section(source, Path(source), 1, content)
    return _vocabulary([], [section]) if platform else _vocabulary([section], [])


def _vocabulary(of_languages: Iterable[Section], of_platforms: Iterable[Section]) -> Vocabulary:
    senses: dict[str, tuple[Sense, ...]] = {}
    modifiers: dict[str, tuple[str, ...]] = {}
    platforms: list[Platform] = []
    both = [(False, section) for section in of_languages] + [(True, section) for section in of_platforms]
    for is_platform, section in both:
        lines, source = list(_lines(section)), section.language
        if is_platform:
            platforms.append(_platform(section, lines))
            source = platforms[-1].name
        for name, phrases in lines:
            if name.startswith(MODIFIER):
                for phrase in phrases:
                    _add(modifiers, phrase, name[1:])
            elif not is_platform or name not in (PLATFORM, SIGNATURE):
                sense = Sense(name, source, is_platform)
                for phrase in phrases:
                    _add(senses, phrase, sense)
    classes = frozenset(sense.name for meaning in senses.values() for sense in meaning)
    return Vocabulary(senses, modifiers, tuple(platforms), classes)


def _platform(section: Section, lines: Sequence[tuple[str, Sequence[str]]]) -> Platform:
    """A platform's name, its other names, and the headers that give it away."""
    named = any(name == PLATFORM for name, _ in lines)
    title = (_raw_name(section.content) if named else None) or section.language
    aliases = {phrase for name, phrases in lines if name == PLATFORM for phrase in phrases}
    signature = {phrase for name, phrases in lines if name == SIGNATURE for phrase in phrases}
    return Platform(title, frozenset(aliases | {text.normalise(title)}), frozenset(signature))


def _add(items: dict[str, tuple[_Item, ...]], phrase: str, item: _Item) -> None:
    had = items.get(phrase)
    if had is None:
        items[phrase] = (item,)
    elif item not in had:
        items[phrase] = (*had, item)


def _lines(section: Section) -> Iterator[tuple[str, list[str]]]:
    """Names and their phrases as headers are compared; a whole file is prepared at once, as that is quicker."""
    prepared = text.prepared(section.content)
    for name, phrases, line in entries(prepared, section.file.name, section.first_line):
        if " " in name:
            raise UsageError(
                f"{section.file.name}, line {line} names '{name}', which is two words.", NEXT_STEP
            )
        normal = [" ".join(text.cut(phrase)) for phrase in phrases]
        if not any(normal):
            raise UsageError(f"{section.file.name}, line {line} gives '{name}' no phrase.", NEXT_STEP)
        yield name, [phrase for phrase in normal if phrase]


def _raw_name(content: str) -> str | None:
    """The platform's name as it is written, for sentences."""
    for line in content.splitlines():
        name, equals, rest = line.partition("=")
        if equals and name.strip() == PLATFORM:
            return rest.partition("|")[0].strip() or None
    return None
