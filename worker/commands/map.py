"""`mediamapper map`: a plan's tables, and a field for each of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from worker.commands import console_tables, mapping_file, options, plan_file, review_workbook, several
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK, progress
from worker.commands.mapper import close, open_mapper
from worker.commands.several import Name
from worker.shapes.mapping import Scope
from worker.shapes.question import check_answers
from worker.wire.answers import plan_answer


@click.command()
@options.plans
@options.understanding
@options.verbose
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="REVIEW.xlsx", help="Write a review workbook."
)
@options.force
@options.show_prompt
def map(  # the verb's name, and a click command
    plans: Sequence[Path],
    sheets: Sequence[str],
    rows: Sequence[str],
    answers: Sequence[str],
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
    no_llm: bool,
    as_json: bool,
    verbose: bool,
    output: Path | None,
    force: bool,
    show_prompt: bool,
) -> int:
    """Understand each PLAN and propose a field for each of its columns.

    `-` is standard input. Several plans are answered one after the other, in JSON one line each.
    """
    mapper = open_mapper(memory, template, no_llm)
    if output is not None:
        several.check_single(plans, "-o")
        target = review_workbook.output(output, plans[0], template, mapper.settings.memory_dir, force)
    else:
        target = None
    scope = Scope(client=client, market=market, platform=platform)

    def answer(plan: Path, name: Name) -> int:
        book = plan_file.read(plan, mapper.settings, sheets)
        overrides = mapping_file.row_overrides(rows, book)
        if show_prompt:
            click.echo(mapper.show_prompt(mapper.questions(book, scope, overrides)))
            return DONE
        with progress("Understanding the plan"):
            mapped = mapper.map(book, scope, overrides, answers=mapping_file.answers(answers))
        check_answers(mapped.answers.by_id, mapped.questions)
        review = mapped.review(mapper.settings.accept_above, sheets=book.sheets)
        if target or as_json:
            export = mapper.export(book, mapped, llm=False, learn=False)
            if target:
                review_workbook.write(review, plan, book, target, export.raw.accounts)
            if as_json:
                write_json(plan_answer(export, name))
        if not as_json:
            console_tables.review(review, output, verbose=verbose)
        in_doubt = any(row.in_doubt for row in review.rows)
        return LOOK if in_doubt or any(question.is_open for question in review.questions) else DONE

    code = several.answer_each(plans, as_json, answer)
    close(mapper)
    return code
