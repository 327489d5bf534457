"""Excel's objects: what begins with a capital is theirs, named as Excel names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import win32gui

from xl_addin.engines.files.app import Apps
from xl_addin.engines.files.app import Book as FileBook
from xl_addin.engines.files.ranges import Range as Block
from xl_addin.engines.files.sheets import Sheet as FileSheet

VISIBLE, HIDDEN = -1, 0
NO_COLOUR, SOLID = -4142, 1
AUTOMATIC = -4105
LIST = 3
LONGEST_NAME = 31
ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
"""What COM sends for an error, a number that no cell holds."""
ACROSS = {"general": 1, "left": -4131, "center": -4108, "right": -4152}
DOWN = {"top": -4160, "center": -4108, "bottom": -4107}
SIDES = {
    7: "edge_left",
    8: "edge_top",
    9: "edge_bottom",
    10: "edge_right",
    11: "inside_vertical",
    12: "inside_horizontal",
}
LINES, WEIGHTS = {"continuous": 1, None: NO_COLOUR}, {"hairline": 1, "thin": 2, "medium": -4138, "thick": 4}


class Refusal(Exception):
    """What Excel answers with an error of its own: 1004, application-defined or object-defined."""


class Thing:
    """One of Excel's objects."""


def word(table: dict[Any, int], number: int) -> Any:
    """The engine's word for Excel's number."""
    return next(name for name, known in table.items() if known == number)


def one(values: Iterable[Any], mixed: Any = None) -> Any:
    """The value that all share, else *mixed*."""
    different = set(values)
    return different.pop() if len(different) == 1 else mixed


def number_of(colour: tuple[int, int, int] | None) -> int:
    red, green, blue = colour or (255, 255, 255)
    return red + green * 256 + blue * 65536


class Application(Thing):
    """The program: its workbooks, and how long it takes no calls."""

    def __init__(self) -> None:
        self.impl = Apps().add()
        self.window = win32gui.CreateWindow("STATIC", "Excel", 0, 0, 0, 0, 0, 0, 0, 0, None)
        self.values: dict[str, Any] = {
            "ScreenUpdating": True,
            "DisplayAlerts": True,
            "StatusBar": False,
            "Visible": True,
        }
        self.books: list[Workbook] = []
        self.ended = False
        self.refuses_each = self.calls = 0
        self.keys: list[str] = []

    def refuses(self) -> bool:
        """Whether this call meets an Excel that is busy."""
        self.calls += 1
        return bool(self.refuses_each) and self.calls % self.refuses_each == 0

    Name = property(lambda self: "Microsoft Excel")
    Version = property(lambda self: "16.0")
    Hwnd = property(lambda self: self.window)
    Application = property(lambda self: self)
    Workbooks = property(lambda self: Workbooks(self))
    ActiveWorkbook = property(lambda self: self.books[-1] if self.books else None)
    ActiveSheet = property(lambda self: self.books[-1].ActiveSheet if self.books else None)
    International = property(lambda self: tuple(",") * 45)
    Calculation = property(lambda self: AUTOMATIC)
    ScreenUpdating = property(
        lambda self: self.values["ScreenUpdating"], lambda self, v: self.values.update(ScreenUpdating=v)
    )
    DisplayAlerts = property(
        lambda self: self.values["DisplayAlerts"], lambda self, v: self.values.update(DisplayAlerts=v)
    )
    StatusBar = property(
        lambda self: self.values["StatusBar"], lambda self, v: self.values.update(StatusBar=v)
    )
    Visible = property(lambda self: self.values["Visible"], lambda self, v: self.values.update(Visible=v))

    @property
    def Selection(self) -> Range | None:
        """The selected cells of the sheet in front."""
        return self.ActiveSheet.selected if self.books else None

    def Calculate(self) -> None:
        """Nothing here calculates."""

    def OnKey(self, Key: Any, Procedure: Any) -> None:
        """Note the keys that were given back."""
        self.keys.append(Key)

    def Busy(self, Each: Any) -> None:
        """A test's word, none of Excel's: refuse each so many calls from now on; 0 takes all."""
        self.refuses_each, self.calls = int(Each), 0

    def Quit(self) -> None:
        self.ended = True


class Workbooks(Thing):
    def __init__(self, app: Application) -> None:
        self.app = app

    Application = property(lambda self: self.app)
    Count = property(lambda self: len(self.app.books))

    def Item(self, Index: Any) -> Workbook:
        return picked(self.app.books, Index)

    def _NewEnum(self) -> list[Any]:
        return list(self.app.books)

    def Add(self, Template: Any) -> Workbook:
        return self._opened(self.app.impl.books.add(), None)

    def Open(self, Filename: Any, UpdateLinks: Any, ReadOnly: Any, Format: Any, Password: Any, WriteResPassword: Any,
             IgnoreReadOnlyRecommended: Any, Origin: Any, Delimiter: Any, Editable: Any, Notify: Any, Converter: Any,
             AddToMru: Any, Local: Any, CorruptLoad: Any) -> Workbook:  # fmt: skip
        return self._opened(self.app.impl.books.open(Filename), Filename)

    def _opened(self, impl: FileBook, file: str | None) -> Workbook:
        book = Workbook(self.app, impl, results_of(file) if file else {})
        self.app.books.append(book)
        return book


def picked(things: Sequence[Any], index: Any) -> Any:
    """By name, whatever its case, or by place from 1."""
    for at, thing in enumerate(things, 1):
        if index == at or (isinstance(index, str) and thing.Name.casefold() == index.casefold()):
            return thing
    raise Refusal("Subscript out of range")


def results_of(file: str) -> dict[tuple[str, int, int], Any]:
    """What formulas came to when the file was saved, by sheet and cell; openpyxl reads either these or the formulas."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


class Workbook(Thing):
    def __init__(self, app: Application, impl: FileBook, results: dict[tuple[str, int, int], Any]) -> None:
        self.app, self.impl, self.results = app, impl, results
        self.saved = True
        self.selections: dict[str, Block] = {}

    Name = property(lambda self: self.impl.name)
    FullName = property(lambda self: self.impl.fullname)
    Path = property(lambda self: str(Path(self.impl.fullname).parent) if self.impl.path else "")
    FileFormat = property(lambda self: 51)
    Saved = property(lambda self: self.saved, lambda self, value: setattr(self, "saved", value))
    ProtectStructure = property(lambda self: False)
    Application = property(lambda self: self.app)
    Parent = property(lambda self: self.app)
    Worksheets = property(lambda self: Worksheets(self))
    Sheets = Worksheets
    Windows = property(lambda self: Windows(self))
    Names = property(lambda self: Names(self))
    ActiveSheet = property(lambda self: Worksheet(self, self.impl.sheets.active))

    def Activate(self) -> None:
        self.app.books.remove(self)
        self.app.books.append(self)

    def Save(self) -> None:
        self.impl.save()
        self.saved = True

    def SaveAs(self, Filename: Any, FileFormat: Any, Password: Any) -> None:
        self.impl.save(Filename)
        self.saved = True

    def Close(self, SaveChanges: Any) -> None:
        self.app.books.remove(self)


class Names(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: len(self.book.impl.names))

    def Item(self, Index: Any) -> Name:
        try:
            return Name(self.book.impl.names(int(Index) if isinstance(Index, float) else Index))
        except (KeyError, IndexError):
            raise Refusal("no such name") from None

    def _NewEnum(self) -> list[Any]:
        return [Name(name) for name in self.book.impl.names]


class Name(Thing):
    def __init__(self, impl: Any) -> None:
        self.impl = impl

    Name = property(lambda self: self.impl.name)
    RefersTo = property(lambda self: self.impl.refers_to)


class Windows(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: 1)

    def Item(self, Index: Any) -> Window:
        return Window(self.book)


class Window(Thing):
    """The workbook's window: what it says is of the sheet that it shows."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    @property
    def sheet(self) -> FileSheet:
        return self.book.impl.sheets.active

    DisplayGridlines = property(
        lambda self: self.sheet.show_gridlines,
        lambda self, value: setattr(self.sheet, "show_gridlines", value),
    )
    ScrollRow = property(lambda self: 1, lambda self, value: None)
    ScrollColumn = property(lambda self: 1, lambda self, value: None)
    SplitRow = property(lambda self: self._split[0], lambda self, value: self._freeze(rows=int(value)))
    SplitColumn = property(lambda self: self._split[1], lambda self, value: self._freeze(columns=int(value)))

    @property
    def FreezePanes(self) -> bool:
        return self.sheet.xl.freeze_panes is not None

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        if not value:
            self.sheet.xl.freeze_panes = None

    @property
    def _split(self) -> tuple[int, int]:
        pane = self.sheet.xl.sheet_view.pane
        return (int(pane.ySplit or 0), int(pane.xSplit or 0)) if pane else (0, 0)

    def _freeze(self, rows: int | None = None, columns: int | None = None) -> None:
        down, across = self._split
        down, across = down if rows is None else rows, across if columns is None else columns
        self.sheet.xl.freeze_panes = self.sheet.range((down + 1, across + 1)).get_address(False, False, False)


class Worksheets(Thing):
    def __init__(self, book: Workbook) -> None:
        self.book = book

    Count = property(lambda self: len(self.book.impl.sheets))
    Application = property(lambda self: self.book.app)
    Parent = property(lambda self: self.book)

    def Item(self, Index: Any) -> Worksheet:
        return picked(self._NewEnum(), Index)

    def _NewEnum(self) -> list[Any]:
        return [Worksheet(self.book, sheet) for sheet in self.book.impl.sheets]

    def Add(self, Before: Any, After: Any) -> Worksheet:
        beside = {"before": Before and Before.impl, "after": After and After.impl}
        if not (Before or After):
            beside["before"] = self.book.impl.sheets.active
        sheet = self.book.impl.sheets.add(**beside)
        sheet.activate()
        self.book.saved = False
        return Worksheet(self.book, sheet)


class Worksheet(Thing):
    def __init__(self, book: Workbook, impl: FileSheet) -> None:
        self.book, self.impl = book, impl

    Index = property(lambda self: self.impl.index)
    Parent = property(lambda self: self.book)
    Application = property(lambda self: self.book.app)
    Visible = property(
        lambda self: VISIBLE if self.impl.visible else HIDDEN,
        lambda self, value: setattr(self.impl, "visible", bool(value)),
    )
    ProtectContents = property(lambda self: bool(self.impl.xl.protection.sheet))
    UsedRange = property(lambda self: Range(self, self.impl.used_range))
    Cells = property(lambda self: Range(self, self.impl.cells))

    @property
    def Name(self) -> str:
        return self.impl.name

    @Name.setter
    def Name(self, value: str) -> None:
        others = [sheet.name.casefold() for sheet in self.book.impl.sheets if sheet.xl is not self.impl.xl]
        if not 0 < len(value) <= LONGEST_NAME or set(value) & set("[]:*?/\\") or value.casefold() in others:
            raise Refusal(f"'{value}' is no name for a sheet")
        self.impl.name = value

    @property
    def selected(self) -> Range:
        block = self.book.selections.get(self.impl.name) or self.impl.range((1, 1))
        return Range(self, block)

    def Range(self, Cell1: Any, Cell2: Any) -> Range:
        ends = [cell.block if isinstance(cell, Range) else cell for cell in (Cell1, Cell2)]
        return Range(self, self.impl.range(*ends))

    def Activate(self) -> None:
        if not self.impl.visible:
            raise Refusal("a hidden sheet can't be shown")
        self.impl.activate()

    def Select(self) -> None:
        self.Activate()

    def Delete(self) -> None:
        if sum(sheet.visible for sheet in self.book.impl.sheets) == 1 and self.impl.visible:
            raise Refusal("the last sheet stays")
        self.impl.delete()
        self.book.saved = False

    def Move(self, Before: Any, After: Any) -> None:
        self.impl.move(Before and Before.impl, After and After.impl)


class Range(Thing):
    """Cells of a sheet, one block."""

    def __init__(self, sheet: Worksheet, block: Block) -> None:
        self.sheet, self.block = sheet, block

    Row = property(lambda self: self.block.row)
    Column = property(lambda self: self.block.column)
    Count = property(lambda self: len(self.block))
    CountLarge = Count
    Worksheet = property(lambda self: self.sheet)
    Parent = property(lambda self: self.sheet)
    Application = property(lambda self: self.sheet.book.app)
    Cells = property(lambda self: self)
    Rows = property(lambda self: Lines(self, rows=True))
    Columns = property(lambda self: Lines(self, rows=False))
    EntireRow = property(lambda self: Lines(self, rows=True))
    EntireColumn = property(lambda self: Lines(self, rows=False))
    Address = property(lambda self: self.block.address)
    Interior = property(lambda self: Interior(self))
    Font = property(lambda self: Font(self))
    Hyperlinks = property(lambda self: Hyperlinks(self))
    Validation = property(lambda self: Validation(self))
    FormatConditions = property(lambda self: FormatConditions(self))
    MergeArea = property(lambda self: Range(self.sheet, self.block.merge_area))
    HasArray = property(lambda self: self.block.has_array)
    NumberFormat = property(
        lambda self: self.block.number_format, lambda self, value: self._set("number_format", value)
    )
    ColumnWidth = property(
        lambda self: self.block.column_width, lambda self, value: self._set("column_width", value)
    )
    RowHeight = property(
        lambda self: self.block.row_height, lambda self, value: self._set("row_height", value)
    )
    WrapText = property(
        lambda self: self.block.wrap_text, lambda self, value: self._set("wrap_text", bool(value))
    )
    HorizontalAlignment = property(
        lambda self: ACROSS[self.block.horizontal_alignment],
        lambda self, value: self._set("horizontal_alignment", word(ACROSS, value)),
    )
    VerticalAlignment = property(
        lambda self: DOWN[self.block.vertical_alignment],
        lambda self, value: self._set("vertical_alignment", word(DOWN, value)),
    )

    def _set(self, name: str, value: Any) -> None:
        setattr(self.block, name, value)
        self.sheet.book.saved = False

    def _at(self, row: int, column: int) -> Any:
        return self.sheet.impl.xl.cell(row, column).value

    def places(self) -> Iterator[tuple[int, int]]:
        """Rows and columns of its cells, as far as the sheet is used."""
        top, left, bottom, right = self.block.corners
        bottom, right = (
            min(bottom, max(self.sheet.impl.xl.max_row, top)),
            min(right, max(self.sheet.impl.xl.max_column, left)),
        )
        return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    def Item(self, RowIndex: Any, ColumnIndex: Any) -> Range:
        whole = [None if index is None else int(index) for index in (RowIndex, ColumnIndex)]
        return Range(self.sheet, self.block(*whole))

    def GetAddress(self, RowAbsolute: Any, ColumnAbsolute: Any, ReferenceStyle: Any, External: Any) -> str:
        return self.block.get_address(bool(RowAbsolute), bool(ColumnAbsolute), bool(External))

    @property
    def Value(self) -> Any:
        """A number is a float, as Excel's are; a formula is what it came to."""
        results, name = self.sheet.book.results, self.sheet.impl.name
        shown = self.block.raw_value
        rows = shown if len(self.block) > 1 else [[shown]]
        table = tuple(
            tuple(
                sent(results.get((name, row, column)) if is_formula(cell) else cell)
                for column, cell in enumerate(line, self.Column)
            )
            for row, line in enumerate(rows, self.Row)
        )
        return table if len(self.block) > 1 else table[0][0]

    @Value.setter
    def Value(self, value: Any) -> None:
        rows = value if isinstance(value, tuple) else ((value,) * self.block.shape[1],) * self.block.shape[0]
        for row, line in enumerate(rows, self.Row):
            for column, cell in enumerate(line if isinstance(line, tuple) else (line,), self.Column):
                place = self.sheet.impl.range((row, column))
                place.raw_value = entered(cell, place.number_format)
        self.sheet.book.saved = False

    @property
    def Formula(self) -> Any:
        return self.block.formula

    @Formula.setter
    def Formula(self, value: Any) -> None:
        self._set("formula", value)

    Formula2 = Formula

    @property
    def MergeCells(self) -> bool | None:
        merged = {place for area in self.sheet.impl.xl.merged_cells.ranges for place in area.cells}
        return one(place in merged for place in self.places())

    def Borders(self, Index: Any) -> Border:
        return Border(self, SIDES[int(Index)])

    def SpecialCells(self, Type: Any, Value: Any) -> Range:
        """Only asked for cells with a rule, where the block itself has none."""
        raise Refusal("No cells were found.")

    def ClearContents(self) -> None:
        self.block.clear_contents()
        self.sheet.book.saved = False

    def Clear(self) -> None:
        self.block.clear()
        self.sheet.book.saved = False

    def Select(self) -> None:
        if self.sheet.impl.xl is not self.sheet.book.impl.sheets.active.xl:
            raise Refusal("only cells of the sheet in front can be selected")
        self.sheet.book.selections[self.sheet.impl.name] = self.block


def is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def sent(value: Any) -> Any:
    """A cell's value as COM sends it."""
    if isinstance(value, bool) or value is None or value == "":
        return value if value != "" else None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        return ERRORS.get(value, value)
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def entered(value: Any, code: str | None) -> Any:
    """What a cell makes of a value: a text that looks like a number is one, unless the cell is formatted as text."""
    if value in ("", None):
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, str) and code != "@":
        with suppress(ValueError):
            return float(value)
    return value


class Lines(Thing):
    """The rows or the columns of a range."""

    def __init__(self, cells: Range, rows: bool) -> None:
        self.cells, self.rows = cells, rows

    Count = property(lambda self: self.cells.block.shape[0 if self.rows else 1])
    Rows = property(lambda self: self)
    Columns = property(lambda self: self)

    def Item(self, Index: Any) -> Lines:
        at = int(Index)
        block = self.cells.block
        part = block(at, 1) if self.rows else block(1, at)
        return Lines(Range(self.cells.sheet, part), self.rows)

    @property
    def _dimensions(self) -> list[Any]:
        top, left, bottom, right = self.cells.block.corners
        sheet = self.cells.sheet.impl.xl
        if self.rows:
            return [sheet.row_dimensions[row] for row in range(top, bottom + 1)]
        return [
            sheet.column_dimensions[openpyxl.utils.get_column_letter(at)] for at in range(left, right + 1)
        ]

    @property
    def Hidden(self) -> bool | None:
        return one(bool(line.hidden) for line in self._dimensions)

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        for line in self._dimensions:
            line.hidden = bool(value)

    def AutoFit(self) -> None:
        self.cells.block.autofit("rows" if self.rows else "columns")


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


def split(colour: int) -> tuple[int, int, int]:
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


class Hyperlinks(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def Item(self, Index: Any) -> Hyperlink:
        return Hyperlink(self.cells, self.cells.block.hyperlink)

    def Add(
        self, Anchor: Any, Address: Any, SubAddress: Any, ScreenTip: Any, TextToDisplay: Any
    ) -> Hyperlink:
        link = Hyperlink(Anchor, Address)
        link.TextToDisplay = TextToDisplay or str(Anchor.Value or Address)
        return link


class Hyperlink(Thing):
    def __init__(self, cells: Range, address: str) -> None:
        self.cells, self.address = cells, address
        self.tip = ""

    Address = property(lambda self: self.address)

    @property
    def TextToDisplay(self) -> str:
        return str(self.cells.Value)

    @TextToDisplay.setter
    def TextToDisplay(self, value: str) -> None:
        self.cells.block.add_hyperlink(self.address, value, self.tip)
        self.cells.sheet.book.saved = False

    @property
    def ScreenTip(self) -> str:
        return self.tip

    @ScreenTip.setter
    def ScreenTip(self, value: str) -> None:
        self.tip = value
        self.cells.block.add_hyperlink(self.address, self.TextToDisplay, value)


class Validation(Thing):
    """A list to pick from; asking where there is none is an error, as in Excel."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    @property
    def Type(self) -> int:
        if self.cells.block.data_validation.type == "none":
            raise Refusal("no rule here")
        return LIST

    Formula1 = property(lambda self: self.cells.block.data_validation.source)
    InCellDropdown = property(
        lambda self: self.cells.block.data_validation.in_cell_dropdown, lambda self, value: None
    )

    def Add(self, Type: Any, AlertStyle: Any, Operator: Any, Formula1: Any, Formula2: Any) -> None:
        if self.cells.block.data_validation.type != "none":
            raise Refusal("there is a rule already")
        sheet, _, address = Formula1.removeprefix("=").rpartition("!")
        name = sheet.strip("'").rpartition("]")[2]
        source = self.cells.sheet.book.impl.sheets(name).range(address) if sheet else Formula1.split(",")
        self.cells.block.data_validation.set_list(source, True)

    def Modify(self, Type: Any, AlertStyle: Any, Operator: Any, Formula1: Any, Formula2: Any) -> None:
        self.Delete()
        self.Add(Type, AlertStyle, Operator, Formula1, Formula2)

    def Delete(self) -> None:
        self.cells.block.data_validation.delete()


class FormatConditions(Thing):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    Count = property(lambda self: len(self.cells.block.conditional_formats))

    def Item(self, Index: Any) -> Databar:
        return Databar(self.cells)

    def AddDatabar(self) -> Databar:
        spec = {
            "threshold_types": ("number", "number"),
            "thresholds": (0, 1),
            "bar_color": (0, 0, 255),
            "show_value": True,
        }
        self.cells.block.conditional_formats.add_data_bar(spec)
        return Databar(self.cells)


class Databar(Thing):
    """The bar of a rule; its colour and ends are taken, and not drawn."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells
        self.values: dict[str, Any] = {}

    BarColor = property(lambda self: BarColor())
    BarFillType = property(lambda self: 1, lambda self, value: None)
    ShowValue = property(lambda self: True, lambda self, value: None)
    MinPoint = property(lambda self: BarPoint())
    MaxPoint = property(lambda self: BarPoint())
    Type = property(lambda self: 4)

    def SetFirstPriority(self) -> None: ...


class BarColor(Thing):
    Color = property(lambda self: 0, lambda self, value: None)


class BarPoint(Thing):
    def Modify(self, newtype: Any, newvalue: Any) -> None: ...


WITH_NAMES: Sequence[type[Thing]] = (Workbook, Worksheets, Worksheet, Hyperlinks, Validation)
"""Those whose methods are called with arguments by name, which pywin32 needs type information for; asking costs time."""
