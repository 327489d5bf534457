"""Made media plans with labels: the mess of real ones, none of their content; to fit and to test the layout.

usage: python bench/made_plans.py 400 > made_plans.jsonl

Each line: `{"cells", "line_labels", "merges", "formulas", "tables": [{"header_rows", "first_data_row", ...}]}`.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from plan_words import PACKS, Pack

Row = list[Any]


class Sheet:
    """A sheet being written, row by row."""

    def __init__(self, chance: random.Random, width: int) -> None:
        self.chance = chance
        self.width = width
        self.cells: list[Row] = []
        self.labels: list[str] = []
        self.merges: list[list[int]] = []
        self.formulas: dict[str, str] = {}
        self.tables: list[dict[str, Any]] = []

    @property
    def next_row(self) -> int:
        """The row that `add` will write."""
        return len(self.cells) + 1

    def add(self, label: str, cells: dict[int, Any] | None = None) -> int:
        """Writes a row of cells by column from 0; its number."""
        row: Row = [""] * self.width
        for column, value in (cells or {}).items():
            if column < self.width:
                row[column] = value
        self.cells.append(row)
        self.labels.append(label if any(value != "" for value in row) else "empty")
        return len(self.cells)

    def blank(self, count: int) -> None:
        """Writes blank rows."""
        for _ in range(count):
            self.add("empty")

    def merge(self, row: int, first: int, last: int) -> None:
        """Merges columns (from 0) of a row."""
        if last > first:
            self.merges.append([row, first + 1, row, last + 1])


class Plan:
    """The columns of one table and what its lines hold."""

    def __init__(self, chance: random.Random, pack: Pack, left: int) -> None:
        self.chance, self.pack, self.left = chance, pack, left
        self.dims = chance.sample(pack.dims, min(len(pack.dims), chance.randint(2, 7)))
        pairs = [(pack.measures[i], i % 2 == 0) for i in range(len(pack.measures))]
        start = 2 * chance.randint(0, 2)
        self.measures = pairs[start : start + chance.randint(2, 9)]
        self.periods = self._periods()
        self.marks = bool(self.periods) and chance.random() < 0.4
        self.middle = chance.random() < 0.4
        self.down = chance.random() < 0.3
        """Merged downwards: the first column is filled in the first line of a group only."""
        self.template = chance.random() < 0.06
        """A template: all amounts are zero."""
        self.names: list[tuple[str, Any]] = [("dim", d) for d in self.dims]
        tail = [("sum" if adds else "rate", m) for m, adds in self.measures]
        times = [("time", p) for p in self.periods]
        self.names += times + tail if self.middle else tail + times
        if chance.random() < 0.25:
            self.names.insert(chance.randint(2, len(self.names)), ("gap", ""))
        if chance.random() < 0.2:
            self.names.append(("dim", chance.choice(pack.dims)))

    def _periods(self) -> list[Any]:
        chance, kind = self.chance, self.chance.random()
        if kind < 0.5:
            return []
        if kind < 0.7:
            return self.pack.months[: chance.choice([3, 6, 12])]
        if kind < 0.8:
            return list(range(1, chance.choice([28, 30, 31]) + 1))
        if kind < 0.87:
            return [f"W{n}" for n in range(1, chance.choice([5, 13, 53]))]
        if kind < 0.94:
            style = chance.choice(
                ["{d:02d}.{m:02d}", "2026-{m:02d}-{d:02d} 00:00:00", "{d:02d}/{m:02d}/2026"]
            )
            return [style.format(d=d, m=m) for m in (3, 4) for d in range(1, 29, 7)]
        return list(range(24))

    @property
    def columns(self) -> list[tuple[int, str, Any]]:
        """Column from 0, kind and name."""
        return [(self.left + at, kind, name) for at, (kind, name) in enumerate(self.names)]

    def line(self, number: int, sparse: float) -> dict[int, Any]:
        """One line of the body."""
        chance, row = self.chance, {}
        percent_text = chance.random() < 0.1
        for column, kind, _ in self.columns:
            if kind == "dim":
                first = column == self.left and not (self.down and number > 1)
                keep = first or (column > self.left and chance.random() > sparse)
                keep = keep or (self.down and column == self.left + 1)
                row[column] = (
                    chance.choice(self.pack.names) + (f" {number}" if chance.random() < 0.3 else "")
                    if keep
                    else ""
                )
            elif kind == "sum":
                value = round(chance.lognormvariate(8, 1.5))
                row[column] = value if chance.random() > 0.06 else chance.choice(["", "-", 0, "TBD"])
                row[column] = 0 if self.template else row[column]
            elif kind == "rate":
                value = round(chance.uniform(0.01, 30), 2)
                row[column] = "-" if self.template else f"{value}%" if percent_text else value
            elif kind == "time" and chance.random() < 0.45:
                row[column] = chance.choice(["x", 1]) if self.marks else round(chance.lognormvariate(5, 1))
        return row

    def added(self, lines: list[dict[int, Any]], label: str) -> dict[int, Any]:
        """A total of lines; rates stay open or get some average, times are added where they are amounts."""
        chance = self.chance
        row: dict[int, Any] = {}
        for column, kind, _ in self.columns:
            numbers = [n for n in (line.get(column) for line in lines) if isinstance(n, (int, float))]
            if kind == "sum" or (kind == "time" and not self.marks):
                row[column] = sum(numbers) if numbers else chance.choice(["", 0])
            elif kind == "rate" and numbers and chance.random() < 0.4:
                row[column] = round(sum(numbers) / len(numbers), 2)
        sums = [c for c, kind, _ in self.columns if kind == "sum"]
        if sums and chance.random() < 0.12:
            keep = set(chance.sample(sums, 1))
            row = {c: v for c, v in row.items() if c in keep}
        if label:
            dims = [c for c, kind, _ in self.columns if kind == "dim"]
            at = dims[0] if chance.random() < 0.75 else chance.choice(dims)
            row[at] = label
        return row


def write_top(sheet: Sheet, pack: Pack, left: int) -> None:
    """Title and brief above a table."""
    chance = sheet.chance
    if chance.random() < 0.25:
        return
    if chance.random() < 0.7:
        row = sheet.add(
            "metadata", {left + chance.choice([0, 0, 1, 3]): f"{pack.title} {chance.choice(pack.names)}"}
        )
        if chance.random() < 0.4:
            sheet.merge(row, left, chance.choice([left + 6, sheet.width - 1]))
        sheet.blank(chance.randint(0, 1))
    step = chance.choice([1, 1, 2, 5])
    for label in chance.sample(pack.brief, chance.randint(0, min(7, len(pack.brief)))):
        value: Any = chance.choice([*pack.names, "01.03.2026 - 30.04.2026", "EUR", 250000, ""])
        row = {left: label + chance.choice([":", "", ""]), left + step: value}
        if chance.random() < 0.15:
            row = {left: f"{label}: {chance.choice(pack.names)}"}
        if chance.random() < 0.25:
            row[left + step + 2] = chance.choice(pack.brief)
            row[left + step + 3] = chance.choice(pack.names)
        sheet.add("metadata", row)
    if chance.random() < 0.12:
        sheet.add("metadata", {left: chance.choice(pack.notes)})
    if chance.random() < 0.06:
        sheet.add("metadata", {left: "START"})
    sheet.blank(chance.choice([0, 0, 1, 1, 2]))


def write_header(sheet: Sheet, plan: Plan, again: bool = False) -> list[int]:
    """One to three header rows."""
    chance, pack = sheet.chance, plan.pack
    rows = []
    names = {c: n for c, _, n in plan.columns if n != ""}
    style = chance.random()
    if style < 0.22 and not again:
        rows.append(_write_groups(sheet, plan))
        sheet.blank(int(chance.random() < 0.08))
    elif style < 0.34 and not again and pack is not PACKS["en"]:
        english = PACKS["en"]
        other = {
            c: chance.choice(english.dims if k == "dim" else english.measures)
            for c, k, _ in plan.columns
            if k != "gap"
        }
        rows.append(sheet.add("header", other))
    if chance.random() < 0.1:
        names = {c: (f"{n} (required*)" if isinstance(n, str) else n) for c, n in names.items()}
    if chance.random() < 0.15:
        names = {c: (n.upper() if isinstance(n, str) else n) for c, n in names.items()}
    rows.append(sheet.add("header", names))
    if chance.random() < 0.14 and not again:
        units = {c: chance.choice(pack.units) for c, k, _ in plan.columns if k in ("sum", "rate")}
        rows.append(sheet.add("header", units))
    return rows


def _write_groups(sheet: Sheet, plan: Plan) -> int:
    """A row of headings over groups of columns."""
    chance = sheet.chance
    row: dict[int, Any] = {}
    spans = []
    for kinds in (("dim",), ("sum", "rate"), ("time",)):
        own = [c for c, k, _ in plan.columns if k in kinds]
        if own and chance.random() < (0.8 if row or kinds != ("dim",) else 0.4):
            text = (
                "2026"
                if kinds == ("time",) and chance.random() < 0.4
                else chance.choice([plan.pack.title, *plan.pack.names[:6]])
            )
            if chance.random() < 0.08:
                text = " ".join(chance.sample(plan.pack.notes, 2))
            row[own[0]] = int(text) if text == "2026" and chance.random() < 0.5 else text
            spans.append((own[0], own[-1]))
    if not row or set(row) == {plan.left}:
        row[plan.columns[-1][0]] = chance.choice(plan.pack.names)
    written = sheet.add("header", row)
    if chance.random() < 0.8:
        for first, last in spans:
            sheet.merge(written, first, last)
    return written


def write_table(sheet: Sheet, plan: Plan) -> None:
    """Header, sections, lines, subtotals, total."""
    chance, pack = sheet.chance, plan.pack
    heads = write_header(sheet, plan)
    sheet.blank(int(chance.random() < 0.1))
    sections = chance.choice([0, 0, 0, 2, 3, 4])
    sparse = chance.choice([0.0, 0.1, 0.4])
    over = chance.random() < 0.08
    subs = bool(sections and chance.random() < 0.7)
    headed = not subs and chance.random() < 0.3
    formulas = chance.random() < 0.3
    every: list[dict[int, Any]] = []
    lines: list[int] = []
    totals: list[int] = []
    bodies = [
        [plan.line(n, sparse) for n in range(1, chance.choice([2, 3, 5, 8, 15]) + 1)]
        for _ in range(max(1, sections))
    ]
    if over:
        totals.append(
            sheet.add("total", plan.added([x for b in bodies for x in b], chance.choice(pack.total)))
        )
    for at, body in enumerate(bodies):
        if sections and headed and len(body) > 1:
            label = f"{chance.choice(pack.names)} {at + 1}"
            totals.append(sheet.add("subtotal", {**plan.added(body, ""), plan.left: label}))
        elif sections:
            _write_section(sheet, plan, at, subs)
        if at and chance.random() < 0.06:
            write_header(sheet, plan, again=True)
        start = sheet.next_row
        for line in body:
            lines.append(sheet.add("data", line))
            if chance.random() < 0.004:
                sheet.add("note", {plan.left: "* " + " ".join(chance.sample(pack.notes, 2))})
        every += body
        if subs and chance.random() < 0.95:
            label = f"{chance.choice(pack.subtotal)}" if chance.random() < 0.85 else ""
            totals.append(sheet.add("subtotal", _differing(chance, plan.added(body, label), label)))
            _write_formulas(sheet, plan, totals[-1], start, formulas)
        if sections:
            sheet.blank(chance.choice([0, 0, 1]))
    if not over and chance.random() < 0.75:
        sheet.blank(int(chance.random() < 0.15))
        label = chance.choice(pack.total) if chance.random() < 0.85 else ""
        totals.append(sheet.add("total", plan.added(every, label)))
        _write_formulas(sheet, plan, totals[-1], lines[0], formulas)
        if chance.random() < 0.1:
            totals.append(sheet.add("total", plan.added(every, chance.choice(pack.total))))
        totals += _write_waterfall(sheet, plan)
    sheet.tables.append(
        {"header_rows": heads, "first_data_row": lines[0], "last_data_row": lines[-1], "total_rows": totals}
    )


def _differing(chance: random.Random, row: dict[int, Any], label: str) -> dict[int, Any]:
    """Now and then a labelled total whose amounts are not the sum of its lines."""
    if label and chance.random() < 0.08:
        return {c: round(v * 1.1) if isinstance(v, int) else v for c, v in row.items()}
    return row


def _write_section(sheet: Sheet, plan: Plan, at: int, subs: bool) -> None:
    chance = sheet.chance
    if chance.random() < 0.3:
        sheet.add("section", {plan.left: chance.choice(plan.pack.names).upper()})
    row = sheet.add("section", {plan.left: f"{chance.choice(plan.pack.names)} {at + 1}"})
    if chance.random() < 0.4:
        sheet.merge(row, plan.left, plan.columns[-1][0])


def _write_formulas(sheet: Sheet, plan: Plan, row: int, start: int, wanted: bool) -> None:
    if not wanted or row - start < 2:
        return
    for column, kind, _ in plan.columns:
        if kind == "sum" and column < 26:
            letter = chr(65 + column)
            sheet.formulas[f"{row},{column + 1}"] = f"=SUM({letter}{start}:{letter}{row - 1})"


def _write_waterfall(sheet: Sheet, plan: Plan) -> list[int]:
    """Fee, tax and the like right below a total."""
    chance = sheet.chance
    sums = [c for c, kind, _ in plan.columns if kind == "sum"]
    if not sums or chance.random() > 0.25:
        return []
    at = chance.choice(sums)
    rows = []
    sheet.blank(int(chance.random() < 0.3))
    for label in chance.sample(plan.pack.waterfall, chance.randint(1, min(4, len(plan.pack.waterfall)))):
        place = chance.choice([plan.left, max(plan.left, at - 1)])
        rows.append(sheet.add("total", {place: label, at: round(chance.uniform(100, 99999), 2)}))
    return rows


def write_bottom(sheet: Sheet, pack: Pack, left: int) -> None:
    """Notes below."""
    chance = sheet.chance
    if chance.random() < 0.06:
        sheet.add("note", {left: "END"})
    if chance.random() < 0.12:
        sheet.blank(chance.randint(1, 2))
        for text in chance.sample([*pack.waterfall, *pack.brief], chance.randint(2, 6)):
            sheet.add("note", {left: text, left + 1: chance.choice([0, round(chance.uniform(10, 90000), 2)])})
    if chance.random() < 0.45:
        sheet.blank(chance.randint(0, 2))
        for text in chance.sample(pack.notes, chance.randint(1, len(pack.notes))):
            sheet.add("note", {left + chance.choice([0, 0, 0, 1]): text})


def make(seed: int) -> dict[str, Any]:
    """One sheet with its labels."""
    chance = random.Random(seed)
    pack = PACKS[chance.choice([*PACKS, "en", "en", "ru", "es"])]
    left = chance.choice([0, 0, 0, 1, 1, 2])
    plans = [Plan(chance, pack, left) for _ in range(1 if chance.random() < 0.8 else 2)]
    sheet = Sheet(chance, max(plan.columns[-1][0] for plan in plans) + 1 + chance.choice([0, 0, 2]))
    write_top(sheet, pack, left)
    for at, plan in enumerate(plans):
        if at:
            sheet.blank(chance.randint(1, 3))
            if chance.random() < 0.4:
                sheet.add("metadata", {left: f"{pack.title} {at + 1}"})
        write_table(sheet, plan)
    write_bottom(sheet, pack, left)
    return {
        "id": seed,
        "cells": sheet.cells,
        "line_labels": sheet.labels,
        "merges": sheet.merges,
        "formulas": sheet.formulas,
        "tables": sheet.tables,
        "weight": 0.3,
    }


def main() -> None:
    """Prints as many as asked for, from an optional first seed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for seed in range(first, first + count):
        print(json.dumps(make(seed), ensure_ascii=False))


if __name__ == "__main__":
    main()
