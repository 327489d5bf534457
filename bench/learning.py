"""What a planner has to decide, and a model is asked, from the first plan of a client to the tenth.

usage: python -m bench.learning [CLIENTS]

Plans are made here: each client writes 20 fields in its own order, about half of them in words of its own that no
vocabulary has, the same every month. The planner puts right what is wrong and confirms what is in doubt, then exports.
The model is asked and knows nothing: a call is counted, and helps nobody.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from worker.matching.model.columns import ColumnRequest
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import Decision, Scope, Verdict
from worker.shapes.review import PlanChoices
from worker.shapes.template import Field

PLANS = 10
COLUMNS = 20
RENAMED = 3
OWN_WORDS = 0.5
SYLLABLES = [first + second for first in "bcdfglmnprstvwz" for second in "aeiou"]


class Counting:
    """Stands where the model would, and knows nothing."""

    def __init__(self) -> None:
        self.calls = 0
        self.columns = 0

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, object]:
        """No answer."""
        self.calls += 1
        self.columns += len(request.columns)
        return {}


class Client:
    """One client with headers of its own."""

    def __init__(self, fields: Sequence[Field], seed: int) -> None:
        self.chance = random.Random(seed)
        self.name = f"Client {seed}"
        self.columns = {self._header(field.name): field for field in self.chance.sample(fields, COLUMNS)}

    def _header(self, name: str) -> str:
        if self.chance.random() < OWN_WORDS:
            return self.word()
        return name.replace("_", " ").title()

    def word(self) -> str:
        """One that nobody has."""
        return "".join(self.chance.choices(SYLLABLES, k=4)).title()

    def plan(self, month: int, renamed: Mapping[str, str]) -> Book:
        """Its plan of one month."""
        fields = self.columns.values()
        lines = [[_cell(field, month, line) for field in fields] for line in range(1, 9)]
        top: list[list[Cell]] = [["Client:", self.name], []]
        cells: list[list[Cell]] = [*top, [renamed.get(header, header) for header in self.columns], *lines]
        return Book(f"{month}.xlsx", (Grid("Plan", [row + [None] * (COLUMNS - len(row)) for row in cells]),))


def _cell(field: Field, month: int, line: int) -> Cell:
    if field.type == "date":
        return f"2026-{month:02}-{line:02}"
    if field.type in ("number", "money", "percent"):
        return round((0.01 if field.type == "percent" else 100.0) * (line + month / 7), 4)
    return (
        f"{field.name[:3]}-{month}{line}" if field.type == "id" else f"{field.name.split('_')[0]} {line % 3}"
    )


def work_through(mapper: MediaMapper, client: Client, month: int, renamed: Mapping[str, str]) -> int:
    """What the planner decides of one plan."""
    book = client.plan(month, renamed)
    mapped = mapper.map(book)
    truth = {renamed.get(header, header): field.name for header, field in client.columns.items()}
    decisions, chosen = [], {}
    for row in mapped.review(mapper.settings.accept_above).rows:
        right = truth.get(row.header)
        if row.periods or (row.field == right and not row.in_doubt):
            continue
        scope = Scope(client=client.name)
        verdict: Verdict = "confirm" if row.field == right else "correct"
        decisions.append(Decision(row.header, row.field, verdict, right, scope))
        chosen[row.sheet, row.table, row.column] = right
    if decisions:
        mapper.decide(decisions, "bench")
    mapper.export(book, mapped, PlanChoices(by_place=chosen) if chosen else None, llm=False)
    return len(decisions)


def measured(seed: int) -> list[tuple[int, int, int]]:
    """Decisions, calls and columns asked of one client's plans; the last has some headers renamed."""
    with tempfile.TemporaryDirectory() as folder:
        mapper = MediaMapper(Settings(memory_dir=Path(folder), llm=True))
        client, outcomes = Client(mapper.template.fields, seed), []
        for month in range(1, PLANS + 2):
            mapper.model.__dict__["columns"] = model = Counting()
            mapper.__dict__.pop("_with_model", None)
            some = client.chance.sample(list(client.columns), RENAMED) if month > PLANS else []
            decided = work_through(mapper, client, 1 + month % 12, {header: client.word() for header in some})
            outcomes.append((decided, model.calls, model.columns))
        mapper.close()
        return outcomes


def main() -> None:
    """Print the table."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    by_plan = list(zip(*(measured(seed) for seed in range(clients)), strict=True))
    print(f"{clients} clients, {COLUMNS} columns a plan; means a plan\n")
    print("| plan | decisions | model calls | columns asked |\n| --- | --- | --- | --- |")
    for number, outcomes in enumerate(by_plan, 1):
        name = str(number) if number <= PLANS else f"{number}, {RENAMED} headers renamed"
        print(
            "| "
            + " | ".join(
                [name, *(f"{statistics.mean(column):.1f}" for column in zip(*outcomes, strict=True))]
            )
            + " |"
        )


if __name__ == "__main__":
    main()
