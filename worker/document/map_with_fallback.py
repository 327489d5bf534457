"""One column against given targets: `map_with_fallback` of the user's own document, over the cascade of every other door.

The order is the document's: memory above 0.8, then rules, then the model, whose answer is remembered as unconfirmed.
Where all three leave the column open, the weaker memory answers, and last the target that the rules put nearest. The
model here is the caller's own, with one method for one column, and chooses from all targets that were given: so it is
asked after the cascade and not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from worker import paths
from worker.document.dict_form import Known
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.knowledge.templates import load_template
from worker.lazy_dataclass import dataclass
from worker.matching.cascade import Cascade
from worker.matching.model.columns import ModelAnswer, usable
from worker.memory.keys import keys
from worker.shapes.mapping import Alternative, Scope, SourceColumn, Suggestion
from worker.shapes.memory import Recollection
from worker.shapes.template import Field, Template
from worker.text import normalise

SURE = 0.8
"""Memory above this answers alone."""
NEAR = 0.001
"""The chance from which a target counts as the nearest: below it, it is no likelier than any other word."""


class ColumnMapper(Protocol):
    """A model that maps one column."""

    def map_column(self, source_col: str, target_cols: Sequence[str]) -> Known:
        """`{"field": ..., "confidence": ..., "reason": ...}`."""
        ...


def map_with_fallback(
    source_col: str,
    target_cols: Iterable[str] | Template,
    *,
    memory: LLMMemoryManager | None = None,
    model: ColumnMapper | None = None,
) -> Known:
    """The field of *target_cols* for one header, from memory (above 0.8), else rules, else the model.

    Gives `field` (None where all abstain), `confidence`, `origin` and `reason`. What the model says is remembered as
    unconfirmed. *memory* is by default the one in the default folder; without *model* nothing is asked.

    Raises:
        UsageError: there are no targets.
        MemoryProblem: the memory can't be read.
    """
    template = _template_of(target_cols)
    memory = memory or _default_memory(paths.memory_dir(), keys.in_environment())
    recollection = memory.recall("mappings", source_col)
    if (
        recollection
        and recollection["confidence"] > SURE
        and (recollection["field"] is None or recollection["field"] in template.names)
    ):
        return recollection
    refused = memory.rejected_fields(source_col)
    by_rules = _suggestion(source_col, template, refused)
    if by_rules.field is not None:
        return _answer(by_rules)
    if model is not None and (by_model := _from_model(model, source_col, template, refused)) is not None:
        memory.remember("mappings", source_col, by_model)
        return by_model
    if recollection and recollection["field"] in template.names:
        return recollection
    return _nearest(by_rules, refused)


def apply_mapping_rules(
    source_col: str, target_cols: Iterable[str] | Template, *, refused: frozenset[str] = frozenset()
) -> Known | None:
    """What the rules alone propose for one header; None where they leave it open, or it was *refused*."""
    suggestion = _suggestion(source_col, _template_of(target_cols), refused)
    return None if suggestion.field is None else _answer(suggestion)


@dataclass(frozen=True, slots=True)
class _Refused:
    """The rejected fields of one header, as the cascade recalls them; what holds was looked at before."""

    header: str
    fields: frozenset[str]

    def recall_many(self, headers: Sequence[str], scope: Scope) -> dict[str, Recollection]:
        if not self.fields:
            return {}
        return {normalise(self.header): Recollection(None, 0.0, "", self.fields)}


def _suggestion(header: str, template: Template, refused: frozenset[str]) -> Suggestion:
    cascade = Cascade(template, memory=_Refused(header, refused)) if refused else _rules(template)
    return cascade.suggest([SourceColumn(header)])[0]


def _from_model(
    model: ColumnMapper, source_col: str, template: Template, refused: frozenset[str]
) -> Known | None:
    """The model's answer if it is one of the targets, capped; a model that fails counts as none."""
    try:
        stated = model.map_column(source_col, template.names)
    except MediaMapperError:
        return None
    reason = str(stated.get("reason") or "The model said so; nobody has confirmed it.")
    answer = usable(ModelAnswer(stated.get("field"), _confidence(stated), reason), template)
    if answer is None or answer.field in refused:
        return None
    return {
        "field": answer.field,
        "confidence": answer.confidence,
        "origin": "llm",
        "reason": answer.reason,
    }


def _confidence(stated: Mapping[str, object]) -> float:
    """The number that a model gave; 0 where it is none."""
    value = stated.get("confidence")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _answer(suggestion: Suggestion) -> Known:
    return {
        "field": suggestion.field,
        "confidence": suggestion.confidence,
        "origin": suggestion.origin,
        "reason": suggestion.reason,
        "alternatives": [{"field": a.field, "confidence": a.confidence} for a in suggestion.alternatives],
    }


def _nearest(suggestion: Suggestion, refused: frozenset[str]) -> Known:
    """The target that the rules put nearest, at its own small chance; None where none is near at all."""
    near: Alternative | None = next((a for a in suggestion.alternatives if a.field not in refused), None)
    if near is None or near.confidence < NEAR:
        return {"field": None, "confidence": 0.0, "origin": "none", "reason": suggestion.reason}
    return {
        "field": near.field,
        "confidence": near.confidence,
        "origin": "rules",
        "reason": f"Of the targets given, {near.field} is the nearest to '{suggestion.header}'; nothing confirms it.",
    }


def _template_of(target_cols: Iterable[str] | Template) -> Template:
    """The targets as a template.

    Raises:
        UsageError: there are none.
    """
    if not isinstance(target_cols, Template):
        target_cols = _template(tuple(map(str, target_cols)))
    if not target_cols.names:
        raise UsageError("There are no target columns.", "Give the names of the fields to choose from.")
    return target_cols


@lru_cache(maxsize=8)
def _template(names: tuple[str, ...]) -> Template:
    """The shipped fields where the names are known, so that types and synonyms count; plain fields otherwise."""
    shipped = {field.name: field for field in load_template(None).fields}
    return Template("targets", 1, tuple(shipped.get(name, Field(name)) for name in names))


@lru_cache(maxsize=8)
def _rules(template: Template) -> Cascade:
    return Cascade(template)


@lru_cache(maxsize=4)
def _default_memory(folder: Path, passphrase: str | None) -> LLMMemoryManager:
    return LLMMemoryManager(folder, passphrase)
