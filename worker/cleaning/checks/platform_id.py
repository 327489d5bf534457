"""An id that is none of its platform's, in a column that otherwise holds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from worker.cleaning.lines import Bools, Lines, Texts, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import ruled, told
from worker.knowledge.platform_rule import has_form
from worker.shapes.finding import Finding

_MOST = 0.6
"""Share of a platform's ids that have its form; below, the column holds ids of the planner's own."""
_STEP = "Take the id over again, as text: a spreadsheet rounds long numbers."


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """'2.38E+16' among ids of digits was a number once; 'tbc' is no id yet and left alone."""
    for rule, where in ruled(lines, mapped, ("id_form",)):
        texts = lines.texts(rule.field)
        if texts is None:
            continue
        given = where & (texts.codes >= 0)
        formed = _formed(rule.form, texts, given)
        if given.any() and formed[given].mean() >= _MOST:
            yield from told(lines, rule, given & ~formed, partial(_said, lines, rule.field, texts), _STEP)


def _formed(form: str, texts: Texts, given: Bools) -> Bools:
    """Whether each line's id has the form; each different id of these lines is looked at once."""
    used = np.zeros(len(texts.names), dtype=bool)
    used[texts.codes[given]] = True
    found = np.ones(len(texts.names) + 1, dtype=bool)
    for code in np.flatnonzero(used).tolist():
        found[code] = has_form(form, texts.names[code])
    return found[texts.codes]


def _said(lines: Lines, field: str, texts: Texts, line: int) -> str:
    return f"{lines.cell(field, line)} is '{short(texts.at(line) or '')}'"
