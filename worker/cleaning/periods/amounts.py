"""Which measure the period columns hold, and which of them only repeat others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Amounts, Floats, LineColumn, filled, floats_of, line_sums
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, is_money, money_names
from worker.cleaning.periods.named_sums import measure_of_sum
from worker.findings.cleaning import (
    PERIOD_IS_A_SUM,
    PERIOD_MEASURE_ASSUMED,
    PERIOD_SHARES,
    PERIODS_OVERLAP,
)
from worker.knowledge.modifiers import modifiers_of
from worker.lazy_dataclass import dataclass
from worker.plans.brief.words import currencies_in
from worker.plans.periods.measures import measure_in
from worker.shapes.finding import Finding
from worker.shapes.layout import Period
from worker.shapes.question import NOT_EXPORTED
from worker.shapes.template import Template
from worker.values.arithmetic import LEAST_LINES
from worker.values.dates.calendar_words import measure_of
from worker.values.scales import scale_of_note

PREFERRED = (
    "net_cost",
    "planned_budget",
    "gross_cost",
    "spend",
    "planned_impressions",
    "spots",
    "grp",
    "planned_units",
    "impressions",
    "clicks",
)
"""Which total the periods belong to, when they add up to several: an order among fields, which no family of them tells."""
AGREE = 0.5
"""Share of lines whose periods must add up to a total column for the periods to be that measure."""
LEAST_PARTS = 3
"""Amounts of a plan's only line that can't add up to a total by chance."""
NEAR = 0.2
"""A total column whose sum is nearer than this to the periods' sum, and as near on most lines, is theirs without a line
that agrees exactly."""
SMALL = 0.005
"""Share of a small sum that rounding may leave."""
FEW = 200
"""Whole numbers up to this, on lines that have a cost beside them, are spots."""
_BUDGET = "planned_budget"
"""Money of which nothing more is known."""
_NETS, _GROSSES = frozenset({"excl_vat", "net"}), frozenset({"incl_vat", "gross"})
"""What a note says of net and of gross amounts of money."""
_LENGTH = {"hour": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "year": 5}


@dataclass(frozen=True, slots=True)
class PeriodCells:
    """A period column with what its cells hold on the lines; 1.0 where a mark stands."""

    period: Period
    values: Floats


def named_amounts(
    cells: Sequence[PeriodCells],
    columns: Mapping[str, LineColumn],
    template: Template,
    stated: str | None,
    sheet: str,
    notes: Sequence[str] = (),
    mapped: MappedTable | None = None,
) -> tuple[tuple[Amounts, ...], tuple[Amounts, ...], list[Finding]]:
    """The period columns by measure, and those that a person must say something of, for they may hold anything.

    Columns that only add up others are left out; *stated* is a person's word, a field or NOT_EXPORTED; *notes* are the
    texts beside the table that may say in what its amounts count; names of sums in *mapped* say what is added up.
    """
    if stated == NOT_EXPORTED:
        return (), (), []
    parts, findings = _without_sums(cells, sheet)
    undecided: list[Amounts] = []
    amounts: dict[tuple[str, bool], Amounts] = {}
    for (heading, marks), group in _by_heading(parts, stated, template).items():
        values = np.column_stack([c.values for c in group])
        periods = tuple(c.period for c in group)
        measure = None if marks else _measure(heading, stated, periods, values, columns, template, mapped)
        if measure is None and not marks and (weights := shares(periods, values, columns)) is not None:
            findings.append(PERIOD_SHARES.at(sheet, _place(periods)))
            marks, values = True, weights
        if measure is None and not marks:
            if not filled(values).any():
                continue
            noted = _by_note(notes, columns, template)
            measure = (
                noted or _spots(values, columns, template) or _by_context(sheet, notes, columns, template)
            )
            if measure is None:
                undecided.append(Amounts("", periods, values))
                continue
            if not noted:
                findings.append(
                    PERIOD_MEASURE_ASSUMED.at(sheet, _place(periods), fields=[measure], field=measure)
                )
        none = Amounts(measure or "", (), np.zeros((len(values), 0)), marks=marks)
        amounts[none.measure, marks] = _joined(amounts.get((none.measure, marks), none), periods, values)
    return tuple(amounts.values()), tuple(undecided), findings


def _by_heading(
    cells: Sequence[PeriodCells], stated: str | None, template: Template
) -> dict[tuple[str | None, bool], list[PeriodCells]]:
    """The period columns by the measure that a person or their heading says; those of marks (True) have none."""
    groups: dict[tuple[str | None, bool], list[PeriodCells]] = {}
    for cell in cells:
        measure = stated or cell.period.measure
        is_known = measure in template.names and not cell.period.marks
        groups.setdefault((measure if is_known else None, cell.period.marks), []).append(cell)
    return groups


def _measure(
    heading: str | None,
    stated: str | None,
    periods: tuple[Period, ...],
    values: Floats,
    columns: Mapping[str, LineColumn],
    template: Template,
    mapped: MappedTable | None,
) -> str | None:
    """What a person, the heading or the sums beside the periods say of them; sums go before headings."""
    if heading:
        return heading if stated else _refuted(heading, values, columns, template) or heading
    name = _measure_by_sum(values, columns, template)
    if name is None and mapped:
        of_sum = measure_of_sum(mapped, periods, values)
        name = of_sum if of_sum in template.names else None
    return name


def _joined(amounts: Amounts, periods: tuple[Period, ...], values: Floats) -> Amounts:
    return replace(
        amounts, periods=(*amounts.periods, *periods), values=np.column_stack([amounts.values, values])
    )


def shares(periods: Sequence[Period], values: Floats, columns: Mapping[str, LineColumn]) -> Floats | None:
    """How much of each period (0.57 of a week, 1) or of each line (shares that add up to 1 or 100) cells claim.

    The answer weighs days: what a cell has of its line is divided by the days of its period. None where cells are
    amounts, or no cost stands beside them.
    """
    claims = values[np.isfinite(values) & (values != 0)]
    if not claims.size or (claims < 0).any() or not any(is_money(c.field) for c in columns.values()):
        return None
    sums = line_sums(values)
    used, several = sums != 0, filled(values).sum(axis=1) > 1
    for whole in (1.0, 100.0):
        if (several.any() and used.sum() > 1) and np.isclose(sums[used], whole, atol=whole * 0.002).all():
            days = [(p.end - p.start).days + 1 if p.start and p.end else 1 for p in periods]
            return values / whole / np.array(days, dtype=np.float64)
    return values if (claims <= 1).all() else None


def _measure_by_sum(values: Floats, columns: Mapping[str, LineColumn], template: Template) -> str | None:
    """The mapped column to which the periods add up, line by line; else the one whose sum is near theirs."""
    sums = line_sums(values)
    near: list[tuple[float, str]] = []
    for name in _by_preference(columns, template):
        added, totals = _beside(sums, columns[name])
        if not len(totals):
            continue
        if _agreement(added, totals) >= AGREE:
            return name
        whole = float(totals.sum())
        distance = abs(float(added.sum()) - whole) / abs(whole) if whole else np.inf
        if distance <= NEAR and np.median(np.abs(added / totals - 1)) <= NEAR:
            near.append((distance, name))
    return min(near)[1] if near else None


def _refuted(
    measure: str, values: Floats, columns: Mapping[str, LineColumn], template: Template
) -> str | None:
    """The column to which the periods add up on every line, where that of their heading's measure differs on every line.

    One line is enough where several periods add up to its total.
    Where the heading's measure has no column, money is refuted by counts, and counts by money; a budget, which a currency
    alone says as well, by any money.
    """
    sums = line_sums(values)
    is_parted = int(filled(values).sum()) >= LEAST_PARTS

    def agreement(name: str) -> float | None:
        added, totals = _beside(sums, columns[name])
        several = len(totals) >= LEAST_LINES or (len(totals) == 1 and is_parted)
        return _agreement(added, totals) if several else None

    if measure in columns and agreement(measure) != 0:
        return None
    others = [name for name in _by_preference(columns, template) if name != measure]
    if measure not in columns:
        field = next(f for f in template.fields if f.name == measure)
        if measure != _BUDGET:
            others = [name for name in others if is_money(columns[name].field) != is_money(field)]
    return next((name for name in others if agreement(name) == 1), None)


def _beside(sums: Floats, column: LineColumn) -> tuple[Floats, Floats]:
    """What the periods add up to and what *column* has, on the lines that have both."""
    totals = floats_of(column.values)
    if totals is None:
        return np.zeros(0), np.zeros(0)
    both = np.isfinite(totals) & (totals != 0) & (sums != 0)
    return sums[both], totals[both]


def _agreement(sums: Floats, totals: Floats) -> float:
    """The share of lines on which the two are equal, up to what rounding leaves: five cents, and little of a small sum."""
    rounding = np.maximum(1e-4 * np.abs(sums), np.minimum(0.05, SMALL * np.abs(totals)))
    return float((np.abs(totals - sums) <= rounding).mean())


def _by_preference(columns: Mapping[str, LineColumn], template: Template) -> list[str]:
    additive = additive_names(template)
    rank = {name: i for i, name in enumerate(PREFERRED)}
    return sorted((n for n in columns if n in additive), key=lambda n: rank.get(n, len(rank)))


def _spots(values: Floats, columns: Mapping[str, LineColumn], template: Template) -> str | None:
    """'spots' for small whole numbers beside a cost; anything else may be money, impressions, last year."""
    numbers = values[np.isfinite(values)]
    whole = (
        bool(numbers.size)
        and bool((numbers == np.round(numbers)).all())
        and float(np.abs(numbers).max()) <= FEW
    )
    return "spots" if whole and _has_cost(columns) and "spots" in template.names else None


def _by_context(
    sheet: str, notes: Sequence[str], columns: Mapping[str, LineColumn], template: Template
) -> str | None:
    """The money that a sheet's name says ('FY27 Media Budget'), or of which no other is there and a note speaks ('x € 1.000')."""
    money = money_names(template)
    measure = measure_in([sheet])
    if measure not in money and not _has_cost(columns):
        is_money_note = (scale_of_note(text) != 1.0 and currencies_in(text) for text in notes)
        measure = _BUDGET if any(is_money_note) else None
    return measure if measure in money else None


def _by_note(notes: Sequence[str], columns: Mapping[str, LineColumn], template: Template) -> str | None:
    """The money that a note names with its currency, where no column has any: 'Net media cost, GBP, ex VAT'.

    'Net' is a name of net cost and 'gross' one of gross cost; a budget may be either, and a currency alone is no name.
    """
    if any(column.field.type == "money" for column in columns.values()):
        return None
    money_notes = [text for text in notes if currencies_in(text)]
    measures = {measure_of(text) for text in money_notes} - {_BUDGET}
    words = frozenset[str]().union(*map(modifiers_of, money_notes))
    fits = {"net_cost": words & _NETS and not words & _GROSSES, "gross_cost": words & _GROSSES}
    measure = measures.pop() if len(measures) == 1 else None
    return measure if measure in template.names and fits.get(measure or "") else None


def _place(periods: Sequence[Period]) -> str:
    return f"{periods[0].letter}:{periods[-1].letter}"


def _has_cost(columns: Mapping[str, LineColumn]) -> bool:
    return any(is_money(column.field) for column in columns.values())


# ---------------------------------------------------------------- periods that sum up others


def _without_sums(cells: Sequence[PeriodCells], sheet: str) -> tuple[list[PeriodCells], list[Finding]]:
    """Months beside their own weeks would count twice: the longer period goes where it adds up the shorter ones."""
    remaining: list[PeriodCells] = []
    findings: list[Finding] = []
    for cell in cells:
        parts = [c for c in cells if _inside(c.period, cell.period)]
        if not parts or cell.period.marks:
            remaining.append(cell)
            continue
        sums = np.nansum(np.column_stack([c.values for c in parts]), axis=1)
        whole = np.nan_to_num(cell.values)
        used = (whole != 0) | (sums != 0)
        agrees = not used.any() or np.isclose(whole[used], sums[used], rtol=1e-4, atol=0.05).mean() >= AGREE
        kind = PERIOD_IS_A_SUM if agrees else PERIODS_OVERLAP
        letter, label = cell.period.letter, cell.period.label
        fields = [cell.period.measure]
        findings.append(kind.at(sheet, f"{letter}:{letter}", fields=fields, letter=letter, label=label))
        if not agrees:
            remaining.append(cell)
    return remaining, findings


def _inside(short: Period, long: Period) -> bool:
    """Whether *short* is a part of *long*: of a shorter unit, the same measure, and starting in it."""
    if short is long or short.measure != long.measure or _LENGTH[short.unit] >= _LENGTH[long.unit]:
        return False
    if not (short.start and long.start and long.end):
        return False
    middle = short.start + (short.end - short.start) / 2 if short.end else short.start
    return long.start <= middle <= long.end
