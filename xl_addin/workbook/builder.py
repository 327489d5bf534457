"""Builds MediaMapper.xlsm and MediaMapper.xlam from the texts of this folder; the same bytes each time, on any machine."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import FileProblem
from worker.messages.language import ENGLISH
from xl_addin.workbook.package import as_addin, packed, parts_of, with_ribbon, without_recalculation
from xl_addin.workbook.pages import ADDIN_CODE, read_pages, write_addin_page, write_pages
from xl_addin.workbook.texts import ribbon_in, vba_in
from xl_addin.workbook.vba_project import WORKBOOK_BASE, Module, document, vba_project

if TYPE_CHECKING:
    from xlsxwriter import Workbook

HERE = Path(__file__).parent
VBA, RIBBON = HERE / "vba", HERE / "customUI14.xml"
WORKBOOK_CODE = "ThisWorkbook"
_ANY_DAY = datetime(2026, 1, 1)
"""Stated as the day of creation: today's would make each build another file."""


def build(language: str = ENGLISH) -> bytes:
    """The workbook in *language*: start page, settings, an example plan, the formulas and the ribbon.

    Raises:
        UsageError: a text of this folder can't become VBA.
    """
    pages = read_pages(language)
    return packed(_parts(pages.codes, lambda book: write_pages(book, pages), language))


def build_addin(language: str = ENGLISH) -> bytes:
    """The add-in in *language*: the same formulas and ribbon over every workbook, with nothing to see but them.

    Raises:
        UsageError: a text of this folder can't become VBA.
    """
    return packed(as_addin(_parts((ADDIN_CODE,), write_addin_page, language)))


def modules(sheet_codes: Sequence[str], language: str = ENGLISH) -> list[Module]:
    """The modules behind workbook and sheets, and those of `vba/` by name, whose sentences are in *language*."""
    documents = [document(WORKBOOK_CODE, WORKBOOK_BASE), *map(document, sheet_codes)]
    sources = sorted(VBA.glob("*.bas"))
    if not sources:
        raise FileProblem(f"There are no VBA modules in {VBA}.", "Install MediaMapper again.")
    return documents + [
        Module(path.stem, vba_in(path.read_text(encoding="utf-8"), language)) for path in sources
    ]


def _parts(sheet_codes: Sequence[str], write: Callable[[Workbook], None], language: str) -> dict[str, bytes]:
    book = _book(vba_project(modules(sheet_codes, language)), write)
    return with_ribbon(without_recalculation(parts_of(book)), _ribbon(language))


def _ribbon(language: str) -> bytes:
    """With the line ends of the repository, whatever a checkout made of them."""
    return ribbon_in(RIBBON.read_text(encoding="utf-8"), language).encode()


def _book(project: bytes, write: Callable[[Workbook], None]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": "MediaMapper", "created": _ANY_DAY})
        book.add_vba_project(io.BytesIO(project), is_stream=True)
        book.set_vba_name(WORKBOOK_CODE)
        book.set_size(2400, 1400)
        write(book)
    return buffer.getvalue()
