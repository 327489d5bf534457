"""`mediamapper suggest`: a field for each column of a table given as JSON."""

from __future__ import annotations

import click

from worker.commands import console, console_tables, options
from worker.commands.console import DONE, write
from worker.commands.mapper import close, open_mapper
from worker.messages.language import tr
from worker.wire import answers, json, requests


@click.command()
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
    mapper = open_mapper(memory, template, no_llm)
    for batch in console.requests(lines):
        tables = [json.decode(text, requests.SuggestIn, where) for where, text in batch]
        questions = [table.question(one_to_one, alternatives) for table in tables]
        if show_prompt:
            click.echo(mapper.show_prompt(questions))
            continue
        suggestions, notes = mapper.suggest(questions)
        for note in notes:
            click.echo(f"{tr(note.sentence)} {tr(note.next_step)}".strip(), err=True)
        if as_json or lines:
            write(b"".join(json.encode(answers.Suggestions(s)) + b"\n" for s in suggestions))
        else:
            for of_table in suggestions:
                console_tables.suggestions(of_table)
    close(mapper)
    return DONE
