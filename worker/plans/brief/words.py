"""The labels of a brief and the names of currencies: `[brief]` and `[currencies]` of the languages."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from worker.knowledge.cache_file import from_cache
from worker.knowledge.words import phrases
from worker.text import CJK, plain
from worker.values.money import own_currency_in, shared_sign_in, without_shared_sign
from worker.values.scales import scale_of_note
from worker.values.units import is_currency, money_words

PERIOD, OPEN = "period", "open"
_EDGES = " .:：*#-–—_()[]|"
_BETWEEN = re.compile(r"\n|\s[|¦•·∙]\s|\u3000+|[ \u00a0\t]{3,}")
"""Between the facts of one cell: lines, signs with blanks around them, and wide blanks."""
_NEXT_LABEL = re.compile(r"(?P<sign>\s/\s|[;；,、/])\s*(?P<label>[^\d:：;；,、/]{2,30})[:：]")
_CLAUSES = re.compile(r"[:：;；，、()（）|\n]|[.,](?!\d)|\s[-–—]\s")
_AMOUNT = re.compile(r"\d[\d.,'’\s]{2,}")
_YEAR = re.compile(r"(?<![\d.,])20[0-4]\d(?!\d)")


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return from_cache("brief", dict[str, str], _read_labels)


def _read_labels() -> dict[str, str]:
    return {plain(phrase).strip(_EDGES): name for name, phrase in phrases("brief")}


@lru_cache(maxsize=1)
def _currencies() -> dict[str, str]:
    return {plain(phrase): code for code, phrase in phrases("currencies")}


def parts_of(text: str) -> list[str]:
    """The facts that stand in one cell: 'Campaign: Autumn | 14 Sep - 11 Oct | prices in EUR' -> three.

    Other signs part them before a label with its colon: 'Client: Acme; flight: 1-28 June'.
    """
    pieces = (part for piece in _BETWEEN.split(text) for part in _at_labels(piece))
    return [part for piece in pieces if (part := piece.strip())]


def _at_labels(text: str) -> list[str]:
    """The text cut before each label, which behind a comma or a slash without blanks is a known one."""
    starts = [0]
    for match in _NEXT_LABEL.finditer(text):
        if match["sign"] in ";； / " or label_kind(match["label"]):
            starts.append(match.start("label"))
    return [
        text[first:last].rstrip(" ,;；、/") if last else text[first:]
        for first, last in zip(starts, [*starts[1:], None], strict=True)
    ]


@lru_cache(maxsize=16_384)
def label_kind(text: str) -> str | None:
    """The field that a label names, `period`, `open` for a known label without one, None for any other text.

    What stands in brackets does not count, and of 'Client / Advertiser' the first known half does.
    """
    if len(text) > 60:
        return None
    labels = _labels()
    simple = plain(text).strip(_EDGES)
    if simple in labels:
        return labels[simple]
    simple = re.sub(r"\([^)]*\)|^\d+[.)]\s*", "", plain(text)).strip(_EDGES)
    if simple in labels:
        return labels[simple]
    halves = [half.strip(_EDGES) for half in re.split(r"[/|,&]", simple)]
    return next((labels[half] for half in halves if half in labels), None) if len(halves) > 1 else None


def is_open(text: str) -> bool:
    """Whether a label is known and names no field: 'Prepared by', 'Compared with'."""
    return label_kind(text) == OPEN


@lru_cache(maxsize=16_384)
def currencies_in(text: str) -> frozenset[str]:
    """ISO codes of the currencies that a text names: 'Budget, тыс. руб.' -> {'RUB'}."""
    simple = plain(text)
    codes = set()
    for term, code in _currencies().items():
        if term not in simple:
            continue
        if CJK.search(term) or not term[0].isalnum():
            # a sign alone must not be part of a longer one: '$' in 'R$'
            at = simple.find(term)
            if not (term == "$" and at and simple[at - 1].isalpha()):
                codes.add(code)
        elif re.search(rf"(?<![^\W\d_]){re.escape(term)}(?![^\W\d_])", simple):
            codes.add(code)
    return frozenset(codes)


def own_currencies(text: str) -> frozenset[str]:
    """ISO codes of the currencies that a text names by what is theirs alone: none in 'Prices in $', TWD in '元（新台幣）'."""
    return currencies_in(without_shared_sign(text))


@lru_cache(maxsize=16_384)
def stated_currencies(text: str) -> frozenset[str]:
    """ISO codes that a title or note states, or the one sign that several currencies share: 'Priser i kroner' -> {'kroner'}.

    An amount with a sign ('Reserve $ 5,000') is no statement on the plan's currency, 'x € 1.000' is one.
    """
    clauses = [
        clause
        for part in _CLAUSES.split(text)
        if (len(clause := part.strip()) > 1 or not (clause.isascii() and clause.isalnum()))
        and not (_has_amount(clause) and scale_of_note(clause) == 1.0)
    ]
    codes = {code for clause in clauses for code in (*own_currencies(clause), _own_currency(clause)) if code}
    signs = (sign for clause in clauses if (sign := shared_sign_in(clause)))
    return frozenset(codes or islice(signs, 1))


def _own_currency(clause: str) -> str | None:
    """The currency that a clause names; None for '¥', which the plan's country decides, and for the 'Fr.' of Frau Lindemann."""
    return None if clause.casefold() in money_words("name as a header") else own_currency_in(clause)


def _has_amount(clause: str) -> bool:
    """Whether a sum of money stands there, a number beside a currency: 'Ref 26-27/041, values in INR' has none."""
    text = _YEAR.sub("", clause)
    beside = (
        word
        for number in _AMOUNT.finditer(text)
        for word in (*text[: number.start()].split()[-1:], *text[number.end() :].split()[:1])
    )
    return any(currencies_in(word) or is_currency(word) for word in beside)
