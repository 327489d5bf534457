"""Are lines known again in the next version of a plan? Raw data of the examples and of made plans, edited as planners edit.

usage: python -m bench.edits [PAIRS [SEED]] [--show]

Each pair is a plan's raw data before and after one to five edits, of which the truth is known. A line a kind of edit:
pairs that have it, F1 of the links between lines, twins that were taken for each other, sums that are not to the cent.
`--show` prints the pairs that are not linked as the truth has it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa

from bench.exporting import exported
from bench.plans import make
from worker.cleaning.measures import additive_names
from worker.knowledge.templates import load_template
from worker.linkage.linking import Links, link
from worker.linkage.raw_lines import RawLines, lines_of
from worker.shapes.raw_data import LINE_KEY, LINEAGE, Value

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LINEAGE_TYPES: tuple[pa.DataType, ...] = (pa.string(), pa.int64(), pa.string())
MADE = range(20_000, 20_160)
"""Seeds of the plans that are edited, beside the examples."""
TEMPLATE = load_template(None)
ADDITIVE = additive_names(TEMPLATE)
TEXTS = tuple(f.name for f in TEMPLATE.fields if f.type in ("text", "id"))
DAYS = tuple(f.name for f in TEMPLATE.fields if f.type == "date")
NAMING = ("placement", "publisher", "ad_format", "audience", "channel", "campaign_name", "ad_name", "notes")
NEW_NAMES = ("Zephyr Network", "Quillon", "Marrow & Finch", "Oltava TV", "Brightpier", "Kestrel Radio")
NEW_PLACES = ("Takeover Tuesday", "Roadblock 24h", "Sponsorship break", "Corner poster", "Podcast mid-roll")


@dataclass
class Booking:
    """One line of a version: its texts, its rows, and the lines of the first version that it is."""

    sheet: str
    texts: dict[str, str]
    rows: list[dict[str, Value]]
    """Days and numbers by field, one a period."""
    origins: list[int] = field(default_factory=list)
    """Lines of the first version; none for a new one, several where lines were joined."""

    def total(self, name: str) -> float:
        """The sum of a measure."""
        values = (row.get(name) for row in self.rows)
        return sum(value for value in values if isinstance(value, float))


@dataclass
class Version:
    """The lines of a plan while they are edited."""

    chance: random.Random
    lines: list[Booking]
    order: list[str]
    """The names of the columns."""

    @property
    def measures(self) -> list[str]:
        """The measures that add up and that any line has."""
        return [n for n in self.order if n in ADDITIVE and any(one.total(n) for one in self.lines)]

    def any_line(self) -> Booking:
        """One of the lines."""
        return self.chance.choice(self.lines)

    def naming(self) -> list[str]:
        """Texts that tell lines apart, the most telling first."""
        have = [n for n in NAMING if any(n in one.texts for one in self.lines)]
        return have or [n for n in self.order if n in TEXTS]


Edit = Callable[[Version], bool]
EDITS: dict[str, Edit] = {}


def edit(change: Edit) -> Edit:
    """Registers a kind of edit by its function's name; False where the plan has no place for it."""
    EDITS[change.__name__] = change
    return change


@edit
def insert(version: Version) -> bool:
    """A booking that was not there."""
    new = deepcopy(version.any_line())
    names = version.naming()
    if not names or not version.measures:
        return False
    chance = version.chance
    for name, words in zip(names[:2], (NEW_PLACES, NEW_NAMES), strict=False):
        new.texts[name] = f"{chance.choice(words)} {chance.randint(2, 99)}"
    _scale(new, chance.choice([0.37, 0.61, 1.73, 2.9]) * chance.uniform(0.9, 1.1))
    new.origins = []
    version.lines.insert(chance.randrange(len(version.lines) + 1), new)
    return True


@edit
def remove(version: Version) -> bool:
    """A booking that is gone."""
    if len(version.lines) < 3:
        return False
    version.lines.remove(version.any_line())
    return True


@edit
def sort(version: Version) -> bool:
    """Another order of the lines of each sheet."""
    key = version.chance.choice([*version.naming(), *version.measures] or [""])
    if not key:
        return False
    version.lines.sort(key=lambda one: (one.sheet, -one.total(key)) if key in ADDITIVE else (one.sheet, 0.0))
    if key not in ADDITIVE:
        version.lines.sort(key=lambda one: (one.sheet, one.texts.get(key, "")))
    return True


@edit
def rename_everywhere(version: Version) -> bool:
    """A publisher, a channel or a format is called otherwise on all lines."""
    names = [n for n in version.naming() if n != "placement"]
    if not names:
        return False
    name = version.chance.choice(names)
    value = version.chance.choice([one.texts[name] for one in version.lines if name in one.texts])
    other = version.chance.choice(
        [f"{value} Media", f"{value[:3]} {version.chance.randint(2, 9)}", *NEW_NAMES]
    )
    for one in version.lines:
        if one.texts.get(name) == value:
            one.texts[name] = other
    return True  # fmt: skip


@edit
def rename_one(version: Version) -> bool:
    """The placement or another text of one line is written anew."""
    names = version.naming()
    one = version.any_line()
    name = version.chance.choice(names) if names else ""
    if name not in one.texts:
        return False
    one.texts[name] = version.chance.choice(
        [f"{one.texts[name]} v2", one.texts[name][: max(3, len(one.texts[name]) - 3)], "tbc", "Package offer"]
    )
    return True


@edit
def split(version: Version) -> bool:
    """A line becomes two, whose amounts add up to it."""
    rich = [
        one for one in version.lines if len(one.origins) == 1 and any(one.total(n) for n in version.measures)
    ]
    if not rich:
        return False
    one = version.chance.choice(rich)
    share = version.chance.choice([0.25, 0.4, 0.5, 0.6])
    rest = deepcopy(one)
    for mine, other in zip(one.rows, rest.rows, strict=True):
        for name in version.measures:
            value = mine.get(name)
            if isinstance(value, float):
                mine[name] = round(value * share, 2)
                other[name] = round(value - round(value * share, 2), 6)
    if version.chance.random() < 0.6 and (names := version.naming()):
        name = version.chance.choice(names[:2])
        rest.texts[name] = f"{rest.texts.get(name, 'Part')} B"
    version.lines.insert(version.lines.index(one) + 1, rest)
    return True


@edit
def redate_one(version: Version) -> bool:
    """The flight of one line moves."""
    one = version.any_line()
    return _move(one, version.chance.choice([-14, -7, 3, 7, 10, 28]))


@edit
def shift_all(version: Version) -> bool:
    """The whole campaign moves."""
    days = version.chance.choice([-28, 7, 14, 28])
    moved = [_move(one, days) for one in version.lines]
    return any(moved)


@edit
def reprice_one(version: Version) -> bool:
    """One line costs more or less."""
    return bool(version.measures) and _scale(version.any_line(), version.chance.uniform(0.6, 1.5))


@edit
def rescale_all(version: Version) -> bool:
    """Everything costs more or less."""
    factor = version.chance.choice([0.9, 1.05, 1.1, 1.19, 1.25])
    if not version.measures:
        return False
    for one in version.lines:
        _scale(one, factor)
    return True


@edit
def twin(version: Version) -> bool:
    """A second line with the same texts, for other days or other money."""
    one = version.any_line()
    new = deepcopy(one)
    moved = _move(new, version.chance.choice([35, 42, 63]))
    if version.measures:
        _scale(new, version.chance.choice([0.31, 0.77, 1.9, 2.7]))
    elif not moved:
        return False
    new.origins = []
    version.lines.insert(version.lines.index(one) + 1, new)
    return True


@edit
def move_money(version: Version) -> bool:
    """Money of a line moves from one period to another."""
    many = [one for one in version.lines if len(one.rows) > 1]
    if not many or not version.measures:
        return False
    rows = version.chance.choice(many).rows
    name = version.measures[0]
    first, last = rows[0].get(name), rows[-1].get(name)
    if not isinstance(first, float) or not isinstance(last, float):
        return False
    part = round(first / 2, 2)
    rows[0][name], rows[-1][name] = round(first - part, 6), round(last + part, 6)
    return True


@edit
def respell(version: Version) -> bool:
    """A column in capitals, or with other spaces."""
    names = version.naming()
    if not names:
        return False
    name = version.chance.choice(names)
    change: Callable[[str], str] = version.chance.choice([str.upper, lambda text: f" {text}  ".title()])
    for one in version.lines:
        if name in one.texts:
            one.texts[name] = change(one.texts[name])
    return True


@edit
def columns(version: Version) -> bool:
    """A column more, one less, all in another order."""
    version.chance.shuffle(version.order)
    extra = [n for n in ("objective", "device", "buy_type") if n not in version.order]
    if extra:
        for one in version.lines:
            one.texts[extra[0]] = version.chance.choice(["Awareness", "Reach"])
        version.order.append(extra[0])
    gone = [n for n in ("market", "buy_type", "audience", "currency") if n in version.order][:1]
    for one in version.lines:
        for name in gone:
            one.texts.pop(name, None)
    return True


@edit
def sheet_name(version: Version) -> bool:
    """The sheet is called otherwise."""
    for one in version.lines:
        one.sheet = f"{one.sheet} v2"
    return True


def _scale(one: Booking, factor: float) -> bool:
    for row in one.rows:
        for name in ADDITIVE:
            value = row.get(name)
            if isinstance(value, float):
                row[name] = round(value * factor, 2)
    return True


def _move(one: Booking, days: int) -> bool:
    moved = False
    for row in one.rows:
        for name in DAYS:
            day = row.get(name)
            if isinstance(day, date):
                row[name] = day + timedelta(days)
                moved = True
    return moved


# ---------------------------------------------------------------- versions and tables


@dataclass(frozen=True)
class Pair:
    """A plan before and after."""

    name: str
    edits: tuple[str, ...]
    old: pa.Table
    new: pa.Table
    truth: frozenset[tuple[int, int]]
    """(Old line, new line)."""


@cache
def plans() -> Mapping[str, pa.Table]:
    """Raw data of the examples and of made plans, by name."""
    tables = {path.parent.name: path for path in sorted(EXAMPLES.glob("*/plan.*"))}
    found = {name: exported(path).raw.table for name, path in tables.items()}
    return {name: table for name, table in found.items() if table.num_rows > 1}


def made_plans(seeds: Sequence[int], folder: Path) -> Mapping[str, pa.Table]:
    """Raw data of made plans, by name."""
    tables = {}
    for seed in seeds:
        try:
            plan = make(seed)
            tables[plan.name] = exported(plan.write(folder)).raw.table
        except Exception as problem:  # a plan that can't be read has no lines to link
            print(f"{seed}: {problem}")
    return {name: table for name, table in tables.items() if table.num_rows > 1}


def version_of(table: pa.Table, chance: random.Random) -> Version:
    """The lines of raw data, each its own origin."""
    lines = lines_of(table, TEMPLATE, ADDITIVE)
    rows = table.to_pylist()
    bookings = [
        Booking(
            lines.sheets.at(at) or "",
            {n: c.at(at) or "" for n, c in lines.texts.items() if c.at(at)},
            [],
            [at],
        )
        for at in range(len(lines))
    ]
    for row, at in zip(rows, lines.row_line.tolist(), strict=True):
        bookings[at].rows.append(
            {n: v for n, v in row.items() if n not in TEXTS and n not in (*LINEAGE, LINE_KEY)}
        )
    order = [n for n in table.column_names if n not in (*LINEAGE, LINE_KEY)]
    return Version(chance, bookings, order)


def table_of(version: Version) -> pa.Table:
    """The version as raw data: sheets in order of their lines, rows numbered from 5."""
    records: list[dict[str, Value]] = []
    for at, one in enumerate(version.lines):
        for row in one.rows:
            record: dict[str, Value] = {
                n: one.texts.get(n) if n in TEXTS else row.get(n) for n in version.order
            }
            records.append(record | dict(zip(LINEAGE, (one.sheet, at + 5, "H"), strict=True)))
    types = {f.name: f.type for f in TEMPLATE.fields}
    schema: list[tuple[str, pa.DataType]] = [(n, _arrow(types.get(n, "text"))) for n in version.order]
    return pa.Table.from_pylist(
        records,
        pa.schema([*schema, *zip(LINEAGE, LINEAGE_TYPES, strict=True)]),
    )


def _arrow(kind: str) -> pa.DataType:
    if kind in ("text", "id"):
        return pa.string()
    return pa.date32() if kind == "date" else pa.float64()


def pair_of(name: str, table: pa.Table, seed: int) -> Pair:
    """A plan and its next version, by one to five edits."""
    chance = random.Random(seed)
    first = version_of(table, chance)
    old = table_of(first)
    second = deepcopy(first)
    second.chance = chance
    wanted = chance.sample(sorted(EDITS), chance.randint(1, 5))
    done = tuple(kind for kind in wanted if EDITS[kind](second))
    truth = frozenset((a, at) for at, one in enumerate(second.lines) for a in one.origins)
    return Pair(name, done, old, table_of(second), truth)


def pairs(count: int, seed: int, tables: Mapping[str, pa.Table]) -> Iterator[Pair]:
    """*count* pairs, the plans in turn."""
    names = sorted(tables)
    for at in range(count):
        name = names[at % len(names)]
        yield pair_of(name, tables[name], seed + at)


# ---------------------------------------------------------------- the score


@dataclass(frozen=True)
class Score:
    """How the links of a pair are, beside its truth."""

    pair: Pair
    right: int
    linked: int
    merged_twins: int
    """Links to a line that looks like the right one, and is another."""

    @property
    def wrong(self) -> int:
        """Links too many and too few."""
        return self.linked + len(self.pair.truth) - 2 * self.right


def score(pair: Pair) -> Score:
    """The links between both versions, beside the truth; lines that are equal in all stand for each other."""
    old, new = (lines_of(one, TEMPLATE, ADDITIVE) for one in (pair.old, pair.new))
    linked = all_links(link(old, new))
    name, whole = _contents(old)
    of_new = {b: a for a, b in pair.truth}
    right = merged = 0
    for a, b in linked:
        truth = of_new.get(b)
        if truth is not None and whole[a] == whole[truth]:
            right += 1
        elif truth is not None and name[a] == name[truth]:
            merged += 1
    return Score(pair, right, len(linked), merged)


def all_links(links: Links) -> list[tuple[int, int]]:
    """Pairs, parts and what was joined."""
    return [*links.pairs, *links.splits, *links.merges]


def _contents(lines: RawLines) -> tuple[list[object], list[object]]:
    """What each line is called, and all that it is."""
    names = [tuple((n, c.at(at)) for n, c in lines.texts.items()) for at in range(len(lines))]
    numbers = [*lines.days.values(), *lines.amounts.values(), *lines.rates.values()]
    whole = [(name, tuple(int(v[at]) for v in numbers)) for at, name in enumerate(names)]
    return list(names), list(whole)


def f1(scores: Sequence[Score]) -> float:
    """Over all links of all pairs."""
    right = sum(one.right for one in scores)
    both = sum(one.linked + len(one.pair.truth) for one in scores)
    return 2 * right / both if both else 1.0


def main() -> None:
    """What the usage says."""
    import tempfile

    parser = argparse.ArgumentParser(
        prog="bench.edits", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="?", type=int, default=1000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = {**plans(), **made_plans(MADE, Path(folder))}
    scores = [score(pair) for pair in pairs(options.pairs, options.seed, tables)]
    print(f"{'edit':20}{'pairs':>7}{'F1':>8}{'twins':>7}")
    for kind in ("all", *sorted(EDITS)):
        of_kind = [one for one in scores if kind == "all" or kind in one.pair.edits]
        print(f"{kind:20}{len(of_kind):>7}{f1(of_kind):>8.4f}{sum(one.merged_twins for one in of_kind):>7}")
    if options.show:
        for one in scores:
            if one.wrong:
                print(
                    one.pair.name,
                    one.pair.edits,
                    len(one.pair.truth),
                    one.right,
                    one.linked,
                    one.merged_twins,
                )


if __name__ == "__main__":
    main()
