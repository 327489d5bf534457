"""How a range looks: formats, fonts, colours, sizes; a value that differs between the cells is None."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xl_addin.engines.cell_values import Value
from xl_addin.engines.common.block import Box
from xl_addin.engines.lean_xlwings import base_classes
from xl_addin.engines.uno import colours, measures, values
from xl_addin.engines.uno.block import Block
from xl_addin.engines.uno.borders import Borders
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.number_formats import NumberFormat
from xl_addin.engines.uno.rules import ConditionalFormats, DataValidation
from xl_addin.engines.uno.uno_object import UnoObject

BOLD, NORMAL = 150.0, 100.0
JUSTIFY = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
INDENT = 7.5
"""Points of one step, as Excel indents."""
VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4}
"""com.sun.star.table.CellVertJustify2; 0 is the standard, which is the bottom."""


class Looks(Block):
    """What `Range` knows of formats."""

    def _set(self, **properties: Value) -> None:
        self.check_open()
        for name, value in properties.items():
            self.xl.setPropertyValue(name, value)

    # ------------------------------------------------------------ number formats

    @property
    def number_format(self) -> str | None:
        """As Excel writes it, None where the cells differ."""
        key = self.uniform("NumberFormat")
        return None if key is None else self._sheet.book.formats.of(key).code

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._set(NumberFormat=self._sheet.book.formats.key(value))

    def format_boxes(self) -> list[tuple[NumberFormat, list[Box]]]:
        """Which cells have which number format: few calls, however many cells; rows and columns from 1."""
        formats = self._sheet.book.formats
        key = self.uniform("NumberFormat")
        if key is not None:
            area = self.xl.getRangeAddress()
            return [(formats.of(key), [_box(area)])]
        groups = self.xl.getUniqueCellFormatRanges()
        boxes_of_format: dict[int, list[Box]] = {}
        for at in range(groups.getCount()):
            group = groups.getByIndex(at)
            boxes_of_format.setdefault(group.NumberFormat, []).extend(
                _box(a) for a in group.getRangeAddresses()
            )
        return [(formats.of(key), boxes) for key, boxes in boxes_of_format.items()]

    def uniform_format_is_text(self) -> bool:
        """Whether all cells are formatted as text."""
        key = self.uniform("NumberFormat")
        return key is not None and self._sheet.book.formats.of(key).is_text

    def _show_as(
        self, places: Sequence[values.Place], code: str, fits: Callable[[NumberFormat], bool]
    ) -> None:
        """Give the cells at *places* a format that shows their kind, where theirs does not."""
        for box in values.boxes_of(places):
            for kind, boxes in self.part(box).format_boxes():
                if not fits(kind):
                    for top, left, bottom, right in boxes:
                        cells = self._sheet.xl.getCellRangeByPosition(
                            left - 1, top - 1, right - 1, bottom - 1
                        )
                        cells.NumberFormat = self._sheet.book.formats.key(code)

    # ------------------------------------------------------------ colours, fonts, places in the cell

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Fill as (red, green, blue); None without one, or where the cells differ."""
        return colours.rgb(self.uniform("CellBackColor", colours.NONE))

    @color.setter
    def color(self, value: Value) -> None:
        self._set(CellBackColor=colours.number(value))

    @property
    def font(self) -> Font:
        """Its font."""
        return Font(self)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text goes on in the next line."""
        return self.uniform("IsTextWrapped")

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._set(IsTextWrapped=bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        """'left', 'center', ..."""
        alignment = self.uniform("HoriJustify")
        return None if alignment is None else next(k for k, v in JUSTIFY.items() if v == alignment.value)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in JUSTIFY:
            raise NotImplementedError(f"LibreOffice has no alignment '{value}'.")
        self._set(HoriJustify=self.office.enum("com.sun.star.table.CellHoriJustify", JUSTIFY[value]))

    @property
    def vertical_alignment(self) -> str | None:
        """'top', 'center', ..."""
        alignment = self.uniform("VertJustify")
        return (
            None if alignment is None else next((k for k, v in VERTICAL.items() if v == alignment), "bottom")
        )

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        if value not in VERTICAL:
            raise NotImplementedError(f"LibreOffice has no alignment '{value}'.")
        self._set(VertJustify=VERTICAL[value])

    def adjust_indent(self, amount: int) -> None:
        """Move the text from its edge, by about a letter an *amount*; what stands nowhere stands left."""
        if self.uniform("HoriJustify", None, lambda justify: justify.value) == "STANDARD":
            self.horizontal_alignment = "left"
        first = self.xl.getCellByPosition(0, 0).ParaIndent
        self._set(ParaIndent=max(0, first + measures.mm100(INDENT * amount)))

    @property
    def borders(self) -> Borders:
        """The lines around and between its cells."""
        return Borders(self)

    # ------------------------------------------------------------ sizes

    @property
    def column_width(self) -> float | None:
        """In characters, None where the columns differ."""
        first, total = self.xl.getCellByPosition(0, 0).Columns.Width, self.xl.Size.Width
        same = abs(first * self.shape[1] - total) <= self.shape[1]
        return measures.characters(first) if same else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.check_open()
        self.xl.Columns.Width = measures.mm100_of_characters(value)

    @property
    def row_height(self) -> float | None:
        """In points, None where the rows differ."""
        first, total = self.xl.getCellByPosition(0, 0).Rows.Height, self.xl.Size.Height
        same = abs(first * self.shape[0] - total) <= self.shape[0]
        return measures.points(first) if same else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.check_open()
        self.xl.Rows.Height = measures.mm100(value)

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are out of sight, None where they differ."""
        states = {bool(self.xl.Columns.getByIndex(at).IsVisible) for at in range(self.shape[1])}
        return not states.pop() if len(states) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.check_open()
        self.xl.Columns.IsVisible = not value

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are out of sight, None where they differ."""
        states = {bool(self.xl.Rows.getByIndex(at).IsVisible) for at in range(self.shape[0])}
        return not states.pop() if len(states) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.check_open()
        self.xl.Rows.IsVisible = not value

    @property
    def width(self) -> float:
        """In points."""
        return measures.points(self.xl.Size.Width)

    @property
    def height(self) -> float:
        """In points: the sum of the rows, each as Excel would read it."""
        first, total = self.row_height, self.xl.Size.Height
        return first * self.shape[0] if first is not None else measures.points(total)

    @property
    def left(self) -> float:
        """In points from the sheet's left edge."""
        return measures.points(self.xl.Position.X)

    @property
    def top(self) -> float:
        """In points from the sheet's top edge."""
        return measures.points(self.xl.Position.Y)

    def autofit(self, axis: str | None = None) -> None:
        """Columns as wide and rows as high as what they show."""
        self.check_open()
        if axis in (None, "columns", "c"):
            self.xl.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.xl.Rows.OptimalHeight = True

    # ------------------------------------------------------------ rules

    @property
    def data_validation(self) -> DataValidation:
        """What may be entered."""
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        """Formats that follow the values."""
        return ConditionalFormats(self)

    def show_filter(self) -> None:
        """Arrows on the first row that filter the others."""
        self.check_open()
        # A range with a name becomes a table of its own in a file; one without is the sheet's filter.
        ranges = self._sheet.book.xl.getPropertyValue("UnnamedDatabaseRanges")
        place = self.xl.getRangeAddress()
        ranges.setByTable(place)
        ranges.getByTable(place.Sheet).AutoFilter = True


class Font(Part, base_classes.Font):
    """The font of a range."""

    def __init__(self, parent: Looks) -> None:
        self._parent = parent
        self.office = parent.office

    @property
    def api(self) -> UnoObject:
        """The UNO range, which has the font's properties."""
        return self._parent.xl

    @property
    def bold(self) -> bool | None:
        """Whether it is bold."""
        return self._parent.uniform("CharWeight", None, lambda weight: weight >= BOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._parent._set(CharWeight=BOLD if value else NORMAL)

    @property
    def italic(self) -> bool | None:
        """Whether it is italic."""
        return self._parent.uniform("CharPosture", None, lambda slant: slant.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        name = "ITALIC" if value else "NONE"
        self._parent._set(CharPosture=self.office.enum("com.sun.star.awt.FontSlant", name))

    @property
    def size(self) -> float | None:
        """In points."""
        return self._parent.uniform("CharHeight", None, float)

    @size.setter
    def size(self, value: float) -> None:
        self._parent._set(CharHeight=float(value))

    @property
    def name(self) -> str | None:
        """The typeface."""
        return self._parent.uniform("CharFontName", None, str)

    @name.setter
    def name(self, value: str) -> None:
        self._parent._set(CharFontName=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """As (red, green, blue); None for automatic, or where the cells differ."""
        return colours.rgb(self._parent.uniform("CharColor", colours.NONE))

    @color.setter
    def color(self, value: Value) -> None:
        self._parent._set(CharColor=colours.number(value))


def _box(area: UnoObject) -> Box:
    return area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1
