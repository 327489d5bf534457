"""The plan's own totals against what the raw data adds up to. A difference is told, never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from worker.cleaning.lines import Bools, Floats, Lines, different, line_sums
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import money_names
from worker.cleaning.periods.pieces import Sums
from worker.cleaning.reading.decimal_mark import mark_of_sheet
from worker.cleaning.reconciliation.agreement import FLOAT_NOISE, HALF_A_CENT, tolerance, tolerance_of
from worker.cleaning.reconciliation.coverage import Covered, covered, label_of
from worker.cleaning.reconciliation.fees import LESS_FEES, Fees, is_proved, is_with, less_fees
from worker.cleaning.reconciliation.lines_below import SumAbove, left_out_below
from worker.cleaning.reconciliation.qualifiers import qualifiers_of
from worker.findings.cleaning import TOTAL_DIFFERS
from worker.plans.rows.wording import is_total, starts
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Cell, Grid, column_letter
from worker.shapes.layout import SkippedRow
from worker.values.amounts import Mark, parse_amount
from worker.values.arithmetic import is_telling
from worker.values.field_names import names_fee
from worker.values.money import currency_in

Level = Literal["table", "section", "line", "period"]

MOST_LINES = 200
"""Lines whose periods differ from their own total, told one by one."""
SUM_OF_LINES = "sum of the lines"
OF_SHARES = 0.01
"""What rounding may take from shares that are 1 together."""


def reconcile(lines: Lines, sums: Sums, mapped: MappedTable, rounding: float = 0.01) -> Iterator[Total]:
    """The totals of one table: its total rows, its line totals, and the sum of its cells where it has no total.

    Amounts that differ by no more than *rounding* a line agree.
    """
    checked: set[str] = set()
    for total in _total_rows(lines, mapped, sums, rounding):
        if total.level == "table":
            checked.add(total.measure)
        yield total
    yield from _line_totals(lines, sums, rounding)
    for measure in sums.by_line:
        if measure not in checked:
            yield from _cell_sums(lines, measure, sums, rounding)


# ---------------------------------------------------------------- total rows


class _Amounts(NamedTuple):
    """What one column of the sheet gives to the lines."""

    measure: str
    column: int
    by_line: Floats
    is_period: bool


Keyed = Mapping[str, _Amounts]
"""By a key: mapped measures, then periods."""


def _total_rows(lines: Lines, mapped: MappedTable, sums: Sums, rounding: float) -> list[Total]:
    grid, table = mapped.grid, mapped.table
    keyed = _keys(lines, sums)
    seen: set[tuple[str, str | None]] = set()
    fees, sums_above, totals = list[Fees](), list[SumAbove](), list[Total]()
    rows = sorted((s for s in table.skipped if s.kind in ("total", "subtotal")), key=lambda s: s.row)
    shown_in = _sums_by_row([row.row for row in rows], keyed, lines, grid)
    runs = list(_runs(shown_in, keyed, rounding))
    posts = _posts([(row.row, label_of(row.row, table, grid)) for row in rows], shown_in, keyed, rounding)
    for row in rows:
        label = label_of(row.row, table, grid)
        row_sums = _own_sums(label, shown_in[row.row], keyed, lines)
        if not row_sums:
            continue
        amounts = {key: keyed[key].by_line for key in row_sums}
        within = _in_currency(label, lines)
        cover = covered(row, table, grid, lines.rows, row_sums, amounts, within, rounding)
        about = {(m, currency_of_lines(lines, m, within)) for m in {keyed[key].measure for key in row_sums}}
        run = next((run for run in runs if row.row in run), None)
        if run and not cover.agrees and not qualifiers_of(label).total:
            if row.row == run[0]:
                totals += _totals_of_run(run, shown_in, keyed, lines, rounding)
            continue
        proved = True
        if cover.agrees:
            sums_above.append(SumAbove(row, label, row_sums, cover.lines))
        elif qualifiers_of(label).other or row.row in posts:
            fees.append(Fees(row_sums, qualifiers_of(label).rates))
        elif is_with(fees, row_sums, cover, amounts, rounding):
            proved = all(is_proved(fees, key, cover, amounts, rounding) for key in row_sums)
            row_sums, label = less_fees(fees, row_sums), f"{label}, {LESS_FEES}"
            cover = replace(cover, agrees=True)
        again = about <= seen or row.row in posts
        if not cover.lines.any() or (not cover.agrees and _beside_the_sum(label, row, again)):
            continue
        for total in _totals_of(row, label, row_sums, keyed, cover, lines, rounding):
            if total.level == "table" and total.ok:
                seen.add((total.measure, total.currency))
            totals.append(total if proved or not total.ok else replace(total, ok=None))
    differing = {total.cell: total for total in _without_lines_below(sums_above, keyed, lines)}
    return [*(total for total in totals if total.cell not in differing), *differing.values()]


def _posts(
    rows: Sequence[tuple[int, str]],
    shown_in: Mapping[int, Mapping[str, float]],
    keyed: Keyed,
    rounding: float,
) -> set[int]:
    """Rows that no word calls a fee or a total, which a total right below adds to all lines: 'Opłata agencyjna'."""
    posts: set[int] = set()
    run: list[int] = []
    for row, label in rows:
        shown = shown_in[row]
        if shown and not is_total(label) and not starts("total", label):
            run = [*run, row] if run and run[-1] == row - 1 else [row]
            continue
        beside = [n for n in run if shown.keys() >= shown_in[n].keys()]
        if beside and run[-1] == row - 1 and beside == run:
            keys = {key for n in run for key in shown_in[n]}
            rest = {key: shown[key] - sum(shown_in[n].get(key, 0.0) for n in run) for key in keys}
            amounts = {key: keyed[key].by_line for key in keys}
            if all(
                abs(n - float(amounts[k].sum())) <= tolerance_of(amounts[k], rounding)
                for k, n in rest.items()
            ):
                posts |= set(run)
        run = []
    return posts


def _own_sums(label: str, shown: dict[str, float], keyed: Keyed, lines: Lines) -> dict[str, float]:
    """What a row shows; of a fee's row the money: serving counts the impressions of all lines, and costs its own."""
    if not names_fee(label):
        return shown
    money = money_names(lines.template)
    return {key: plan for key, plan in shown.items() if keyed[key].measure in money}


def _without_lines_below(sums_above: Sequence[SumAbove], keyed: Keyed, lines: Lines) -> Iterator[Total]:
    """The plan's own total against all lines, where it leaves out some that stand below it."""
    beyond = left_out_below(sums_above, lines.rows)
    if beyond is None:
        return
    total, left_out = beyond
    for key, plan in total.sums.items():
        measure, number, by_line, is_period = keyed[key]
        if is_period or not by_line[left_out].any():
            continue
        currency = currency_of_lines(lines, measure, total.lines | left_out)
        difference = _total(measure, currency, plan, float(by_line.sum()), 0.0)
        cell = f"{column_letter(number)}{total.row.row}"
        yield replace(difference, level="table", label=total.label, sheet=lines.sheet, cell=cell)


def _sums_by_row(rows: Sequence[int], keyed: Keyed, lines: Lines, grid: Grid) -> dict[int, dict[str, float]]:
    """What each row shows under each key; texts that leave the decimal mark open ('744.207') follow the sheet's others.

    Where there are none, they follow the lines below which they stand: of 6.14 and 6,140 what lies nearer to all of them.
    """
    cells = {(row, key): grid.at(row, amounts.column) for row in rows for key, amounts in keyed.items()}
    mark = mark_of_sheet(grid) if any(isinstance(value, str) for value in cells.values()) else None
    sums_in: dict[int, dict[str, float]] = {row: {} for row in rows}
    for (row, key), value in cells.items():
        scale = lines.scales.get(keyed[key].measure, 1.0)
        whole = abs(float(keyed[key].by_line.sum()))
        readings = (_number(value, one) for one in ((".", ",") if mark is None else (mark,)))
        numbers = [number * scale for number in readings if number is not None]
        if numbers and not _closes_shares(grid, row, keyed[key].column):
            sums_in[row][key] = min(numbers, key=lambda number: abs(abs(number) - whole))
    return sums_in


def _closes_shares(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is the 1 that the shares right above it add up to, and no amount."""
    shares: list[float] = []
    while (
        row > len(shares) + 1
        and isinstance(above := grid.at(row - len(shares) - 1, column), float)
        and 0 < above < 1
    ):
        shares.append(above)
    return grid.at(row, column) == 1 and len(shares) > 1 and abs(sum(shares) - 1) <= OF_SHARES


def _runs(shown_in: Mapping[int, Mapping[str, float]], keyed: Keyed, rounding: float) -> Iterator[list[int]]:
    """Rows right below one another that add up to all lines: a summary by channel or month below the table, with its shares."""
    run: list[int] = []
    for row in [*shown_in, -1]:
        if run and (row != run[-1] + 1 or shown_in[row].keys() != shown_in[run[0]].keys()):
            keys = shown_in[run[0]].keys()
            whole = [key for key in keys if _is_whole(run, key, shown_in, keyed, rounding)]
            shares = (sum(shown_in[row][key] for row in run) for key in keys if key not in whole)
            if len(run) > 1 and whole and all(abs(share - 1.0) <= OF_SHARES for share in shares):
                yield run
            run = []
        run.append(row)


def _is_whole(
    run: Sequence[int],
    key: str,
    shown_in: Mapping[int, Mapping[str, float]],
    keyed: Keyed,
    rounding: float,
) -> bool:
    amounts = keyed[key].by_line
    stated = sum(shown_in[row][key] for row in run)
    return abs(stated - float(amounts.sum())) <= tolerance_of(amounts, rounding)


def _totals_of_run(
    run: Sequence[int],
    shown_in: Mapping[int, Mapping[str, float]],
    keyed: Keyed,
    lines: Lines,
    rounding: float,
) -> Iterator[Total]:
    """One total a measure for the rows of a run together; shares of it are none."""
    everything = np.ones(len(lines), dtype=bool)
    for key in shown_in[run[0]]:
        measure, number, by_line, is_period = keyed[key]
        if not _is_whole(run, key, shown_in, keyed, rounding):
            continue
        level: Level = "period" if is_period else "table"
        letter = column_letter(number)
        total = _total(
            measure,
            currency_of_lines(lines, measure, everything),
            sum(shown_in[row][key] for row in run),
            float(by_line.sum()),
            np.inf,
        )
        yield replace(
            total,
            level=level,
            label=f"sum of {len(run)} parts",
            sheet=lines.sheet,
            cell=f"{letter}{run[0]}:{letter}{run[-1]}",
        )


def _keys(lines: Lines, sums: Sums) -> Keyed:
    keys: dict[str, _Amounts] = {}
    for measure, by_line in sums.by_line.items():
        column = lines.columns.get(measure)
        if column is not None and column.number and not column.parts:
            keys[measure] = _Amounts(measure, column.number, by_line, False)
        for part in column.parts if column is not None else ():
            amounts = np.where(part.lines, by_line, 0.0)
            keys[f"{measure}/{part.number}"] = _Amounts(measure, part.number, amounts, False)
    for (measure, number), by_line in sums.by_period.items():
        keys[f"{measure}@{number}"] = _Amounts(measure, number, by_line, True)
    return keys


def _number(value: Cell, mark: Mark) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return float(value)
    read = parse_amount(value, mark) if isinstance(value, str) else None
    return read.value if read and not read.percent else None


def _beside_the_sum(label: str, row: SkippedRow, shown_before: bool) -> bool:
    """A row that holds no sum of the lines: tax, a fee; or one more total where the plan has shown the right one."""
    return qualifiers_of(label).other or (row.kind == "total" and shown_before)


def _in_currency(label: str, lines: Lines) -> Bools:
    """'Total EUR' adds up the lines in euros, any other label all of them."""
    code = currency_in(label) if label else None
    if code is None or lines.currency is None or code not in lines.currency.names:
        return np.ones(len(lines), dtype=bool)
    in_currency: Bools = lines.currency.codes == lines.currency.names.index(code)
    return in_currency


def _totals_of(
    row: SkippedRow,
    label: str,
    sums: Mapping[str, float],
    keyed: Keyed,
    cover: Covered,
    lines: Lines,
    rounding: float,
) -> Iterator[Total]:
    for key, plan in sums.items():
        measure, number, by_line, is_period = keyed[key]
        raw = float(by_line[cover.lines].sum())
        currency = currency_of_lines(lines, measure, cover.lines & (by_line != 0))
        cell = f"{column_letter(number)}{row.row}"
        level: Level = "period" if is_period else "table" if cover.whole else "section"
        total = _total(measure, currency, plan, raw, tolerance_of(by_line[cover.lines], rounding))
        if is_period and not cover.whole and total.ok:
            continue
        total = replace(total, plan=plan, level=level, label=label, sheet=lines.sheet, cell=cell)
        if not total.ok and len(sums) == 1:
            total = _of_another(total, keyed, lines, rounding)
        if total.ok or not _is_taxed_count(total, lines):
            yield total


def _is_taxed_count(total: Total, lines: Lines) -> bool:
    """Whether a sum with tax stands in a column that counts something else: 'Total incl. VAT' below quantities."""
    says = qualifiers_of(total.label or "")
    return (says.with_vat or says.without_vat) and total.measure not in money_names(lines.template)


def _of_another(total: Total, keyed: Keyed, lines: Lines, rounding: float) -> Total:
    """The only number of a row is the total of another measure where it is that one's sum: 'Total spend' below impressions."""
    if not is_telling(total.plan):
        return total
    everything = np.ones(len(lines), dtype=bool)
    for other in keyed.values():
        raw = float(other.by_line.sum())
        if not other.is_period and abs(raw - total.plan) <= tolerance_of(other.by_line, rounding):
            currency = currency_of_lines(lines, other.measure, everything)
            own = _total(other.measure, currency, total.plan, raw, np.inf)
            return replace(own, level="table", label=total.label, sheet=total.sheet, cell=total.cell)
    return total


def _total(measure: str, currency: str | None, plan: float, raw: float, allowed: float) -> Total:
    difference = round(raw - plan, 6) + 0.0
    return Total(measure, currency, round(plan, 6), round(raw, 6), difference, abs(difference) <= allowed)


def currency_of_lines(lines: Lines, measure: str, inside: Bools) -> str | None:
    """The one currency of some lines' money; None for several, and for what is no money."""
    field = next(f for f in lines.template.fields if f.name == measure)
    if field.type != "money" or lines.currency is None:
        return None
    codes = different(lines.currency.codes[inside])
    return lines.currency.names[codes[0]] if len(codes) == 1 and codes[0] >= 0 else None


# ---------------------------------------------------------------- line totals and cells


def _line_totals(lines: Lines, sums: Sums, rounding: float) -> Iterator[Total]:
    """Where a line's periods do not add up to its own total column."""
    for amounts in lines.amounts:
        measure = amounts.measure
        totals, raw = lines.floats(measure), sums.by_line.get(measure)
        if totals is None or raw is None:
            continue
        noise = FLOAT_NOISE * line_sums(amounts.values, signed=False)
        allowed = np.maximum(rounding, noise)
        differs = np.flatnonzero(np.isfinite(totals) & (np.abs(raw - totals) > allowed))
        for line in differs[:MOST_LINES].tolist():
            currency = currency_of_lines(lines, measure, np.arange(len(lines)) == line)
            total = _total(measure, currency, float(totals[line]), float(raw[line]), rounding)
            label = f"row {int(lines.rows[line])}: its periods against its own total"
            cell = lines.cell(measure, line)
            yield replace(total, ok=False, level="line", label=label, sheet=lines.sheet, cell=cell)
        rest = differs[MOST_LINES:]
        if len(rest):
            total = _total(measure, None, float(totals[rest].sum()), float(raw[rest].sum()), 0.0)
            label = f"{len(rest):,} more lines whose periods differ from their own total"
            yield replace(total, ok=False, level="line", label=label, sheet=lines.sheet)


def _cell_sums(lines: Lines, measure: str, sums: Sums, rounding: float) -> Iterator[Total]:
    """The plan's cells added up, by currency: a difference means that something was lost or counted twice on the way.

    Where there is none, nothing in the plan confirms the sum, and the total is not ok but None.
    """
    of_cells = _from_cells(lines, measure)
    if of_cells is None or not len(lines):
        return
    cells, sizes = of_cells
    field = next(f for f in lines.template.fields if f.name == measure)
    codes = lines.currency.codes if lines.currency is not None and field.type == "money" else None
    for code in [None] if codes is None else different(codes):
        inside = np.ones(len(lines), dtype=bool) if codes is None else codes == code
        name = (
            lines.currency.names[code]
            if lines.currency is not None and code is not None and code >= 0
            else None
        )
        plan, raw = float(cells[inside].sum()), float(sums.by_line[measure][inside].sum())
        total = _total(measure, name, plan, raw, tolerance(1, HALF_A_CENT, float(sizes[inside].sum())))
        yield Total(
            measure,
            name,
            total.plan,
            total.raw,
            total.difference,
            None if total.ok else False,
            "table",
            SUM_OF_LINES,
            lines.sheet,
            None,
        )


def _from_cells(lines: Lines, measure: str) -> tuple[Floats, Floats] | None:
    """Each line's amount as its cells give it: the periods, or its own column where they are empty.

    With it comes the sum of the cells without their signs: large cells may cancel each other, their noise does not.
    """
    totals = lines.floats(measure)
    cells = np.zeros(len(lines)) if totals is None else np.nan_to_num(totals)
    sizes = np.abs(cells)
    parts = [a.values for a in lines.amounts if a.measure == measure]
    if totals is None and not parts:
        return None
    for values in parts:
        of_periods = line_sums(values, signed=False)
        filled = of_periods != 0
        cells = np.where(filled, line_sums(values), cells)
        sizes = np.where(filled, of_periods, sizes)
    return cells, sizes


def difference_findings(totals: Sequence[Total]) -> Iterator[Finding]:
    """One finding for each total that differs."""
    for total in totals:
        if total.ok is not False:
            continue
        unit = f" {total.currency}" if total.currency else ""
        yield TOTAL_DIFFERS.at(
            total.sheet,
            total.cell,
            fields=[total.measure],
            label=f"'{total.label}'" if total.label else "A total",
            plan=total.plan,
            unit=unit,
            measure=total.measure,
            raw=total.raw,
        )
