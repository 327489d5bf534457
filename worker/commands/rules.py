"""`mediamapper rules ...`: what platforms demand, who says so, and what a person confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import click

from worker import settings
from worker.commands import console_tables, options
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK, progress
from worker.knowledge.platform_rule import PlatformRule
from worker.memory.folder import MemoryFolder
from worker.verbs.platform_rules import PlatformRules

_USER = click.option("--user", metavar="NAME", default="", help="Who says so; else the login name.")


@click.group()
def rules() -> None:
    """Look at what platforms demand; confirm what a model said."""


@rules.command("list")
@options.folder
def list_(folder: str | None, as_json: bool) -> int:
    """Tell which platforms have rules, and who stands for them."""
    with _opened(folder) as opened:
        counts = [_counted(name, opened.rules_of(name)) for name in opened.platforms()]
    if as_json:
        return write_json({"platforms": counts})
    headings = ("Platform", *(heading for heading, _ in _COUNTS))
    console_tables.table(headings, [[str(value) for value in one.values()] for one in counts])
    click.echo("Rules that nobody stands for are notes: `mediamapper rules show PLATFORM` tells why.")
    return DONE


@rules.command()
@click.argument("platform")
@options.folder
def show(platform: str, folder: str | None, as_json: bool) -> int:
    """Tell the rules of PLATFORM, under any of its names; nobody is asked. Exit code 1: it has none of its own."""
    with _opened(folder) as opened:
        known_rules = opened.rules_of(platform)
    _show(known_rules, as_json)
    return DONE if any(rule.platform for rule in known_rules) else LOOK


@rules.command()
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@_USER
@options.folder
def pin(codes: Sequence[str], user: str, folder: str | None, as_json: bool) -> int:
    """Confirm rules: from now on they warn, whatever the model says later."""
    with _opened(folder) as opened:
        pins = [opened.pin(code, user) for code in codes]
    return _show(pins, as_json)


@rules.command()
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@_USER
@options.folder
def unpin(codes: Sequence[str], user: str, folder: str | None, as_json: bool) -> int:
    """Take a confirmation back."""
    with _opened(folder) as opened:
        unpins = [opened.unpin(code, user) for code in codes]
    return _show(unpins, as_json)


@rules.command()
@click.argument("platform")
@click.option(
    "--show-prompt", is_flag=True, help="Print exactly what the model would be sent, and send nothing."
)
@options.folder
def refresh(platform: str, show_prompt: bool, folder: str | None, as_json: bool) -> int:
    """Ask the model for rules of PLATFORM beyond those known; the last good set stays where it fails.

    Being called by name is the permission; a key is needed.
    """
    with _opened(folder, ask=True) as opened:
        if show_prompt:
            click.echo(opened.model.show_prompt(platform))
            return DONE
        with progress(f"Asking for rules of {platform}"):
            outcome = opened.refresh(platform)
    return _show(outcome, as_json)


# ---------------------------------------------------------------- inside


@contextmanager
def _opened(folder: str | None, ask: bool = False) -> Iterator[PlatformRules]:
    loaded = settings.load(folder)
    with MemoryFolder(replace(loaded, llm=True) if ask else loaded) as memory:
        yield PlatformRules(memory)


_COUNTS: tuple[tuple[str, Callable[[PlatformRule], bool]], ...] = (
    ("Rules", lambda rule: True),
    ("Read at their source", lambda rule: rule.origin == "shipped" and rule.checked is not None),
    ("From practice", lambda rule: rule.origin == "shipped" and rule.checked is None),
    ("Your own", lambda rule: rule.origin == "user"),
    ("A model's", lambda rule: rule.origin == "model"),
    ("Pinned", lambda rule: rule.pinned),
)
_KEYS = ("rules", "checked", "practice", "user", "model", "pinned")


def _counted(platform: str, rules: Sequence[PlatformRule]) -> dict[str, object]:
    own = [rule for rule in rules if rule.platform]
    counts = (sum(map(counts_in, own)) for _, counts_in in _COUNTS)
    return {"platform": platform, **dict(zip(_KEYS, counts, strict=True))}


def _show(listed: Sequence[PlatformRule], as_json: bool) -> int:
    if as_json:
        return write_json({"rules": [rule.as_dict() for rule in listed]})
    console_tables.under_codes([(rule.severity, rule.code, (rule.sentence, _who(rule))) for rule in listed])
    return DONE


def _who(rule: PlatformRule) -> str:
    pinned = "pinned: " if rule.pinned else ""
    return f"{pinned}{rule.vouched}"
