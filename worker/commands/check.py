"""`mediamapper check`: the findings and the reconciliation of an export, and no file; or a raw-data file beside its plan."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from worker import settings
from worker.commands import console_tables, options, plan_export
from worker.commands.console import DONE, LOOK, write
from worker.commands.plan_export import PlanOptions
from worker.verbs.check_raw import RawCheck, check_raw
from worker.verbs.export import Export
from worker.wire import answers, json


@click.command()
@options.plan
@click.option(
    "--raw",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Hold a raw-data file (.csv, .xlsx, .parquet) against the plan's totals, budgets and lines.",
)
@options.mapping
@options.understanding
@options.verbose
def check(raw: Path | None, as_json: bool, verbose: bool, **plan: Unpack[PlanOptions]) -> int:
    """Check PLAN and write nothing: the findings and the reconciliation that `export` would give."""
    exported = plan_export.build(learn=False, **plan)
    if raw is None:
        return plan_export.show(exported, as_json, None, verbose=verbose)
    checked = check_raw(raw, exported, settings.load(plan["memory"], template=plan["template"]))
    return _show(checked, exported, as_json, verbose)


def _show(checked: RawCheck, exported: Export, as_json: bool, verbose: bool) -> int:
    if as_json:
        write(json.encode(answers.raw_check_answer(checked, exported)) + b"\n")
    else:
        console_tables.raw_check(checked, verbose=verbose)
    return LOOK if checked.agrees is False or not exported.settled else DONE
