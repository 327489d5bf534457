"""The cascade: memory, then rules, then the model; each gets what the one before left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

from worker import text
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching import recall
from worker.matching.asking import FromModel
from worker.matching.assignment import assign
from worker.matching.calibration import shipped_weights
from worker.matching.collector import paused
from worker.matching.general import General
from worker.matching.model import Asker, DoorAsker, ShowingAsker
from worker.matching.ranking import Ranker, Ranking
from worker.matching.recall import Recaller
from worker.matching.renamed import Renamed, is_media, own_names
from worker.matching.rules import Rules
from worker.memory.shapes import Recalled
from worker.shapes import Alternative, Finding, Origin, Scope, SourceColumn, Suggestion, Template

MANY = 10
"""Tables in one call from which what was read of them is kept out of the collector's way."""


@dataclass(frozen=True, slots=True)
class Question:
    """The columns of one table, to be mapped together."""

    columns: tuple[SourceColumn, ...]
    scope: Scope = Scope()
    one_to_one: bool | None = None
    """Whether no field may be used twice; None leaves it to the field."""
    alternatives: int = 3
    context: str | None = None
    """What else the model may read: the brief, what memory holds."""


@dataclass(slots=True)
class Draft:
    """One column on its way through the cascade."""

    column: SourceColumn
    recalled: Recalled | None = None
    ranking: Ranking | None = None
    field: str | None = None
    confidence: float = 0.0
    origin: Origin = "none"
    reason: str = ""
    settled: bool = False
    """Memory answered; nobody else is asked."""


@dataclass(slots=True)
class Work:
    """A question with its drafts."""

    question: Question
    drafts: list[Draft] = field(default_factory=list)
    repeatable: frozenset[str] | None = None
    """Fields that several of its columns may have; None is all of them."""
    findings: list[Finding] = field(default_factory=list)
    """What a person should know beside the suggestions."""


class Matcher(Protocol):
    """One step of the cascade."""

    def answer(self, works: Sequence[Work]) -> None:
        """Fill the drafts that are still open."""
        ...


class Cascade:
    """Suggests fields of one template for the columns of tables."""

    def __init__(
        self, template: Template, *, memory: Recaller | None = None, model: Asker | None = None
    ) -> None:
        self.template = template
        self._names = template.names
        rules = FromRules(template)
        self._rules = rules
        self.matchers: list[Matcher] = [FromMemory(template, memory), rules, FromModel(template, model)]

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
        return self.suggest_many([Question(tuple(columns), scope, one_to_one, alternatives, context)])[0]

    def suggest_many(
        self, questions: Sequence[Question], findings: list[Finding] | None = None
    ) -> list[list[Suggestion]]:
        """The suggestions of several tables; memory is asked once a scope, not once a column.

        To *findings* is added, once each, what a person should know: why the model did not answer.
        """
        with paused(keep=len(questions) >= MANY):
            works = [Work(question, [Draft(column) for column in question.columns]) for question in questions]
            for matcher in self.matchers:
                matcher.answer(works)
            if findings is not None:
                findings.extend(dict.fromkeys(found for work in works for found in work.findings))
            return [[self._suggestion(d, work.question.alternatives) for d in work.drafts] for work in works]

    def _suggestion(self, draft: Draft, wanted: int) -> Suggestion:
        ranked = draft.ranking.fields if draft.ranking else ()
        honest = self._rules.honest
        rejected = draft.recalled.rejected if draft.recalled else frozenset()
        others = [Alternative(n, round(honest(p), 4)) for n, p in ranked if n != draft.field][:wanted]
        if len(others) < wanted:
            known = {draft.field, *rejected, *(o.field for o in others)}
            rest = (n for n in self._names if n not in known)
            others.extend(
                Alternative(n, 0.0) for n, _ in zip(rest, range(wanted - len(others)), strict=False)
            )
        return Suggestion(
            draft.column.name, draft.field, draft.confidence, draft.origin, draft.reason, tuple(others)
        )


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
                found = known.get(text.normalise(draft.column.name))
                if found is not None:
                    self._use(draft, found)

    def _use(self, draft: Draft, found: Recalled) -> None:
        if found.field is not None and found.field not in self._names:
            found = replace(found, field=None, confidence=0.0)
        draft.recalled = found
        if found.confidence >= recall.ANSWERS_FROM:
            draft.field = found.field
            draft.confidence = found.confidence if found.field else 0.0
            draft.origin, draft.reason, draft.settled = "memory", found.reason, True


class FromRules:
    """Vocabulary, values and context; for templates the vocabulary does not know, likeness."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._made: Ranker | None = None

    @property
    def _ranker(self) -> Ranker:
        """Made when first needed: where memory knows every header nothing is loaded."""
        if self._made is None:
            self._made = ranker_for(self._template)
        return self._made

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right."""
        return self._ranker.honest(raw)

    def answer(self, works: Sequence[Work]) -> None:
        """Rank and assign the open columns of every table."""
        for work in works:
            if any(not draft.settled for draft in work.drafts):
                self._answer(work, work.question, work.drafts)

    def _answer(self, work: Work, question: Question, drafts: Sequence[Draft]) -> None:
        ranker = self._ranker
        rankings = ranker.rank(question.columns, question.scope)
        for draft, ranking in zip(drafts, rankings, strict=True):
            draft.ranking = _with_memory(ranking, draft.recalled)
        open_ = [draft for draft in drafts if not draft.settled]
        taken = [draft.field for draft in drafts if draft.settled and draft.field]
        work.repeatable = {None: ranker.repeatable, True: frozenset[str](), False: None}[question.one_to_one]
        chosen = assign([d.ranking for d in open_ if d.ranking], work.repeatable, taken)
        for draft, name in zip(open_, chosen, strict=True):
            self._fill(draft, name)

    def _fill(self, draft: Draft, name: str | None) -> None:
        ranking, recalled = draft.ranking, draft.recalled
        assert ranking is not None
        draft.field = name
        draft.reason = self._ranker.why(draft.column, ranking, name)
        if name is not None:
            draft.confidence = round(self._ranker.honest(dict(ranking.fields)[name]), 4)
            draft.origin = "rules"
            if recalled and recalled.field == name and recalled.confidence > 0:
                draft.reason, draft.origin = recalled.reason, "memory"
        if recalled and recalled.rejected:
            refused = f"Rejected before: {', '.join(sorted(recalled.rejected))}."
            draft.reason = (
                f"{draft.reason} {refused}" if name else f"'{draft.column.name}' stays open. {refused}"
            )


def show_prompt(
    questions: Sequence[Question], template: Template, asker: DoorAsker, memory: Recaller | None = None
) -> str:
    """Exactly what would leave this machine for *questions*, request by request; nothing leaves it."""
    showing = ShowingAsker(asker)
    Cascade(template, memory=memory, model=showing).suggest_many(questions)
    return "\n\n".join(showing.texts) or "Nothing would be asked: memory and rules are sure of every column."


@lru_cache(maxsize=4)
def ranker_for(template: Template) -> Ranker:
    """The rules where the vocabulary has the template's fields, or knows their names; likeness for any other."""
    vocabulary = shipped_vocabulary()
    fields, known = len(template.names), vocabulary.classes
    if 2 * sum(name in known for name in template.names) >= fields:
        return Rules(template, vocabulary, shipped_weights())
    names = own_names(template, vocabulary)
    if 2 * len(names) >= fields and is_media(names):
        return Renamed(template, names, vocabulary, shipped_weights())
    return General(template)


def _with_memory(ranking: Ranking, recalled: Recalled | None) -> Ranking:
    if recalled is None:
        return ranking
    fields, left_open = recall.supported(ranking.fields, ranking.left_open, recalled)
    return replace(ranking, fields=fields, left_open=left_open)
