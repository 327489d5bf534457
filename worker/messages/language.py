"""The language that people read here, and the one door that their sentences go through."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from worker.errors import MediaMapperError
from worker.messages.catalogue import catalogue, languages
from worker.messages.translation import Translation

T = TypeVar("T", bound=str)
ENGLISH = "en"
VARIABLE = "MEDIAMAPPER_LANGUAGE"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What a system says of the language of messages, the first that is set."""


class _Reader:
    """Who reads what this process writes: one person, so that this is said once and not handed from call to call."""

    language: str | None = None


def use(language: str | None) -> None:
    """Speak *language* from now on: a code such as 'de' or 'de_AT'; None or '' for the system's.

    A language that has no file is English.
    """
    _Reader.language = supported(language) if language else None


def current() -> str:
    """The code of the language in use: what `use` was told, else `MEDIAMAPPER_LANGUAGE`, else the system's."""
    if _Reader.language is None:
        _Reader.language = supported(os.environ.get(VARIABLE) or _of_system())
    return _Reader.language


def tr(sentence: str) -> str:
    """*sentence*, one or several in English, as the reader says it; what nobody has translated stays English."""
    return in_language(sentence, current())


def in_language(sentence: str, language: str) -> str:
    """*sentence* in *language*, whoever reads here: for what is made for somebody else, or for all."""
    return sentence if language == ENGLISH else translation(language).of(sentence)


def number(text: str) -> str:
    """A number as Python writes it, '1,234.50', as the reader writes it; what is none stays as it is."""
    return text if current() == ENGLISH else translation(current()).number(text)


def problem_text(problem: MediaMapperError) -> str:
    """An error as the reader says it: what happened, then what to do."""
    return " ".join(filter(None, (tr(problem.message), tr(problem.next_step))))


@lru_cache
def translation(language: str) -> Translation:
    """The sentences of *language*."""
    return Translation(catalogue(language))


def in_any_language(text: str) -> Iterator[str]:
    """How the message *text* is written, in English first, then in each language: a sheet of ours may come from anybody."""
    yield text
    for language in languages():
        if (translated := translation(language).rendering(text)) is not None:
            yield translated


def original(word: str, choices: Iterable[T]) -> T | None:
    """Which of *choices*, English words, is *word* in some language; None where none is, whatever its case."""
    choice_of = {name.casefold(): choice for choice in choices for name in in_any_language(choice)}
    return choice_of.get(word.casefold())


def supported(language: str) -> str:
    """The code of the language that a program calls *language*, such as 'de-AT'; English where it has no file."""
    code = language.replace("-", "_").partition(".")[0].casefold()
    choices = languages()
    for name in (code, code.partition("_")[0]):
        if name in choices:
            return name
    return ENGLISH


def _of_system() -> str:
    if named := next((value for name in _VARIABLES if (value := os.environ.get(name))), ""):
        return named
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ENGLISH)
    return locale.getlocale()[0] or ENGLISH
