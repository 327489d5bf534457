"""One column, three ways in turn: memory, rules, model; and what the last one said is remembered as unconfirmed.

`map_with_fallback` is the user's own document's; Excel, HTTP and the command line use the cascade, which does the same
for all columns of a table at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from worker import paths
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, UsageError
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.matching.model.columns import CAP
from worker.memory.keys import keys
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template

SURE = 0.8
"""Memory above this answers alone."""


class ColumnMapper(Protocol):
    """A model that maps one column."""

    def map_column(self, source_col: str, target_cols: Sequence[str]) -> Mapping[str, Any]:
        """`{"field": ..., "confidence": ..., "reason": ...}`."""
        ...


def map_with_fallback(
    source_col: str,
    target_cols: Iterable[str] | Template,
    *,
    memory: LLMMemoryManager | None = None,
    model: ColumnMapper | None = None,
) -> dict[str, Any]:
    """The field of *target_cols* for one header, from memory (above 0.8), else rules, else the model.

    Gives `field` (None where all abstain), `confidence`, `origin` and `reason`. What the model says is remembered as
    unconfirmed. *memory* is by default the one in the default folder; without *model* nothing is asked.

    Raises:
        UsageError: there are no targets.
        MemoryProblem: the memory can't be read.
    """
    targets = _names(target_cols)
    memory = memory or _default_memory(paths.memory_dir(), keys.held())
    known = memory.recall("mappings", source_col)
    if known and known["confidence"] > SURE and (known["field"] is None or known["field"] in targets):
        return known
    refused = frozenset(known["rejected"]) if known else frozenset[str]()
    if found := apply_mapping_rules(source_col, target_cols, refused=refused):
        return found
    if model is not None and (said := _asked(model, source_col, targets, refused)) is not None:
        memory.remember("mappings", source_col, said)
        return said
    if known and known["field"] in targets:
        return known
    return {"field": None, "confidence": 0.0, "origin": "none", "reason": "Nobody knows this header."}


def apply_mapping_rules(
    source_col: str, target_cols: Iterable[str] | Template, *, refused: frozenset[str] = frozenset()
) -> dict[str, Any] | None:
    """What the rules alone propose for one header; None where they leave it open, or it was *refused*."""
    template = target_cols if isinstance(target_cols, Template) else _template(_names(target_cols))
    found = _rules(template).suggest([SourceColumn(source_col)])[0]
    if found.field is None or found.field in refused:
        return None
    return {
        "field": found.field,
        "confidence": found.confidence,
        "origin": found.origin,
        "reason": found.reason,
        "alternatives": [{"field": a.field, "confidence": a.confidence} for a in found.alternatives],
    }


def _asked(
    model: ColumnMapper, source_col: str, targets: Sequence[str], refused: frozenset[str]
) -> dict[str, Any] | None:
    """The model's answer if it is one of the targets, capped; a model that fails is as good as none."""
    try:
        said = model.map_column(source_col, targets)
    except MediaMapperError:
        return None
    field, sure = said.get("field"), said.get("confidence")
    if field not in targets or field in refused:
        return None
    if isinstance(sure, bool) or not isinstance(sure, int | float):
        sure = 0.0
    reason = str(said.get("reason") or "The model said so; nobody has confirmed it.")
    return {
        "field": field,
        "confidence": min(max(float(sure), 0.0), CAP),
        "origin": "llm",
        "reason": reason,
    }


def _names(target_cols: Iterable[str] | Template) -> tuple[str, ...]:
    names = target_cols.names if isinstance(target_cols, Template) else tuple(map(str, target_cols))
    if not names:
        raise UsageError("There are no target columns.", "Give the names of the fields to choose from.")
    return names


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
