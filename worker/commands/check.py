"""`mediamapper check`: the findings and the reconciliation of an export, and no file."""

from __future__ import annotations

from typing import Unpack

import click

from worker.commands import options, plan_export
from worker.commands.plan_export import PlanOptions


@click.command()
@options.plan
@options.mapping
@options.sheet
@options.rows
@options.answers
@options.scope
@options.template
@options.memory
@options.no_llm
@options.as_json
def check(as_json: bool, **plan: Unpack[PlanOptions]) -> int:
    """Check PLAN and write nothing: the findings and the reconciliation that `export` would give."""
    return plan_export.show(plan_export.build(learn=False, **plan), as_json, None)
