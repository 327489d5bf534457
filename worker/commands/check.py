"""`mediamapper check`: the findings and the reconciliation of an export, and no file; or a raw-data file beside its plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import click

from worker import settings
from worker.commands import console_tables, options, plan_export, several
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK
from worker.commands.piped import InputFile
from worker.commands.plan_export import Understanding
from worker.commands.several import Name
from worker.verbs.check_raw import RawCheck, check_raw
from worker.verbs.export import Export
from worker.wire import answers


@click.command()
@options.plans
@click.option(
    "--raw",
    type=InputFile(),
    metavar="FILE",
    help="Hold a raw-data file (.csv, .xlsx, .parquet) against the plan's totals, budgets and lines.",
)
@options.mapping
@options.understanding
@options.verbose
def check(
    plans: Sequence[Path],
    raw: Path | None,
    as_json: bool,
    verbose: bool,
    **understanding: Unpack[Understanding],
) -> int:
    """Check each PLAN and write nothing: the findings and the reconciliation that `export` would give.

    `-` is standard input. Several plans are answered one after the other, in JSON one line each.
    """
    if raw is not None:
        several.check_single(plans, "--raw")

    def answer(plan: Path, name: Name) -> int:
        exported = plan_export.build(plan, learn=False, **understanding)
        if raw is None:
            return plan_export.show(exported, as_json, None, name, verbose=verbose)
        own_settings = settings.load(understanding["memory"], template=understanding["template"])
        return _show(check_raw(raw, exported, own_settings), exported, as_json, verbose)

    return several.answer_each(plans, as_json, answer)


def _show(checked: RawCheck, exported: Export, as_json: bool, verbose: bool) -> int:
    if as_json:
        write_json(answers.raw_check_answer(checked, exported))
    else:
        console_tables.raw_check(checked, verbose=verbose)
    return LOOK if checked.agrees is False or not exported.settled else DONE
