"""The command line: the same verbs as in Excel, for people without it, for batches and for programs.

The answer goes to stdout alone; progress and notes go to stderr.
Exit codes: 0 done, 1 done but a person must look, 2 could not; then one line on stderr says what, where and what next.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worker.commands import console, options
from worker.commands.console import DONE, LOOK, progress, run, write
from worker.commands.lazy_group import LazyGroup
from worker.errors import UsageError
from worker.matching.collector import paused

if TYPE_CHECKING:
    from worker.memory.shapes import Standing
    from worker.service import MediaMapper
    from worker.settings import Settings
    from worker.shapes.finding import Finding
    from worker.shapes.grid import Book
    from worker.shapes.review import Review
    from worker.verbs.export import Export


ELSEWHERE = {
    "layout": ("worker.commands.layout:layout", "Explain what each row of PLAN is."),
    "checks": ("worker.commands.layout:checks", "List what a check or an export can find, by code."),
    "calc": ("xl_addin.cli_calc:calc", "Build the LibreOffice extension; do the work of its buttons."),
    "memory": ("worker.commands.memory:memory", "Look after what was learnt: report, upkeep, backup."),
    "rules": ("worker.commands.rules:rules", "Look at what platforms demand; confirm what a model said."),
    "workbook": ("xl_addin.cli_workbook:workbook", "Build MediaMapper.xlsm from its text sources."),
    "install": (
        "xl_addin.cli_install:install",
        "Put MediaMapper into Excel and LibreOffice, or take it out.",
    ),
    "doctor": ("xl_addin.cli_install:doctor", "Look for known causes of failure, and say how to mend them."),
}
"""Commands that are imported when called: where they live, and what `--help` says of them."""


@click.group(
    cls=LazyGroup,
    elsewhere=ELSEWHERE,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="mediamapper", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a human-made media plan into checked raw data.

    \b
    mediamapper map PLAN.xlsx -o review.xlsx        propose a field for each column; review what is in doubt
    mediamapper export PLAN.xlsx -o raw.xlsx --mapping review.xlsx
                                                    write flat rows, findings and a reconciliation

    Exit codes: 0 done, 1 done but a person must look, 2 could not (one line on stderr says why).
    """


@cli.command()
@options.as_json
@options.lines
@options.template
@options.memory
@options.no_llm
@click.option(
    "--one-to-one/--no-one-to-one", default=None, help="Whether a field may be proposed twice in one table."
)
@click.option(
    "--alternatives", type=click.IntRange(0, 100), default=3, show_default=True, help="Ranked alternatives."
)
@options.show_prompt
def suggest(
    as_json: bool,
    lines: bool,
    template: str | None,
    memory: str | None,
    no_llm: bool,
    one_to_one: bool | None,
    alternatives: int,
    show_prompt: bool,
) -> int:
    """Propose a field for each column of a table given as JSON on stdin.

    Input: {"columns": [{"name": "Media Cost", "samples": ["1,200.50"]}], "scope": {"client": null}}
    """
    from worker.wire import answers, json, requests

    mapper = _mapper(memory, template, no_llm)
    for batch in console.requests(lines):
        asked = [json.decode(text, requests.SuggestIn, where) for where, text in batch]
        questions = [a.question(one_to_one, alternatives) for a in asked]
        if show_prompt:
            click.echo(mapper.show_prompt(questions))
            continue
        notes: list[Finding] = []
        suggested = mapper.suggest(questions, notes)
        for note in notes:
            click.echo(f"{note.sentence} {note.next_step}".strip(), err=True)
        if as_json or lines:
            write(b"".join(json.encode(answers.suggestions_answer(found)) + b"\n" for found in suggested))
        else:
            from worker.commands import printing

            for found in suggested:
                printing.suggestions(found)
    _tell_of_memory(mapper)
    return DONE


@cli.command()
@options.plan
@options.sheet
@options.rows
@options.scope
@options.template
@options.memory
@options.no_llm
@options.as_json
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="REVIEW.xlsx", help="Write a review workbook."
)
@options.show_prompt
def map(  # the verb's name, and a click command
    plan: Path,
    sheets: Sequence[str],
    rows: Sequence[str],
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
    no_llm: bool,
    as_json: bool,
    output: Path | None,
    show_prompt: bool,
) -> int:
    """Understand PLAN and propose a field for each column."""
    from worker.commands import mapping_file
    from worker.shapes.mapping import Scope
    from worker.wire import answers, json

    mapper = _mapper(memory, template, no_llm)
    book = _read(plan, mapper.settings, sheets)
    scope = Scope(client=client, market=market, platform=platform)
    overrides = mapping_file.row_overrides(rows, book)
    if show_prompt:
        click.echo(mapper.show_prompt(mapper.questions(book, scope, overrides)))
        return DONE
    with progress("Understanding the plan"):
        mapped = mapper.map(book, scope, overrides)
    review = mapped.review(mapper.settings.accept_above)
    if output:
        from xl_addin import review_file

        with progress(f"Writing {output.name}"):
            review_file.write(review, plan, book, output)
    if as_json:
        write(json.encode(answers.plan_answer(mapped)) + b"\n")
    else:
        from worker.commands import printing

        printing.review(review, output)
    _tell_of_memory(mapper)
    return LOOK if any(row.in_doubt for row in review.rows) else DONE


@cli.command()
@click.argument("review", type=click.Path(path_type=Path), required=False)
@options.memory
@options.template
@options.as_json
@click.option("--user", metavar="NAME", help="Who decides; else the login name.")
@options.scope
def decide(
    review: Path | None,
    memory: str | None,
    template: str | None,
    as_json: bool,
    user: str | None,
    client: str | None,
    market: str | None,
    platform: str | None,
) -> int:
    """Keep the decisions of a REVIEW workbook, or of JSON on stdin; on disk when this ends with 0.

    Input: {"decisions": [{"header": "SPEND_USD", "field": "spend", "decision": "confirm"}],
    "values": [{"field": "platform", "value": "FB", "canonical": "Facebook"}]}
    """
    from worker.shapes.mapping import Scope
    from worker.verbs.mapped_plan import decisions_of
    from worker.wire import json, requests

    mapper = _mapper(memory, template, True)
    if review:
        scope = Scope(client=client, market=market, platform=platform)
        decided: dict[str, Any] = {"decisions": decisions_of(_read_review(review, mapper), scope)}
        if not decided["decisions"]:
            raise UsageError(
                f"{review.name} holds no decisions.", "Fill in its Decision column, save, and try again."
            )
    else:
        if client or market or platform:
            raise UsageError(
                "--client, --market and --platform are for a REVIEW workbook.",
                'In JSON each decision names its own: "scope": {"client": ...}.',
            )
        decided = json.decode(sys.stdin.buffer.read(), requests.DecisionsIn, "the input").as_decided()
    _show_standings(mapper.decide(**decided | ({"user": user} if user else {})), as_json)
    return DONE


@cli.command()
@options.memory
@options.as_json
@click.option("--user", metavar="NAME", help="Whose last decisions; else the login name.")
def undo(memory: str | None, as_json: bool, user: str | None) -> int:
    """Take back the last decisions; memory is then exactly as it was before them."""
    _show_standings(_mapper(memory, None, True).undo(user), as_json)
    return DONE


@cli.command()
@options.plan
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="RAW.xlsx|.csv|.parquet"
)
@options.mapping
@options.sheet
@options.rows
@options.scope
@options.template
@options.memory
@options.no_llm
@options.as_json
def export(output: Path, as_json: bool, **given: Any) -> int:
    """Write PLAN as raw data: one row a line and period, with findings and a reconciliation."""
    from worker.writers import writing

    writing.check_target(output)
    exported = _exported(**given)
    with progress(f"Writing {output.name}"):
        writing.write(exported.raw, output)
    return _show_export(exported, as_json, output)


@cli.command()
@options.plan
@options.mapping
@options.sheet
@options.rows
@options.scope
@options.template
@options.memory
@options.no_llm
@options.as_json
def check(as_json: bool, **given: Any) -> int:
    """Check PLAN and write nothing: the findings and the reconciliation that `export` would give."""
    return _show_export(_exported(**given), as_json, None)


@cli.command()
@options.memory
@options.template
def serve(memory: str | None, template: str | None) -> int:
    """Run the local worker until it is stopped; its address and token go to worker.json in the memory folder."""
    from worker import server

    server.serve(_mapper(memory, template, False).settings)
    return DONE


def main() -> None:
    """The console script."""
    run(cli)


# ---------------------------------------------------------------- what the commands share


def _settings(memory: str | None, template: str | None, no_llm: bool) -> Settings:
    from worker import settings

    return settings.load(memory, template=template, llm=False if no_llm else None)


def _mapper(memory: str | None, template: str | None, no_llm: bool) -> MediaMapper:
    from worker.service import MediaMapper

    return MediaMapper(_settings(memory, template, no_llm))


def _read(plan: Path, settings: Settings, sheets: Sequence[str]) -> Book:
    from worker.plans.files import own_sheets
    from worker.plans.files.reading import read_book

    with progress(f"Reading {plan.name}"):
        book = read_book(plan, settings=settings, sheets=sheets or None)
    return book if sheets else own_sheets.left_out(book)


def _tell_of_memory(mapper: MediaMapper) -> None:
    """On stderr, once a run: that the memory was restored, that its folder is copied elsewhere, that a clock was wrong."""
    for notice in mapper.memory_folder.notices():
        if notice.severity != "note":
            click.echo(f"{notice.sentence} {notice.next_step}".strip(), err=True)


def _rehearse(settings: Settings) -> None:
    from worker.service import MediaMapper

    MediaMapper(settings).rehearse()


@paused()
def _exported(
    plan: Path,
    mapping: Path | None,
    sheets: Sequence[str],
    rows: Sequence[str],
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
    no_llm: bool,
) -> Export:
    from concurrent.futures import ThreadPoolExecutor

    settings = _settings(memory, template, no_llm)
    with ThreadPoolExecutor(1) as aside:
        # Another process reads; meanwhile this one loads what comes next. What fails there, fails again below.
        aside.submit(_rehearse, settings)
        book = _read(plan, settings, sheets)

    from worker.commands import mapping_file
    from worker.service import MediaMapper
    from worker.shapes.mapping import Scope
    from worker.shapes.review import Chosen
    from worker.verbs.mapped_plan import chosen_of

    mapper = MediaMapper(settings)
    chosen = Chosen()
    if mapping:
        is_review = mapping.suffix.lower() == ".xlsx"
        chosen = chosen_of(_read_review(mapping, mapper)) if is_review else mapping_file.read(mapping)
    with progress("Understanding the plan"):
        overrides = (*chosen.overrides, *mapping_file.row_overrides(rows, book))
        mapped = mapper.map(book, Scope(client=client, market=market, platform=platform), overrides)
    with progress("Building raw data"):
        return mapper.export(book, mapped, chosen)


def _read_review(path: Path, mapper: MediaMapper) -> Review:
    from xl_addin import review_file

    return review_file.read(path, mapper.template)


def _show_standings(standings: Sequence[Standing], as_json: bool) -> None:
    from worker.commands import printing
    from worker.wire import json

    if as_json:
        write(json.encode({"confidences": standings}) + b"\n")
    else:
        printing.standings(standings)


def _show_export(exported: Export, as_json: bool, output: Path | None) -> int:
    if as_json:
        from worker.wire import answers, json

        write(json.encode(answers.export_answer(exported)) + b"\n")
    else:
        from worker.commands import printing

        printing.export(exported, output)
    return DONE if exported.settled else LOOK
