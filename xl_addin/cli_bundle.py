"""`mediamapper bundle ...`: what people get who have no Python."""

from __future__ import annotations

from pathlib import Path

import click

DONE = 0


@click.group()
def bundle() -> None:
    """Make an installer for people without Python; run it in a clone of the repository."""


@bundle.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("dist/MediaMapper-Setup.exe"),
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
def windows(output: Path, python: Path | None) -> int:
    """Make the installer for Windows x64, on Linux with NSIS: for one user, no administrator."""
    import hashlib

    from xl_addin.bundle.checkout import Checkout
    from xl_addin.bundle.installer import build

    file = build(Checkout(Path.cwd()), output, python, lambda text: click.echo(text, err=True))
    data = file.read_bytes()
    click.echo(f"{hashlib.sha256(data).hexdigest()}  {file}  {len(data) / 1e6:.0f} MB, not signed")
    return DONE
