"""The Flighting sheet: a picture of the plan's lines over weeks or months, from cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from worker.messages.language import tr
from worker.shapes.summary import NO_NAME, Flighting, FlightLine, Step
from worker.writers.sheets.dress import INK, MONEY, WHOLE, Dress, cut

NAME = "Flighting"
LABEL_WIDTH, AMOUNT_WIDTH = 20, 15
STEP_WIDTHS = {"week": 3.3, "month": 7.0}
SHADES = (0.35, 0.55, 0.78, 1.0)
"""How much of its channel's colour a cell has, by the size of its amount among those of its line."""
LEAST_FOR_YEAR = 2
"""Columns beside a month's first that leave room for its year."""
HEAD = 3
"""The row of the heads, from 0."""


def write(book: Dress, flighting: Flighting, colours: Mapping[str, str]) -> None:
    """Write the sheet; *colours* are those of the channels."""
    sheet = book.page(NAME)
    labels, steps = len(flighting.heads), len(flighting.starts)
    first = labels + 1
    sheet.set_column(0, labels - 1, LABEL_WIDTH)
    sheet.set_column(labels, labels, AMOUNT_WIDTH)
    sheet.set_column(first, first + steps - 1, STEP_WIDTHS[flighting.step])
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, tr(NAME), book.title)
    sheet.write_string(1, 0, tr(_words(flighting)), book.hint)
    _write_heads(book, sheet, flighting, first)
    sheet.freeze_panes(HEAD + 1, first)
    sheet.repeat_rows(HEAD - 1, HEAD)
    amount_code = MONEY if flighting.measure and flighting.measure.is_money else WHOLE
    for row, line in enumerate(flighting.lines, HEAD + 1):
        for at, text in enumerate(line.labels):
            sheet.write_string(row, at, cut(text), book.look())
        if flighting.measure:
            sheet.write_number(row, labels, line.amount, book.look(num_format=amount_code))
        for at, shade in enumerate(shades(line), first):
            colour = "#FFFFFF" if shade is None else blend(colours[line.group or NO_NAME], shade)
            cell = book.look(bg_color=colour, border=1, border_color="#EEF1F4")
            sheet.write_blank(row, at, None, cell)
    if flighting.more:
        words = f"... and {flighting.more:,} more lines, which the Raw data has."
        sheet.write_string(HEAD + 1 + len(flighting.lines), 0, tr(words), book.hint)


def _words(flighting: Flighting) -> str:
    measure = flighting.measure.title.lower() if flighting.measure else ""
    darker = f"; the darker, the more {measure} of the line" if measure else ""
    return f"One column a {flighting.step}{darker}. Colours are channels."


def _write_heads(book: Dress, sheet: Worksheet, flighting: Flighting, first: int) -> None:
    above = book.look(bold=True, font_color=INK)
    for start, end, name in spans(flighting.starts, flighting.step):
        short = name if end - start >= LEAST_FOR_YEAR else name.split()[0]
        sheet.write_string(HEAD - 1, first + start, " ".join(map(tr, short.split())), above)
    for at, head in enumerate(flighting.heads):
        sheet.write_string(HEAD, at, tr(head), book.header)
    measure = flighting.measure.title if flighting.measure else ""
    amount = book.look(bold=True, bg_color=INK, font_color="#FFFFFF", align="right")
    sheet.write_string(HEAD, len(flighting.heads), tr(measure), amount)
    centred = book.look(bold=True, bg_color=INK, font_color="#FFFFFF", align="center", font_size=8)
    for at, day in enumerate(flighting.starts, first):
        name = str(day.day) if flighting.step == "week" else day.strftime("%b")
        sheet.write_string(HEAD, at, tr(name), centred)


def shades(line: FlightLine) -> list[float | None]:
    """How dark each cell is, by its amount among those of the line; None where the line does not run."""
    most = max((abs(cell) for cell in line.cells if cell), default=0.0)
    return [
        None
        if cell is None
        else SHADES[min(int(abs(cell) / most * len(SHADES)), len(SHADES) - 1)]
        if most
        else SHADES[1]
        for cell in line.cells
    ]


def blend(colour: str, share: float) -> str:
    """*share* of a colour '#RRGGBB' on white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def spans(starts: Sequence[date], step: Step) -> list[tuple[int, int, str]]:
    """Runs of steps that begin in the same month, or year where steps are months: first, last, name."""
    names = [start.strftime("%b %Y") if step == "week" else str(start.year) for start in starts]
    runs, at = [], 0
    for name, group in groupby(names):
        count = len(list(group))
        runs.append((at, at + count - 1, name))
        at += count
    return runs
