"""Signs of several currencies, and no sign at all, beside what says from which country a plan is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bench.amounts.sheets import MONEY, Sheet
from bench.amounts.words import Words, blocks_of

FILE = Path(__file__).resolve().parent / "countries.txt"
CLUES = ("company", "tax", "phone", "domain", "market", "city")
BARE_CLUES = ("company", "tax", "phone", "domain")
"""Those that say in which currency amounts without any sign are: a market or a city is only where the media run."""
Clued = tuple[str, str, Sheet]
"""Door, sign with its clue, sheet."""


@cache
def countries() -> Mapping[str, Words]:
    """Every block of the file."""
    return {words.name: words for words in blocks_of(FILE)}


def with_sign(sheet: Sheet, sign: str) -> Iterator[tuple[str, Sheet]]:
    """The plan with a sign in the header of its money, in its cells, or in their format."""
    yield "header", sheet.but(money_header=f"{sheet.words.head[5]} ({sign})")
    texts = [f"{sign} {amount:.2f}" for amount in (*MONEY, sum(MONEY))]
    yield "cells", sheet.but(money=texts[:-1], total_amount=texts[-1])
    yield "format", sheet.but(money_format=f'"{sign}" #,##0.00')


def with_clue(sheet: Sheet, kind: str, clue: str) -> Iterator[tuple[str, Sheet]]:
    """The plan with what says its country, in each place where that may stand."""
    if kind == "tax":
        yield "row", sheet.but(below=[*sheet.below, [clue, sum(MONEY) * 0.1]])
        yield "note", sheet.but(below=[*sheet.below, [], [clue]])
    elif kind == "market":
        yield "brief", sheet.but(above=[*sheet.above, ["Market", clue]])
    elif kind == "city":
        yield "column", sheet.but(further=("Market", *[clue] * 6))
        yield "brief", sheet.but(above=[*sheet.above, ["City", clue]])
    else:
        yield "above", sheet.but(above=[[clue], *sheet.above])
        yield "below", sheet.but(below=[*sheet.below, [], [clue]])


def clued(country: Words, sheet: Sheet) -> Iterator[Clued]:
    """Each sign with each clue."""
    for sign in country.of("sign"):
        for place, signed in with_sign(sheet, sign):
            for kind in CLUES:
                for clue in country.of(kind):
                    for where, plan in with_clue(signed, kind, clue):
                        yield f"{kind} {where}, {place}", f"{sign} {clue}", plan


def alone(country: Words, sheet: Sheet) -> Iterator[Clued]:
    """Each sign without a clue."""
    for sign in country.of("sign"):
        for place, signed in with_sign(sheet, sign):
            yield place, sign, signed


def unsigned(country: Words, sheet: Sheet) -> Iterator[Clued]:
    """Amounts without a sign beside each clue."""
    for kind in CLUES:
        for clue in country.of(kind):
            for where, plan in with_clue(sheet, kind, clue):
                yield f"{kind} {where}", clue, plan


def disputed(country: Words, sheet: Sheet) -> Iterator[Clued]:
    """Each sign beside a clue of its country and one of another that writes the same sign."""
    others = [o for o in countries().values() if o.code != country.code and o.of("domain")]
    for sign in country.of("sign"):
        rival = next((other for other in others if sign in other.of("sign")), None)
        if rival is None:
            continue
        for place, signed in with_sign(sheet, sign):
            for kind in ("tax", "phone"):  # a company's form may be that of both
                for clue in country.of(kind)[:1]:
                    for where, plan in with_clue(signed, kind, clue):
                        other = rival.of("domain")[0]
                        yield (
                            f"{kind} {where}, {place}",
                            f"{sign} {clue} {other}",
                            plan.but(above=[*plan.above, [other]]),
                        )
