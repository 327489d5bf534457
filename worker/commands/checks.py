"""`mediamapper checks`: every kind of finding."""

from __future__ import annotations

import click

from worker.commands import console_tables
from worker.commands.console import DONE
from worker.findings.registry import registry


@click.command()
def checks() -> int:
    """List what a check or an export can find, by code."""
    console_tables.checks(registry())
    return DONE
