"""`mediamapper serve`: the local worker."""

from __future__ import annotations

import click

from worker import server, settings
from worker.commands import options
from worker.commands.console import DONE


@click.command()
@options.memory
@options.template
def serve(memory: str | None, template: str | None) -> int:
    """Run the local worker until it is stopped; its address and token go to worker.json in the memory folder."""
    server.serve(settings.load(memory, template=template))
    return DONE
