"""The formulas: MAP_COLUMN, MAP_CONFIDENCE, MAP_WHY and MAP_VALUE.

A cell or a range goes in, a value or a block of the same shape comes out. They answer from memory and rules only,
never ask the model, never change anything and never show an exception: '?' where nothing is known, and MAP_WHY tells.
The docstrings are the texts of Excel's Function Wizard, which cuts them at 255 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from worker import paths
from worker.shapes.grid import cell_text, samples_of
from xl_addin.client import Client
from xl_addin.engines.lean_xlwings import xw
from xl_addin.formula_answers import Answer, Answers, Question, of_problem

UNKNOWN = "?"
CATEGORY = "MediaMapper"
Argument = Any
"""What a formula is given or gives: a cell, or rows of cells; xlwings converts both by this type at run time."""
Cells = Sequence[Sequence[Argument]]


def answers() -> Answers:
    """The answers that this process knows; they live as long as Excel's Python does."""
    return _answers(paths.memory_dir())


@lru_cache(maxsize=4)
def _answers(folder: Path) -> Answers:
    return Answers(Client(folder))


@xw.func(category=CATEGORY)
@xw.arg("header", ndim=2, doc="A header, or a range of headers.")
@xw.arg(
    "samples", ndim=2, doc="Cells below the header; for several headers a column of cells each. Optional."
)
def map_column(header: Argument, samples: Argument = None) -> Argument:
    """The target field of a column header, or of each header in a range. Answers from memory and rules, never from the model. '?' means not known: =MAP_WHY(...) says why."""
    return _each(header, lambda block: _header_answers(block, samples), _field)


@xw.func(category=CATEGORY)
@xw.arg("header", ndim=2, doc="A header, or a range of headers.")
@xw.arg(
    "samples", ndim=2, doc="Cells below the header; for several headers a column of cells each. Optional."
)
def map_confidence(header: Argument, samples: Argument = None) -> Argument:
    """How sure MediaMapper is of the field that =MAP_COLUMN(...) shows, from 0 to 1; 0 where it shows none."""
    return _each(header, lambda block: _header_answers(block, samples), _confidence)


@xw.func(category=CATEGORY)
@xw.arg("header", ndim=2, doc="A header, or a range of headers.")
@xw.arg(
    "samples", ndim=2, doc="Cells below the header; for several headers a column of cells each. Optional."
)
def map_why(header: Argument, samples: Argument = None) -> Argument:
    """One sentence on why =MAP_COLUMN(...) shows what it shows: who confirmed it, which rule found it, or what is missing and what to do."""
    return _each(header, lambda block: _header_answers(block, samples), lambda answer: answer.reason)


@xw.func(category=CATEGORY)
@xw.arg("field", doc="A field of the template, for example platform.")
@xw.arg("value", ndim=2, doc="A value as the plan has it, or a range of values.")
def map_value(field: Argument, value: Argument) -> Argument:
    """The standard spelling of a value of a field: =MAP_VALUE("platform", "FB") shows Meta. Takes a range of values too. '?' means not known."""
    name = cell_text(_single(field)).strip()
    return _each(value, lambda block: _value_answers(name, block), _field)


# ---------------------------------------------------------------- from cells to questions and back


def _each(
    cells: Argument, ask: Callable[[Cells], list[Answer | None]], show: Callable[[Answer], Argument]
) -> Argument:
    """The answers in the shape of *cells*; blank where a cell is blank."""
    block = _block(cells)
    stream = iter(ask(block))
    result = [["" if answer is None else show(answer) for _, answer in zip(row, stream)] for row in block]  # noqa: B905 - row by row from one stream
    return result[0][0] if len(block) == 1 and len(block[0]) == 1 else result


def _header_answers(block: Cells, samples: Argument) -> list[Answer | None]:
    headers = [cell_text(cell).strip() for row in block for cell in row]
    columns = _columns(samples, block)
    if columns is None:
        wrong = of_problem(f"Give a column of samples for each of the {len(headers)} headers, or none.")
        return [wrong if header else None for header in headers]
    questions: list[Question] = list(zip(headers, columns, strict=True))
    stream = iter(answers().headers([question for question in questions if question[0]]))
    return [next(stream) if header else None for header in headers]


def _columns(samples: Argument, block: Cells) -> list[tuple[str, ...]] | None:
    """The samples of each header; None where their shape does not fit."""
    count = sum(len(row) for row in block)
    cells = _block(samples)
    if _is_omitted(cells):
        return [()] * count
    if count == 1:
        return [samples_of([cell for row in cells for cell in row])]
    if len(cells[0]) == count:
        return [samples_of(column) for column in zip(*cells, strict=True)]
    if len(block) == count == len(cells):  # headers below each other, the samples of each beside it
        return [samples_of(row) for row in cells]
    return None


def _is_omitted(cells: Cells) -> bool:
    """Whether *cells* are no samples: one blank cell is what VBA's omitted argument becomes on its way."""
    return len(cells) == 1 and len(cells[0]) == 1 and cells[0][0] in (None, "")


def _value_answers(field: str, block: Cells) -> list[Answer | None]:
    values = [cell_text(cell).strip() for row in block for cell in row]
    if not field:
        return [of_problem("Name a field.") if value else None for value in values]
    stream = iter(answers().values(field, [value for value in values if value]))
    return [next(stream) if value else None for value in values]


def _field(answer: Answer) -> str:
    return "" if answer.none_by_memory else answer.name or UNKNOWN


def _confidence(answer: Answer) -> float | str:
    return answer.confidence if answer.settled else UNKNOWN


def _block(cells: Argument) -> Cells:
    """One cell, a row or a block as a block."""
    if not isinstance(cells, (list, tuple)):
        return [[cells]]
    if not cells:
        return [[None]]
    return cells if isinstance(cells[0], (list, tuple)) else [cells]


def _single(cell: Argument) -> Argument:
    while isinstance(cell, (list, tuple)):
        cell = cell[0] if cell else None
    return cell
