"""An id that is none of its platform's, in a column that otherwise holds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from worker.cleaning.lines import Bools, Lines, Texts, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import rule_findings, ruled
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
        has_id = where & (texts.codes >= 0)
        formed = _formed(rule.form, texts, has_id)
        if has_id.any() and formed[has_id].mean() >= _MOST:
            yield from rule_findings(
                lines, rule, has_id & ~formed, partial(_sentence, lines, rule.field, texts), _STEP
            )


def _formed(form: str, texts: Texts, has_id: Bools) -> Bools:
    """Whether each line's id has the form; each different id of these lines is looked at once."""
    used = np.zeros(len(texts.names), dtype=bool)
    used[texts.codes[has_id]] = True
    fits = np.ones(len(texts.names) + 1, dtype=bool)
    for code in np.flatnonzero(used).tolist():
        fits[code] = has_form(form, texts.names[code])
    return fits[texts.codes]


def _sentence(lines: Lines, field: str, texts: Texts, line: int) -> str:
    return f"{lines.cell(field, line)} is '{short(texts.at(line) or '')}'"
