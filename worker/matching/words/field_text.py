"""What a template says of a field, as a header would say it: its name written out, and what its description says first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from worker import text
from worker.knowledge.particles import any_of
from worker.knowledge.words import phrases
from worker.matching.words.tokens import abbreviation
from worker.shapes.template import Field


def written_out(field: Field) -> str:
    """The field's name, each shortened word in full: 'flt_st_dt' -> 'flight start date'."""
    described = text.words(field.description)
    return " ".join(_longer(word, described) for word in text.words(field.name))


def in_full(header: str, is_known: Callable[[str], bool]) -> str:
    """A database's header with each shortened word in full that is none by itself: 'crtv_id' -> 'creative id'."""
    return " ".join(
        word if is_known(word) else shortened().get(word, (word,))[0] for word in text.words(header)
    )


def clause_of(field: Field) -> str:
    """What the description says first: 'Media channel' of 'Media channel, e.g. TV or Online'."""
    return _end_of_clause().split(field.description.strip(), maxsplit=1)[0].strip()


def subject_first(clause: str) -> str:
    """The thing before what is said of it, as headers have it: 'Name of the campaign' -> 'campaign name'."""
    parts = _thing_of_thing().match(clause)
    return f"{parts[2]} {parts[1]}" if parts else clause


@cache
def _end_of_clause() -> re.Pattern[str]:
    return re.compile(rf"[.;:,(\n]|\s[-–—]\s|\s(?:{any_of('clause behind')})\s", re.IGNORECASE)


@cache
def _thing_of_thing() -> re.Pattern[str]:
    article = rf"(?:(?:{any_of('before a thing')})\s+)?"
    return re.compile(rf"^{article}(.+?)\s+(?:{any_of('of a thing')})\s+{article}(.+)$", re.IGNORECASE)


def _longer(word: str, described: Sequence[str]) -> str:
    """The word that *word* cuts short: one of the description, or one that is always cut so."""
    if word in described or not word.isalpha():
        return word
    in_full = shortened().get(word, ())
    likes = {other: 1.0 if other in in_full else abbreviation(word, other) for other in described}
    best = max(likes, key=lambda other: likes[other], default=word)
    return best if likes.get(best) else next(iter(in_full), word)


@cache
def shortened() -> Mapping[str, tuple[str, ...]]:
    """The words that a shortened one stands for, the likeliest first."""
    words: dict[str, tuple[str, ...]] = {}
    for word, short in phrases("shortened"):
        words[short] = (*words.get(short, ()), word)
    return words
