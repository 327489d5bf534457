"""`mediamapper diff`: what changed between two versions of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from worker.commands import difference_table, options
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK, progress
from worker.commands.mapper import open_mapper
from worker.commands.piped import InputFile
from worker.outputs import report_file
from worker.shapes.mapping import Scope
from worker.wire.differences import difference_answer
from worker.writers import difference_book


@click.command()
@click.argument("old", type=InputFile())
@click.argument("new", type=InputFile())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIFF.xlsx", help="Write a workbook as well."
)
@options.force
@options.scope
@options.template
@options.memory
@options.as_json
def diff(
    old: Path,
    new: Path,
    output: Path | None,
    force: bool,
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
    as_json: bool,
) -> int:
    """Say what changed from OLD to NEW: lines, fields, periods and money, to the cent.

    Both may be plans, raw-data files (.xlsx, .csv, .parquet) or datasets of `batch`, and one of them `-`, standard
    input. A plan is read as `export` would read it, and the model
    is not asked; where its export is not settled, the exit code is 1.
    """
    mapper = open_mapper(memory, template, True)
    inputs = {"the old version": old, "the new version": new, "the template": Path(template) if template else None}  # fmt: skip
    target = (
        None
        if output is None
        else report_file.output(output, "difference", mapper.settings.memory_dir, inputs, force)
    )
    scope = Scope(client=client, market=market, platform=platform)
    versions = []
    for path in (old, new):
        with progress(f"Reading {path.name}"):
            versions.append(mapper.version(path, scope))
    with progress("Comparing the lines"):
        difference = mapper.diff(versions[0], versions[1])
    settled = all(version.settled for version in versions)
    if target is not None:
        target.write(lambda path: difference_book.write(difference, path))
    if as_json:
        write_json(difference_answer(difference, settled))
    else:
        difference_table.show(difference, settled, output)
    return DONE if settled else LOOK
