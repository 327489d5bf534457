"""Raw data into a file: xlsx, csv or parquet by its suffix, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import UsageError
from worker.outputs.output import Output
from worker.writers import delimited, parquet, xlsx

if TYPE_CHECKING:
    from worker.shapes.raw_data import RawData
    from worker.shapes.summary import Summary

SUFFIXES = (".xlsx", ".csv", ".parquet")


def output(
    path: Path, memory: Path, inputs: Mapping[str, Path | None] | None = None, *, force: bool = False
) -> Output:
    """The file *path*, checked before the work begins.

    Raises:
        UsageError: a suffix that is none of `SUFFIXES`.
        FileProblem: the place can't be written, or holds what must not be replaced.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{path.name} is no kind of file that can be written.", f"Use one of {', '.join(SUFFIXES)}."
        )
    raw_file = Output(path, "raw-data", memory, inputs or {}, force)
    raw_file.check()
    return raw_file


def write(raw: RawData, path: Path, summary: Summary | None = None) -> None:
    """Write *raw* as a new file; what may stand in its place is for `Output` to say.

    A workbook begins with *summary*; the other formats have no place for one.

    Raises:
        OSError: the place can't be written.
    """
    match path.suffix.lower():
        case ".xlsx":
            xlsx.write_xlsx(raw, path, summary)
        case ".csv":
            delimited.write_csv(raw, path)
        case _:
            parquet.write_parquet(raw, path)
