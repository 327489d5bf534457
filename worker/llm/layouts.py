"""The task `layout`: which rows are the header, when the rules are unsure. Shapes of cells leave, never their text."""

from __future__ import annotations

from collections.abc import Mapping

from worker.lazy_dataclass import dataclass
from worker.llm.problems import problem
from worker.llm.prompts import Prompt, Prompts
from worker.llm.quotes import between
from worker.llm.schema import INTEGER, Schema, list_of, object_of
from worker.shapes.grid import Grid, cell_text
from worker.values.shape import value_shape

TASK = "layout"
MOST_ROWS = 40
MOST_COLUMNS = 24
ANSWER_TOKENS = 120


@dataclass(frozen=True, slots=True)
class LayoutAnswer:
    """Where the main table is, in sheet rows."""

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int


def layout_question(prompts: Prompts, grid: Grid) -> tuple[Prompt, Schema]:
    """The question for the top of a sheet."""
    rows = [f"{at} {_row(grid, at)}" for at in range(1, min(grid.height, MOST_ROWS) + 1)]
    if grid.height > MOST_ROWS:
        rows.append(f"... up to row {grid.height}")
    prompt = prompts[TASK].filled(row_shapes=between("data", rows))
    return prompt, object_of(header_rows=list_of(INTEGER), first_row=INTEGER, last_row=INTEGER)


def layout_answer(grid: Grid, reply: Mapping[str, object]) -> LayoutAnswer:
    """The answer, if it can be true of *grid*.

    Raises:
        ModelProblem: rows that do not exist, or a body above its header.
    """
    header, first, last = reply["header_rows"], reply["first_row"], reply["last_row"]
    assert isinstance(header, list) and isinstance(first, int) and isinstance(last, int)
    rows = tuple(sorted(set(header)))
    joined = bool(rows) and rows == tuple(range(rows[0], rows[-1] + 1))
    if not (joined and 1 <= rows[0] <= rows[-1] < first <= last <= grid.height):
        raise problem("model-nonsense", detail="the rows it names can't be a table of this sheet")
    return LayoutAnswer(rows, first, last)


def _row(grid: Grid, row: int) -> str:
    shapes = [
        value_shape(cell_text(grid.at(row, at))) or "-" for at in range(1, min(grid.width, MOST_COLUMNS) + 1)
    ]
    while shapes and shapes[-1] == "-":
        shapes.pop()
    runs: list[tuple[str, int]] = []
    for shape in shapes:
        if runs and runs[-1][0] == shape:
            runs[-1] = (shape, runs[-1][1] + 1)
        else:
            runs.append((shape, 1))
    return " | ".join(shape if count == 1 else f"{shape} x{count}" for shape, count in runs) or "blank"
