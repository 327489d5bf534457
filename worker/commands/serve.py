"""`mediamapper serve`: the local worker."""

from __future__ import annotations

from typing import get_args

import click

from worker import server, settings
from worker.commands import options
from worker.commands.console import DONE
from worker.serving.log_lines import LogLevel


@click.command()
@options.memory
@options.template
@click.option(
    "--log-level",
    type=click.Choice(get_args(LogLevel)),
    default="error",
    show_default=True,
    help="What goes to stderr; from info on, a line of JSON for each request, without anything that was sent.",
)
def serve(memory: str | None, template: str | None, log_level: LogLevel) -> int:
    """Run the local worker until it is stopped; its address and token go to worker.json in the memory folder."""
    server.serve(settings.load(memory, template=template), log_level)
    return DONE
