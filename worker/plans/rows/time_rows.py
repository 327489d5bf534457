"""Rows that each begin with a time: a month's figures are a line, however few they are."""

from __future__ import annotations

import re

from worker.plans.rows.letters import DATE, PERIOD
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, Kinds

REACH = 4
"""Lines above, remarks among them, in which the two before stand."""


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


def _time_form(line: SheetRow) -> tuple[int, str] | None:
    """Column and form of a row's first cell where it says a time: 'March 2026' and 'Q1 2026' differ."""
    first = line.filled[0]
    if line.letters[first] not in (DATE, PERIOD):
        return None
    return first, re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", str(line.cells[first])))
