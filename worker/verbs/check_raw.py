"""A raw-data file held against its plan: the plan's own totals and budgets, and what its lines say.

What the file says is compared with three things: the totals that the plan states, the sums of the plan's lines by
currency and month, and each line by the columns that say where a row came from. Texts are not compared: people add to them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from worker.cleaning.measures import behaviour
from worker.cleaning.reconciliation.agreement import HALF_A_CENT, tolerance
from worker.findings.kind import FindingKind
from worker.findings.raw_file import (
    COLUMN_MISSING,
    NOT_CONFIRMED,
    NOTHING_TO_COMPARE,
    PLAN_IN_DOUBT,
    RAW_TOTAL_DIFFERS,
    ROW_EXTRA,
    ROW_MISSING,
    SUM_DIFFERS,
    VALUE_DIFFERS,
)
from worker.lazy_dataclass import dataclass
from worker.plans.files.places import range_of
from worker.settings import Settings
from worker.shapes.finding import Finding, Total
from worker.shapes.raw_data import LINEAGE, Value
from worker.values.numbers import read_numbers
from worker.verbs import raw_file
from worker.verbs.export import Export
from worker.verbs.raw_file import RawFile

MOST = 20
"""Findings of one kind that are told one by one."""
DATES = ("date", "start_date", "end_date")
KINDS = {
    "total": "a total",
    "subtotal": "a subtotal",
    "section": "a heading",
    "header": "a header",
    "note": "a note",
}

Key = tuple[str, int, str, int]
"""Sheet, row, column, and which of the rows with the same three."""
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Comparison:
    """A sum that the plan says, beside the file's."""

    source: Literal["total", "brief", "lines", "month"]
    measure: str
    currency: str | None
    label: str
    plan: float
    raw: float
    ok: bool
    sheet: str | None = None
    cell: str | None = None

    @property
    def independent(self) -> bool:
        """Whether the plan says it apart from its lines."""
        return self.source in ("total", "brief")


@dataclass(frozen=True)
class RawCheck:
    """What a raw-data file is worth beside its plan."""

    file: str
    rows: int
    agrees: bool | None
    """None: the file has the plan's lines, and nothing in the plan confirms them."""
    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...]


def check_raw(path: Path, export: Export, settings: Settings) -> RawCheck:
    """*path* held against the plan that *export* was made of.

    Raises:
        FileProblem: the file can't be read, or holds no raw data.
    """
    file = raw_file.read(path, export.mapped.template, settings)
    both = _Both(file, export, settings.rounding)
    if not both.measures:
        nothing = NOTHING_TO_COMPARE.at(file=file.name)
        return RawCheck(file.name, file.count, None, (), (nothing,))
    comparisons = (*both.totals(), *both.budgets(), *both.sums())
    findings = [*both.columns(), *(both.finding_of(c) for c in comparisons if not c.ok), *both.lines()]
    agrees: bool | None = False if findings else None
    if not findings and not export.settled:
        findings.append(PLAN_IN_DOUBT.at(file=file.name))
    elif not findings and any(c.independent for c in comparisons):
        agrees = True
    elif not findings:
        findings.append(NOT_CONFIRMED.at(file=file.name))
    return RawCheck(file.name, file.count, agrees, comparisons, tuple(findings))


class _Both:
    """The plan's rows and the file's rows, side by side."""

    def __init__(self, file: RawFile, export: Export, rounding: float) -> None:
        self.file, self.export, self.rounding = file, export, rounding
        self.plan_rows: Sequence[Row] = export.raw.table.to_pylist()
        self.file_rows: Sequence[Row] = [
            dict(zip(file.columns, values, strict=True))
            for values in zip(*file.columns.values(), strict=True)
        ]
        template = export.mapped.template
        adding = [f.name for f in template.fields if behaviour(f) == "spread"]
        self.present = [n for n in adding if any(row.get(n) is not None for row in self.plan_rows)]
        self.measures = [n for n in self.present if n in file.columns]
        self.money = {f.name for f in template.fields if f.type == "money"}

    # ------------------------------------------------------------ sums

    def totals(self) -> Iterator[Comparison]:
        """The totals that the plan states and its lines prove, over the rows of their table."""
        for total in self.export.raw.totals:
            if total.level != "table" or total.measure not in self.measures:
                continue
            currency = total.currency if self._tells_currency else None
            rows = self._rows_of(total, currency) if total.ok else None
            if rows is not None:
                raw = _sum(rows, total.measure, currency)
                yield self._comparison(
                    "total", total.measure, total.currency, total.label, total.plan, raw, len(rows), total
                )

    def _rows_of(self, total: Total, currency: str | None) -> Sequence[Row] | None:
        """The file's rows that a total speaks of: of its table, or all (a total on a sheet of totals).

        None where the plan's own rows of neither add up to it, so that nobody can say.
        """
        for within in self._scopes(total):
            lines = [row for row in self.plan_rows if within(row)]
            if self._agree(_sum(lines, total.measure, currency), total.plan, len(lines)):
                return [row for row in self.file_rows if within(row)]
        return None

    def _scopes(self, total: Total) -> Iterator[Callable[[Row], bool]]:
        """Whether a row is of the total's table, where the file says so; then: any row."""
        if self.file.has_lineage and total.cell and (cells := range_of(total.cell)):
            for sheet, _, table in self.export.mapped.exported_tables():
                if sheet == total.sheet and cells[0] in table.total_rows:
                    rows = range(table.first_row, max((*table.total_rows, table.last_row)) + 1)
                    yield partial(_is_within, sheet, rows)
        yield lambda row: True

    def budgets(self) -> Iterator[Comparison]:
        """The amounts of the brief that are the sum of some money of the lines."""
        for layout in self.export.mapped.layouts:
            for item in layout.brief:
                if item.field not in self.money:
                    continue
                amount = float(read_numbers([item.value]).values[0])
                for name in self.measures:
                    if name in self.money and self._agree(
                        _sum(self.plan_rows, name), amount, len(self.plan_rows)
                    ):
                        raw = _sum(self.file_rows, name)
                        yield self._comparison(
                            "brief", name, None, item.label, amount, raw, len(self.file_rows)
                        )
                        break

    def sums(self) -> Iterator[Comparison]:
        """The sums of the plan's lines, by currency and by month."""
        for name in self.measures:
            for source, key in (("lines", self._currency(name)), ("month", _month)):
                plan, raw = _added(self.plan_rows, name, key), _added(self.file_rows, name, key)
                if source == "month" and not any(d in self.file.columns for d in DATES):
                    continue
                for at in sorted({*plan, *raw}):
                    currency, label = (at or None, "") if source == "lines" else (None, at)
                    yield self._comparison(
                        "lines" if source == "lines" else "month",
                        name,
                        currency,
                        label,
                        plan[at],
                        raw[at],
                        len(self.plan_rows),
                    )

    def _currency(self, name: str) -> Callable[[Row], str]:
        if name not in self.money or not self._tells_currency:
            return lambda row: ""
        return lambda row: str(row.get("currency") or "")

    @property
    def _tells_currency(self) -> bool:
        """Whether both say the currency: a person may have filled in what the plan does not say."""
        return "currency" in self.file.columns and any(row.get("currency") for row in self.plan_rows)

    def _comparison(
        self,
        source: Literal["total", "brief", "lines", "month"],
        measure: str,
        currency: str | None,
        label: str,
        plan: float,
        raw: float,
        rows: int,
        total: Total | None = None,
    ) -> Comparison:
        ok = self._agree(plan, raw, rows)
        place = (total.sheet, total.cell) if total else (None, None)
        return Comparison(source, measure, currency, label, round(plan, 6), round(raw, 6), ok, *place)

    def _agree(self, plan: float, raw: float, rows: int) -> bool:
        return _near(plan, raw, rows, self.rounding)

    def finding_of(self, comparison: Comparison) -> Finding:
        """A comparison that failed, as a finding."""
        c = comparison
        facts: dict[str, object] = {
            "plan": c.plan,
            "raw": c.raw,
            "unit": c.currency or "",
            "field": c.measure,
            "file": self.file.name,
        }
        if c.independent:
            where = f"{c.sheet}!{c.cell}" if c.cell else "the brief"
            return RAW_TOTAL_DIFFERS.at(
                c.sheet, c.cell, fields=[c.measure], label=c.label or "A total", where=where, **facts
            )
        span = f" in {c.label}" if c.label else ""
        return SUM_DIFFERS.at(None, None, fields=[c.measure], span=span, **facts)

    # ------------------------------------------------------------ lines

    def columns(self) -> Iterator[Finding]:
        """The measures of the plan that the file has no column for."""
        for name in self.present:
            if name not in self.file.columns:
                yield COLUMN_MISSING.at(fields=[name], field=name, file=self.file.name)

    def lines(self) -> list[Finding]:
        """Each line by where it came from; nothing where the file does not say it."""
        if not self.file.has_lineage:
            return []
        plan, raw = _keyed(self.plan_rows), _keyed(self.file_rows)
        gone = [
            ROW_MISSING.at(k[0], f"{k[1]}:{k[1]}", row=k[1], file=self.file.name)
            for k in plan
            if k not in raw
        ]
        more = [
            ROW_EXTRA.at(k[0], f"{k[1]}:{k[1]}", row=k[1], what=self._kind(k), file=self.file.name)
            for k in raw
            if k not in plan
        ]
        other = [f for k, row in plan.items() if k in raw for f in self._differences(k, row, raw[k])]
        return [*_some(ROW_MISSING, gone), *_some(ROW_EXTRA, more), *_some(VALUE_DIFFERS, other)]

    def _kind(self, key: Key) -> str:
        layout = next((one for one in self.export.mapped.layouts if one.sheet == key[0]), None)
        kinds = layout.row_kinds if layout else ()
        return KINDS.get(kinds[key[1] - 1], "no line") if 0 < key[1] <= len(kinds) else "no line"

    def _differences(self, key: Key, plan: Row, raw: Row) -> Iterator[Finding]:
        money = any(plan.get(n) is not None for n in self.money)
        names = [*self.measures, *(d for d in DATES if d in self.file.columns)]
        names += ["currency"] if money and self._tells_currency else []
        for name in names:
            a, b = plan.get(name), raw.get(name)
            if a is None and name == "currency":
                continue
            if name in self.measures:
                same = _near(_amount(plan, name) or 0.0, _amount(raw, name) or 0.0, 1, HALF_A_CENT)
            else:
                same = a == b
            if not same:
                values = {"plan": _plain(a), "raw": _plain(b)}
                yield VALUE_DIFFERS.at(
                    key[0],
                    f"{key[1]}:{key[1]}",
                    fields=[name],
                    field=name,
                    row=key[1],
                    file=self.file.name,
                    **values,
                )


def _is_within(sheet: str, rows: range, row: Row) -> bool:
    return row.get("source_sheet") == sheet and raw_file.whole(row.get("source_row")) in rows


def _keyed(rows: Sequence[Row]) -> dict[Key, Row]:
    seen: Counter[tuple[str, int, str]] = Counter()
    keyed: dict[Key, Row] = {}
    for row in rows:
        sheet, number, column = (row.get(name) for name in LINEAGE)
        place = str(sheet), raw_file.whole(number), str(column)
        keyed[*place, seen[place]] = row
        seen[place] += 1
    return keyed


def _some(kind: FindingKind, findings: Sequence[Finding]) -> list[Finding]:
    """The first of them, and one that counts the others."""
    if len(findings) <= MOST:
        return list(findings)
    last = findings[-1]
    return [*findings[:MOST], kind.more(len(findings) - MOST, last.sheet, last.cell, last.fields)]


def _added(rows: Sequence[Row], name: str, key: Callable[[Row], str]) -> defaultdict[str, float]:
    sums: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        if (amount := _amount(row, name)) is not None:
            sums[key(row)] += amount
    return sums


def _sum(rows: Sequence[Row], name: str, currency: str | None = None) -> float:
    return sum(_amount(row, name) or 0.0 for row in rows if currency in (None, row.get("currency")))


def _amount(row: Row, name: str) -> float | None:
    value = row.get(name)
    return float(value) if isinstance(value, float | int) else None


def _month(row: Row) -> str:
    day = next(
        (row[name] for name in ("start_date", "date", "end_date") if isinstance(row.get(name), date)), None
    )
    return f"{day:%Y-%m}" if day else ""


def _near(a: float, b: float, rows: int, rounding: float) -> bool:
    return abs(a - b) <= tolerance(max(1, rows), rounding, max(abs(a), abs(b)))


def _plain(value: Value) -> str:
    return "blank" if value is None else f"{value:,.2f}" if isinstance(value, float) else str(value)
