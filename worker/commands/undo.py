"""`mediamapper undo`: the last decisions are taken back."""

from __future__ import annotations

import click

from worker.commands import options, standings
from worker.commands.console import DONE
from worker.commands.mapper import open_mapper


@click.command()
@options.memory
@options.as_json
@click.option("--user", metavar="NAME", help="Whose last decisions; else the login name.")
def undo(memory: str | None, as_json: bool, user: str | None) -> int:
    """Take back the last decisions; memory is then exactly as it was before them."""
    standings.show(open_mapper(memory, None, True).undo(user), as_json, taken_back=True)
    return DONE
