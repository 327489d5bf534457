"""The cascade: memory, then rules, then the model; each gets what the one before left open."""

from __future__ import annotations

from collections.abc import Sequence

from worker.knowledge.collector import paused
from worker.matching.from_memory import FromMemory
from worker.matching.from_model import FromModel
from worker.matching.from_rules import FromRules
from worker.matching.model.columns import Asker, DoorAsker, ShowingAsker
from worker.matching.recall import Recaller
from worker.matching.work import Draft, Matcher, Proposals, Question, Work
from worker.shapes.mapping import Alternative, NothingKnown, Scope, SourceColumn, Suggestion
from worker.shapes.template import Template

MANY = 10
"""Tables in one call from which what was read of them is kept out of the collector's way."""


FEW = 3
WORTH_NAMING = 0.005
"""An alternative less likely than this is padding; who asks for more than a few wants the whole ranking."""


class Cascade:
    """Suggests fields of one template for the columns of tables."""

    def __init__(
        self, template: Template, *, memory: Recaller | None = None, model: Asker | None = None
    ) -> None:
        self.template = template
        self._rules = FromRules(template)
        self.matchers: list[Matcher] = [
            FromMemory(template, memory),
            self._rules,
            FromModel(template, model),
        ]

    def suggest(
        self,
        columns: Sequence[SourceColumn],
        scope: Scope = Scope(),  # noqa: B008 - frozen
        *,
        one_to_one: bool | None = None,
        alternatives: int = 3,
        context: str | None = None,
    ) -> list[Suggestion]:
        """One suggestion a column, in order; see `Question` for the options."""
        return self.suggest_many([Question(tuple(columns), scope, one_to_one, alternatives, context)]).tables[
            0
        ]

    def suggest_many(self, questions: Sequence[Question]) -> Proposals:
        """The suggestions of several tables; memory is asked once a scope, not once a column."""
        with paused(keep=len(questions) >= MANY):
            works: Sequence[Work] = [
                Work(question, tuple(map(Draft, question.columns))) for question in questions
            ]
            for matcher in self.matchers:
                works = matcher.answer(works)
            return Proposals(
                [[self._suggestion(d, work.question.alternatives) for d in work.drafts] for work in works],
                tuple(dict.fromkeys(finding for work in works for finding in work.findings)),
            )

    def shrink(self) -> None:
        """Give back what is kept of columns beyond a few thousand."""
        self._rules.shrink()

    def _suggestion(self, draft: Draft, most: int) -> Suggestion:
        others = [
            Alternative(name, round(chance, 4))
            for name, chance in draft.alternatives
            if name != draft.field and (chance >= WORTH_NAMING or most > FEW)
        ][:most]
        is_unknown = draft.field is None and draft.ranking is not None and draft.ranking.is_unknown
        return (NothingKnown if is_unknown else Suggestion)(
            draft.column.name, draft.field, draft.confidence, draft.origin, draft.reason, tuple(others)
        )


def show_prompt(
    questions: Sequence[Question], template: Template, asker: DoorAsker, memory: Recaller | None = None
) -> str:
    """Exactly what would leave this machine for *questions*, request by request; nothing leaves it."""
    showing = ShowingAsker(asker)
    Cascade(template, memory=memory, model=showing).suggest_many(questions)
    return "\n\n".join(showing.texts) or "Nothing would be asked: memory and rules are sure of every column."
