"""`mediamapper map`: a plan's tables, and a field for each of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from worker.commands import mapping_file, options, plan_file, printing, review_workbook
from worker.commands.console import DONE, LOOK, progress, write
from worker.commands.mapper import open_mapper, print_notices
from worker.shapes.mapping import Scope
from worker.wire import answers, json


@click.command()
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
    mapper = open_mapper(memory, template, no_llm)
    book = plan_file.read(plan, mapper.settings, sheets)
    scope = Scope(client=client, market=market, platform=platform)
    overrides = mapping_file.row_overrides(rows, book)
    if show_prompt:
        click.echo(mapper.show_prompt(mapper.questions(book, scope, overrides)))
        return DONE
    with progress("Understanding the plan"):
        mapped = mapper.map(book, scope, overrides)
    review = mapped.review(mapper.settings.accept_above)
    if output:
        review_workbook.write(review, plan, book, output)
    if as_json:
        write(json.encode(answers.plan_answer(mapped)) + b"\n")
    else:
        printing.review(review, output)
    print_notices(mapper)
    return LOOK if any(row.in_doubt for row in review.rows) else DONE
