"""Are lines known again in the next version of a plan? Raw data of the examples and of made plans, edited as planners edit.

usage: python -m bench.edits [PAIRS [SEED]] [--sheets] [--show]

Each pair is a plan's raw data before and after one to five edits, of which the truth is known. A line a kind of edit:
pairs that have it, F1 of the links between lines, twins that were taken for each other. With `--sheets` the workbook is
edited instead and exported again, so that what an edit makes of the reading counts as well.
`--show` prints the pairs that are not linked as the truth has it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from bench import sheet_edits
from bench.edit_kinds import ADDITIVE, EDITS, TEMPLATE, TEXTS, Booking, Version
from bench.exporting import exported
from bench.plans import make
from worker.errors import MediaMapperError
from worker.linkage.linking import Links, link
from worker.linkage.raw_lines import RawLines, lines_of
from worker.shapes.raw_data import LINE_KEY, LINEAGE, Value

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LINEAGE_TYPES: tuple[pa.DataType, ...] = (pa.string(), pa.int64(), pa.string())
SEEDS = range(20_000, 20_160)
"""Seeds of the plans that are edited, beside the examples."""

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
    files = sorted(EXAMPLES.glob("*/plan.*"))
    tables = {path.parent.name: exported(path).raw.table for path in files}
    return {name: table for name, table in tables.items() if table.num_rows > 1}


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
    kinds = chance.sample(sorted(EDITS), chance.randint(1, 5))
    done = tuple(kind for kind in kinds if EDITS[kind](second))
    truth = frozenset((a, at) for at, one in enumerate(second.lines) for a in one.origins)
    return Pair(name, done, old, table_of(second), truth)


def pairs(count: int, seed: int, tables: Mapping[str, pa.Table]) -> Iterator[Pair]:
    """*count* pairs, the plans in turn."""
    names = sorted(tables)
    for at in range(count):
        name = names[at % len(names)]
        yield pair_of(name, tables[name], seed + at)


# ---------------------------------------------------------------- workbooks


def workbooks(seeds: Sequence[int], folder: Path) -> list[Path]:
    """The .xlsx files among the examples and made plans."""
    files = (make(seed).write(folder) for seed in seeds)
    return [*sorted(EXAMPLES.glob("*/plan.xlsx")), *(plan for plan in files if plan.suffix == ".xlsx")]


def pair_of_books(plan: Path, folder: Path, seed: int) -> Pair | None:
    """A plan and its next version, by one to five edits of the workbook; None where the plan has no two lines."""
    chance = random.Random(seed)
    before, after = (folder / f"{which}-{plan.parent.name}-{plan.name}" for which in ("old", "new"))
    sheet_edits.opened(plan, (), chance).book.save(before)
    try:
        old = exported(before).raw.table
    except MediaMapperError:  # a plan that can't be read has no lines to link
        return None
    places = _places(old)
    if len(places) < 2:
        return None
    version = sheet_edits.opened(plan, places, chance)
    kinds = chance.sample(sorted(sheet_edits.EDITS), chance.randint(1, 5))
    done = tuple(kind for kind in kinds if sheet_edits.EDITS[kind](version))
    version.book.save(after)
    try:
        new = exported(after).raw.table
    except MediaMapperError:  # then none of its lines is known again
        new = old.slice(0, 0)
    return Pair(
        f"{plan.parent.name}/{plan.stem}", done, old, new, _truth(places, version.places, _places(new))
    )


def _places(table: pa.Table) -> dict[sheet_edits.Place, list[int]]:
    """The lines that come from each row of a sheet: tables may stand side by side."""
    lines = lines_of(table, TEMPLATE, ADDITIVE)
    places: dict[sheet_edits.Place, list[int]] = {}
    for at in range(len(lines)):
        places.setdefault((lines.sheets.at(at) or "", int(lines.rows[at])), []).append(at)
    return places


def _truth(
    old: Mapping[sheet_edits.Place, Sequence[int]],
    moved: Mapping[sheet_edits.Place, sheet_edits.Place],
    new: Mapping[sheet_edits.Place, Sequence[int]],
) -> frozenset[tuple[int, int]]:
    """Lines before and after; of what is no line any more the other one is a number below 0."""
    return frozenset(
        (line, dict(enumerate(new.get(moved[place], ()))).get(at, -1 - line))
        for place, lines in old.items()
        for at, line in enumerate(lines)
    )


def pairs_of_books(count: int, seed: int, plans: Sequence[Path], folder: Path) -> Iterator[Pair]:
    """*count* pairs, the plans in turn; a plan without lines has no pair."""
    have, at = 0, 0
    while have < count:
        plan = plans[at % len(plans)]
        pair = pair_of_books(plan, folder, seed + at)
        at += 1
        if pair is not None:
            have += 1
            yield pair


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
    parser = argparse.ArgumentParser(
        prog="bench.edits", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="?", type=int, default=1000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.sheets:
            some = pairs_of_books(options.pairs, options.seed, workbooks(SEEDS, folder), folder)
        else:
            some = pairs(options.pairs, options.seed, {**plans(), **made_plans(SEEDS, folder)})
        scores = [score(pair) for pair in some]
    print(f"{'edit':20}{'pairs':>7}{'F1':>8}{'twins':>7}")
    for kind in ("all", *sorted(sheet_edits.EDITS if options.sheets else EDITS)):
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
