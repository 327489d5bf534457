"""What people read in the workbook's sources, in their language: of the ribbon, of VBA and of pages.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, unescape

from worker.messages.language import ENGLISH, in_language
from xl_addin.workbook.vba_project import CODE_PAGE

_QUOTES = {'"': "&quot;"}
_UNQUOTES = {"&quot;": '"'}
_LABEL = re.compile(r'(?<= label=")[^"]+|(?<= screentip=")[^"]+|(?<= supertip=")[^"]+')
_LITERAL = re.compile(r'"((?:[^"\n]|"")*)"')
_SENTENCE = re.compile(r"[A-Z][^\\<]* [^\\<]*[a-z.*](?<! )")
"""A text of VBA that is shown to people: in capitals first, some words, and whole."""
PAGE_TEXTS = frozenset(
    {"example", "title", "subtitle", "text", "label", "status", "hint", "lines", "choices"}
)
"""Keys of pages.toml whose words are read, formulas among them: arguments are parted by a language's own sign."""


def ribbon_in(xml: str, language: str) -> str:
    """The ribbon with its labels and tips in *language*."""
    return _LABEL.sub(lambda match: _attribute(in_language(unescape(match[0], _UNQUOTES), language)), xml)


def vba_in(code: str, language: str) -> str:
    """A module with its sentences in *language*; one that VBA's code page can't write stays English."""
    if language == ENGLISH:
        return code
    return _LITERAL.sub(lambda match: _literal(match[0], match[1], language), code)


def page_texts(node: object, language: str, key: str = "") -> object:
    """A part of pages.toml with what is read in *language*."""
    if isinstance(node, dict):
        return {name: page_texts(value, language, name) for name, value in node.items()}
    if isinstance(node, list):
        return [page_texts(value, language, key) for value in node]
    return in_language(node, language) if isinstance(node, str) and key in PAGE_TEXTS else node


def messages_of(ribbon: str, modules: Iterable[str], pages: object) -> Iterator[str]:
    """The English messages of all three."""
    yield from (unescape(match, _UNQUOTES) for match in _LABEL.findall(ribbon))
    for code in modules:
        for text in _LITERAL.findall(code):
            if _SENTENCE.fullmatch(text):
                yield text.replace('""', '"')
    yield from _of_page(pages)


def _of_page(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _of_page(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _of_page(value, key)
    elif isinstance(node, str) and key in PAGE_TEXTS:
        yield node


def _attribute(text: str) -> str:
    return escape(text, _QUOTES)


def _literal(literal: str, text: str, language: str) -> str:
    if not _SENTENCE.fullmatch(text):
        return literal
    translated = in_language(text.replace('""', '"'), language)
    try:
        translated.encode(CODE_PAGE)
    except UnicodeEncodeError:
        return literal
    return '"{}"'.format(translated.replace('"', '""'))
