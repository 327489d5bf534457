"""The sheet 'Review questions': what only a person can answer of a plan, each with a drop-down for the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from worker.messages.language import tr
from worker.shapes.grid import Cell, column_letter, column_number
from worker.shapes.question import Question
from xl_addin.looks import DECIDED, DOUBT, look
from xl_addin.pages import page
from xl_addin.pages.page import OPENINGS, QUESTIONS

if TYPE_CHECKING:
    from xlwings import Book, Sheet

FIRST = 5
"""First row of the table's body; its header stands above."""
COLUMNS = (("Answer", 24), ("Question", 58), ("What holds", 22), ("It changes", 28), ("Where", 24))
"""Together no wider than a screen of 1,366 pixels."""
FORMATS = ("@",) * len(COLUMNS)
ID = len(COLUMNS) + 1
"""The hidden column with what the reader needs: the question's id."""
WRAPPED = (1, 2, 3, 4)
"""Places of the columns whose texts break, from 0."""
HOW = (
    "Pick an answer in the first column; where it stays empty, the third column counts. Then map or export again; without "
    "the ribbon, save, and export with --mapping."
)


def write(book: Book, plan: str, questions: Sequence[Question]) -> Sheet | None:
    """Write the sheet in front of the others, those that money hangs on first; none where nothing is asked."""
    if not questions:
        return None
    ranked = sorted(questions, key=lambda question: not question.is_open)
    sheet = page.fresh(book, QUESTIONS, first=True)
    page.title(sheet, OPENINGS[QUESTIONS].format(plan=plan), _verdict(ranked), HOW)
    page.widths(sheet, [wide for _, wide in COLUMNS])
    page.table_head(sheet, FIRST - 1, [name for name, _ in COLUMNS])
    rows = [_cells(question) for question in ranked]
    page.body(sheet, FIRST, rows, FORMATS)
    for at in WRAPPED:
        sheet.range((FIRST, at + 1), (FIRST + len(rows) - 1, at + 1)).wrap_text = True
    page.heights(sheet, FIRST, rows, [wide for _, wide in COLUMNS], WRAPPED)
    page.text(sheet.range((FIRST, ID), (FIRST + len(rows) - 1, ID)), [[one.id] for one in ranked])
    width = max([ID, *(ID + len(question.options) for question in ranked)])
    for at, question in enumerate(ranked, FIRST):
        _offer(sheet, at, question)
        style = DOUBT if question.is_open else DECIDED if question.answer else None
        if style:
            look(sheet.range((at, 1), (at, len(COLUMNS))), style)
    sheet.range((1, ID), (1, width)).columns.hidden = True
    page.freeze(sheet, FIRST - 1)
    return sheet


def answers(book: Book) -> dict[str, str]:
    """Id of a question -> what a planner answered; none where *book* has no questions."""
    sheet = page.find(book, QUESTIONS)
    return {} if sheet is None else answers_in(page.block_of(sheet, FIRST, ID))


def answers_in(block: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """The same; *block* is the sheet's cells from row `FIRST` on, `ID` of each row."""
    return {str(cells[ID - 1]): text for cells in block if cells[ID - 1] and (text := _text(cells[0]))}


def _verdict(questions: Sequence[Question]) -> str:
    count = sum(question.is_open for question in questions)
    if not count:
        return "No answer changes an amount; you may still give one."
    return f"{count} of {len(questions)} {'needs' if count == 1 else 'need'} you: the answer changes amounts."


def _cells(question: Question) -> list[object]:
    places = [f"{sheet}!{span}" for sheet in question.sheets for span in _spans(question.columns)]
    return [
        question.answer or "",
        tr(question.text),
        question.default or tr("nothing is exported"),
        ", ".join(map(tr, question.changes)),
        ", ".join(places or question.sheets),
    ]


def _spans(letters: Sequence[str]) -> list[str]:
    """'D:P' for columns side by side, 'R' for one alone."""
    numbers = sorted(map(column_number, letters))
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    ends = [(column_letter(run[0]), column_letter(run[-1])) for run in runs]
    return [first if first == last else f"{first}:{last}" for first, last in ends]


def _offer(sheet: Sheet, at: int, question: Question) -> None:
    """The options as a drop-down; they stand in hidden cells, since a list of words takes no comma and few letters."""
    if not question.options:
        return
    options = sheet.range((at, ID + 1), (at, ID + len(question.options)))
    page.text(options, [question.options])
    sheet.range((at, 1)).data_validation.set_list(options)


def _text(cell: Cell) -> str:
    """A year that was typed is a number to the spreadsheet."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def with_answers(questions: Sequence[Question], by_id: Mapping[str, str]) -> tuple[Question, ...]:
    """*questions* with what was typed beside them."""
    return tuple(replace(question, answer=by_id.get(question.id)) for question in questions)
