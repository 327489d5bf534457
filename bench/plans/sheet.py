"""A sheet of a made plan: cells by row and column, both from 1, and how they look."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel shows."""

    text: str
    result: float


Value = str | int | float | date | Formula | None
Place = tuple[int, int]


def letter(number: int) -> str:
    """1 -> 'A', 28 -> 'AB'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Sheet:
    """What a planner sees of one sheet."""

    name: str
    cells: dict[Place, Value] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    fills: set[Place] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    struck: set[Place] = field(default_factory=set)
    """Cells whose text is struck out."""
    labels: dict[int, str] = field(default_factory=dict)
    """What each row is: metadata, header, data, total, subtotal, section or note; a row that is not here is empty."""

    def put(self, row: int, column: int, value: Value, form: str = "") -> None:
        """Write one cell; None leaves it blank."""
        if value is not None:
            self.cells[row, column] = value
            if form:
                self.formats[row, column] = form

    def turn(self, top: int, left: int) -> None:
        """Make rows of the columns from *left* on, and columns of the rows from *top* on; what stands above stays."""

        def turned(place: Place) -> Place:
            row, column = place
            return (top + column - left, left + row - top) if row >= top else place

        self.cells = {turned(place): value for place, value in self.cells.items()}
        self.formats = {turned(place): form for place, form in self.formats.items()}
        self.fills, self.struck = set(map(turned, self.fills)), set(map(turned, self.struck))
        self.merges = [(*turned((a, b)), *turned((c, d))) for a, b, c, d in self.merges]
        self.labels = {}

    @property
    def height(self) -> int:
        """The last row with a cell or a fill."""
        return max((row for row, _ in [*self.cells, *self.fills]), default=0)

    @property
    def width(self) -> int:
        """The last column with a cell or a fill."""
        return max((column for _, column in [*self.cells, *self.fills]), default=0)

    def rows(self) -> list[list[Value]]:
        """All cells as rows of one length."""
        return [[self.cells.get((r, c)) for c in range(1, self.width + 1)] for r in range(1, self.height + 1)]


def shown(value: Value) -> Value:
    """A formula's result, any other value itself."""
    return value.result if isinstance(value, Formula) else value
