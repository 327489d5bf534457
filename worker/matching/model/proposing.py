"""Better fields for mappings that fail, as retraining asks for them: what rules say today, and what the model says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from worker.errors import MediaMapperError
from worker.matching.cascade import Cascade
from worker.matching.model.columns import AskedAgain, Asker
from worker.memory.upkeep.proposals import Proposal
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Template


class RulesAndModel:
    """Asked without memory, since that is what failed; neither template nor model is loaded before they are needed."""

    def __init__(
        self, template: Callable[[], Template], model: Callable[[], Asker | None] = lambda: None
    ) -> None:
        self._template = template
        self._model = model

    def propose(self, headers: Sequence[str], scope: Scope) -> list[Proposal]:
        """At most one proposal of each a header; the model is asked one question for all of them."""
        by_rules = self._by_rules(headers, scope)
        model = self._model()
        if model is None:
            return by_rules
        try:
            return [*by_rules, *AskedAgain(model, self._template()).propose(headers, scope)]
        except MediaMapperError:  # retraining goes on without; the ledger has the reason
            return by_rules

    def _by_rules(self, headers: Sequence[str], scope: Scope) -> list[Proposal]:
        columns = [SourceColumn(header) for header in headers]
        suggestions = Cascade(self._template()).suggest(columns, scope, one_to_one=False)
        return [
            Proposal(header, one.field, one.confidence, one.origin, one.reason, scope)
            for header, one in zip(headers, suggestions, strict=True)
            if one.field is not None
        ]
