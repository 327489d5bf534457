"""A command's answer on stdout: a line of JSON for programs, a sentence for people."""

from __future__ import annotations

import click

from worker.commands.console import DONE, write
from worker.wire import json


def write_json(answer: object) -> int:
    """*answer* as one line of JSON; the exit code."""
    write(json.encode(answer) + b"\n")
    return DONE


def show_sentence(answer: object, sentence: str, as_json: bool) -> int:
    """*answer* as JSON or *sentence*; the exit code."""
    if as_json:
        return write_json(answer)
    click.echo(sentence)
    return DONE
