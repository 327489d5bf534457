"""A worksheet: what it has, and which range an address means."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common.block import Block, Box
from xl_addin.engines.lean_xlwings import base_classes


class Sheet(base_classes.Sheet):
    """One worksheet; the engines say how its program reads and changes it."""

    _book: Value
    xl: Value
    range_class: type[Block]

    @property
    def api(self) -> Value:
        """The program's own sheet."""
        return self.xl

    @property
    def book(self) -> Value:
        """Its workbook."""
        return self._book

    @property
    def tables(self) -> list[Value]:
        """None that xlwings could work with; those of an opened file stay in it."""
        return []

    def range(self, arg1: Value, arg2: Value = None) -> Value:
        """A range from addresses, names, (row, column) pairs or ranges."""
        if arg2 is None and isinstance(arg1, tuple) and len(arg1) == 4:
            return self.range_class(self, *arg1)
        if isinstance(arg1, (int, float)):
            return self.range_class(self, int(arg1), int(arg2), 1, 1)
        first = self._corners(arg1)
        last = self._corners(arg2) if arg2 is not None else first
        top, left = min(first[0], last[0]), min(first[1], last[1])
        return self.range_class(
            self, top, left, max(first[2], last[2]) - top + 1, max(first[3], last[3]) - left + 1
        )

    def _corners(self, place: Value) -> Box:
        if isinstance(place, Block):
            return place.corners
        if isinstance(place, tuple):
            if min(place) < 1:
                raise IndexError("Rows and columns are numbered from 1.")
            return place[0], place[1], place[0], place[1]
        return self.corners_of(place)

    def corners_of(self, address: str) -> Box:
        """What an address or a name means on this sheet."""
        raise NotImplementedError

    @property
    def formatted(self) -> Value:
        """The range of all cells that can have a content or a format."""
        return self.cells

    def select(self) -> None:
        """Bring it to the front of its workbook."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty every cell."""
        self.formatted.clear_contents()

    def clear_formats(self) -> None:
        """Formats as in a new sheet."""
        self.formatted.clear_formats()

    def clear(self) -> None:
        """Empty and unformat every cell."""
        self.formatted.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Widths and heights that show what is there."""
        self.cells.autofit(axis)


def neighbour(before: Sheet | None, after: Sheet | None) -> Sheet:
    """The sheet beside which a copied or moved one goes."""
    beside = before or after
    if beside is None:
        raise ValueError("Give the sheet before or after which it goes.")
    return beside


def name_of_copy(name: str, names: Iterable[str]) -> str:
    """'Plan (2)', or the next that no sheet has."""
    others, candidate, number = {each.casefold() for each in names}, name, 2
    while candidate.casefold() in others:
        candidate, number = f"{name} ({number})", number + 1
    return candidate
