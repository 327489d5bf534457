"""The Reconciliation sheet: totals compared, what differs first; what agrees is folded to one line a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import get_args

from worker.messages.language import tr
from worker.shapes.finding import Result, Total
from worker.writers.sheets.dress import BAD, GOOD, MONEY, PALE, Dress, cut

NAME = "Reconciliation"
COLUMNS = (
    ("Result", 13),
    ("Measure", 20),
    ("Currency", 10),
    ("Plan", 16),
    ("Raw data", 16),
    ("Difference", 14),
    ("Level", 9),
    ("Total", 44),
    ("Sheet", 18),
    ("Cell", 10),
)
COLOURS: Mapping[Result, str] = {"differs": BAD, "unconfirmed": PALE, "agrees": GOOD}
AMOUNTS = (3, 4, 5)
LEVELS = ("table", "section", "line", "period")
LEAST_FOLDED = 3
"""Agreeing totals of a level that are folded; fewer stand open."""


def write(book: Dress, totals: Sequence[Total]) -> None:
    """Write the sheet."""
    groups = grouped(totals)
    heads = [(tr(name), width) for name, width in COLUMNS]
    sheet = book.table(NAME, heads, sum(len(group) + is_folded(group) for group in groups), numbers=AMOUNTS)
    sheet.outline_settings(True, False, True, False)
    if not totals:
        sheet.write_string(1, 7, tr("The plan states no totals, and nothing was added up."), book.hint)
    number, plain = book.look(num_format=MONEY), book.look(indent=1)
    row = 1
    for group in groups:
        folded = is_folded(group)
        if folded:
            sheet.set_row(row, None, None, {"collapsed": True})
            sheet.write_string(
                row, 0, tr(group[0].result), book.look(bg_color=COLOURS[group[0].result], bold=True)
            )
            sheet.write_string(row, 6, tr(group[0].level), book.look(bold=True, indent=1))
            words = f"{len(group):,} totals of this level agree: open them with the + at the left."
            sheet.write_string(row, 7, tr(words), book.look(bold=True, indent=1))
            row += 1
        for total in group:
            if folded:
                sheet.set_row(row, None, None, {"level": 1, "hidden": True})
            sheet.write_string(row, 0, tr(total.result), book.look(bg_color=COLOURS[total.result]))
            for at, amount in ((3, total.plan), (4, total.raw), (5, total.difference)):
                sheet.write_number(row, at, amount, number)
            for at, text in (
                (1, total.measure),
                (2, total.currency),
                (6, tr(total.level)),
                (7, tr(total.label)),
                (8, total.sheet),
                (9, total.cell),
            ):
                if text:
                    sheet.write_string(row, at, cut(text), plain)
            row += 1


def grouped(totals: Sequence[Total]) -> list[list[Total]]:
    """The totals of one result and level together: what differs first, whole tables before their parts."""
    results = get_args(Result)

    def key(total: Total) -> tuple[int, int]:
        return results.index(total.result), LEVELS.index(total.level)

    return [list(group) for _, group in groupby(sorted(totals, key=key), key=key)]


def is_folded(group: Sequence[Total]) -> bool:
    """Whether one line stands for all of *group*."""
    return group[0].ok is True and group[0].level != "table" and len(group) >= LEAST_FOLDED
