"""A click group whose commands are imported when they are called, so that each starts at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands that live elsewhere: {name: ("module:command", what help says of it)}."""

    def __init__(self, *args: Any, commands_elsewhere: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere = commands_elsewhere

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(self.elsewhere)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, imported for this call."""
        if name not in self.elsewhere:
            return None
        module, attribute = self.elsewhere[name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list that help shows; nothing is imported for it."""
        rows = [(name, self.elsewhere[name][1]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
