"""Fields that a person names in a decision: those of the template, and the nearest one where a name is none."""

from __future__ import annotations

import difflib

from worker.errors import UsageError
from worker.shapes.mapping import Decision
from worker.shapes.template import Template


def check_decision(decision: Decision, at: int, template: Template) -> None:
    """Stop where a decision, the *at*-th of its list, names no field or an unknown one.

    Raises:
        UsageError: with what to write instead.
    """
    where = f"Decision {at} ('{decision.header}')"
    if decision.decision != "correct" and decision.field is None:
        raise UsageError(f"{where} names no field.", f"Say which field to {decision.decision}.")
    for field in (decision.field, decision.correct_field):
        check_field(where, field, template)


def check_field(where: str, field: str | None, template: Template) -> None:
    """Stop where the field that *where* names is none of the template's; None is no field, and fine.

    Raises:
        UsageError: with the nearest name.
    """
    if field is not None and field not in template.names:
        raise UsageError(
            f"{where} names the field '{field}', which {template.name} does not have.",
            _nearest(field, template),
        )


def _nearest(field: str, template: Template) -> str:
    near = difflib.get_close_matches(field, template.names, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Fields: {', '.join(template.names)}."
