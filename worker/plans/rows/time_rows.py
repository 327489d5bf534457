"""Rows with times of their own: a month's figures are a line, however few they are, and so are days below a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.plans.rows.header_rows import groups
from worker.plans.rows.letters import DATE, PERIOD, WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, Kinds

REACH = 4
"""Lines above, remarks among them, in which the two before stand."""

LOOK_BELOW = 3
"""Lines below a header in which its days go on."""
LEAST_DAYS = 2


def times_in_a_row(sheet: Profile, kinds: Kinds) -> Changes:
    """Totals that begin with a time of the same form as the two lines beside them, and with another: 'April' below 'March'."""
    changes: Changes = {}
    for at, kind in enumerate(kinds):
        line = sheet.lines[at]
        if kind != "total" or line.row in sheet.summing or sheet.has_total_label[at]:
            continue
        above = [n for n in range(max(0, at - REACH), at) if kinds[n] not in ("note", "section")]
        for beside in (above[-2:], range(at + 1, min(at + 3, len(kinds)))):
            run = [sheet.lines[n] for n in beside if kinds[n] == "data"]
            close = not any(sheet.lines[n].gap for n in beside if n > at)
            if (
                len(run) > 1
                and close
                and {_time_form(other) for other in run} == {_time_form(line)} != {None}
                and len({other.cells[other.filled[0]] for other in (*run, line)}) > len(run)
            ):
                changes[at] = "data"
    return changes


def days_of_lines(sheet: Profile, kinds: Kinds) -> Changes:
    """Header rows with days in columns that have names above and nothing but days below: 'Start | End' over its first lines."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        names = sheet.lines[group[0]]
        body = [sheet.lines[n] for n in range(group[-1] + 1, min(group[-1] + 1 + LOOK_BELOW, len(kinds)))]
        for nth, at in enumerate(group[1:], 1):
            line = sheet.lines[at]
            days = [c for c in line.filled if line.letters[c] == DATE]
            named = all(c in names.filled and names.letters[c] in WORDS for c in days)
            if len(days) >= LEAST_DAYS and named and body and all(_has_days(row, days) for row in body):
                changes |= dict.fromkeys(group[nth:], "data")
                break
    return changes


def _has_days(line: SheetRow, columns: Sequence[int]) -> bool:
    return all(c in line.filled and line.letters[c] == DATE for c in columns)


def _time_form(line: SheetRow) -> tuple[int, str] | None:
    """Column and form of a row's first cell where it says a time: 'March 2026' and 'Q1 2026' differ."""
    first = line.filled[0]
    if line.letters[first] not in (DATE, PERIOD):
        return None
    return first, re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", str(line.cells[first])))
