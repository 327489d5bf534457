"""A note that amounts include a tax, beside money that is exported as if they did not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.cleaning.lines import Lines, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.reading import scale_notes
from worker.findings.checks import TAX_DISPUTED
from worker.knowledge.modifiers import modifiers_of
from worker.plans.rows.wording import is_total
from worker.shapes.finding import Finding

_WITH, _WITHOUT, _GROSS = "incl_vat", "excl_vat", "gross_cost"
_RATE = re.compile(r"\d+(?:[.,]\d+)?\s*%")
"""'incl. 19 % VAT'."""
LONGEST = 90


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Once a table, where no column says more of its tax."""
    names = [name for name, column in lines.columns.items() if is_money(column.field) and column.number]
    words_of = [modifiers_of(lines.columns[name].header) for name in names]
    is_gross = _GROSS in lines.columns or any(group.measure == _GROSS for group in lines.amounts)
    if not names or is_gross or any({_WITH, _WITHOUT} & words for words in words_of):
        return
    for text in scale_notes.alone(mapped):
        bare = _RATE.sub(" ", text)
        if any(map(str.isdecimal, bare)):
            continue  # '¥3,536,500 (税込)' is a sum
        words = modifiers_of(bare)
        if _WITH in words and _WITHOUT not in words and len(text) <= LONGEST and not is_total(text):
            yield TAX_DISPUTED.at(lines.sheet, fields=names, text=short(text), names=", ".join(names))
            return
