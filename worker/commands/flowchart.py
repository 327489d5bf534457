"""`mediamapper flowchart`: raw data back into a plan sheet."""

from __future__ import annotations

from pathlib import Path

import click

from worker import settings
from worker.commands import options
from worker.commands.console import DONE, LOOK, progress
from worker.commands.piped import InputFile
from worker.messages.language import tr
from worker.outputs import report_file
from worker.service import MediaMapper
from worker.shapes.flowchart import Cut
from worker.shapes.mapping import Scope
from worker.writers import flowchart_book


@click.command()
@click.argument("raw", type=InputFile())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="PLAN.xlsx",
    help="Where the plan sheet goes.",
)
@click.option(
    "--by",
    type=click.Choice(["week", "month"]),
    help="Calendar periods as columns; else the periods that the rows have.",
)
@options.force
@options.scope
@options.template
@options.memory
def flowchart(
    raw: Path,
    output: Path,
    by: Cut | None,
    force: bool,
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
) -> int:
    """Write RAW as a clean plan sheet: lines by channel, a column a period, subtotals and totals.

    RAW is raw data (.xlsx, .csv, .parquet; `-` is standard input), a dataset of `batch`, one sheet a plan, or a plan
    itself, which is read as `export` would read it. An export of the sheet gives the same rows again, unless `--by` cuts
    them into other periods.
    """
    own_settings = settings.load(memory, template=template, llm=False)
    inputs = {"the raw data": raw, "the template": Path(template) if template else None}
    target = report_file.output(output, "plan sheet", own_settings.memory_dir, inputs, force)
    mapper = MediaMapper(own_settings)
    with progress(f"Reading {raw.name}"):
        version = mapper.version(raw, Scope(client=client, market=market, platform=platform))
    with progress(f"Writing {output.name}"):
        charts = mapper.flowcharts(version, by)
        target.write(lambda path: flowchart_book.write(charts, path))
    lines, periods = sum(chart.lines for chart in charts), max(len(chart.periods) for chart in charts)
    click.echo(tr(f"{lines:,} lines and {periods:,} periods written to {output}."))
    if not version.settled:
        click.secho(tr("The plan is not settled: `mediamapper check` says why."), fg="yellow")
    return DONE if version.settled else LOOK
