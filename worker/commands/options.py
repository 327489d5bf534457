"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from worker.commands.piped import InputFile

Command = TypeVar("Command", bound=Callable[..., object])


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order given."""

    def apply(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return apply


memory = click.option(
    "--memory", metavar="DIR", help="Memory folder; else MEDIAMAPPER_HOME, else the user's own."
)
template = click.option(
    "--template", metavar="FILE.yaml", help="Target fields; else the shipped raw_data.yaml."
)
no_llm = click.option("--no-llm", is_flag=True, help="Never ask the model.")
show_prompt = click.option(
    "--show-prompt", is_flag=True, help="Print exactly what the model would be sent, and send nothing."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Answer as JSON on stdout.")
folder = together(
    click.option(
        "--memory", "folder", metavar="DIR", help="Memory folder; else MEDIAMAPPER_HOME, else the user's own."
    ),
    as_json,
)
"""What every command about a memory folder takes: where it is, and how to answer."""
lines = click.option("--lines", is_flag=True, help="JSON Lines: one object in, one answer out, same order.")
sheet = click.option(
    "--sheet", "sheets", metavar="NAME", multiple=True, help="Only this sheet; may be repeated."
)
force = click.option("--force", is_flag=True, help="Replace a file that is there and is not MediaMapper's.")
rows = click.option(
    "--row",
    "rows",
    metavar="[SHEET!]ROW[-ROW]=KIND",
    multiple=True,
    help="Say what a row is: metadata, header, data, total, subtotal, section, note or blank. May be repeated.",
)
answers = click.option(
    "--answer",
    "answers",
    metavar="ID=VALUE",
    multiple=True,
    help="Answer a question about the plan, such as version=SHEET. May be repeated.",
)
scope = together(
    click.option(
        "--client",
        metavar="NAME",
        help="For this client: answers come from what was learnt for it first, decisions hold for it.",
    ),
    click.option("--market", metavar="NAME", help="... and for this market."),
    click.option("--platform", metavar="NAME", help="... and for this platform."),
)
mapping = click.option(
    "--mapping",
    type=InputFile(),
    metavar="FILE",
    help="What was decided: a review workbook, or JSON ({header: field}, or the answer of `map --json`).",
)
plan = click.argument("plan", type=InputFile())
plans = click.argument("plans", type=InputFile(), nargs=-1, required=True, metavar="PLAN...")
verbose = click.option(
    "-v", "--verbose", is_flag=True, help="Show the rest as well: notes, reasons, each total."
)
understanding = together(sheet, rows, answers, scope, template, memory, no_llm, as_json)
"""What every command that understands a plan takes: what is told of it, for whom, and how to answer."""
