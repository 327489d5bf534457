"""A made plan while its habits are being drawn: the flat truth, its tables, and what a careful reader must ask."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bench.plans.flat import Line, Span
from bench.plans.sheet import Sheet, Value
from bench.plans.table import Column, Entry, Head, Placed, Strip, Table
from bench.plans.words import Currency, Words

SAME = (("planned_impressions", "impressions"), ("net_cost", "planned_budget", "spend"))
"""Fields that a plan's bare words leave open."""


@dataclass
class Draft:
    """What the knobs turn."""

    chance: random.Random
    words: Words
    currency: Currency
    lines: list[Line]
    money: str = "cost"
    """The word key of the main money column."""
    tables: list[Table] = field(default_factory=list)
    """All that is exported."""
    others: list[Sheet] = field(default_factory=list)
    """Sheets that are no lines of the plan."""
    first: bool = False
    """Whether the other sheets stand before the plan."""
    spans: list[Span] = field(default_factory=list)
    """The periods of period columns."""
    dates: Span | str | None = None
    """What the raw data's dates must reach from and to, where the lines do not say it; 'unknown' where nothing does."""
    says_currency: bool = False
    must_ask: list[str] = field(default_factory=list)
    may_ask: list[str] = field(default_factory=list)
    optional: set[str] = field(default_factory=set)
    either: list[tuple[str, ...]] = field(default_factory=lambda: list(SAME))
    versions: list[Table] = field(default_factory=list)
    """Other versions of the plan, each as good an answer as the plan's own table."""
    after: list[Callable[[list[Placed]], None]] = field(default_factory=list)
    """What is done once rows and columns have their numbers."""
    sums: dict[str, float] = field(default_factory=dict)
    """Sums of fields whose amounts stand in rows of their own and not in those of the lines; rows are not compared then."""
    suffix: str = ".xlsx"
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    uncalculated: bool = False
    typed: Callable[[float], str] | None = None
    """How numbers are written where they are text."""
    tags: set[str] = field(default_factory=set)

    @property
    def table(self) -> Table:
        """The plan's first table."""
        return self.tables[0]

    def word(self, key: str) -> str:
        """One of the words for *key*."""
        return self.chance.choice(self.words[key])

    @property
    def main(self) -> Column | None:
        """The main money column."""
        return self.table.column("money")

    @property
    def money_field(self) -> str:
        """What the main money is."""
        return "net_cost" if self.money == "cost" else self.money

    @property
    def money_keys(self) -> list[str]:
        """Keys of the columns that carry the plan's own money: the main column, else the periods."""
        own = [c.key for c in self.table.columns if c.adds and c.field == self.money_field]
        return ["money"] if self.main else own

    def text(self, name: str) -> Column:
        """A column of the lines' texts."""
        return Column(name, [Head(self.word(name))], lambda line: line.texts.get(name), "text", name)

    def amount(self, name: str, word: str = "", key: str = "") -> Column:
        """A column of the lines' amounts or counts; *name* is the field, *word* its word key."""
        at = "cost" if name in ("net_cost", "planned_budget") else name
        form = self.chance.choice(["#,##0", "#,##0.00", ""]) if name.endswith(("cost", "budget")) else "#,##0"
        head = Head(self.word(word or name))
        return Column(key or name, [head], lambda line: _whole(line.numbers[at]), "amount", name, form)

    def rate(self, name: str, form: str = "#,##0.00") -> Column:
        """A column of rates, which never add up."""
        head = Head(self.word(name))
        return Column(name, [head], lambda line: line.numbers[name], "rate", name, form)

    def relabel(self, change: Callable[[Line], Line]) -> None:
        """Replace each line by its changed twin, everywhere in the first table."""
        twins = {id(line): change(line) for line in self.lines}
        self.lines = [twins[id(line)] for line in self.lines]
        for entry in self.table.entries:
            if entry.line is not None:
                entry.line = twins[id(entry.line)]

    def total(self, lines: list[Line], label: str, kind: str = "total", at: int = 0) -> Entry:
        """A total row of *lines*, its label in the text column number *at*."""
        texts = [c.key for c in self.table.of_kind("text")]
        cells: dict[str, Value] = dict(self.table.sums(lines))
        if label and texts:
            cells[texts[min(at, len(texts) - 1)]] = label
        return Entry("subtotal" if kind == "subtotal" else "total", None, cells, tuple(lines))

    def label_place(self) -> str | int:
        """Where the label of an amount below the table stands: left of the money, or at the table's edge."""
        keys = [c.key for c in self.table.columns]
        at = keys.index(self.money_keys[0])
        return self.chance.choice([0, at - 1]) if at else 0

    def below(self, label: str, value: Value, kind: str = "total") -> None:
        """A labelled amount in a row below the table, under the money."""
        place = self.label_place()
        cells: dict[str | int, Value] = {place: label, self.money_keys[0]: value}
        self.table.below.append(Strip(cells, "total" if kind == "total" else "note"))

    def money_of(self, lines: list[Line] | None = None) -> float:
        """The plan's money, all lines or some."""
        name = "gross_cost" if self.money == "gross_cost" else "cost"
        return round(sum(line.numbers[name] for line in (self.lines if lines is None else lines)), 2)

    def brief(self, label: str, value: Value) -> None:
        """A label and its value above the table."""
        self.table.above.append(Strip({0: label, self.tags_step(): value}))

    def tags_step(self) -> int:
        """How far right of its label a brief's value stands in this plan."""
        return 2 if "wide brief" in self.tags else 1


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def groups_of(lines: list[Line], key: str) -> dict[str, list[Line]]:
    """The lines by one of their texts, in order of first appearance."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.texts[key], []).append(line)
    return groups


def renamed(line: Line, **texts: str) -> Line:
    """The line with other texts."""
    return replace(line, texts={**line.texts, **texts})
