"""Every number of a plan gets a fate; what nothing explains is told, and what the plan says of its sums is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from worker.cleaning.books.claims import LABEL_REACH, compare_claims
from worker.cleaning.books.rest import left_column_findings, rest_findings
from worker.cleaning.books.sheet_fates import SheetFates, accounts_of
from worker.cleaning.books.summary_tables import Summary
from worker.cleaning.books.table_posts import LeftColumn, post_lines, post_rest
from worker.cleaning.cells import exported_columns, fields_in
from worker.cleaning.lines import Lines, different
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.reading.budget_shares import is_split
from worker.cleaning.reconciliation.totals import currency_of_lines
from worker.lazy_dataclass import dataclass
from worker.shapes.accounts import Accounts, Fate, FateMap
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Grid
from worker.shapes.layout import BriefItem, SheetLayout
from worker.shapes.template import Template

Sheets = Sequence[tuple[Grid, SheetLayout]]
Exported = tuple[MappedTable, Lines, LineRows]
"""A table with the lines and rows that came of it."""


@dataclass(frozen=True, slots=True)
class Books:
    """Where each number went, and what of it a person should know."""

    accounts: Accounts
    totals: tuple[Total, ...] = ()
    """Comparisons with what the plan says outside its tables."""
    findings: tuple[Finding, ...] = ()
    fate_maps: tuple[FateMap, ...] = ()
    """One a sheet, in the order of the sheets."""


def keep_books(
    sheets: Sheets,
    exported: Sequence[Exported],
    totals: Sequence[Total],
    template: Template,
    rounding: float,
    summaries: Sequence[tuple[MappedTable, Lines, Summary]] = (),
    aside: Sequence[MappedTable] = (),
) -> Books:
    """The books of a plan.

    Args:
        sheets: all sheets that are part of it.
        exported: the tables that went into raw data.
        totals: what was compared already; their cells are totals.
        rounding: totals that differ by no more than this a line agree.
        summaries: the tables that only add up exported lines.
        aside: the tables that have no lines to export, of which a finding says so: price lists, scorecards.
    """
    fates = {grid.sheet: SheetFates.of(grid) for grid, _ in sheets}
    left: list[tuple[Lines, Sequence[LeftColumn]]] = []
    for mapped, lines, _ in exported:
        post_lines(fates[lines.sheet], mapped, lines)
    for mapped, lines, _ in exported:
        left.append((lines, post_rest(fates[lines.sheet], mapped, lines, totals, rounding)))
    for mapped, lines, summary in summaries:
        _post_summary(fates[lines.sheet], mapped, lines, summary)
    for grid, layout in sheets:
        _post_versions(fates[grid.sheet], layout)
        _post_brief(fates[grid.sheet], _split_items(layout, exported))
    confirmed = {(t.sheet, t.measure) for t in totals if t.ok and t.level == "table"}
    claims = compare_claims(list(fates.values()), exported, template, confirmed, rounding)
    for grid, layout in sheets:
        _post_brief(fates[grid.sheet], layout.brief)
    for mapped in aside:
        _post_aside(fates[mapped.grid.sheet], mapped)
    confirmed |= {(t.sheet, t.measure) for t in claims if t.ok}
    findings = [finding for lines, columns in left for finding in left_column_findings(lines, columns)]
    findings += rest_findings(fates, exported, confirmed)
    proved: dict[tuple[str, str], float] = defaultdict(float)
    for total in (*totals, *claims):
        if total.ok and total.cell:
            proved[total.measure, total.currency or ""] += total.plan
    sums: dict[Fate, dict[tuple[str, str], float]] = {"exported": _exported_sums(exported), "total": proved}
    maps = tuple(FateMap(sheet.grid, sheet.fates) for sheet in fates.values())
    return Books(accounts_of(fates.values(), sums), tuple(claims), tuple(findings), maps)


def _post_summary(sheet: SheetFates, mapped: MappedTable, lines: Lines, summary: Summary) -> None:
    """The amounts that were compared are totals; prices, shares and what else stands on those lines is left out."""
    rows, table = lines.rows.tolist(), mapped.table
    agreeing = {c.measure for c in summary.comparisons if c.agrees}
    columns = [n for n in exported_columns(lines) if agreeing & set(fields_in(lines, n))]
    sheet.post("total", rows, sorted(columns))
    sheet.post("left_out", rows, range(table.first_column, table.last_column + 1))
    sheet.post("context", table.heading_rows, range(table.first_column, table.last_column + 1))


def _post_versions(sheet: SheetFates, layout: SheetLayout) -> None:
    """What stands on a hidden sheet, or in another version of a table, is left out."""
    height, width = sheet.fates.shape
    if sheet.grid.hidden:
        sheet.post("left_out", range(1, height + 1), range(1, width + 1))
        return
    for table in layout.tables:
        if table.alternative_of:
            sums = (skipped.row for skipped in table.skipped)
            rows = [*table.header_rows, *range(table.first_row, table.last_row + 1), *sums]
            sheet.post("left_out", rows, range(table.first_column, table.last_column + 1))


def _post_aside(sheet: SheetFates, mapped: MappedTable) -> None:
    """What stands in a table without lines and is no sum of raw data."""
    table = mapped.table
    inside = range(table.first_column, table.last_column + 1)
    sums = (skipped.row for skipped in table.skipped)
    sheet.post("context", table.heading_rows, inside)
    sheet.post("left_out", [*range(table.first_row, table.last_row + 1), *sums], inside)


def _split_items(layout: SheetLayout, exported: Sequence[Exported]) -> list[BriefItem]:
    """The budgets that lines have their parts of."""
    return [item for item in layout.brief if any(is_split(lines, item) for _, lines, _ in exported)]


def _post_brief(sheet: SheetFates, items: Iterable[BriefItem]) -> None:
    """What the brief says and no sum of raw data equals; a budget that lines are parts of equals them by itself."""
    for item in items:
        sheet.post("context", [item.row], range(item.column, item.column + LABEL_REACH + 1))


def _exported_sums(exported: Sequence[Exported]) -> dict[tuple[str, str], float]:
    """What the raw rows add up to, by field and currency."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for _, lines, rows in exported:
        everything = np.ones(len(lines), dtype=bool)
        for field, amounts in rows.facts.sums.by_line.items():
            codes = lines.currency.codes if lines.currency is not None else None
            if (
                codes is None
                or currency_of_lines(lines, field, everything) is not None
                or len(different(codes)) < 2
            ):
                sums[field, currency_of_lines(lines, field, everything) or ""] += float(amounts.sum())
                continue
            for code in different(codes):
                inside = codes == code
                sums[field, currency_of_lines(lines, field, inside) or ""] += float(amounts[inside].sum())
    return dict(sums)
