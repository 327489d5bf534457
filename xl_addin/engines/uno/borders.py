"""Lines around and between the cells of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_addin.engines import border_lines
from xl_addin.engines.border_lines import Line
from xl_addin.engines.uno import colours
from xl_addin.engines.uno.connection import Part
from xl_addin.engines.uno.uno_object import UnoObject

if TYPE_CHECKING:
    from xl_addin.engines.uno.looks import Looks

SIDES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_vertical": "VerticalLine",
    "inside_horizontal": "HorizontalLine",
}
"""The members of com.sun.star.table.TableBorder2."""
STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17}
"""com.sun.star.table.BorderLineStyle."""
WEIGHTS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}
"""In hundredths of a millimetre."""


class Borders(Part, border_lines.Borders):
    """The borders of a range."""

    def __init__(self, parent: Looks) -> None:
        self.parent = parent
        self.office = parent.office

    @property
    def api(self) -> UnoObject:
        """All lines as LibreOffice holds them."""
        return self.parent.xl.TableBorder2

    def line(self, side: str) -> Line:
        """How *side* looks now."""
        owner, member = self.api, SIDES[side]
        line = getattr(owner, member)
        if not getattr(owner, f"Is{member}Valid") or not line.LineWidth:
            return Line()
        style = next((name for name, own in STYLES.items() if own == line.LineStyle), "continuous")
        weight = min(WEIGHTS, key=lambda name: abs(WEIGHTS[name] - line.LineWidth))
        return Line(style, weight, colours.rgb(line.Color))

    def draw(self, side: str, line: Line) -> None:
        """Make *side* look so, and leave the others."""
        self.parent.check_open()
        if line.style is not None and line.style not in STYLES:
            raise NotImplementedError(f"LibreOffice draws no '{line.style}' line for us.")
        width = WEIGHTS[line.weight or "thin"] if line.style else 0
        drawn = self.office.struct(
            "com.sun.star.table.BorderLine2",
            Color=colours.number(line.color or (0, 0, 0)),
            OuterLineWidth=width,
            LineWidth=width,
            LineStyle=STYLES[line.style or "continuous"],
        )
        border = self.office.struct("com.sun.star.table.TableBorder2", **{SIDES[side]: drawn})
        setattr(border, f"Is{SIDES[side]}Valid", True)
        self.parent.xl.TableBorder2 = border
