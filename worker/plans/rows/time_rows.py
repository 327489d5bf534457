"""Rows that each begin with a time: a month's figures are a line, however few they are."""

from __future__ import annotations

import re

from worker.plans.rows.letters import DATE, PERIOD
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, Kinds


def times_in_a_row(sheet: Profile, kinds: Kinds) -> Changes:
    """Totals of one number at most that begin with a time of the same form as the two lines beside them: 'April' below 'March'."""
    changes: Changes = {}
    for at, kind in enumerate(kinds):
        line, sums = sheet.lines[at], sheet.sums[at]
        if kind != "total" or sums.columns > 1 or line.row in sheet.summing or sheet.has_total_label[at]:
            continue
        for beside in (range(at - 2, at), range(at + 1, at + 3)):
            run = [sheet.lines[n] for n in beside if 0 <= n < len(kinds) and kinds[n] == "data"]
            close = not any(
                sheet.lines[n].gap for n in range(max(beside.start, at), beside.stop) if n < len(kinds)
            )
            if (
                len(run) > 1
                and close
                and {_time_form(other) for other in run} == {_time_form(line)} != {None}
            ):
                changes[at] = "data"
    return changes


def _time_form(line: SheetRow) -> tuple[int, str] | None:
    """Column and form of a row's first cell where it says a time: 'March 2026' and 'Q1 2026' differ."""
    first = line.filled[0]
    if line.letters[first] not in (DATE, PERIOD):
        return None
    return first, re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", str(line.cells[first])))
