"""A name that its platform would not take: too long, or with characters that it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from worker.cleaning.lines import Ints, Lines, Texts
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.platform_lines import rule_findings, ruled
from worker.knowledge.platform_rule import PlatformRule, size
from worker.shapes.finding import Finding

_UNITS = {
    "longest": "characters",
    "longest_wide": "characters (East Asian ones counted twice)",
    "longest_bytes": "bytes",
    "without": "characters that are not allowed",
}
_STEP = "Change the name before it is set up there."


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """Each different name is measured once for all platforms that measure alike."""
    sizes: dict[tuple[str, str, str], Ints] = {}
    for rule, where in ruled(lines, mapped, _UNITS):
        texts = lines.texts(rule.field)
        if texts is None:
            continue
        key = rule.field, rule.kind, rule.characters
        if key not in sizes:
            sizes[key] = _sizes(rule, texts)
        has = sizes[key]
        say = partial(_sentence, lines, rule, has)
        yield from rule_findings(lines, rule, where & (has > (rule.limit or 0)), say, _STEP)


def _sizes(rule: PlatformRule, texts: Texts) -> Ints:
    together = "".join(texts.names)
    if rule.kind == "without" and not any(c in together for c in rule.characters):
        return np.zeros(len(texts.codes), dtype=np.int64)
    plain = rule.kind == "longest" or (rule.kind != "without" and together.isascii())
    measure = len if plain else partial(size, rule)
    measured = np.fromiter(map(measure, texts.names), np.int64, count=len(texts.names))
    return np.append(measured, 0)[texts.codes]


def _sentence(lines: Lines, rule: PlatformRule, has: Ints, line: int) -> str:
    return f"{lines.cell(rule.field, line)} has {int(has[line]):,} {_UNITS[rule.kind]}"
