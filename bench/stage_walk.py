"""Is bare money planned or delivered? Every bare word of many languages through every kind of table that says it otherwise.

usage: python -m bench.stage_walk [--languages de,fr] [--kinds rates,report] [--show VERDICT]

A word ('Kosten', 'Amount', '費用') says nothing of the stage; the kinds of tables do (`KINDS`). `right`: the money is in
fields of its stage, whole. `said`: it is not, and the export is not settled. `silent`: no money and nothing said.
`wrong`: settled money of the other stage, or another sum.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.amounts.words import all_words
from bench.outcome import Answer, Outcome
from worker import settings
from worker.service import MediaMapper
from worker.shapes.grid import Book, Cell, Grid
from worker.wire import answers
from worker.wire import json as wire_json

FILE = Path(__file__).parent / "amounts" / "stages.txt"
PLANNED = ("net_cost", "planned_budget", "gross_cost")
DELIVERED = ("spend",)
VERDICTS = ("right", "said", "silent", "wrong")
COSTS = (4200.0, 1350.0, 8800.0, 2450.0, 610.0, 3975.0)
NAMES = (("Display", "Alfa"), ("Video", "Bravo"), ("Radio", "Delta"), ("Print", "Kappa"), ("Social", "Omega"), ("OOH", "Sigma"))  # fmt: skip
SUM = sum(COSTS)
UNITS = (120, 45, 80, 49, 61, 75)
SHOWN = (2_150_000, 845_000, 1_905_000, 377_000, 412_000, 998_000)
CLICKED = (4312, 1207, 2955, 611, 937, 2044)
BOOKED = tuple(cost + 150.0 for cost in COSTS)


@dataclass(frozen=True)
class Words:
    """What one language calls things."""

    name: str
    bare: tuple[str, ...]
    head: tuple[str, ...]
    plan_title: str
    report_title: str
    plan: str
    fact: str
    clicks: str
    rate: str
    units: str
    day: str


@dataclass(frozen=True)
class Case:
    """A sheet, and what its money must be: sum by stage; a stage that is not there may be left out."""

    rows: list[list[Cell]]
    planned: float | None = None
    delivered: float | None = None
    sheet: str = "Tab1"


def words() -> list[Words]:
    """Every language of the file."""
    heads = {block.name: block.head for block in all_words()}
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    texts = {key: tuple(rest.split(" | ")) for key, rest in (line.split(": ", 1) for line in lines)}
    return [
        Words(name, bare, heads[name], *texts[f"{name} plan"])
        for name, bare in texts.items()
        if " " not in name
    ]


# ---------------------------------------------------------------- kinds of tables


def _table(head: Sequence[str], *columns: Sequence[Cell]) -> list[list[Cell]]:
    return [list(head), *([*names, *(column[at] for column in columns)] for at, names in enumerate(NAMES))]


def _flight() -> tuple[list[Cell], list[Cell]]:
    starts = [date(2026, 3, 2) + timedelta(days=7 * at) for at in range(6)]
    return list(starts), [start + timedelta(days=27) for start in starts]


def _titled(title: str, rows: list[list[Cell]]) -> list[list[Cell]]:
    above: list[list[Cell]] = [[title], []]
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in above + rows]


def _bare(w: Words, word: str) -> Case:
    """Flights and one amount; nothing else says anything."""
    return Case(_titled("Alfa 2026", _table((*w.head[:4], word), *_flight(), COSTS)), planned=SUM)


def _undated(w: Words, word: str) -> Case:
    """A plan by its title, without dates."""
    return Case(_titled(f"{w.plan_title} Alfa 2026", _table((*w.head[:2], word), COSTS)), planned=SUM)


def _rates(w: Words, word: str) -> Case:
    """What one costs and how many are bought."""
    prices = [cost / n for cost, n in zip(COSTS, UNITS, strict=True)]
    head = (*w.head[:4], w.units, w.rate, word)
    return Case(_titled("Alfa 2026", _table(head, *_flight(), UNITS, prices, COSTS)), planned=SUM)


def _undated_rates(w: Words, word: str) -> Case:
    prices = [cost / n for cost, n in zip(COSTS, UNITS, strict=True)]
    head = (*w.head[:2], "CPM/CPC", w.rate, w.units, word)
    buys = ("CPM", "CPV", "CPC", "CPM", "CPC", "CPM")
    return Case(_titled("Alfa 2026", _table(head, buys, prices, UNITS, COSTS)), planned=SUM)


def _shown(w: Words, word: str) -> Case:
    """Impressions beside flights: expected ones."""
    head = (*w.head[:4], w.head[4], word)
    return Case(_titled("Alfa 2026", _table(head, *_flight(), SHOWN, COSTS)), planned=SUM)


def _forecast(w: Words, word: str) -> Case:
    """A plan by its title, with expected impressions and clicks."""
    head = (*w.head[:4], w.head[4], w.clicks, word)
    title = f"{w.plan_title} Alfa 2026"
    return Case(_titled(title, _table(head, *_flight(), SHOWN, CLICKED, COSTS)), planned=SUM)


def _discounted(w: Words, word: str) -> Case:
    """The list price and a discount, of which the bare amount is left."""
    lists = [cost / 0.8 for cost in COSTS]
    head = (*w.head[:4], "Rate card", "%", word)
    return Case(_titled("Alfa 2026", _table(head, *_flight(), lists, [0.2] * 6, COSTS)), planned=SUM)


def _months(w: Words, word: str) -> Case:
    """Months beside the amount."""
    parts = [[round(cost * share, 2) for cost in COSTS] for share in (0.2, 0.5)]
    rest = [cost - a - b for cost, a, b in zip(COSTS, *parts, strict=True)]
    head = (*w.head[:2], "2026-01", "2026-02", "2026-03", word)
    return Case(_titled("Alfa", _table(head, *parts, rest, COSTS)), planned=SUM)


def _group(w: Words, word: str) -> Case:
    """Months under the word as a group."""
    parts = [[round(cost * share, 2) for cost in COSTS] for share in (0.2, 0.5)]
    rest = [cost - a - b for cost, a, b in zip(COSTS, *parts, strict=True)]
    rows = _table((*w.head[:2], "2026-01", "2026-02", "2026-03"), *parts, rest)
    return Case(_titled("Alfa", [[None, None, word, None, None], *rows]), planned=SUM)


def _sheet_name(w: Words, word: str) -> Case:
    """Months of which nothing but the sheet's name and the brief say that they hold money."""
    parts = [[round(cost * share, 2) for cost in COSTS] for share in (0.2, 0.5)]
    rest = [cost - a - b for cost, a, b in zip(COSTS, *parts, strict=True)]
    rows = _table((*w.head[:2], "2026-01", "2026-02", "2026-03"), *parts, rest)
    return Case(_titled(f"{w.plan_title} Alfa, EUR", rows), planned=SUM, sheet=word.replace("/", " "))


def _influencers(w: Words, word: str) -> Case:
    """Creators, their followers and what a post costs."""
    names = ["@alfa.style", "@bravo_kocht", "@delta.vlog", "@kappa", "@omega_travel", "@sigma.fit"]
    rows: list[list[Cell]] = [["Influencer", w.head[1], "Followers", w.head[4], word]]
    rows += [
        [name, "Instagram", shown // 3, shown // 9, cost]
        for name, shown, cost in zip(names, SHOWN, COSTS, strict=True)
    ]
    return Case(_titled("Alfa 2026", rows), planned=SUM)


def _spots(w: Words, word: str) -> Case:
    """Spots by week beside what they cost."""
    weeks = [[n // 3, n // 3, n - 2 * (n // 3)] for n in UNITS]
    head = (*w.head[:2], "2026-03-02", "2026-03-09", "2026-03-16", "Spots", word)
    columns = [list(column) for column in zip(*weeks, strict=True)]
    return Case(_titled("Alfa", _table(head, *columns, UNITS, COSTS)), planned=SUM)


def _options(w: Words, word: str) -> Case:
    """Units and money under two options."""
    more = [cost * 1.5 for cost in COSTS]
    upper: list[Cell] = [None, None, "Option A", None, "Option B", None]
    head = (*w.head[:2], w.units, word, w.units, word)
    rows = [upper, *_table(head, UNITS, COSTS, [2 * n for n in UNITS], more)]
    return Case(_titled("Alfa 2026", rows), planned=SUM)


def _pair(w: Words, word: str) -> Case:
    """Plan and fact as groups."""
    upper: list[Cell] = [None, None, w.plan, None, w.fact, None]
    head = (*w.head[:2], w.head[4], word, w.head[4], word)
    shown = [n + 11_000 for n in SHOWN]
    rows = [upper, *_table(head, shown, BOOKED, SHOWN, COSTS)]
    return Case(_titled("Alfa 2026", rows), planned=sum(BOOKED), delivered=SUM)


def _pair_headers(w: Words, word: str) -> Case:
    """Plan and fact in the headers."""
    head = (*w.head[:2], f"{word} {w.plan}", f"{word} {w.fact}")
    return Case(_titled("Alfa 2026", _table(head, BOOKED, COSTS)), planned=sum(BOOKED), delivered=SUM)


def _report(w: Words, word: str) -> Case:
    """Days with impressions and clicks."""
    days = [date(2026, 3, 2) + timedelta(days=at) for at in range(6)]
    rows: list[list[Cell]] = [[w.day, *w.head[:2], w.head[4], w.clicks, word]]
    rows += [
        [day, *names, shown, clicks, cost]
        for day, names, shown, clicks, cost in zip(days, NAMES, SHOWN, CLICKED, COSTS, strict=True)
    ]
    return Case(rows, delivered=SUM)


def _titled_report(w: Words, word: str) -> Case:
    """A report by its title, without days."""
    head = (*w.head[:2], w.head[4], w.clicks, "CTR", word)
    ratios = [clicks / shown for clicks, shown in zip(CLICKED, SHOWN, strict=True)]
    rows = _table(head, SHOWN, CLICKED, ratios, COSTS)
    return Case(_titled(f"{w.report_title} Alfa, 2026", rows), delivered=SUM)


KINDS: Mapping[str, Callable[[Words, str], Case]] = {
    "bare": _bare,
    "undated": _undated,
    "rates": _rates,
    "rates undated": _undated_rates,
    "impressions": _shown,
    "forecast": _forecast,
    "discounted": _discounted,
    "months": _months,
    "group": _group,
    "sheet name": _sheet_name,
    "influencers": _influencers,
    "spots": _spots,
    "options": _options,
    "plan/fact groups": _pair,
    "plan/fact headers": _pair_headers,
    "report": _report,
    "report title": _titled_report,
}


# ---------------------------------------------------------------- the verdict


def verdict(mapper: MediaMapper, case: Case) -> tuple[str, str]:
    """The verdict, and what was exported."""
    width = max(map(len, case.rows))
    cells = [[*row, *[None] * (width - len(row))] for row in case.rows]
    flat = mapper.export(book := Book("Book1.xlsx", (Grid(case.sheet, cells),)), mapper.map(book))
    lines = flat.raw.table.to_pylist()
    sums = {
        field: round(whole, 1)
        for field in (*PLANNED, *DELIVERED, "unit_rate", "revenue", "agency_fee")
        if (whole := sum(line.get(field) or 0.0 for line in lines))
    }
    stages = ((PLANNED, case.planned, "planned"), (DELIVERED, case.delivered, "delivered"))
    faults = []
    for fields, due, stage in stages:
        got = [sums[field] for field in fields if field in sums]
        optional = stage == "planned" and case.delivered is not None
        if due is None and got or due is not None and not (optional and not got) and not any(abs(sum_ - due) < 1 for sum_ in got):  # fmt: skip
            faults.append(stage)
    answer = json.loads(wire_json.encode(answers.check_answer(flat)))
    reply = Answer(Outcome(0 if flat.settled else 1, answer, lines))
    codes = ",".join(sorted({f.code for f in reply.findings} | {q["kind"] for q in reply.questions}))
    if not faults:
        return "right", codes if not flat.settled else ""
    has_money = any(field in sums for field in (*PLANNED, *DELIVERED))
    if not flat.settled and codes:
        return "said", f"{sums} {codes}"
    return ("wrong" if has_money else "silent"), f"{sums} {codes}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--languages", default="")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--show", action="append", default=[], choices=VERDICTS)
    options = parser.parse_args(arguments)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as memory:
        mapper = MediaMapper(settings.load(memory, llm=False))
        for language in words():
            if options.languages and language.name not in options.languages.split(","):
                continue
            for kind in options.kinds.split(","):
                for word in language.bare:
                    result, answer = verdict(mapper, KINDS[kind](language, word))
                    for row in (kind, f"[{language.name}]", "all"):
                        table[row][result] += 1
                        table[row]["asked"] += result == "right" and bool(answer)
                    if result in options.show:
                        print(f"{result:7} {kind:18} [{language.name}] {word}: {answer}", flush=True)
    print(f"{'':20}" + "".join(f"{name:>8}" for name in (*VERDICTS, "asked")))
    for row, counts in table.items():
        print(f"{row:20}" + "".join(f"{counts[name] or '.':>8}" for name in (*VERDICTS, "asked")))


if __name__ == "__main__":
    main()
