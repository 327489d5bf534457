"""Notes on cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.ranges import Range


class Note(Part, base_classes.Note):
    """The note of one cell."""

    def __init__(self, cell: Range, xl: UnoObject) -> None:
        self._cell, self.xl = cell, xl
        self.office = cell.office

    @property
    def api(self) -> UnoObject:
        """The UNO annotation."""
        return self.xl

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.xl.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.xl.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self.xl.getAuthor())

    @property
    def location(self) -> Range:
        """Its cell."""
        return self._cell

    def delete(self) -> None:
        """Take it away."""
        notes = self._cell.sheet.xl.getAnnotations()
        place = self.xl.getPosition()
        for at in range(notes.getCount()):
            position = notes.getByIndex(at).getPosition()
            if (position.Row, position.Column) == (place.Row, place.Column):
                notes.removeByIndex(at)
                return


def note_of(block: Range) -> Note | None:
    """The note of the first cell of *block*."""
    xl = block.xl.getCellByPosition(0, 0).getAnnotation()
    return Note(block(1, 1), xl) if xl.getString() else None


def add_note(block: Range, text: str) -> Note:
    """Put a note on the first cell of *block*."""
    cell = block.xl.getCellByPosition(0, 0)
    block.sheet.xl.getAnnotations().insertNew(cell.getCellAddress(), text)
    return Note(block(1, 1), cell.getAnnotation())
