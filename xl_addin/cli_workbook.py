"""`mediamapper workbook ...`: the workbook from its text sources."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

import click

from worker.errors import FileProblem
from worker.outputs.output import Output
from worker.paths import memory_dir
from xl_addin.workbook import builder
from xl_addin.workbook.package import differing
from xl_addin.workbook.place import addin_file, workbook_file

DONE, LOOK = 0, 1


@click.group()
def workbook() -> None:
    """Build MediaMapper.xlsm and MediaMapper.xlam from their text sources."""


@workbook.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsm|FILE.xlam",
    help="One file, and where to; else both, where MediaMapper's own are.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there and is not MediaMapper's.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not what would be written.")
def build(output: Path | None, force: bool, check: bool) -> int:
    """Write the workbook and the add-in, the same bytes each time, and print their SHA-256."""
    code = DONE
    for target, built in _targets(output).items():
        if check and not _same(target, built):
            code = LOOK
            continue
        if not check:
            Output(target, "workbook", memory_dir(), force=force).write(partial(Path.write_bytes, data=built))
        click.echo(f"{hashlib.sha256(built).hexdigest()}  {target.name}")
    return code


def _targets(output: Path | None) -> dict[Path, bytes]:
    """What is built, by where it goes."""
    if output is None:
        return {workbook_file(): builder.build(), addin_file(): builder.build_addin()}
    return {output: builder.build_addin() if output.suffix.lower() == ".xlam" else builder.build()}


def _same(target: Path, built: bytes) -> bool:
    """Whether *target* holds *built*; says on stderr what differs."""
    if not target.is_file():
        raise FileProblem(f"{target} is not there.", "Write it with: mediamapper workbook build.")
    present = target.read_bytes()
    if present == built:
        return True
    try:
        parts = ", ".join(differing(present, built)) or "only the archive around its parts"
    except BadZipFile:
        parts = "it is no workbook"
    next_step = "If the texts are right, run `mediamapper workbook build` and commit the file."
    click.echo(f"{target.name} is not what its texts say: {parts}. {next_step}", err=True)
    return False
