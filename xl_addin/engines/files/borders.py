"""Lines around and between the cells of a range in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openpyxl.styles.borders import Side

from xl_addin.engines import border_lines
from xl_addin.engines.border_lines import Line
from xl_addin.engines.cell_values import Value
from xl_addin.engines.files.formats import hex_of, rgb_of
from xl_addin.engines.files.styles import restyle

if TYPE_CHECKING:
    from xl_addin.engines.files.ranges import Range

WEIGHTS = {"hairline": "hair", "thin": "thin", "medium": "medium", "thick": "thick"}
STYLES = {
    "dot": "dotted",
    "dash": "dashed",
    "dash_dot": "dashDot",
    "dash_dot_dot": "dashDotDot",
    "double": "double",
}
"""A file says style and weight in one word; lines that are not drawn through have one weight."""
EDGES = {"edge_top": "top", "edge_bottom": "bottom", "edge_left": "left", "edge_right": "right"}


class Borders(border_lines.Borders):
    """The borders of a range."""

    def __init__(self, parent: Range) -> None:
        self.parent = parent

    @property
    def api(self) -> Value:
        """openpyxl's borders of the first cell."""
        return self.parent.sheet.xl.cell(self.parent.row, self.parent.column).border

    def line(self, side: str) -> Line:
        """How *side* looks now, by its first cell."""
        for cell, edge in self._cells(side):
            edge_line = getattr(cell.border, edge)
            word = edge_line.style if edge_line is not None else None
            if word is None:
                return Line()
            style = next((name for name, own in STYLES.items() if own == word), "continuous")
            weight = next((name for name, own in WEIGHTS.items() if own == word), "thin")
            return Line(style, weight, rgb_of(edge_line.color.rgb) if edge_line.color is not None else None)
        return Line()

    def draw(self, side: str, line: Line) -> None:
        """Make *side* look so, and leave the others."""
        stroke = Side()
        if line.style is not None:
            word = WEIGHTS[line.weight or "thin"] if line.style == "continuous" else STYLES.get(line.style)
            if word is None:
                raise NotImplementedError(f"A file has no '{line.style}' line for us.")
            stroke = Side(word, hex_of(line.color or (0, 0, 0)))  # type: ignore[arg-type]  # one of openpyxl's words
        cells = list(self._cells(side))
        if cells:
            edge = cells[0][1]
            restyle((cell for cell, _ in cells), "border", lambda border: setattr(border, edge, stroke))

    def _cells(self, side: str) -> Iterator[tuple[Value, str]]:
        """The cells that *side* touches, and the edge of them that it is."""
        top, left, bottom, right = self.parent.corners
        if side in EDGES:
            edge = EDGES[side]
            top, bottom = (
                (top, top) if edge == "top" else (bottom, bottom) if edge == "bottom" else (top, bottom)
            )
            left, right = (
                (left, left) if edge == "left" else (right, right) if edge == "right" else (left, right)
            )
        elif side == "inside_horizontal":
            edge, bottom = "bottom", bottom - 1
        else:
            edge, right = "right", right - 1
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield self.parent.sheet.xl.cell(row, column), edge
