"""A made plan from a seed: a flat truth, habits of planners drawn or named, a file and its truth."""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from bench.plans import files, knobs
from bench.plans.draft import Draft
from bench.plans.flat import lines_of
from bench.plans.knob import KNOBS, STAGES, Knob
from bench.plans.periods import days_text
from bench.plans.sheet import Sheet
from bench.plans.table import Column, Entry, Head, Placed, Table, place
from bench.plans.truth import Truth, contradictions, truth_of
from bench.plans.words import LANGUAGES, words_of

TEXTS = ("market", "channel", "publisher", "placement", "ad_format", "audience")


@cache
def all_knobs() -> dict[str, Knob]:
    """Every habit by name, in the order in which they are put on."""
    for module in pkgutil.iter_modules(knobs.__path__):
        importlib.import_module(f"{knobs.__name__}.{module.name}")
    return dict(sorted(KNOBS.items(), key=lambda item: STAGES.index(item[1].stage)))


@dataclass(frozen=True)
class MadePlan:
    """A plan and what is right for it."""

    name: str
    sheets: tuple[Sheet, ...]
    truth: Truth
    draft: Draft = field(repr=False)
    placed: tuple[Placed, ...] = field(repr=False)

    @property
    def knobs(self) -> tuple[str, ...]:
        """The habits that it has."""
        return tuple(self.truth["knobs"])

    def write(self, folder: Path) -> Path:
        """The plan's file in *folder*, and its truth beside it."""
        path = folder / self.truth["file"]
        draft = self.draft
        if draft.uncalculated:
            files.write_uncalculated(self.sheets, path)
        elif path.suffix == ".csv":
            files.write_csv(
                self.sheets[0],
                path,
                draft.delimiter,
                draft.encoding,
                _number_writer(draft),
                _day_writer(draft),
            )
        else:
            writers = {".xlsx": files.write_xlsx, ".xls": files.write_xls, ".ods": files.write_ods}
            writers[path.suffix](self.sheets, path)
        truth = json.dumps(self.truth, ensure_ascii=False, indent=1)
        (folder / f"{self.name}.truth.json").write_text(truth, "utf-8")
        return path


def make(seed: int, habits: Sequence[str] | None = None, language: str | None = None) -> MadePlan:
    """The plan of a seed; with *habits*, those (where they fit) in the place of drawn ones.

    Raises:
        AssertionError: the truth is not what the cells say, which is a fault of a knob.
    """
    chance = random.Random(seed)
    draft = _draft(chance, language or chance.choice(LANGUAGES))
    names = _with_needs(_drawn(chance) if habits is None else habits)
    had = [name for name, knob in all_knobs().items() if name in names and knob.apply(draft) is not False]
    name = f"{seed:06d}"
    placed, sheets = _laid_out(draft)
    if draft.suffix == ".csv":
        sheets[0].name = name  # a text file's one sheet is called as the file
    for change in draft.after:
        change(placed)
    truth = truth_of(draft, placed, f"{name}{draft.suffix}", had)
    wrong = contradictions(draft, placed, truth)
    assert not wrong, f"{name} {had}: {wrong}"
    for one in placed if "turned" in draft.tags else ():
        one.sheet.turn(one.header_rows[0], one.table.left)
    return MadePlan(name, tuple(sheets), truth, draft, tuple(placed))


def _with_needs(names: Sequence[str]) -> set[str]:
    """The habits with those that they need; of two that exclude each other the one that was named stays."""
    every = all_knobs()
    families = {every[name].one_of for name in names if every[name].one_of}
    needed = [need for name in names for need in every[name].needs]
    return {*names, *(n for n in needed if every[n].one_of not in families)}


def _drawn(chance: random.Random) -> list[str]:
    """Some habits, at most one of those that exclude each other."""
    every = all_knobs()
    families: dict[str, list[str]] = {}
    for name, knob in every.items():
        families.setdefault(knob.one_of or name, []).append(name)
    names = [chance.choice(families[family]) for family in ("time", "total") if chance.random() < 0.6]
    others = [family for family in families if family not in ("time", "total")]
    # A family with many members is drawn more often, so that each habit has its share.
    weights = [len(families[family]) for family in others]
    picked = dict.fromkeys(chance.choices(others, weights, k=chance.choice([0, 1, 1, 2, 2, 3, 3, 4, 5, 7])))
    return names + [chance.choice(families[family]) for family in picked]


def _draft(chance: random.Random, language: str) -> Draft:
    """A plain plan: some text columns, dates, money and perhaps a count."""
    words = words_of(language)
    currency = words.currencies[0] if chance.random() < 0.75 else words.currencies[-1]
    lines = lines_of(chance, words, currency, chance.choice([2, 3, 4, 5, 6, 8, 10]))
    draft = Draft(chance, words, currency, lines)
    names = [n for n in TEXTS if n == "publisher" or chance.random() < 0.5]
    columns = [draft.text(name) for name in names]
    columns += [
        Column(
            "start_date",
            [Head(draft.word("start_date"))],
            lambda line: line.flight.first,
            "date",
            "start_date",
            "dd.mm.yyyy",
        ),
        Column(
            "end_date",
            [Head(draft.word("end_date"))],
            lambda line: line.flight.last,
            "date",
            "end_date",
            "dd.mm.yyyy",
        ),
    ]
    columns.append(draft.amount("net_cost", "cost", "money"))
    if chance.random() < 0.4:
        columns.append(draft.amount("planned_impressions"))
    draft.tables.append(Table(draft.word("sheet"), columns, [Entry("data", line) for line in lines]))
    return draft


def _laid_out(draft: Draft) -> tuple[list[Placed], list[Sheet]]:
    """Tables on their sheets, and all sheets in the book's order."""
    placed = _placed((*draft.tables, *draft.versions))
    own = list({id(one.sheet): one.sheet for one in placed[: len(draft.tables)]}.values())
    copies = [one.sheet for one in placed[len(draft.tables) :] if one.table.beside is None]
    sheets = [*copies, *draft.others, *own] if draft.first else [*own, *copies, *draft.others]
    seen: set[str] = set()
    for sheet in sheets:
        while sheet.name.lower() in seen:
            sheet.name = f"{sheet.name[:28]} 2"
        seen.add(sheet.name.lower())
    return placed, sheets


def _placed(tables: Sequence[Table]) -> list[Placed]:
    """The tables on their sheets, each a sheet of its own or beside another on that one's."""
    placed: dict[int, Placed] = {}
    for table in tables:
        if table.beside is None:
            placed[id(table)] = place(table, Sheet(table.sheet[:31]))
            continue
        other = placed[id(table.beside)]
        if table.side == "below":
            table.top = other.sheet.height + 3
        else:
            above = (other.header_rows or [other.table.top])[0] - len(table.above)
            table.left, table.top = other.sheet.width + 2, above
        placed[id(table)] = place(table, other.sheet)
    return [placed[id(table)] for table in tables]


def _number_writer(draft: Draft):  # type: ignore[no-untyped-def]
    grouped = draft.chance.random() < 0.4

    def write(number: float) -> str:
        if grouped and abs(number) >= 1000:
            return draft.currency.written(number)
        text = f"{number:.4f}".rstrip("0").rstrip(".")
        return text.replace(".", draft.currency.decimal)

    return write


def _day_writer(draft: Draft):  # type: ignore[no-untyped-def]
    def write(day: date) -> str:
        return days_text(draft, day)

    return write
