"""`mediamapper export`: a plan as raw data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Unpack

import click

from worker import paths
from worker.commands import options, piped, plan_export
from worker.commands.console import progress
from worker.commands.piped import InputFile
from worker.commands.plan_export import Understanding
from worker.errors import UsageError
from worker.verbs import export_file
from worker.writers import writing


@click.command()
@options.plan
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="RAW.xlsx|.csv|.parquet",
    help="Where the rows go; `-` is standard output, as csv.",
)
@options.force
@click.option(
    "--previous",
    type=InputFile(),
    metavar="FILE",
    help="An earlier version of the plan, or its raw data: lines that are still there keep their line_key.",
)
@options.mapping
@options.understanding
@options.verbose
def export(
    plan: Path,
    output: Path,
    force: bool,
    previous: Path | None,
    as_json: bool,
    verbose: bool,
    **understanding: Unpack[Understanding],
) -> int:
    """Write PLAN as raw data: one row a line and period, with findings and a reconciliation.

    `-` is standard input or output: mediamapper export - -o - < plan.xlsx > raw.csv
    """
    inputs = plan_export.inputs(plan, understanding) | {"the earlier version": previous}
    send = _sender(output, paths.memory_dir(understanding["memory"]), inputs, force, as_json)
    built = plan_export.build(plan, learn=True, previous=previous, **understanding)
    if not export_file.is_workbook(output):
        built = built.without_sheets()
    with progress(f"Writing {output.name}"):
        send(lambda path: export_file.write(built, path))
    return plan_export.show(built, as_json, output, verbose=verbose)


def _sender(
    output: Path, memory: Path, inputs: Mapping[str, Path | None], force: bool, as_json: bool
) -> Callable[[Callable[[Path], object]], object]:
    """What has a writer write *output*, checked before the work begins."""
    if not piped.is_stdout(output):
        return writing.output(output, memory, inputs, force=force).write
    if as_json:
        raise UsageError(
            "Rows and JSON can't both go to standard output.", "Name a file with -o, or leave out --json."
        )
    return lambda writer: piped.write_stdout(writer, ".csv")
