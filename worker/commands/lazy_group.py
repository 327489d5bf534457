"""A click group whose rarer commands are imported when they are called, so that the others start at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands of its own, and commands that live elsewhere: {name: ("module:command", what help says)}."""

    def __init__(
        self, *args: Any, elsewhere: dict[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere = elsewhere or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted({*super().list_commands(ctx), *self.elsewhere})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command; imported now if it lives elsewhere."""
        if name not in self.elsewhere:
            return super().get_command(ctx, name)
        module, command = self.elsewhere[name][0].split(":")
        found: click.Command = getattr(import_module(module), command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list that help shows; nothing is imported for it."""
        names = self.list_commands(ctx)
        limit = formatter.width - 6 - max(map(len, names))
        rows = []
        for name in names:
            own = self.commands.get(name)
            rows.append((name, own.get_short_help_str(limit) if own else self.elsewhere[name][1]))
        with formatter.section("Commands"):
            formatter.write_dl(rows)
