"""`mediamapper batch`: many plans into one dataset."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from worker.batch import plans as batch_plans
from worker.batch import review as batch_review
from worker.batch.job import Answers
from worker.batch.run import PARTITIONS, SECONDS, Batch, Order
from worker.commands import options
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK
from worker.commands.mapper import open_mapper
from worker.errors import UsageError
from worker.messages.language import tr
from worker.outputs import report_file
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.outcome import PlanOutcome


@click.command()
@click.argument("plans", nargs=-1, metavar="PLANS...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DATASET",
    help="A folder, or an address such as s3://bucket/plans.",
)
@click.option(
    "--review",
    type=click.Path(path_type=Path),
    metavar="REVIEW.xlsx",
    help="Write one review for all plans; with --continue, read it.",
)
@click.option(
    "--continue",
    "is_continued",
    is_flag=True,
    help="Go on with a dataset: take the decisions of --review, export what became settled.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; else one for each processor.")
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=SECONDS,
    show_default=True,
    help="The longest that one plan may take.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Work on a Dask cluster, such as tcp://10.0.0.5:8786, instead of on this machine.",
)
@click.option(
    "--by",
    "by",
    default=",".join(PARTITIONS),
    show_default=True,
    metavar="FIELDS",
    help="Lay the files apart by these: client, month, or fields.",
)
@click.option("--client", metavar="NAME", help="All plans are this client's; else each plan's brief says it.")
@options.force
@options.template
@options.memory
@options.as_json
def batch(
    plans: Sequence[str],
    output: str,
    review: Path | None,
    is_continued: bool,
    jobs: int | None,
    seconds: float,
    scheduler: str | None,
    by: str,
    client: str | None,
    force: bool,
    template: str | None,
    memory: str | None,
    as_json: bool,
) -> int:
    """Export many plans, files and folders, into one Parquet dataset; each plan is one line of the outcome.

    A plan is settled and exported, needs a person, or is refused; its neighbours go on. Killed and started again, the
    batch goes on where it was. The exit code is 1 where not all plans are settled.
    """
    mapper = open_mapper(memory, template, True)
    if not plans and not is_continued:
        raise UsageError("No plan is named.", "Name files or folders: `mediamapper batch plans/ -o dataset`.")
    target = None
    if review and not is_continued:
        target = report_file.output(review, "review", mapper.settings.memory_dir, {}, force)
    order = Order(
        batch_plans.plans_of(plans) if plans else [],
        output,
        client,
        tuple(part.strip() for part in by.split(",") if part.strip()),
        jobs,
        seconds,
        scheduler,
        _decisions(review, mapper) if is_continued else None,
    )
    run = Batch(order, mapper)
    outcomes = []
    for outcome in run.outcomes():
        outcomes.append(outcome)
        _tell(outcome, len(outcomes), len(run.plans), as_json)
    manifest = run.publish(outcomes)
    if target is not None:
        target.write(lambda path: batch_review.write(manifest.plans, mapper.template, path))
    _close(manifest.run, manifest.plans, as_json)
    return DONE if all(one.state == "settled" for one in manifest.plans) else LOOK


def _decisions(review: Path | None, mapper: MediaMapper) -> dict[str, Answers]:
    if review is None:
        return {}
    return batch_review.read(read_book(review, settings=mapper.settings), mapper.template)


def _tell(outcome: PlanOutcome, done: int, of: int, as_json: bool) -> None:
    """A line a plan: JSON for programs, else what a person should know, with a count where he sits at it."""
    if as_json:
        write_json(outcome)
    elif outcome.state != "settled":
        click.echo(f"{tr(outcome.state)}: {outcome.plan}: {tr(outcome.reason)}")
    if sys.stderr.isatty():
        plans = tr(f"{done:,} of {of:,} plans")
        click.echo(f"\r{plans} ", nl=done == of, err=True)


def _close(run: str, outcomes: Sequence[PlanOutcome], as_json: bool) -> None:
    states = ("settled", "needs-person", "refused")
    counts = {state: sum(one.state == state for one in outcomes) for state in states}
    rows = sum(one.rows for one in outcomes if one.state == "settled")
    if as_json:
        write_json({"run": run, "plans": len(outcomes), "rows": rows, **counts})
    else:
        words = ", ".join(f"{count:,} {tr(state)}" for state, count in counts.items())
        click.echo(tr(f"{len(outcomes):,} plans: {words}; {rows:,} rows."))
