"""The first step of the cascade: what people decided before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker import text
from worker.matching import recall
from worker.matching.recall import Recaller
from worker.matching.work import Draft, Work
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection
from worker.shapes.template import Template


class FromMemory:
    """What was confirmed for a header answers alone."""

    def __init__(self, template: Template, memory: Recaller | None) -> None:
        self._names = frozenset(template.names)
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
        if recalled.field is not None and recalled.field not in self._names:
            recalled = replace(recalled, field=None, confidence=0.0)
        if recalled.confidence < recall.ANSWERS_FROM:
            return replace(draft, recalled=recalled)
        return replace(
            draft,
            recalled=recalled,
            field=recalled.field,
            confidence=recalled.confidence if recalled.field else 0.0,
            origin="memory",
            reason=recalled.reason,
            settled=True,
        )
