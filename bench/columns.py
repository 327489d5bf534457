"""How many columns of labelled header rows find their field, and how honest their confidence is.

usage: python -m bench.columns TABLES.jsonl ... [--by KEY] [--values] [--wrong]

Each line: `{"id", "columns": [{"name", "samples"}], "truth": {header: field | [fields] | null}}`, as `bench.fit_matching`
reads it. The rules are asked as `suggest` asks them, a table at a time, without memory and model. `--by kind` gives a line
for each value of that key; `--values` asks the columns that have samples once more without them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.shapes.json import Json
from worker.shapes.mapping import SourceColumn

SURE = 0.95
ROUNDS = 400
Truth = frozenset[str | None]


class Judged(Protocol):
    """What is said of a column, and what is right."""

    @property
    def field(self) -> str | None:
        """The field that is proposed."""
        ...

    @property
    def confidence(self) -> float:
        """How sure the proposal is."""
        ...

    @property
    def truth(self) -> Truth:
        """The acceptable answers; None is 'no target'."""
        ...

    @property
    def right(self) -> bool:
        """Whether the field, or none, is acceptable."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """One column of one table."""

    table: Mapping[str, Json]
    header: str
    sampled: bool
    field: str | None
    confidence: float
    truth: Truth

    @property
    def right(self) -> bool:
        """Whether the field, or none, is acceptable."""
        return self.field in self.truth


def figures(answers: Sequence[Judged]) -> dict[str, float]:
    """The figures of acceptance: all columns, those that must map, precision, coverage at 95 % precision, calibration error."""
    must = [a for a in answers if None not in a.truth]
    proposed = sorted((a for a in answers if a.field), key=lambda a: -a.confidence)
    good = covered = 0
    for at, answer in enumerate(proposed, 1):
        good += answer.right
        covered = at if good / at >= SURE else covered
    sure = [a for a in proposed if a.confidence >= SURE]
    shares = {
        "all": sum(a.right for a in answers) / len(answers),
        "must": sum(a.right for a in must) / max(1, len(must)),
        "precision": good / max(1, len(proposed)),
        "coverage_at_p95": covered / len(answers),
        "ece": calibration_error(proposed),
        "sure": len(sure) / len(answers),
        "sure_right": sum(a.right for a in sure) / max(1, len(sure)),
    }
    return {"columns": len(answers), **{name: round(share, 4) for name, share in shares.items()}}


def calibration_error(proposed: Collection[Judged]) -> float:
    """How far confidence is from being right, over ten bins."""
    off = [0.0] * 10
    for answer in proposed:
        off[min(9, int(10 * answer.confidence))] += answer.confidence - answer.right
    return sum(map(abs, off)) / max(1, len(proposed))


def interval(tables: Sequence[Sequence[Judged]]) -> list[float]:
    """The middle 95 % of the calibration error when whole tables are drawn again; columns of one table go together."""
    chance = random.Random(1)
    errors = sorted(
        calibration_error([a for table in chance.choices(tables, k=len(tables)) for a in table if a.field])
        for _ in range(ROUNDS)
    )
    return [round(errors[int(ROUNDS * share)], 4) for share in (0.025, 0.975)]


def read(files: Iterable[Path]) -> list[Json]:
    """The tables of JSON Lines files."""
    return [
        json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()
    ]


def ask(cascade: Cascade, tables: Iterable[Json], *, values: bool = True) -> Iterator[Answer]:
    """What is said of each column, with its *values* or without."""
    for table in tables:
        samples = [tuple(map(str, column.get("samples", ()))) for column in table["columns"]]
        headers = [column["name"] for column in table["columns"]]
        columns = [SourceColumn(h, s if values else ()) for h, s in zip(headers, samples, strict=True)]
        for header, seen, suggestion in zip(headers, samples, cascade.suggest(columns), strict=True):
            right = table["truth"].get(header)
            truth: Truth = frozenset(right if isinstance(right, list) else [right])
            yield Answer(
                table, header, any(map(str.strip, seen)), suggestion.field, suggestion.confidence, truth
            )


def by_table(answers: Iterable[Answer]) -> list[list[Answer]]:
    """The answers of each table."""
    tables: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        tables[id(answer.table)].append(answer)
    return list(tables.values())


def show(name: str, answers: Sequence[Answer]) -> None:
    """One line of JSON."""
    tables = by_table(answers)
    record = {"group": name, "tables": len(tables), **figures(answers), "ece_95": interval(tables)}
    print(json.dumps(record, ensure_ascii=False))


def main() -> None:
    """A line for all, and one a group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--by", metavar="KEY", help="a line for each value of this key of the tables")
    parser.add_argument("--values", action="store_true", help="the columns with samples, and without these")
    parser.add_argument("--wrong", action="store_true", help="every column that is not right")
    options = parser.parse_args()
    tables, cascade = read(options.tables), Cascade(load_template())
    answers = list(ask(cascade, tables))
    show("all", answers)
    for group in sorted({str(t.get(options.by)) for t in tables}) if options.by else ():
        show(group, [a for a in answers if str(a.table.get(options.by)) == group])
    if options.values:
        bare = ask(cascade, tables, values=False)
        show("with their values", [a for a in answers if a.sampled])
        show("the same without", [a for a in bare if a.sampled])
    for answer in (a for a in answers if options.wrong and not a.right):
        wanted = "/".join(sorted(map(str, answer.truth)))
        print(
            f"  {answer.confidence:.2f} {answer.table.get('id')} {answer.header!r}: {answer.field}, not {wanted}"
        )


if __name__ == "__main__":
    main()
