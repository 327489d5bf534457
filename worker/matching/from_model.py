"""The last step of the cascade: one question a table for what is still open or unsure, and its answers taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from worker.findings.kind import of_problem
from worker.llm.problems import OURS, problem
from worker.matching.model.columns import Asker, ColumnRequest, ModelAnswer, usable
from worker.matching.rankers.fields import fits
from worker.matching.samples import kind
from worker.shapes.finding import Finding
from worker.shapes.template import Template

if TYPE_CHECKING:
    from worker.matching.work import Draft, Work

SURE = 0.8
"""A field proposed with less may be asked of the model."""
LIKELY = 6
"""Of each column, so many fields of its ranking are offered; the right one is among them in 94 of 100 open columns."""
NEIGHBOURS = 8
"""So many columns whose field is sure go along: what stands beside 'Value' says which value it is."""
SOMETHING = 0.2
"""With less of a chance for its likeliest field, the rules know nothing of a column."""
WORTH_DESCRIBING = 0.02
AGAINST = 0.6
"""Values that speak so much against a field rule it out."""
SUSPICIOUS = 3
"""Columns that are given one and the same field, which only one can have."""
MOST_FIELDS = 80
"""A longer template is never offered whole."""


class FromModel:
    """The model, for what is still open or unsure."""

    def __init__(self, template: Template, model: Asker | None) -> None:
        self._template = template
        self._model = model

    def answer(self, works: Sequence[Work]) -> Sequence[Work]:
        """Ask one question a table; an answer replaces a weaker one, never a rejected field's refusal.

        A question that fails leaves its table as it was, with a note; if the next one would fail as well, it is the last.
        """
        if self._model is None:
            return works
        answered: list[Work] = []
        for at, work in enumerate(works):
            if not any(map(_is_open, work.drafts)):
                answered.append(work)
                continue
            try:
                answered.append(self._answered(self._model, work))
            except MediaMapperError as error:
                answered.append(replace(work, findings=(*work.findings, _note(error))))
                if error.code not in OURS:
                    return [*answered, *works[at + 1 :]]
        return answered

    def _answered(self, model: Asker, work: Work) -> Work:
        question = work.question
        places = [at for at, draft in enumerate(work.drafts) if _is_open(draft)]
        drafts = [work.drafts[at] for at in places]
        template = narrowed(self._template, work, drafts)
        columns = [draft.column for draft in drafts]
        request = ColumnRequest(
            columns,
            template,
            question.scope,
            question.context,
            neighbours(work),
            question.sheet,
            question.table,
        )
        answers = dict(zip(places, map(model.ask_columns(request).get, range(len(places))), strict=True))
        candidates: dict[int, ModelAnswer] = {}
        explained = list(work.drafts)
        for at, draft in zip(places, drafts, strict=True):
            answer = usable(answers[at], template)
            rejected = draft.recalled.rejected if draft.recalled else frozenset()
            if answer is None:
                explained[at] = _explained(draft, answers[at])
            elif answer.field not in rejected and answer.confidence > draft.confidence:
                candidates[at] = answer
        repeated = _repeated(work, candidates)
        believed = {at: answer for at, answer in candidates.items() if answer.field not in repeated}
        return replace(
            work,
            drafts=_with_answers(replace(work, drafts=tuple(explained)), believed),
            findings=(*work.findings, *map(_suspicion, repeated, repeated.values())),
        )


def _repeated(work: Work, answers: Mapping[int, ModelAnswer]) -> dict[str, int]:
    """The fields, which one column alone may have, that are given to several at once, with the number of these."""
    claims = Counter(answer.field for answer in answers.values())
    return {
        field: count
        for field, count in sorted(claims.items(), key=lambda claim: claim[0] or "")
        if field and count >= SUSPICIOUS and work.repeatable is not None and field not in work.repeatable
    }


def _suspicion(field: str, count: int) -> Finding:
    detail = f"the field '{field}' for {count} columns, of which one can have it"
    return _note(problem("model-suspicious", detail=detail))


def _is_open(draft: Draft) -> bool:
    """Neither memory nor the rules are sure: of a field, or that there is none."""
    return not (draft.settled or draft.confidence >= SURE or (draft.ranking and draft.ranking.outside))


def neighbours(work: Work) -> list[tuple[str, str]]:
    """The columns whose field is sure and which stand nearest to the open ones, in the table's order.

    What a remembered layout answers comes first: a person decided it.
    """
    places = [at for at, draft in enumerate(work.drafts) if _is_open(draft)]
    sure = {
        at: (draft.column.name, draft.field)
        for at, draft in enumerate(work.drafts)
        if draft.field and not _is_open(draft)
    }
    nearest = sorted(sure, key=lambda at: min((abs(at - place) for place in places), default=0))
    decided = work.question.decided[:NEIGHBOURS]
    return [*decided, *(sure[at] for at in sorted(nearest[: NEIGHBOURS - len(decided)]))]


def narrowed(template: Template, work: Work, drafts: Sequence[Draft]) -> Template:
    """The fields that these columns may still get; only the likeliest keep their description.

    For a column that the rules have an idea of, these are the fields of its ranking; one that they know nothing of may
    be anything that its values do not speak against.
    """
    in_use = {d.field for d in work.drafts if d.field and not _is_open(d)} - _free(work, template)
    fields = [field for field in template.fields if field.name not in in_use]
    likely = [[name for name in _ranked(d) if name not in in_use] for d in drafts]
    offered = {name for names in likely for name in names[:LIKELY]} | {d.field for d in drafts if d.field}
    if len(fields) <= MOST_FIELDS:
        unknown = {kind(d.column.samples) for d in drafts if _is_unknown(d)}
        offered |= {
            f.name for f in fields if any(fits(f, kind_of_values)[1] < AGAINST for kind_of_values in unknown)
        }
    described = {
        name
        for d in drafts
        if d.ranking
        for name, chance in d.ranking.fields[:LIKELY]
        if chance >= WORTH_DESCRIBING
    }
    fields = [field for field in fields if field.name in offered] or fields[:MOST_FIELDS]
    return replace(
        template,
        fields=tuple(f if f.name in described else replace(f, description="", synonyms=()) for f in fields),
    )


def _ranked(draft: Draft) -> list[str]:
    return [name for name, _ in draft.ranking.fields] if draft.ranking else []


def _is_unknown(draft: Draft) -> bool:
    return draft.field is None and max((p for _, p in draft.alternatives), default=0.0) < SOMETHING


def _free(work: Work, template: Template) -> frozenset[str]:
    """Fields that several columns of the table may have."""
    return frozenset(template.names) if work.repeatable is None else work.repeatable


def _with_answers(work: Work, answers: Mapping[int, ModelAnswer]) -> tuple[Draft, ...]:
    """The drafts with answers let in, surest first, where their field is free or becomes so."""
    drafts = list(work.drafts)
    counts: Counter[str | None] = Counter(draft.field for draft in drafts)
    left = sorted(answers.items(), key=lambda pair: -pair[1].confidence)
    for _ in range(2):
        waiting: list[tuple[int, ModelAnswer]] = []
        for at, answer in left:
            draft = drafts[at]
            others = counts[answer.field] - (draft.field == answer.field)
            if others and work.repeatable is not None and answer.field not in work.repeatable:
                waiting.append((at, answer))
                continue
            counts[draft.field] -= 1
            counts[answer.field] += 1
            drafts[at] = draft._replace(
                field=answer.field, confidence=answer.confidence, origin="llm", reason=answer.reason
            )
        left = waiting
    return tuple(drafts)


def _explained(draft: Draft, answer: ModelAnswer | None) -> Draft:
    """Where the model has no field either, its reason is kept beside ours."""
    if answer is None or draft.field is not None or not answer.reason:
        return draft
    return draft._replace(reason=f"{draft.reason} {answer.reason}".strip())


def _note(error: MediaMapperError) -> Finding:
    return of_problem(error, "Memory and rules answered alone.")
