"""Exports with one fault each: what `check PLAN --raw FILE` must see."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from worker.shapes.json import Json
from worker.verbs.export import Export

Row = Json
Fault = Callable[[list[Row], random.Random, Export], list[Row] | None]
DATES = ("date", "start_date", "end_date")
LINEAGE = ("line_key", "source_sheet", "source_row", "source_column")


def money_of(rows: Sequence[Row]) -> list[str]:
    """The measures of money that the rows hold."""
    names = ("net_cost", "gross_cost", "planned_budget", "spend")
    return [n for n in names if any(row.get(n) for row in rows)]


def line_dropped(rows: list[Row], chance: random.Random, export: Export) -> list[Row] | None:
    """All rows of one line are gone; a line of less than 1 is what a file may round away."""
    lines = sorted(
        {
            (r["source_sheet"], r["source_row"])
            for r in rows
            if any(abs(r.get(n) or 0) >= 1 for n in money_of(rows))
        }
    )
    if not lines:
        return None
    gone = chance.choice(lines)
    return [r for r in rows if (r["source_sheet"], r["source_row"]) != gone]


def month_shifted(rows: list[Row], chance: random.Random, export: Export) -> list[Row] | None:
    """One row's dates are a month late."""
    dated = [i for i, r in enumerate(rows) if isinstance(r.get("start_date") or r.get("date"), date)]
    if not dated or not money_of(rows):
        return None
    at = chance.choice([i for i in dated if rows[i].get(money_of(rows)[0])] or dated)
    late = {n: rows[at][n] + timedelta(days=31) for n in DATES if isinstance(rows[at].get(n), date)}
    return [{**r, **late} if i == at else r for i, r in enumerate(rows)]


def total_taken_in(rows: list[Row], chance: random.Random, export: Export) -> list[Row] | None:
    """The sum of all lines stands below them as one more line."""
    names = money_of(rows)
    if not names:
        return None
    sums = {n: sum(r[n] or 0 for r in rows) for n in names}
    last = max(rows, key=lambda r: r["source_row"])
    return [*rows, {**last, **sums, "source_row": last["source_row"] + 1}]


def currency_swapped(rows: list[Row], chance: random.Random, export: Export) -> list[Row] | None:
    """One row's money has another currency."""
    places = [
        i
        for i, r in enumerate(rows)
        if r.get("currency") and any(abs(r.get(n) or 0) >= 1 for n in money_of(rows))
    ]
    if not places:
        return None
    at = chance.choice(places)
    other = "CHF" if rows[at]["currency"] != "CHF" else "EUR"
    return [{**r, "currency": other} if i == at else r for i, r in enumerate(rows)]


def cost_doubled(rows: list[Row], chance: random.Random, export: Export) -> list[Row] | None:
    """One row's money is doubled."""
    paid = [(i, n) for i, r in enumerate(rows) for n in money_of(rows) if abs(r.get(n) or 0) >= 1]
    if not paid:
        return None
    at, name = chance.choice(paid)
    return [{**r, name: r[name] * 2} if i == at else r for i, r in enumerate(rows)]


FAULTS: tuple[Fault, ...] = (line_dropped, month_shifted, total_taken_in, currency_swapped, cost_doubled)


def corrupted(export: Export, seed: int, rounds: int) -> Iterator[tuple[str, list[Row]]]:
    """The export's rows with one fault, each kind *rounds* times: with the columns of lineage, and without them."""
    chance = random.Random(seed)
    rows = export.raw.table.to_pylist()
    for at in range(rounds):
        for fault in FAULTS:
            wrong = fault(rows, chance, export)
            if wrong is not None:
                bare = [{k: v for k, v in row.items() if k not in LINEAGE} for row in wrong]
                yield (fault.__name__, wrong) if at % 2 == 0 else (f"{fault.__name__} without lineage", bare)


def write(rows: Sequence[Row], path: Path) -> Path:
    """The rows as the csv that a person saves."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
