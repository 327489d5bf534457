"""One review for all plans of a batch: what is asked of several plans of a client is asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from worker.batch.job import Answers
from worker.errors import UsageError
from worker.shapes.grid import Book, Grid, cell_text
from worker.shapes.outcome import PlanOutcome
from worker.shapes.template import Template
from worker.text import normalise
from worker.writers.sheets.dress import INK, MONEY, Dress, cut, workbook

COLUMNS, QUESTIONS, PLANS = "Columns", "Questions", "Plans"
COLUMN_HEADS = ("Client", "Header", "Sample", "Taken for", "Plans", "Money", "Field")
QUESTION_HEADS = ("Client", "Question", "Options", "Taken", "Plans", "Money", "Answer", "id", "of")
PLAN_HEADS = ("Plan", "Client", "State", "Why", "Rows")
NO_FIELD = "(no field)"
WIDTHS = {"Question": 70, "Why": 80, "Plan": 60, "Sample": 40, "Header": 30, "Options": 40, "Client": 24}
WIDTH = 16
INPUT = "#FFF2CC"
"""The colour of a cell that a person fills in."""
MOST_OPTIONS = 255
"""Characters of a drop-down's own list; longer ones are typed."""


@dataclass
class Group:
    """The same thing in several plans of a client."""

    client: str
    text: str
    sample: str = ""
    proposal: str = ""
    options: tuple[str, ...] = ()
    plans: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """Of a question: its id in each of the plans."""
    money: float = 0.0
    """All that the plans have; of a question, what its answer changes."""


def groups(outcomes: Iterable[PlanOutcome]) -> tuple[list[Group], list[Group]]:
    """What is asked of columns, and the other questions; those that most money hangs on first."""
    columns: dict[tuple[str, str], Group] = {}
    questions: dict[tuple[str, ...], Group] = {}
    for outcome in outcomes:
        client, money = outcome.client or "", _largest(outcome.sums)
        for column in {normalise(one.header): one for one in outcome.columns}.values():
            key = (client, normalise(column.header))
            group = columns.setdefault(key, Group(client, column.header, column.sample, column.field or ""))
            group.plans.append(outcome.plan)
            group.money += money
        for question in outcome.questions:
            same = (client, question.kind, question.text, *question.options)
            group = questions.setdefault(
                same, Group(client, question.text, "", question.default or "", question.options)
            )
            group.plans.append(outcome.plan)
            group.ids.append(question.id)
            group.money += _largest(question.effect)
    return _sorted(columns.values()), _sorted(questions.values())


def write(outcomes: Sequence[PlanOutcome], template: Template, path: Path) -> None:
    """The review as a workbook; a person fills in its yellow cells.

    Raises:
        OSError: it can't be written.
    """
    columns, questions = groups(outcomes)
    with workbook(path, "Review of a batch") as book:
        heads = {COLUMNS: COLUMN_HEADS, QUESTIONS: QUESTION_HEADS, PLANS: PLAN_HEADS}
        sheets = {name: _sheet(book, name, heads[name]) for name in heads}
        fields = book.book.add_worksheet("Fields")
        fields.hide()
        fields.write_column(0, 0, [NO_FIELD, *template.names])
        choice = f"=Fields!$A$1:$A${len(template.names) + 1}"
        for row, group in enumerate(columns, 1):
            texts = (group.client, group.text, group.sample, group.proposal)
            _group(book, sheets[COLUMNS], row, group, texts, choice)
        for row, group in enumerate(questions, 1):
            options = " | ".join(group.options)
            texts = (group.client, group.text, options, group.proposal)
            _group(book, sheets[QUESTIONS], row, group, texts, _listed(group.options))
            _texts(sheets[QUESTIONS], row, ("\n".join(group.ids), "\n".join(group.plans)), first=7)
        for row, outcome in enumerate((one for one in outcomes if one.state != "settled"), 1):
            _texts(sheets[PLANS], row, (outcome.plan, outcome.client or "", outcome.state, outcome.reason))
            sheets[PLANS].write_number(row, 4, outcome.rows)
        sheets[QUESTIONS].set_column(7, 8, None, None, {"hidden": True})


def _group(
    book: Dress,
    sheet: Worksheet,
    row: int,
    group: Group,
    texts: Sequence[str],
    choice: str | list[str] | None,
) -> None:
    """One row that a person answers: what it is, how much hangs on it, and the yellow cell with its *choice*."""
    _texts(sheet, row, texts)
    sheet.write_number(row, 4, len(group.plans))
    sheet.write_number(row, 5, group.money, book.look(num_format=MONEY))
    sheet.write_blank(row, 6, None, book.look(bg_color=INPUT))
    if choice:
        sheet.data_validation(row, 6, row, 6, {"validate": "list", "source": choice})


def _listed(options: Sequence[str]) -> list[str] | None:
    """The options as a drop-down's own list; None where it can't hold them."""
    is_short = len(",".join(options)) <= MOST_OPTIONS
    return list(options) if is_short and not any("," in option for option in options) else None


def read(book: Book, template: Template) -> dict[str, Answers]:
    """By client, '' for none: the fields and answers that a person filled in.

    Raises:
        UsageError: it is no review of a batch, or names a field that the template does not have.
    """
    sheets = {grid.sheet: grid for grid in book.sheets}
    if not {COLUMNS, QUESTIONS} <= sheets.keys():
        raise UsageError(
            f"{book.name} is no review of a batch.", "Give the file that `batch --review` wrote."
        )
    fields: dict[str, dict[str, str | None]] = {}
    for client, header, *_, name in _rows(sheets[COLUMNS], len(COLUMN_HEADS)):
        if name and name != NO_FIELD and name not in template.names:
            raise UsageError(
                f"{book.name} names the field '{name}', which {template.name} does not have.",
                "Choose one from its list.",
            )
        if name:
            fields.setdefault(client, {})[normalise(header)] = None if name == NO_FIELD else name
    answers: dict[str, dict[str, dict[str, str]]] = {}
    for client, *_, answer, ids, plans in _rows(sheets[QUESTIONS], len(QUESTION_HEADS)):
        if answer:
            for id_, plan in zip(ids.split("\n"), plans.split("\n"), strict=True):
                answers.setdefault(client, {}).setdefault(plan, {})[id_] = answer
    return {
        client: Answers(fields.get(client, {}), answers.get(client, {})) for client in {*fields, *answers}
    }


def _rows(grid: Grid, width: int) -> Iterator[list[str]]:
    for row in grid.cells[1:]:
        cells = ["" if cell is None else cell_text(cell) for cell in row]
        yield (cells + [""] * width)[:width]


def _texts(sheet: Worksheet, row: int, texts: Iterable[str], first: int = 0) -> None:
    for at, text in enumerate(texts, first):
        if text:
            sheet.write_string(row, at, cut(text))


def _sheet(book: Dress, name: str, heads: Sequence[str]) -> Worksheet:
    sheet = book.book.add_worksheet(name)
    head = book.look(bold=True, bg_color=INK, font_color="#FFFFFF")
    for at, text in enumerate(heads):
        sheet.set_column(at, at, WIDTHS.get(text, WIDTH))
        sheet.write_string(0, at, text, head)
    sheet.freeze_panes(1, 0)
    return sheet


def _sorted(many: Iterable[Group]) -> list[Group]:
    return sorted(many, key=lambda group: (-group.money, -len(group.plans), group.client, group.text))


def _largest(sums: Mapping[str, Mapping[str, float]]) -> float:
    """The largest amount among {measure: {currency: amount}}."""
    return max((abs(amount) for one in sums.values() for amount in one.values()), default=0.0)
