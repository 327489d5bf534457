"""What `--help` shows, in the reader's language."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

import click

from worker.messages.language import tr

UNWRAPPED = "\b\n"
"""What a paragraph begins with whose lines stay as they are: click's own mark."""
_EXTRA = "  ["
"""What click puts behind the help of an option: its default, its range, whether it is required."""


class HelpFormatter(click.HelpFormatter):
    """Click's page, each of whose texts goes through the door of translations."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how the command is called."""
        super().write_usage(prog, args, prefix or f"{tr('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        super().write_heading(tr(f"{heading}:").removesuffix(":"))

    def write_text(self, text: str) -> None:
        """What the command does, a message a paragraph."""
        super().write_text("\n\n".join(map(_translated, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, and what each is for."""
        super().write_dl([(name, _of_option(text)) for name, text in rows], col_max, col_spacing)


class HelpContext(click.Context):
    """The context of a command whose help is translated."""

    formatter_class = HelpFormatter


def translate(command: click.Command) -> click.Command:
    """*command*, whose help is in the reader's language from now on, with that of the commands below it.

    A list of commands has the first paragraph of each, whole: click cuts it where a line ends.
    """
    command.context_class = HelpContext
    if isinstance(command, click.Group):
        for below in command.commands.values():
            below.short_help = below.short_help or paragraphs(below.help or "")[0]
            translate(below)
    return command


def paragraphs(text: str) -> list[str]:
    """The messages of a help text: its paragraphs, each on one line unless its lines stay as they are."""
    return [_message(paragraph) for paragraph in inspect.cleandoc(text).split("\n\n")]


def _message(paragraph: str) -> str:
    if paragraph.startswith(UNWRAPPED):
        return paragraph.removeprefix(UNWRAPPED)
    return " ".join(paragraph.split())


def _translated(paragraph: str) -> str:
    mark = UNWRAPPED if paragraph.startswith(UNWRAPPED) else ""
    return mark + tr(_message(paragraph))


def _of_option(text: str) -> str:
    words, extra, rest = text.partition(_EXTRA)
    if text.startswith(_EXTRA.strip()):
        words, extra, rest = "", _EXTRA.strip(), text[1:]
    return tr(words) + extra + "; ".join(map(tr, rest.removesuffix("]").split("; "))) + "]" * bool(extra)
