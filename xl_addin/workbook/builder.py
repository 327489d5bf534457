"""Builds MediaMapper.xlsm from the texts of this folder; the same bytes each time, on any machine."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from worker.errors import FileProblem
from xl_addin.workbook.package import packed, parts_of, with_ribbon
from xl_addin.workbook.pages import Pages, read_pages, write_pages
from xl_addin.workbook.vba_project import WORKBOOK_BASE, Module, document, vba_project

HERE = Path(__file__).parent
VBA, RIBBON = HERE / "vba", HERE / "customUI14.xml"
WORKBOOK_CODE = "ThisWorkbook"
_ANY_DAY = datetime(2026, 1, 1)
"""Stated as the day of creation: today's would make each build another file."""


def build() -> bytes:
    """The workbook.

    Raises:
        UsageError: a text of this folder can't become VBA.
    """
    pages = read_pages()
    project = vba_project(modules(pages))
    return packed(with_ribbon(parts_of(_book(pages, project)), _ribbon()))


def modules(pages: Pages) -> list[Module]:
    """The modules behind workbook and sheets, and those of `vba/` by name."""
    documents = [document(WORKBOOK_CODE, WORKBOOK_BASE), *map(document, pages.codes)]
    sources = sorted(VBA.glob("*.bas"))
    if not sources:
        raise FileProblem(f"There are no VBA modules in {VBA}.", "Install MediaMapper again.")
    return documents + [Module(path.stem, path.read_text(encoding="utf-8")) for path in sources]


def _ribbon() -> bytes:
    """With the line ends of the repository, whatever a checkout made of them."""
    return RIBBON.read_text(encoding="utf-8").encode()


def _book(pages: Pages, project: bytes) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "MediaMapper", "created": _ANY_DAY})
        book.add_vba_project(io.BytesIO(project), is_stream=True)
        book.set_vba_name(WORKBOOK_CODE)
        book.set_size(2400, 1400)
        write_pages(book, pages)
    return buffer.getvalue()
