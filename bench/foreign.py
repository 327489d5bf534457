"""How many columns of other worlds find their field: clinical data, hospital records, open data, music, dictionaries.

usage: python -m bench.foreign [--wrong]

Each file of `bench/foreign/` is one kind, written for this bench: target fields as `name = description` (`name | samples`
where a table has no descriptions), and columns as `header | samples = field/field`. A sixth kind, abbreviations, are the
fields' own names cut short. A column counts as right where the field ranked first is right; `proposed` and `precision`
are of what would be proposed. The weights were fitted on other tables, so nothing here was learnt from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.training import shortened
from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template

FOLDER = Path(__file__).parent / "foreign"
LONGEST = 400
"""Fields of the abbreviations' target."""


class Kind(NamedTuple):
    """One target with columns, and which fields are right for each."""

    name: str
    template: Template
    columns: tuple[SourceColumn, ...]
    truth: tuple[frozenset[str], ...]


class Figures(NamedTuple):
    """Shares of a kind's columns, 0..1."""

    columns: int
    first: float
    proposed: float
    precision: float
    wrong: tuple[str, ...]


def read(file: Path) -> Kind:
    """The kind in *file*."""
    head, _, tail = file.read_text("utf-8").partition("[sources]\n")
    targets = head.partition("[targets]\n")[2].splitlines()
    columns, truth = [], []
    for line in tail.splitlines():
        column, _, fields = line.rpartition(" = ")
        name, _, samples = column.partition(" | ")
        columns.append(SourceColumn(name, tuple(samples.split("; "))))
        truth.append(frozenset(fields.split("/")))
    template = Template(file.stem, 1, tuple(map(_field, targets)))
    return Kind(file.stem, template, tuple(columns), tuple(truth))


def _field(line: str) -> Field:
    name, _, description = line.partition(" = ")
    name, _, samples = name.partition(" | ")
    return Field(name, description=description, samples=tuple(filter(None, samples.split("; "))))


def abbreviations(kinds: Sequence[Kind]) -> Kind:
    """The names of the fields of all *kinds*, cut short as databases have them, without samples."""
    fields = {field.name: Field(field.name) for kind in kinds for field in kind.template.fields}
    names = sorted(fields)[:LONGEST]
    chance = random.Random(11)
    short = {shortened(name, chance): name for name in names}
    return Kind(
        "abbreviations",
        Template("abbreviations", 1, tuple(fields[name] for name in names)),
        tuple(SourceColumn(name) for name in short),
        tuple(frozenset({name}) for name in short.values()),
    )


def kinds() -> Iterator[Kind]:
    """All kinds."""
    written = [read(file) for file in sorted(FOLDER.glob("*.txt"))]
    yield from written
    yield abbreviations(written)


def measure(kind: Kind) -> Figures:
    """Ask for all columns at once, and let fields be repeated: several columns may be of one field."""
    suggestions = Cascade(kind.template).suggest(kind.columns, one_to_one=False, alternatives=20)
    first = [
        suggestion.field or next((other.field for other in suggestion.alternatives), None)
        for suggestion in suggestions
    ]
    good = [field in truth for field, truth in zip(first, kind.truth, strict=True)]
    proposed = [right for right, one in zip(good, suggestions, strict=True) if one.field]
    return Figures(
        len(good),
        sum(good) / len(good),
        len(proposed) / len(good),
        sum(proposed) / max(1, len(proposed)),
        tuple(
            f"{column.name}: {field}, not {'/'.join(sorted(truth))}"
            for column, field, truth, right in zip(kind.columns, first, kind.truth, good, strict=True)
            if not right
        ),
    )


def main() -> None:
    """One line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="what is ranked first and wrong")
    options = parser.parse_args()
    print(
        "| kind | fields | columns | first is right | proposed | right of those |\n|---|---:|---:|---:|---:|---:|"
    )
    for kind in kinds():
        figures = measure(kind)
        shares = " | ".join(f"{share:.2f}" for share in figures[1:4])
        print(f"| {kind.name} | {len(kind.template.fields)} | {figures.columns} | {shares} |")
        for line in figures.wrong if options.wrong else ():
            print(f"    {line}")


if __name__ == "__main__":
    main()
