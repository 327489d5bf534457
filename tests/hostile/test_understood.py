"""What of the corpus can be read is mapped and exported too: a table or a sentence, soon and within bounds; and texts without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.make import corpus
from tests.hostile.packing import Hostile
from tests.hostile.test_corpus import MEGABYTES, cpu_seconds, idle, megabytes
from worker.errors import MediaMapperError
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid

SECONDS = 20.0
"""Of the processor's time."""
LONGEST = 32_767
"""Characters that Excel allows in a cell."""
READ = [
    case for case in corpus() if not case.code and case.kind not in ("zip", "xls", "ods", "place", "renamed")
]


def mapped(book: Book, folder: Path) -> None:
    """Map and export, with a memory of its own."""
    mapper = MediaMapper(Settings(memory_dir=folder / "memory"))
    try:
        mapper.export(book, mapper.map(book))
    except MediaMapperError as error:
        assert error.next_step and "\n" not in str(error)
    finally:
        mapper.close()


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.kind}: {case.name}") for case in READ])
def test_what_is_read_is_understood_or_said(case: Hostile, tmp_path: Path) -> None:
    path = case.put(tmp_path)
    before, start = idle(), cpu_seconds()
    mapped(read_book(path, settings=Settings(memory_dir=tmp_path)), tmp_path)
    assert cpu_seconds() - start < SECONDS
    if before:
        assert megabytes("VmHWM") - before < MEGABYTES


@pytest.mark.parametrize(
    "piece", ["x", "日", "1,", "a.", "a@", "(", " \n", "1 000 ", "\\a", "Jan ", "€", ":", "a b "]
)
@pytest.mark.parametrize("where", ["values", "header", "brief"])
def test_a_text_without_end_takes_no_time(piece: str, where: str, tmp_path: Path) -> None:
    """A pattern that tries every way to cut a text would take years for one of this length."""
    long = (piece * LONGEST)[:LONGEST] + "e"
    rows: list[list[Cell]] = [
        ["Client:", long if where == "brief" else "Alpha", None],
        [None, None, None],
        ["Publisher", long if where == "header" else "Start date", "Net cost"],
        *([long if where == "values" else "A", "2026-01-05", at] for at in range(5)),
    ]
    start = cpu_seconds()
    mapped(Book("plan.xlsx", (Grid("Plan", rows),)), tmp_path)
    assert cpu_seconds() - start < SECONDS
