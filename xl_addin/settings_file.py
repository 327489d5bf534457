"""The settings in the file of MediaMapper.xlsm: what Start says where that workbook is not open."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path

from worker.errors import FileProblem
from xl_addin.pages.start import Settings, settings_from


def read() -> Settings:
    """The settings of the workbook that was installed, as it was saved last; none where there is no such file.

    Raises:
        FileProblem: it is there and can't be read.
    """
    # Asked by a click alone: formulas, which import this room too, do without the installer.
    from xl_addin.install.records import workbook_record
    from xl_addin.machine import this_machine

    record = workbook_record(this_machine())
    try:
        return (
            Settings()
            if record is None
            else _of_file(Path(record.path), Path(record.path).stat().st_mtime_ns)
        )
    except FileNotFoundError:
        return Settings()


@lru_cache(maxsize=1)
def _of_file(path: Path, changed: int) -> Settings:
    """The same file is read once; *changed* is when it was written."""
    import openpyxl

    try:
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            values = {
                name.casefold(): book[sheet][place.replace("$", "").partition(":")[0]].value
                for name, defined in book.defined_names.items()
                for sheet, place in defined.destinations
                if sheet in book.sheetnames
            }
    except Exception as error:  # of zip, of XML, of openpyxl, of a program that is saving it
        raise FileProblem(
            f"{path} can't be read, so its settings are not known ({type(error).__name__}).",
            "Click Settings and save the workbook; if that fails, delete the file and click Settings, which makes a new one.",
        ) from error
    return settings_from(lambda name: values.get(name.casefold()))
