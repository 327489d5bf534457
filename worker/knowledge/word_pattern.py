"""Patterns that are written out of the languages' words: the next process takes what they compile to from the cache folder.

To write and compile the longest takes as long as to read a small plan, and a start asks for a dozen.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache, update_wrapper
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from worker.knowledge.cache_file import from_cache

_re: tuple[ModuleType, ...] = ()
"""The engine, the compiler and the parser of `re`; none where Python compiles in another way than we know."""
with suppress(ImportError):
    _re = tuple(import_module(name) for name in ("_sre", "re._compiler", "re._parser"))


class _Program(NamedTuple):
    """What the engine of `re` gets of a pattern; the folder's digest has the version of Python, which it fits."""

    source: str
    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


def word_pattern(
    flags: re.RegexFlag = re.NOFLAG,
) -> Callable[[Callable[[], str]], Callable[[], re.Pattern[str]]]:
    """The pattern that a function without arguments writes, made when it is first asked for."""

    def decorate(write: Callable[[], str]) -> Callable[[], re.Pattern[str]]:
        name = f"pattern-{write.__module__.removeprefix('worker.')}-{write.__name__.strip('_')}"

        def pattern() -> re.Pattern[str]:
            if not _re:
                return re.compile(write(), flags)
            return _pattern(from_cache(name, _Program, lambda: _program(write(), flags)))

        return cache(update_wrapper(pattern, write))

    return decorate


def _program(source: str, flags: re.RegexFlag) -> _Program:
    _, compiler, parser = _re
    parsed = parser.parse(source, flags)
    code = array("I", compiler._code(parsed, flags))
    state = parsed.state
    return _Program(source, int(flags | state.flags), code.tobytes(), state.groups - 1, dict(state.groupdict))


def _pattern(program: _Program) -> re.Pattern[str]:
    """As `re.compile` ends."""
    names: list[str | None] = [None] * (program.groups + 1)
    for name, group in program.names.items():
        names[group] = name
    code = array("I", program.code).tolist()
    pattern: re.Pattern[str] = _re[0].compile(
        program.source, program.flags, code, program.groups, program.names, tuple(names)
    )
    return pattern
