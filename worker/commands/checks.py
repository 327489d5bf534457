"""`mediamapper checks`: every kind of finding."""

from __future__ import annotations

import click

from worker.commands import printing
from worker.commands.console import DONE
from worker.findings.registry import registry


@click.command()
def checks() -> int:
    """List what a check or an export can find, by code."""
    printing.checks(registry())
    return DONE
