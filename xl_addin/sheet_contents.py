"""What one of our sheets holds: written into the workbook, and what stood there before written again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from xl_addin.desk import Desk
from xl_addin.pages import page

if TYPE_CHECKING:
    from xlwings import Book, Sheet

Restore = Callable[["Book"], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetContent(Generic[T]):
    """The content of one of our sheets, and how it is written."""

    name: str
    contents: dict[str, T]
    """What this process wrote there last, by workbook."""
    content: T
    write: Callable[[Book, T], Sheet]

    def put(self, desk: Desk) -> None:
        """Write it into the workbook."""
        self.write(desk.ours, self.content)
        self.contents[desk.key] = self.content

    def restorer(self, desk: Desk) -> Restore:
        """What writes that which stands there until now, or takes the sheet away where none does."""
        key, was_there = desk.key, page.find(desk.ours, self.name) is not None
        before = self.contents.get(key)

        def restore(book: Book) -> None:
            if before is not None:
                self.write(book, before)
                self.contents[key] = before
            elif not was_there and (sheet := page.find(book, self.name)) is not None:
                sheet.delete()
                self.contents.pop(key, None)

        return restore


def all_restored(restores: list[Restore]) -> Restore:
    """One for all of *restores*."""

    def restore(book: Book) -> None:
        for each in restores:
            each(book)

    return restore
