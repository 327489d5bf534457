"""`mediamapper calc ...`: the LibreOffice extension, and the process that does its buttons' work."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from threading import Lock, Thread

import click

from worker.paths import memory_dir
from worker.shapes.json import Json

DONE = 0


@click.group()
def calc() -> None:
    """Build the LibreOffice extension; do the work of its buttons."""


@calc.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="MediaMapper.oxt",
    show_default=True,
    metavar="FILE.oxt",
)
@click.option("--force", is_flag=True, help="Replace a file that is there and is not MediaMapper's.")
@click.option("--check", is_flag=True, help="Write nothing; exit 2 if the file is not what would be written.")
def build(output: Path, force: bool, check: bool) -> int:
    """Write the extension, the same bytes each time, and print its SHA-256."""
    from worker.outputs.output import Output  # the process behind the buttons needs neither
    from xl_addin.calc import build as builder

    if check:
        builder.check(output)
    else:
        Output(output, "extension", memory_dir(), force=force).write(
            lambda path: path.write_bytes(builder.build())
        )
    click.echo(f"{hashlib.sha256(output.read_bytes()).hexdigest()}  {output.name}")
    return DONE


@calc.command()
@click.option("--pipe", required=True, metavar="NAME", help="The pipe that the office listens on.")
def buttons(pipe: str) -> int:
    """Do what buttons ask: a verb a line on stdin, a JSON object for each on stdout. The extension starts this."""
    from xl_addin.worker_client import prepare

    # Before all else, since nothing takes as long: what buttons need loads beside it.
    Thread(target=prepare, name="worker", daemon=True).start()
    from xl_addin.calc.resident import serve  # the buttons with xlwings, which the builder does not need

    one_at_a_time = Lock()

    def say(answer: Json) -> None:
        with one_at_a_time:
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()

    serve(pipe, sys.stdin, say)
    return DONE
