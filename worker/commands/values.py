"""`mediamapper values`: the one name of each value of a field."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from worker.commands import console_tables, options
from worker.commands.answer import write_json
from worker.commands.console import DONE
from worker.commands.mapper import open_mapper
from worker.shapes.mapping import Scope


@click.command()
@click.argument("field")
@click.argument("values", nargs=-1)
@options.scope
@options.template
@options.memory
@options.as_json
def values(
    field: str,
    values: Sequence[str],
    client: str | None,
    market: str | None,
    platform: str | None,
    template: str | None,
    memory: str | None,
    as_json: bool,
) -> int:
    """Say what each of VALUES of FIELD is called, as formulas do; without VALUES, each line of stdin is one.

    \b
    mediamapper values platform FB "Google Ads"
    """
    texts = values or [line for line in sys.stdin.read().splitlines() if line.strip()]
    scope = Scope(client=client, market=market, platform=platform)
    names = open_mapper(memory, template, True).values(field, texts, scope)
    if as_json:
        write_json({"values": names})
    else:
        console_tables.names(names)
    return DONE
