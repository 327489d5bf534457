"""Running a workbook's Basic and VBA procedures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from worker.errors import UsageError
from xl_addin.engines.cell_values import Value

if TYPE_CHECKING:
    from xl_addin.engines.uno.books import Book, Books

LIBRARIES = ("VBAProject", "Standard")


def run(books: Books, macro: str, args: Sequence[Value]) -> Value:
    """What the procedure *macro* returns: "'Book.xlsm'!Module1.Name", "Module1.Name" or "Name".

    Raises:
        UsageError: no such procedure.
    """
    name, _, procedure = macro.rpartition("!")
    book = books(name.strip("'")) if name else books.active
    provider = book.xl.getScriptProvider()
    for place in _places(book, procedure):
        uri = f"vnd.sun.star.script:{place}?language=Basic&location=document"
        script = provider.getScript(uri)
        result, _, _ = script.invoke(tuple(args), (), ())
        if result is None:  # of a Sub; as xlwings has it on macOS
            return ""
        return int(result) if isinstance(result, float) and result.is_integer() else result
    raise UsageError(f"{book.name} has no macro '{procedure}'.", "Look at its name in the macro editor.")


def _places(book: Book, procedure: str) -> list[str]:
    """'Library.Module.Name' of each procedure of that name."""
    *modules, macro = procedure.split(".")
    libraries = book.xl.BasicLibraries
    places = []
    for library in [name for name in LIBRARIES if libraries.hasByName(name)]:
        libraries.loadLibrary(library)
        code = libraries.getByName(library)
        for module in code.getElementNames():
            if modules and module.casefold() != modules[-1].casefold():
                continue
            text = code.getByName(module).casefold()
            if any(f"{kind} {macro.casefold()}(" in text for kind in ("sub", "function")):
                places.append(f"{library}.{module}.{macro}")
    return places
