"""The first step of the cascade: what people decided before.

What was decided about numbers or days says nothing of a column that holds names: 'Kontakte' counts in one plan, and lists
persons in another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker import text
from worker.matching import recall
from worker.matching.recall import Recaller
from worker.matching.samples import kind_of
from worker.matching.work import Draft, Work
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection
from worker.shapes.template import Template
from worker.values.dates.calendar_words import classes_of, month_of, weekday_of

LEAST_TEXTS = 3
"""Different texts of a column that show it to hold no numbers; one or two may stand for numbers: 'included', 'on request'."""
_NUMERIC = frozenset({"number", "money", "percent", "date"})


class FromMemory:
    """What was confirmed for a header answers alone."""

    def __init__(self, template: Template, memory: Recaller | None) -> None:
        self._types = {field.name: field.type for field in template.fields}
        self._memory = memory

    def answer(self, works: Sequence[Work]) -> Sequence[Work]:
        """Settle what memory is sure of; the rest keeps what it recalls as evidence."""
        if self._memory is None:
            return works
        headers: dict[Scope, dict[str, None]] = {}
        for work in works:
            names = dict.fromkeys(draft.column.name for draft in work.drafts)
            headers.setdefault(work.question.scope, {}).update(names)
        by_scope = {scope: self._memory.recall_many(list(names), scope) for scope, names in headers.items()}
        return [self._remembered(work, by_scope[work.question.scope]) for work in works]

    def _remembered(self, work: Work, by_header: Mapping[str, Recollection]) -> Work:
        if not by_header:
            return work
        recollections = (by_header.get(text.normalise(draft.column.name)) for draft in work.drafts)
        drafts = [
            self._draft(draft, recalled) if recalled else draft
            for draft, recalled in zip(work.drafts, recollections, strict=True)
        ]
        return replace(work, drafts=tuple(drafts))

    def _draft(self, draft: Draft, recalled: Recollection) -> Draft:
        if recalled.field is not None and recalled.field not in self._types:
            recalled = replace(recalled, field=None, confidence=0.0)
        if recalled.field is not None and not _may_hold(draft.column.samples, self._types[recalled.field]):
            recalled = replace(recalled, field=None, confidence=0.0, unfit=recalled.field)
        if recalled.confidence < recall.ANSWERS_FROM:
            return draft._replace(recalled=recalled)
        return draft._replace(
            recalled=recalled,
            field=recalled.field,
            confidence=recalled.confidence if recalled.field else 0.0,
            origin="memory",
            reason=recalled.reason,
            settled=True,
        )


def _may_hold(samples: Sequence[str], field_type: str) -> bool:
    """Whether values may be those of a field; they may not where a number or a day is due and all are other texts."""
    if field_type not in _NUMERIC or len(samples) < LEAST_TEXTS:
        return True
    values = {text.compared(value): value for value in samples if kind_of(value) != "blank"}
    return len(values) < LEAST_TEXTS or not all(
        _is_other_text(value, field_type) for value in values.values()
    )


def _is_other_text(value: str, field_type: str) -> bool:
    """Whether a value is neither a number nor, where a day is due, a word of the calendar."""
    if any(map(str.isnumeric, value)) or not any(map(str.isalpha, value)):
        return False
    if field_type != "date":
        return True
    written = [text.plain(word) for word in text.words(value)]
    return not any(month_of(word) or weekday_of(word) or classes_of(word) for word in written)
