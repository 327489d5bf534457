"""The Checks sheet: what a person should look at, worst first; what repeats is folded."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from worker.messages.language import tr
from worker.shapes.finding import Finding
from worker.writers.sheets.dress import AMBER, BAD, PALE, Dress, cut

NAME = "Checks"
COLUMNS = (("Severity", 10), ("Sheet", 18), ("Cell", 12), ("Finding", 90), ("Next step", 60), ("Code", 24))
COLOURS: Mapping[str, str] = {"error": BAD, "warning": AMBER, "note": PALE}
LINE_HEIGHT = 14
"""Points of a line of text: no program makes the rows of a file that it did not write as high as their text."""
MOST_OPEN = 3
"""Findings of one kind that stand open; more are folded below them."""


def write(book: Dress, findings: Sequence[Finding]) -> None:
    """Write the sheet: errors, then warnings, then notes; each kind together, in the order of the first of it."""
    groups = grouped(findings)
    heads = [(tr(name), width) for name, width in COLUMNS]
    sheet = book.table(NAME, heads, sum(len(group) + (len(group) > MOST_OPEN) for group in groups))
    sheet.outline_settings(True, False, True, False)
    if not findings:
        sheet.write_string(1, 3, tr("Nothing to look at."), book.hint)
    row = 1
    for group in groups:
        colour = book.look(bg_color=COLOURS[group[0].severity], valign="top")
        wrapped = book.look(text_wrap=True, valign="top")
        for at, finding in enumerate(group):
            if at == MOST_OPEN:
                sheet.set_row(row, None, None, {"collapsed": True})
                more = (
                    f"... and {len(group) - MOST_OPEN:,} more of this kind: open them with the + at the left."
                )
                sheet.write_string(row, 3, tr(more), book.hint)
                row += 1
            sentence, step = tr(finding.sentence), tr(finding.next_step)
            height = LINE_HEIGHT * _lines(sentence, step)
            sheet.set_row(row, height, None, {"level": 1, "hidden": True} if at >= MOST_OPEN else {})
            sheet.write_string(row, 0, tr(finding.severity), colour)
            texts = (finding.sheet, finding.cell, sentence, step, finding.code)
            for column, text in enumerate(texts, 1):
                if text:
                    sheet.write_string(row, column, cut(text), wrapped)
            row += 1


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of one severity and code together."""
    rank = {severity: at for at, severity in enumerate(COLOURS)}
    first = {finding.code: at for at, finding in reversed(list(enumerate(findings)))}
    ranked = sorted(findings, key=lambda f: (rank[f.severity], first[f.code]))
    return [list(group) for _, group in groupby(ranked, key=lambda f: (f.severity, f.code))]


def _lines(sentence: str, next_step: str) -> int:
    """Lines that the longer of the two takes in its column; words break early, so that a tenth is added."""
    texts = ((sentence, COLUMNS[3][1]), (next_step, COLUMNS[4][1]))
    return max(1, *(math.ceil(1.1 * len(text) / width) for text, width in texts))
