"""The first step of the cascade: what people decided before."""

from __future__ import annotations

from collections.abc import Sequence
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

    def answer(self, works: Sequence[Work]) -> None:
        """Settle what memory is sure of; the rest keeps what it recalled as evidence."""
        if self._memory is None:
            return
        by_scope: dict[Scope, list[Draft]] = {}
        for work in works:
            by_scope.setdefault(work.question.scope, []).extend(work.drafts)
        for scope, drafts in by_scope.items():
            headers = list(dict.fromkeys(draft.column.name for draft in drafts))
            known = self._memory.recall_many(headers, scope)
            if not known:
                continue
            for draft in drafts:
                recalled = known.get(text.normalise(draft.column.name))
                if recalled is not None:
                    self._use(draft, recalled)

    def _use(self, draft: Draft, recalled: Recollection) -> None:
        if recalled.field is not None and recalled.field not in self._names:
            recalled = replace(recalled, field=None, confidence=0.0)
        draft.recalled = recalled
        if recalled.confidence >= recall.ANSWERS_FROM:
            draft.field = recalled.field
            draft.confidence = recalled.confidence if recalled.field else 0.0
            draft.origin, draft.reason, draft.settled = "memory", recalled.reason, True
