"""`mediamapper bundle ...`: what people get who have no Python."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import click

from worker.outputs.output import Output
from worker.paths import memory_dir
from xl_addin.bundle import installer
from xl_addin.bundle.checkout import Checkout

DONE = 0


@click.group()
def bundle() -> None:
    """Make an installer for people without Python; run it in a clone of the repository."""


@bundle.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(installer.NAME),
    show_default=True,
    metavar="FILE.exe",
)
@click.option(
    "--python",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    envvar="MEDIAMAPPER_WINDOWS_PYTHON",
    metavar="FILE.zip",
    help="python.org's embeddable package for x64, instead of the CPython of the package index.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there and is not MediaMapper's.")
def windows(output: Path, python: Path | None, force: bool) -> int:
    """Make the installer for Windows x64, on Linux with NSIS: for one user, no administrator."""
    checkout = Checkout(Path.cwd())
    target = Output(output, "installer", memory_dir(), {"Python's package": python}, force)
    target.check()
    target.write(lambda file: installer.build(checkout, file, python, partial(click.echo, err=True)))
    data = output.read_bytes()
    click.echo(f"{hashlib.sha256(data).hexdigest()}  {output}  {len(data) / 1e6:.0f} MB, not signed")
    return DONE
