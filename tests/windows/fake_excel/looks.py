"""How cells look: fill, font and borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.windows.fake_excel.thing import NO_COLOUR, SOLID, Thing, number_of, one, split, word

if TYPE_CHECKING:
    from tests.windows.fake_excel.cells import Range

LINES, WEIGHTS = {"continuous": 1, None: NO_COLOUR}, {"hairline": 1, "thin": 2, "medium": -4138, "thick": 4}


class Interior(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    @property
    def _colours(self) -> list[tuple[int, int, int] | None]:
        return [self.cells.sheet.impl.range(place).color for place in self.cells.places()]

    @property
    def Color(self) -> int:
        """Excel says black where cells differ."""
        return one(map(number_of, self._colours), 0)

    @Color.setter
    def Color(self, value: Any) -> None:
        self.cells._set("color", int(value))

    @property
    def ColorIndex(self) -> int | None:
        return one(NO_COLOUR if colour is None else SOLID for colour in self._colours)

    @ColorIndex.setter
    def ColorIndex(self, value: Any) -> None:
        assert value == NO_COLOUR
        self.cells._set("color", None)


class Font(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def _set(self, name: str, value: Any) -> None:
        setattr(self.cells.block.font, name, value)
        self.cells.sheet.book.saved = False

    Name = property(lambda self: self.cells.block.font.name, lambda self, value: self._set("name", value))
    Size = property(lambda self: self.cells.block.font.size, lambda self, value: self._set("size", value))
    Bold = property(
        lambda self: self.cells.block.font.bold, lambda self, value: self._set("bold", bool(value))
    )
    Color = property(
        lambda self: number_of(self.cells.block.font.color or (0, 0, 0)),
        lambda self, v: self._set("color", int(v)),
    )


class Border(Thing):
    """One side; Excel draws a thin line when it is given a colour or a weight."""

    def __init__(self, cells: Range, side: str) -> None:
        self.cells, self.side = cells, side

    @property
    def _line(self) -> Any:
        return self.cells.block.borders.line(self.side)

    def _draw(self, **changes: Any) -> None:
        line = self._line
        parts = {
            "style": line.style or "continuous",
            "weight": line.weight or "thin",
            "color": line.color,
            **changes,
        }
        self.cells.block.borders.draw(self.side, type(line)(**parts))
        self.cells.sheet.book.saved = False

    LineStyle = property(
        lambda self: LINES[self._line.style], lambda self, v: self._draw(style=word(LINES, v))
    )
    Weight = property(
        lambda self: WEIGHTS[self._line.weight or "thin"], lambda self, v: self._draw(weight=word(WEIGHTS, v))
    )
    Color = property(
        lambda self: number_of(self._line.color or (0, 0, 0)), lambda self, v: self._draw(color=split(int(v)))
    )
    ColorIndex = property(lambda self: SOLID if self._line.style else NO_COLOUR)
