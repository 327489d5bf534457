"""Lines that look like totals and prove nothing: flowcharts, last lines, lines with all their names and days."""

from __future__ import annotations

import re

from worker.plans.rows.letters import DATE, LONG, NUMBER, WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.totals import Sums
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import Role, is_total, is_word, starts

PROOF = 0.35
"""Share of a line's columns that must be sums of its neighbours for it to count as their sum."""
FULLY_NAMED = 3
"""Columns of text, the first among them and all filled, that a total does not name."""
LEAST_SUM = 100
"""A number from which a line that names itself is the sum of others by no chance."""
LEAST_NAMES = 2
"""Names that a line has, where a total or a fee has one."""
LEAST_ALIKE = 2
"""Rows that leave the same columns blank, from which it is a habit."""
_CODE = re.compile(r"[^\W\d_]{1,5}[-_ /.]?\d{3,}")
"""The number of a panel, a site, an order: 'MP017', 'N-6682'."""
_ROLES_OF_SUMS: tuple[Role, ...] = ("total", "subtotal", "whole")


def unproven_totals(sheet: Profile, kinds: Kinds) -> Changes:
    """Without label, formula or sum a line is no total, if formulas below show how totals are made, or it names all.

    Nor is one with names and 0, which adds nothing up: a free line.
    Lines of a flowchart fill few of its many weeks, and so look like totals; so does a last line before a header.
    """
    last = max(sheet.summing, default=0)
    changes: Changes = {}
    for at, line in enumerate(sheet.lines):
        if kinds[at] != "total" or line.row in sheet.summing or sheet.has_total_label[at]:
            continue
        names = sum(bool(line.letters[c]) for c in sheet.text_columns)
        in_full = names == len(sheet.text_columns) and names + _is_named_first(sheet, line) >= FULLY_NAMED
        sums = sheet.sums[at]
        proved = max(sums.below, sums.above) >= PROOF and not (in_full and _is_chance(line, sums))
        if proved or starts("waterfall", line.first_text):
            continue
        free = line.words >= LEAST_NAMES and bool(line.numbers) and not any(line.numbers.values())
        if (names and line.row < last) or in_full or free or (names and _goes_on(sheet, kinds, at)):
            changes[at] = "data"
    return changes


def _goes_on(sheet: Profile, kinds: Kinds, at: int) -> bool:
    """Whether a row leaves the first column to the line above, by a merge or as another row does: its name stands behind."""
    line, first = sheet.lines[at], sheet.first_column
    if line.filled[0] <= first or line.letters[line.filled[0]] not in WORDS or "data" not in kinds[:at]:
        return False
    head = next((n for n in range(at - 1, -1, -1) if sheet.lines[n].filled[0] == first), None)
    if head is None or kinds[head] != "data":
        return False
    between = range(head + 1, at + 1)
    if any(sheet.lines[n].gap for n in between):
        return False
    alike = sum(sheet.lines[n].filled == line.filled for n in range(len(kinds)))
    return alike >= LEAST_ALIKE or share_a_key(sheet, sheet.lines[head], line)


def _is_chance(line: SheetRow, sums: Sums) -> bool:
    """Whether a line is a sum in one column alone, by a small count: 5 impressions are those of two keywords above."""
    return sums.columns < 2 and all(abs(number) < LEAST_SUM for number in line.numbers.values())


def _is_named_first(sheet: Profile, line: SheetRow) -> bool:
    first = sheet.first_column
    return first < len(line.letters) and line.letters[first] in WORDS


def lines_in_full(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that fill all that another line fills, names and days among it, and add nothing up: 'VAT Ltd' is a vendor.

    A total, a fee or a tax leaves the names and the days of a line blank, and has no number of its own among others.
    """
    full = {line.filled for at, line in enumerate(sheet.lines) if kinds[at] == "data"}
    return {
        at: "data"
        for at, line in enumerate(sheet.lines)
        if kinds[at] == "total"
        and line.filled in full
        and line.row not in sheet.summing
        and (
            _has_names_and_days(sheet, at)
            or has_code_and_names(line)
            or _is_numbered(sheet, at)
            or _is_vendor(sheet, at)
        )
        and not _is_sum_by_word(sheet, at)
    }


def _is_sum_by_word(sheet: Profile, at: int) -> bool:
    """Whether a word of a line says that it is a sum; behind its names, as 'whole' edition, only where it adds something up."""
    line = sheet.lines[at]
    says = [c for c in line.filled if any(is_word(role, str(line.cells[c])) for role in _ROLES_OF_SUMS)]
    names = [c for c in line.filled if line.letters[c] in WORDS]
    return bool(says) and (sheet.sums[at].columns > 0 or says[0] == names[0])


def _has_names_and_days(sheet: Profile, at: int) -> bool:
    line, sums = sheet.lines[at], sheet.sums[at]
    named = line.words >= LEAST_NAMES
    dated = any(line.letters[c] == DATE for c in line.filled)
    return named and dated and (max(sums.below, sums.above) < PROOF or _is_chance(line, sums))


def _is_vendor(sheet: Profile, at: int) -> bool:
    """Whether a total's word is one of many names: 'Total Media' behind three others and before a price, and no sum."""
    line, sums = sheet.lines[at], sheet.sums[at]
    names = [c for c in line.filled if line.letters[c] in WORDS and line.letters[c] != LONG]
    before = [c for c in names if not is_total(str(line.cells[c]))]
    says = [c for c in names if c not in before]
    return (
        bool(says)
        and sum(c < says[0] for c in before) >= FULLY_NAMED
        and any(c > says[0] for c in before)
        and sums.columns == 0
    )


def has_code_and_names(line: SheetRow) -> bool:
    """'MP017' before two names or more: two panels that cost what a third one does are no parts of it."""
    names = [str(line.cells[c]) for c in line.filled if line.letters[c] in WORDS]
    return len(names) >= FULLY_NAMED and bool(_CODE.fullmatch(names[0].strip()))


def share_a_key(sheet: Profile, line: SheetRow, below: SheetRow) -> bool:
    """Whether the line's first cell is merged over the one below: they are two lines of one channel."""
    return any(
        merge.first_row <= line.row and below.row <= merge.last_row
        for merge in sheet.grid.merges
        if merge.first_column == line.filled[0] + 1
    )


def _is_numbered(sheet: Profile, at: int) -> bool:
    """Whether the line goes on with the numbering of the one above: spots a day are soon those of two lines below."""
    line, above = sheet.lines[at], sheet.lines[at - 1]
    return (
        at > 0
        and line.filled[:1] == above.filled[:1]
        and line.letters[line.filled[0]] == NUMBER
        and 1 < first_number(line) == first_number(above) + 1
        and any(line.letters[c] in WORDS for c in line.filled)
    )


def first_number(line: SheetRow) -> float:
    """The number in a row's first cell; -1 where there is none."""
    value = line.cells[line.filled[0]]
    return float(value) if isinstance(value, (int, float)) else -1.0
