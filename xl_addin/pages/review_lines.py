"""The lines of the Review sheet: its columns, and what a planner decided in each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from worker.errors import UsageError
from worker.messages.language import in_any_language, original
from worker.shapes.grid import column_letter
from worker.shapes.mapping import Origin, Verdict
from worker.shapes.review import ReviewRow
from worker.shapes.template import Template
from xl_addin.pages import page, review_fields
from xl_addin.pages.page import REVIEW

if TYPE_CHECKING:
    from xlwings import Sheet

COLUMNS = (
    ("Decision", 13),
    ("Source column", 18),
    ("Where", 15),
    ("Field", 18),
    ("Sample values", 20),
    ("Confidence", 12),
    ("From", 8),
    ("Why", 33),
    ("Alternative", 12),
    ("Second alternative", 13),
)
"""What a planner sees, as wide as a screen of 1,366 pixels."""
EARLIER_ORDER = (0, 1, 9, 3, 2, 4, 5, 6, 7, 8)
"""Where `COLUMNS` stand in a review that has its places last."""
DECISION, SOURCE, WHERE, FIELD, SAMPLE, CONFIDENCE, FROM, WHY = range(1, 9)
HIDDEN = ("Proposed", "Sheet", "Table", "Column", "Of", "Doubt", "Kept")
"""What the reader needs and a planner does not, in hidden columns behind the others."""
TABLE = (2, 3, 5)
"""Which of these say what a column is one of: its sheet, its table, and whether it is a period."""
WIDTH = len(COLUMNS)
LAST = WIDTH + len(HIDDEN)
COLUMN, PERIODS = "column", "periods"
VERDICTS, ORIGINS = get_args(Verdict), get_args(Origin)
FIRST = 5
"""First row of the table's body; its header stands above."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the Review sheet."""

    at: int
    """The sheet's row."""
    row: ReviewRow
    in_memory: str = ""
    """The decision that memory has already, as `decision_text` writes it."""
    revision: int = 0
    """The memory's revision when it was kept: the last click's lines have the highest."""
    typed: str = ""
    """What stood in the Decision cell."""

    @property
    def open(self) -> bool:
        """Whether a person should still look."""
        return self.row.in_doubt and not self.row.decision

    @property
    def new(self) -> bool:
        """Whether something was decided that memory does not know yet."""
        return bool(self.row.decision) and decision_text(self.row) != self.in_memory


def decision_text(row: ReviewRow) -> str:
    """A decision as one text: 'confirm', 'reject', 'correct spend'; '' where there is none."""
    return f"{row.decision or ''} {row.correct_field or ''}".strip()


def memo(line: Line) -> str:
    """What the hidden column keeps: '17 confirm'."""
    return f"{line.revision} {line.in_memory}" if line.in_memory else ""


def read_lines(sheet: Sheet, template: Template) -> list[Line]:
    """The rows of the Review sheet.

    Raises:
        UsageError: an entry that is not understood; names its cell.
    """
    return lines_in(page.block_of(sheet, FIRST - 1, LAST), template)


def lines_in(block: Iterable[Sequence[object]], template: Template) -> list[Line]:
    """The rows of the Review sheet; *block* is its cells from the head of the table on, `LAST` of each row.

    Raises:
        UsageError: an entry that is not understood; names its cell.
    """
    rows = iter(block)
    order = order_of(next(rows, ()))
    codes = review_fields.codes_of(template)
    return [
        _line([cells[place] for place in order], at, template, codes, column_letter(order[FIELD - 1] + 1))
        for at, cells in enumerate(rows, FIRST)
        if cells[WIDTH + 4]
    ]


def order_of(head: Sequence[object]) -> Sequence[int]:
    """Where each of our columns stands in a sheet with this head, from 0."""
    is_earlier = len(head) >= WIDTH and head[WIDTH - 1] in tuple(in_any_language(COLUMNS[WHERE - 1][0]))
    return (*(EARLIER_ORDER if is_earlier else range(WIDTH)), *range(WIDTH, LAST))


def _line(
    cells: Sequence[object], at: int, template: Template, codes: Mapping[str, str], letter: str
) -> Line:
    """One row in the order of `COLUMNS`; *codes* has the fields by word and code, *letter* is the Field column's."""
    words = ["" if value is None else str(value).strip() for value in cells]
    typed, proposed = words[FIELD - 1], words[WIDTH] or None
    if typed and typed.casefold() not in codes:
        raise UsageError(
            f"{REVIEW}!{letter}{at} says '{typed}', which is no field of {template.name}.",
            "Pick one of the list.",
        )
    if proposed and proposed not in template.names:
        raise _spoilt(at)
    entered = codes[typed.casefold()] if typed else None
    revision, _, previous = words[WIDTH + 6].partition(" ")
    choice = original(words[DECISION - 1], VERDICTS) or words[DECISION - 1].lower()
    if entered is None and (choice == "reject" or (choice == "confirm" and previous == "reject")):
        entered = proposed  # a rejected row shows no field
    decision, correct = verdict(choice, entered, proposed, at, letter)
    row = ReviewRow(
        sheet=words[WIDTH + 1],
        table=_whole(words[WIDTH + 2], at),
        column=_whole(words[WIDTH + 3], at),
        header=words[SOURCE - 1],
        sample=words[SAMPLE - 1],
        field=proposed,
        confidence=_share(cells[CONFIDENCE - 1]),
        origin=original(words[FROM - 1], ORIGINS) or words[FROM - 1],  # type: ignore[arg-type]  # as it was written
        reason=words[WHY - 1],
        alternatives=tuple(codes.get(t.casefold(), t) for t in words[WHY:WIDTH] if t),
        in_doubt=bool(words[WIDTH + 5]),
        decision=decision,
        correct_field=correct,
        periods=words[WIDTH + 4] == PERIODS,
    )
    return Line(at, row, previous, int(revision) if revision.isdigit() else 0, words[DECISION - 1])


def _whole(words: str, at: int) -> int:
    """A number of a hidden column, which nobody is meant to change."""
    try:
        number = int(float(words))
    except (ValueError, OverflowError):
        raise _spoilt(at) from None
    if number < 1:
        raise _spoilt(at)
    return number


def _share(cell: object) -> float:
    """What stands under Confidence; only shown, so that nonsense there is none."""
    return float(cell) if isinstance(cell, (int, float)) and 0 <= cell <= 1 else 0.0


def _spoilt(at: int) -> UsageError:
    return UsageError(
        f"{REVIEW}: row {at} was changed in its hidden columns.", "Map the plan again for a new Review sheet."
    )


def verdict(
    choice: str, entered: str | None, proposed: str | None, at: int, letter: str = column_letter(FIELD)
) -> tuple[Verdict | None, str | None]:
    """A changed field is a correction, whatever the first column says; a confirmed blank means 'no target'."""
    if choice and choice not in VERDICTS:
        raise UsageError(
            f"{REVIEW}!A{at} says '{choice}'.", "Use confirm, reject or correct, or leave it empty."
        )
    if entered != proposed:
        return "correct", entered
    if choice in ("confirm", "reject", "correct") and proposed is None:
        return "correct", None
    if choice == "correct":
        raise UsageError(
            f"{REVIEW}!A{at} says correct, but the field is as proposed.",
            f"Pick the right field in column {letter}.",
        )
    return ("confirm" if choice == "confirm" else "reject" if choice == "reject" else None), None


def decided(line: Line, choice: Verdict) -> Line:
    """*line* with the planner's click on Confirm or Reject; a changed or empty field is a correction all the same."""
    row = line.row
    if row.decision == "correct" and choice == "confirm":
        return line
    if row.field is None:
        return replace(line, row=replace(row, decision="correct", correct_field=None))
    return replace(line, row=replace(row, decision=choice, correct_field=None))
