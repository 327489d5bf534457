"""A click group whose commands are imported when they are called, so that each starts at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from worker.commands.help_page import HelpContext, translate


class LazyGroup(click.Group):
    """Commands that live elsewhere: {name: ("module:command", what help says of it)}."""

    context_class = HelpContext
    elsewhere: Mapping[str, tuple[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(self.elsewhere)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, imported for this call."""
        if name not in self.elsewhere:
            return None
        module, attribute = self.elsewhere[name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return translate(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list that help shows; nothing is imported for it."""
        rows = [(name, self.elsewhere[name][1]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
