"""An id that is none of its platform's, in a column that otherwise holds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from worker.cleaning.lines import Bools, Lines, Texts, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import ruled, told
from worker.knowledge.platform_rule import has_form
from worker.shapes import Finding

_MOST = 0.6
"""Share of a platform's ids that have its form; below, the column holds ids of the planner's own."""
_STEP = "Take the id over again, as text: a spreadsheet rounds long numbers."


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """'2.38E+16' among ids of digits was a number once; 'tbc' is no id yet and left alone."""
    formed: dict[tuple[str, str], Bools] = {}
    for rule, where in ruled(lines, mapped, ("id_form",)):
        texts = lines.texts(rule.field)
        if texts is None:
            continue
        key = rule.field, rule.form
        if key not in formed:
            formed[key] = _formed(rule.form, texts)
        given = where & (texts.codes >= 0)
        if given.any() and formed[key][given].mean() >= _MOST:
            yield from told(
                lines, rule, given & ~formed[key], partial(_said, lines, rule.field, texts), _STEP
            )


def _formed(form: str, texts: Texts) -> Bools:
    found = [has_form(form, name) for name in texts.names]
    return np.array([*found, True], dtype=bool)[texts.codes]


def _said(lines: Lines, field: str, texts: Texts, line: int) -> str:
    return f"{lines.cell(field, line)} is '{short(texts.at(line) or '')}'"
