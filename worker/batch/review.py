"""One review for all plans of a batch: what is asked of several plans of a client is asked once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from worker.batch.job import Answers
from worker.errors import UsageError
from worker.shapes.grid import Book, Grid, shown
from worker.shapes.outcome import PlanOutcome
from worker.shapes.template import Template
from worker.text import normalise

COLUMNS, QUESTIONS, PLANS = "Columns", "Questions", "Plans"
COLUMN_HEADS = ("Client", "Header", "Sample", "Taken for", "Plans", "Money", "Field")
QUESTION_HEADS = ("Client", "Question", "Options", "Taken", "Plans", "Money", "Answer", "id", "of")
PLAN_HEADS = ("Plan", "Client", "State", "Why", "Rows")
NO_FIELD = "(no field)"
FONT = {"font_name": "Calibri", "font_size": 10}
HEADER = {**FONT, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
INPUT = {**FONT, "bg_color": "#FFF2CC"}
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
    buffer = io.BytesIO()
    book = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": FONT,
        },
    )
    book.set_properties({"title": "Review of a batch", "comments": "Made by MediaMapper"})
    sheets = {name: book.add_worksheet(name) for name in (COLUMNS, QUESTIONS, PLANS)}
    fields = book.add_worksheet("Fields")
    fields.hide()
    fields.write_column(0, 0, [NO_FIELD, *template.names])
    columns, questions = groups(outcomes)
    entry, money = book.add_format(INPUT), book.add_format({**FONT, "num_format": "#,##0.00"})
    for row, group in enumerate(columns, 1):
        sheet = sheets[COLUMNS]
        _texts(sheet, row, (group.client, group.text, group.sample, group.proposal))
        sheet.write_number(row, 4, len(group.plans))
        sheet.write_number(row, 5, group.money, money)
        sheet.write_blank(row, 6, None, entry)
        sheet.data_validation(
            row, 6, row, 6, {"validate": "list", "source": f"=Fields!$A$1:$A${len(template.names) + 1}"}
        )
    for row, group in enumerate(questions, 1):
        sheet = sheets[QUESTIONS]
        _texts(sheet, row, (group.client, group.text, " | ".join(group.options), group.proposal))
        sheet.write_number(row, 4, len(group.plans))
        sheet.write_number(row, 5, group.money, money)
        sheet.write_blank(row, 6, None, entry)
        _texts(sheet, row, ("\n".join(group.ids), "\n".join(group.plans)), first=7)
        if (
            group.options
            and len(",".join(group.options)) <= MOST_OPTIONS
            and not any("," in o for o in group.options)
        ):
            sheet.data_validation(row, 6, row, 6, {"validate": "list", "source": list(group.options)})
    for row, outcome in enumerate((one for one in outcomes if one.state != "settled"), 1):
        _texts(sheets[PLANS], row, (outcome.plan, outcome.client or "", outcome.state, outcome.reason))
        sheets[PLANS].write_number(row, 4, outcome.rows)
    heads = {COLUMNS: COLUMN_HEADS, QUESTIONS: QUESTION_HEADS, PLANS: PLAN_HEADS}
    for name, sheet in sheets.items():
        _head(book, sheet, heads[name])
    sheets[QUESTIONS].set_column(7, 8, None, None, {"hidden": True})
    book.close()
    path.write_bytes(buffer.getbuffer())


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
        cells = ["" if cell is None else shown(cell) for cell in row]
        yield (cells + [""] * width)[:width]


def _texts(sheet: Worksheet, row: int, texts: Iterable[str], first: int = 0) -> None:
    for at, text in enumerate(texts, first):
        if text:
            sheet.write_string(row, at, text[:32_767])


def _head(book: Workbook, sheet: Worksheet, heads: Sequence[str]) -> None:
    head = book.add_format(HEADER)
    widths = {"Question": 70, "Why": 80, "Plan": 60, "Sample": 40, "Header": 30, "Options": 40, "Client": 24}
    for at, text in enumerate(heads):
        sheet.set_column(at, at, widths.get(text, 16))
        sheet.write_string(0, at, text, head)
    sheet.freeze_panes(1, 0)


def _sorted(many: Iterable[Group]) -> list[Group]:
    return sorted(many, key=lambda group: (-group.money, -len(group.plans), group.client, group.text))


def _largest(sums: object) -> float:
    """The largest amount among {measure: {currency: amount}}."""
    by_measure = sums if isinstance(sums, dict) else {}
    return max((abs(amount) for one in by_measure.values() for amount in one.values()), default=0.0)
