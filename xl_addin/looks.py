"""How our sheets look: one font, calm colours, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError

if TYPE_CHECKING:
    from xlwings import Range

SHEET_FONT = "Calibri"
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """A style that goes on a range; None leaves as it is."""

    size: float | None = None
    bold: bool | None = None
    colour: Colour | None = None
    fill: Colour | None = None


TITLE = Look(size=16, bold=True, colour=(31, 56, 84))
HINT = Look(size=10, colour=(89, 99, 110))
HEADER = Look(size=10, bold=True, colour=(255, 255, 255), fill=(46, 84, 120))
BODY = Look(size=10)
DOUBT = Look(fill=(255, 244, 206))
DECIDED = Look(fill=(232, 243, 226))
WARNING = Look(colour=(156, 0, 6), fill=(255, 199, 206))
LINK = Look(colour=(5, 99, 193))
RULE: Colour = (208, 217, 226)
"""The fine lines between rows."""
BLUE, PALE_BLUE, BAR = (46, 84, 120), (159, 188, 214), (197, 214, 230)
"""What is drawn: charts, and bars behind numbers."""


@contextmanager
def ornament() -> Iterator[None]:
    """A chart, a note, a rule of colour: where the program can't or won't, the sheet goes without it.

    Raises:
        MediaMapperError: the program is busy or gone, which the sheet itself would meet as well.
    """
    try:
        yield
    except MediaMapperError:
        raise
    except Exception:  # noqa: S110 - each engine and each program has errors of its own
        pass


def together(block: Range) -> AbstractContextManager[None]:
    """Changes to the sheet of *block* that need not be seen one by one: a program that takes many at once gets them so."""
    gathered: Callable[[], AbstractContextManager[None]] = getattr(block.impl, "together", nullcontext)
    return gathered()


def coloured_where(block: Range, formula: str, style: Look, scratch: Range) -> None:
    """Give the cells of *block* a style for as long as *formula*, in English and without relative places, holds.

    Excel takes such a formula in its own language alone, and relative places as seen from the selected cell.

    Args:
        scratch: an empty cell, which is empty again afterwards.
    """
    with ornament():
        block.conditional_formats.add_custom(
            _in_its_language(formula, scratch), fill_color=style.fill, font_color=style.colour
        )


def _in_its_language(formula: str, scratch: Range) -> str:
    """'=UND(A1;B1)' in a German Excel, as one of its cells spells it; other programs take English."""
    app = scratch.sheet.book.app
    if app.engine.name != "excel":
        return formula
    scratch.formula = formula
    try:
        return str(scratch.api.FormulaLocal)
    finally:
        scratch.clear_contents()


def look(block: Range, style: Look) -> None:
    """Give *block* a style."""
    with together(block):
        block.font.name = SHEET_FONT
        if style.size:
            block.font.size = style.size
        if style.bold is not None:
            block.font.bold = style.bold
        if style.colour:
            block.font.color = style.colour
        if style.fill:
            block.color = style.fill
        if style is BODY:
            block.vertical_alignment = "center"


def heading(block: Range, style: Look) -> None:
    """A table's header row."""
    with together(block):
        look(block, style)
        block.vertical_alignment = "center"
        block.row_height = 22
    airy(block)


def airy(block: Range) -> None:
    """Texts stand left with room around them; a program whose xlwings engine can't indent sets them close."""
    block.horizontal_alignment = "left"
    with ornament():
        block.adjust_indent(1)


def to_the_right(block: Range) -> None:
    """Numbers stand right; their formats make the room that an indent would.

    LibreOffice forgets an indent to the right where the cell to the left differs in its number format alone.
    """
    block.horizontal_alignment = "right"
    with ornament():
        block.adjust_indent(-1)


def ruled(block: Range) -> None:
    """A fine line under each row."""
    sides = ["edge_bottom", "inside_horizontal"] if block.shape[0] > 1 else ["edge_bottom"]
    with ornament():
        block.borders.set(sides, line_style="continuous", weight="thin", color=RULE)
