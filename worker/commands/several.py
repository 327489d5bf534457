"""One command over several plans: an answer each, in the order given; what one of them can't do stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from msgspec import UNSET, UnsetType

from worker.commands import piped
from worker.commands.answer import write_json
from worker.commands.console import DONE, fail
from worker.errors import MediaMapperError, UsageError
from worker.messages.language import problem_text
from worker.wire.answers import PlanProblem, Problem

Name = str | UnsetType
"""What the answer calls its plan; `UNSET` where there is one plan alone."""


def answer_each(plans: Sequence[Path], as_json: bool, answer: Callable[[Path, Name], int]) -> int:
    """The worst exit code of *answer* over *plans*.

    One plan is answered as it always is, and its error is the command's. Of several, each has a line of JSON or a
    heading with its name, and an error is said at its plan.
    """
    if len(plans) == 1:
        return answer(plans[0], UNSET)
    worst = DONE
    for plan in plans:
        name = piped.STREAM if piped.is_stdin(plan, click.get_current_context()) else str(plan)
        if not as_json:
            click.secho(name, bold=True, underline=True)
        try:
            code = answer(plan, name)
        except MediaMapperError as error:
            code = fail(f"{name}: {problem_text(error)}")
            if as_json:
                problem = Problem(error.code, error.message, error.next_step)
                write_json(PlanProblem(name, problem))
        worst = max(worst, code)
    return worst


def check_single(plans: Sequence[Path], option: str) -> None:
    """An *option* that is about one plan stands beside one plan.

    Raises:
        UsageError: there are several.
    """
    if len(plans) > 1:
        raise UsageError(f"{option} is about one plan, and {len(plans)} are named.", "Name one plan.")
