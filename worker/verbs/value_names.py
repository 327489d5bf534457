"""What values are called: memory's word in a scope, and which decisions on values are kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from worker.cleaning.canonical import Learnt, Named, is_learnable, nothing_learnt
from worker.cleaning.canonical import named as named_by_all
from worker.errors import MediaMapperError, UsageError
from worker.findings.kind import of_problem
from worker.findings.mapping import VALUE_PROPOSED
from worker.knowledge.values import KINDS, canonical, load_values
from worker.memory.store import MemoryStore
from worker.shapes.finding import Finding
from worker.shapes.mapping import EVERYONE, Scope
from worker.shapes.memory import RecalledValue, ValueDecision
from worker.shapes.raw_data import UnknownValue
from worker.shapes.template import Field, Template
from worker.text import compared

ASKABLE = frozenset(KINDS) - {"market", "currency"}
"""Fields without a list of their own whose unknown values the model is asked about."""


def learnt(memory: MemoryStore, scope: Scope) -> Learnt:
    """What memory knows of values in *scope*; where it was never taught any, nothing is looked up."""
    taught = frozenset(memory.value_fields())
    if not taught:
        return nothing_learnt

    def known(field: str, values: Sequence[str]) -> Mapping[str, RecalledValue]:
        return memory.recall_values(field, values, scope) if field in taught else {}

    return known


def named(
    template: Template, field: str, values: Sequence[str], scope: Scope, memory: MemoryStore
) -> list[Named]:
    """The one name of each of *values*, in order.

    Raises:
        UsageError: a field that *template* does not have.
    """
    market = canonical("market", scope.market) if scope.market else None
    return named_by_all(_field(template, field), values, market, learnt(memory, scope))


def check(decision: ValueDecision, template: Template) -> None:
    """Whether a decision on a value may be kept.

    Raises:
        UsageError: no such field, values that are a campaign's own, or a name that the field does not allow.
    """
    field = _field(template, decision.field)
    if not is_learnable(field):
        able = ", ".join(f.name for f in template.fields if is_learnable(f))
        raise UsageError(
            f"Values of '{field.name}' are a campaign's own and are not remembered.",
            f"Values are remembered of {able or 'fields that have a list of allowed values'}.",
        )
    names = (decision.correct_value,) if decision.decision == "correct" else (decision.canonical,)
    allowed = {compared(name) for name in field.allowed}
    for name in names:
        if name is not None and allowed and compared(name) not in allowed and decision.decision != "reject":
            raise UsageError(
                f"'{name}' is none of the values that '{field.name}' allows.",
                f"Use one of {', '.join(field.allowed[:8])}.",
            )


class ValuesAsker(Protocol):
    """Whoever may know what a value is called."""

    def ask_values(
        self, field: str, values: Sequence[str], names: Sequence[str], scope: Scope
    ) -> Mapping[str, tuple[str, float]]:
        """Name and confidence by value.

        Raises:
            ModelProblem: there is no answer.
        """
        ...


def proposed(
    unknown: Iterable[UnknownValue], template: Template, scopes: Mapping[str, Scope], model: ValuesAsker
) -> Iterator[Finding]:
    """What the model takes unknown values for, one question a field and scope (*scopes* by sheet); a note each."""
    groups: dict[tuple[str, Scope], list[UnknownValue]] = {}
    for one in unknown:
        groups.setdefault((one.field, scopes.get(one.sheet, EVERYONE)), []).append(one)
    for (name, scope), values in groups.items():
        names = _names(_field(template, name))
        if not names:
            continue
        try:
            answers = model.ask_values(name, [one.value for one in values], names, scope)
        except MediaMapperError as error:
            yield of_problem(error, "Unknown values stay as written.")
            return
        for one in values:
            if one.value in answers:
                yield _proposal(one, *answers[one.value])


def _proposal(one: UnknownValue, canonical: str, sure: float) -> Finding:
    return VALUE_PROPOSED.at(
        one.sheet,
        one.cell,
        fields=[one.field],
        value=one.value,
        name=canonical,
        confidence=sure,
        field=one.field,
    )


def _names(field: Field) -> tuple[str, ...]:
    """The closed list of a field's names; markets and currencies have too many, and all are known by their codes."""
    if field.allowed:
        return field.allowed
    return load_values(field.name).names if field.name in ASKABLE else ()


def _field(template: Template, name: str) -> Field:
    for field in template.fields:
        if field.name == name:
            return field
    near = difflib.get_close_matches(name, template.names, n=1)
    raise UsageError(
        f"{template.name} has no field '{name}'.",
        f"Did you mean '{near[0]}'?" if near else f"Fields: {', '.join(template.names)}.",
    )
