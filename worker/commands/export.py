"""`mediamapper export`: a plan as raw data."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from worker import paths
from worker.commands import options, plan_export
from worker.commands.console import progress
from worker.commands.plan_export import PlanOptions
from worker.verbs import export_file
from worker.writers import writing


@click.command()
@options.plan
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="RAW.xlsx|.csv|.parquet"
)
@options.force
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An earlier version of the plan, or its raw data: lines that are still there keep their line_key.",
)
@options.mapping
@options.understanding
@options.verbose
def export(
    output: Path,
    force: bool,
    previous: Path | None,
    as_json: bool,
    verbose: bool,
    **plan: Unpack[PlanOptions],
) -> int:
    """Write PLAN as raw data: one row a line and period, with findings and a reconciliation."""
    inputs = plan_export.inputs(plan) | {"the earlier version": previous}
    target = writing.output(output, paths.memory_dir(plan["memory"]), inputs, force=force)
    built = plan_export.build(learn=True, previous=previous, **plan)
    with progress(f"Writing {output.name}"):
        target.write(lambda path: export_file.write(built, path))
    return plan_export.show(built, as_json, output, verbose=verbose)
