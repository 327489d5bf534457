"""The walk: sheets of each group, exported, with a verdict each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from bench.amounts.countries import BARE_CLUES, Clued, alone, clued, countries, disputed, unsigned
from bench.amounts.doors import OF_COUNTS, OF_CURRENCY, OF_MONEY, OF_NOTES, stands_in_cells
from bench.amounts.sheets import MONEY, NAMES, SHOWN, Sheet
from bench.amounts.words import Words, all_words
from bench.judge import MONEY as MONEY_FIELDS
from bench.outcome import Answer, Outcome
from worker import settings
from worker.service import MediaMapper
from worker.shapes.grid import Cell
from worker.wire import answers
from worker.wire import json as wire_json

VERDICTS = ("right", "said", "silent", "wrong")
NET = ("net_cost", "planned_budget", "spend", "gross_cost")
SHOWN_FIELD = "planned_impressions"


@dataclass(frozen=True)
class Case:
    """One sheet, and what raw data of it must be."""

    group: str
    words: str
    door: str
    sign: str
    sheet: Sheet
    money: float = sum(MONEY)
    shown: float = sum(SHOWN)
    currency: str | None = None
    """None where any will do."""
    silent: float | None = None
    """The sum that shows that the sign was overlooked."""


@dataclass(frozen=True)
class Walked:
    """A case with its verdict."""

    group: str
    words: str
    door: str
    sign: str
    verdict: str
    sentence: str


def _plain(words: Words) -> Sheet:
    return Sheet(words, total=words.of("total")[0])


def _scales(words: Words) -> Iterator[Case]:
    for factor, sign in words.scales():
        for door, place in OF_MONEY.items():
            if door == "cells" and not stands_in_cells(sign):
                continue
            sheet = place(_plain(words), sign)
            yield Case("scale", words.name, door, sign, sheet, money=factor * sum(MONEY), silent=sum(MONEY))


def _counts(words: Words) -> Iterator[Case]:
    few = [value / 1_000 for value in SHOWN]
    for factor, sign in words.scales("count "):
        for door, place in OF_COUNTS.items():
            sheet = place(_plain(words).but(shown=few), sign)
            yield Case("count", words.name, door, sign, sheet, shown=factor * sum(few), silent=sum(few))


def _notes(words: Words) -> Iterator[Case]:
    for factor, sign in words.scales("note "):
        for door, place in OF_NOTES.items():
            sheet = place(_plain(words), sign)
            yield Case("note", words.name, door, sign, sheet, money=factor * sum(MONEY), silent=sum(MONEY))


def _own(words: Words) -> Iterator[Case]:
    """Formats that show thousands of whole amounts: the amounts stay."""
    whole = [value * 1_000 for value in MONEY]
    for factor, sign in words.scales():
        commas = {1e3: ",", 1e6: ",,"}.get(factor)
        if commas:
            sheet = _plain(words).but(
                money=whole, money_format=f'#,##0.0{commas}" {sign.replace(chr(34), "")}"'
            )
            yield Case("own", words.name, "format", sign, sheet, money=sum(whole))


def _currencies(words: Words) -> Iterator[Case]:
    for sign in words.of("money"):
        for door, place in OF_CURRENCY.items():
            yield Case("currency", words.name, door, sign, place(_plain(words), sign), currency=words.code)


def _taxes(words: Words) -> Iterator[Case]:
    """A total with tax under a net one; and a header that says which of the two a column is."""
    total, label = words.of("total")[0], words.of("tax row")[0]
    net, tax = sum(MONEY), sum(MONEY) * 0.2
    for sign in words.of("incl"):
        below: list[list[Cell]] = [[label, tax], [f"{total} {sign}", net + tax]]
        yield Case("tax", words.name, "total incl", sign, _plain(words).but(below=below))
        yield Case("tax", words.name, "only incl", sign, _plain(words).but(below=below[1:]))
        further = [f"{words.head[5]} {sign}", *(value * 1.2 for value in MONEY)]
        yield Case("tax", words.name, "column", sign, _plain(words).but(further=further))
    for sign in words.of("excl"):
        sheet = _plain(words).but(total=f"{total} {sign}", below=[[label, tax], [total, net + tax]])
        yield Case("tax", words.name, "total excl", sign, sheet)
        yield Case(
            "tax", words.name, "header", sign, _plain(words).but(money_header=f"{words.head[5]} {sign}")
        )


def _below(words: Words) -> Iterator[Case]:
    """Fees, taxes and discounts under the total, with and without a total of their own."""
    total, net = words.of("total")[0], sum(MONEY)
    for key, share in (("tax row", 0.2), ("fee row", 0.083), ("discount row", -0.05)):
        for sign in words.of(key):
            amount = round(net * share, 2)
            row: list[Cell] = [sign, amount]
            plain = _plain(words)
            yield Case("below", words.name, f"{key}", sign, plain.but(below=[row]))
            yield Case(
                "below",
                words.name,
                f"{key} + total",
                sign,
                plain.but(below=[row, [f"{total} 2", net + amount]]),
            )
            yield Case("below", words.name, f"{key} apart", sign, plain.but(below=[[], row]))
            yield Case(
                "below",
                words.name,
                f"{key} no total",
                sign,
                plain.but(total="", below=[row, [total, net + amount]]),
            )


def _totals(words: Words) -> Iterator[Case]:
    """Words for sums whose amount no arithmetic gives away: it is off, or stands alone under one block."""
    for sign in words.of("total"):
        yield Case("totals", words.name, "total", sign, _plain(words).but(total=sign))
        yield Case(
            "totals",
            words.name,
            "total off",
            sign,
            _plain(words).but(total=sign, total_amount=sum(MONEY) + 37.0),
        )
    for sign in words.of("subtotal"):
        for form in ("{}", "{} TV", "TV {}"):
            sheet = _plain(words)
            yield Case(
                "totals", words.name, f"subtotal {form}", sign, _with_subtotals(sheet, form.format(sign))
            )


def _with_subtotals(sheet: Sheet, label: str) -> Sheet:
    """A sum under the first two lines that is a little off, as rounded ones are, and none under the others."""
    return sheet.but(inside={2: (label, sum(MONEY[:2]) + 0.5)})


def _countries(make: Callable[[Words, Sheet], Iterator[Clued]], group: str, words: Words) -> Iterator[Case]:
    """The plans of a country in the language of *words*; where nothing decides their currency, none must be named."""
    for name, country in countries().items():
        if country.of("words") != (words.name,):
            continue
        for door, sign, sheet in make(country, _plain(words)):
            is_open = group == "disputed" or (group == "unsigned" and door.split()[0] not in BARE_CLUES)
            code = "" if is_open else country.code
            yield Case(group, name, door, sign, sheet, currency=code)


GROUPS: dict[str, Callable[[Words], Iterator[Case]]] = {
    "scale": _scales,
    "count": _counts,
    "note": _notes,
    "own": _own,
    "currency": _currencies,
    "tax": _taxes,
    "below": _below,
    "totals": _totals,
    "signed": partial(_countries, clued, "signed"),
    "alone": partial(_countries, alone, "alone"),
    "unsigned": partial(_countries, unsigned, "unsigned"),
    "disputed": partial(_countries, disputed, "disputed"),
}


def cases(groups: Sequence[str], names: Sequence[str] = ()) -> Iterator[Case]:
    """The cases of *groups*, of all words or of those that *names* lists."""
    for words in all_words():
        if not names or words.name in names:
            for group in groups:
                yield from GROUPS[group](words)


def walk(groups: Sequence[str], names: Sequence[str] = (), every: int = 1) -> Iterator[Walked]:
    """The cases, or one of *every* so many, with their verdicts, all by one empty memory."""
    with tempfile.TemporaryDirectory() as memory:
        mapper = MediaMapper(settings.load(memory, llm=False))
        for case in islice(cases(groups, names), 0, None, every):
            verdict, sentence = _verdict(case, mapper)
            yield Walked(case.group, case.words, case.door, case.sign, verdict, sentence)
        mapper.close()


def _verdict(case: Case, mapper: MediaMapper) -> tuple[str, str]:
    book = case.sheet.book()
    flat = mapper.export(book, mapper.map(book))
    answer = json.loads(wire_json.encode(answers.check_answer(flat)))
    rows = flat.raw.table.to_pylist()
    outcome = Outcome(0 if flat.settled else 1, answer, rows)
    money = next((whole for field in NET if (whole := sum(row.get(field) or 0 for row in rows))), 0.0)
    shown = sum(row.get(SHOWN_FIELD) or row.get("impressions") or 0 for row in rows)
    codes = sorted({row.get("currency") or "" for row in rows})
    faults = []
    if abs(money - case.money) > 0.01 * len(rows) + 1e-6 * case.money:
        faults.append(f"money {money:.10g} for {case.money:.10g}")
    if abs(shown - case.shown) > 1e-6 * case.shown:
        faults.append(f"impressions {shown:.10g} for {case.shown:.10g}")
    if case.currency is not None and codes != [case.currency]:
        faults.append(f"{codes} for {case.currency}")
    if len(rows) != _lines(case):
        faults.append(f"{len(rows)} rows")
    if not faults:
        return ("right", "") if outcome.code == 0 else ("right", "asked")
    sheet = book.sheets[0].sheet
    reply = Answer(outcome)
    named = reply.measure({*MONEY_FIELDS} if "imp" not in faults[0] else {SHOWN_FIELD}, {}, {}, {sheet})
    named = named or reply.lines(sheet, set(range(1, 40)), True)
    if case.currency is not None and outcome.code and not named:
        named = next((f.code for f in reply.findings if "currenc" in f.code), None)
        named = named or next((q["id"] for q in reply.questions if "currenc" in q["id"]), None)
    sentence = "; ".join(faults)
    if named and outcome.code:
        return "said", f"{sentence} [{named}]"
    is_silent = codes == [""] if case.currency else case.silent is not None and case.silent in (money, shown)
    return ("silent" if is_silent else "wrong"), sentence


def _lines(case: Case) -> int:
    return len(NAMES)
