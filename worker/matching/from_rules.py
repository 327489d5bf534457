"""The second step of the cascade: vocabulary, values and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from worker.knowledge.templates import load_template
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.calibration import shipped_weights
from worker.matching.rankers.described import described_names, without_disputed
from worker.matching.rankers.general import General
from worker.matching.rankers.ranking import Choice, Ranker, Ranking, with_memory
from worker.matching.rankers.renamed import Renamed, is_media, own_names
from worker.matching.rankers.rules import Rules
from worker.matching.words import reasons
from worker.matching.words.votes import shipped_votes
from worker.matching.work import Draft, Question, Work
from worker.plans.stages import stage_of
from worker.progress import breathe
from worker.shapes.memory import Recollection
from worker.shapes.template import Stage, Template


class FromRules:
    """Vocabulary, values and context; for templates the vocabulary does not know, likeness."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._loaded: Ranker | None = None

    @property
    def _ranker(self) -> Ranker:
        """Made when first needed: where memory knows every header nothing is loaded."""
        if self._loaded is None:
            self._loaded = ranker_for(self._template)
        return self._loaded

    def shrink(self) -> None:
        """Give back what is kept of columns beyond a few thousand."""
        if self._loaded is not None:
            self._loaded.shrink()

    def answer(self, works: Sequence[Work]) -> Sequence[Work]:
        """Rank and assign the open columns of every table."""
        return [work if all(draft.settled for draft in work.drafts) else self._ranked(work) for work in works]

    def _ranked(self, work: Work) -> Work:
        question, drafts, ranker = work.question, work.drafts, self._ranker
        rankings = ranker.rank(question.columns, question.scope, _stage(question))
        memory = {at: draft.recalled for at, draft in enumerate(drafts) if draft.recalled is not None}
        fixed = {at: draft.field for at, draft in enumerate(drafts) if draft.settled}
        repeatable = {None: ranker.repeatable, True: frozenset[str](), False: None}[question.one_to_one]
        choices = ranker.choose(rankings, repeatable, fixed, memory)
        answers: list[Draft] = []
        for draft, ranking, choice in zip(drafts, rankings, choices, strict=True):
            breathe()
            if draft.settled:
                answers.append(_with_ranking(draft, ranking, choice))
                continue
            if choice.holder is None:
                reason = ranker.why(draft.column, ranking, choice.field)
            else:
                held, holder = choices[choice.holder].field or "", question.columns[choice.holder]
                reason = reasons.for_second(draft.column.name, held, holder.name)
            answers.append(_with_choice(draft, ranking, choice, reason))
        return replace(work, drafts=tuple(answers), repeatable=repeatable)


def _stage(question: Question) -> Stage | None:
    """What the table's title says the table is; a sheet's name may be anybody's."""
    title = question.table.title if question.table else None
    return stage_of(title) if title else None


@lru_cache(maxsize=4)
def ranker_for(template: Template) -> Ranker:
    """The rules where the vocabulary has the template's fields, or knows what they are; likeness for any other."""
    vocabulary = shipped_vocabulary()
    fields, class_of = len(template.names), vocabulary.classes
    if 2 * sum(name in class_of for name in template.names) >= fields:
        return _rules(template)
    media = _rules(load_template())
    names = without_disputed(template, own_names(template, vocabulary), media)
    names = {**names, **described_names(template, media, names)}
    if 2 * len(names) >= fields and is_media(names):
        return Renamed(template, names, media)
    return General(template)


@lru_cache(maxsize=4)
def _rules(template: Template) -> Rules:
    return Rules(template, shipped_vocabulary(), shipped_weights(), shipped_votes())


def _with_ranking(draft: Draft, ranking: Ranking, choice: Choice) -> Draft:
    """The draft of a column that memory has settled, with what else it may be."""
    return draft._replace(
        ranking=with_memory(ranking, draft.recalled), alternatives=_alternatives(draft, choice)
    )


def _alternatives(draft: Draft, choice: Choice) -> tuple[tuple[str, float], ...]:
    """The other fields, but for those that memory refuses."""
    if draft.recalled is None or not draft.recalled.rejected:
        return choice.alternatives
    return tuple(other for other in choice.alternatives if other[0] not in draft.recalled.rejected)


def _with_choice(draft: Draft, ranking: Ranking, choice: Choice, reason: str) -> Draft:
    """The draft with the choice of the rules, and with what memory has to say."""
    column, recalled, name = draft.column, draft.recalled, choice.field
    confidence, origin = draft.confidence, draft.origin
    if name is not None:
        confidence, origin = round(choice.confidence, 4), "rules"
    if recalled is not None:
        if name is not None and recalled.field == name and recalled.confidence > 0:
            reason, origin = recalled.reason, "memory"
        reason = _with_memory(reason, column.name, recalled, name)
    others = _alternatives(draft, choice)
    return Draft(column, recalled, with_memory(ranking, recalled), others, name, confidence, origin, reason)


def _with_memory(reason: str, name: str, recalled: Recollection, field: str | None) -> str:
    """The reason with what memory refuses and what does not fit."""
    answer = reason
    if recalled.rejected:
        refused = f"Rejected before: {', '.join(sorted(recalled.rejected))}."
        answer = f"{answer} {refused}" if field else f"'{name}' stays open. {refused}"
    if recalled.unfit in (None, field):
        return answer
    return f"{answer} Memory says '{recalled.unfit}', which needs numbers or dates; these values are texts."
