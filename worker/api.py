"""The verbs from Python, with pandas frames in and out; `docs/python.md` shows them at work.

Each call opens the memory folder and closes it again. Without *llm* the model is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

from worker import paths, settings
from worker.matching.work import Question
from worker.plans.files import own_sheets
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.grid import Book, Grid, column_letter, column_number, shown
from worker.shapes.mapping import Decision, Scope, SourceColumn
from worker.shapes.memory import Standing
from worker.shapes.review import Chosen
from worker.verbs.check_raw import check_raw
from worker.verbs.export import Export
from worker.wire import requests
from worker.wire.answers import check_answer, layout_answer, raw_check_answer
from worker.writers import writing

Folder = str | PathLike[str] | None
Plan = str | PathLike[str] | pd.DataFrame | Mapping[str, pd.DataFrame]
"""A file, or frames as its sheets: one, or one a name. A frame's columns are the header row, its rows start at row 2."""
SAMPLES = 5
"""Values of a frame's column that the rules look at."""


def suggest(
    columns: pd.DataFrame | Mapping[str, Sequence[object]],
    *,
    scope: Scope | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> pd.DataFrame:
    """A field for each column of a table: one row a column, with header, field, confidence, origin, reason."""
    question = Question(tuple(_columns(columns)), scope or Scope())
    with _mapper(memory, template, llm) as mapper:
        (suggestions,) = mapper.suggest([question])
    return pd.DataFrame(
        [(s.header, s.field, s.confidence, s.origin, s.reason) for s in suggestions],
        columns=["header", "field", "confidence", "origin", "reason"],
    )


def layout(plan: Plan, *, memory: Folder = None) -> pd.DataFrame:
    """What each row of a plan is: one row a sheet row, with sheet, row (from 1), kind and text.

    `.attrs["sheets"]` has the tables, in the form of docs/json.md.

    Raises:
        FileProblem: the plan can't be read.
    """
    with _mapper(memory, None, False) as mapper:
        book = _book(plan, mapper)
        layouts = mapper.layout(book)
    cells = {grid.sheet: grid.cells for grid in book.sheets}
    rows = [
        (
            sheet.sheet,
            number,
            kind,
            " | ".join(shown(v) for v in cells[sheet.sheet][number - 1] if v not in (None, "")),
        )
        for sheet in layouts
        for number, kind in enumerate(sheet.row_kinds, 1)
    ]
    frame = pd.DataFrame(rows, columns=["sheet", "row", "kind", "text"])
    frame.attrs.update(msgspec.to_builtins(layout_answer(layouts)))
    return frame


def map_plan(
    plan: Plan,
    *,
    scope: Scope | None = None,
    answers: Mapping[str, str] | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> pd.DataFrame:
    """A field for each column of a plan: one row a column, with its place; `export` takes it back, edited or not.

    Raises:
        FileProblem: the plan can't be read.
        LayoutError: no sheet of it holds a table.
    """
    with _mapper(memory, template, llm) as mapper:
        mapped = mapper.map(_book(plan, mapper), scope or Scope(), answers=answers)
    rows = [
        (sheet, table, column_letter(number), c.header, s.field, s.confidence, s.origin, s.reason)
        for (sheet, table, number), _, c, s in mapped.columns()
    ]
    names = ["sheet", "table", "column", "header", "field", "confidence", "origin", "reason"]
    return pd.DataFrame(rows, columns=names)


def decide(
    decisions: pd.DataFrame | Sequence[Mapping[str, Any]],
    *,
    user: str | None = None,
    memory: Folder = None,
    template: Folder = None,
) -> pd.DataFrame:
    """Decisions on headers go into memory, all or none, and are on disk when this returns.

    Args:
        decisions: rows with `header`, `decision` (confirm, reject or correct), `field`, `correct_field`, `scope`.

    Returns:
        One row a header with its field and the confidence it has now.
    """
    rows: Sequence[Mapping[Any, Any]] = (
        decisions.to_dict("records") if isinstance(decisions, pd.DataFrame) else decisions
    )
    with _mapper(memory, template, False) as mapper:
        standings = mapper.decide([_decision(row) for row in rows], user)
    return _standings(standings)


def undo(*, user: str | None = None, memory: Folder = None) -> pd.DataFrame:
    """The last decisions of *user* are taken back; one row a header, as `decide` gives it."""
    with _mapper(memory, None, False) as mapper:
        return _standings(mapper.undo(user))


def name_values(
    field: str,
    values: pd.Series | Sequence[object],
    *,
    scope: Scope | None = None,
    memory: Folder = None,
    template: Folder = None,
) -> pd.DataFrame:
    """What each of *values* of *field* is called: value, canonical (missing where nobody knows), confidence, origin, reason.

    Raises:
        UsageError: a field that the template does not have.
    """
    with _mapper(memory, template, False) as mapper:
        names = mapper.values(field, [_text(value) for value in values], scope or Scope())
    columns = ["value", "canonical", "confidence", "origin", "reason"]
    return pd.DataFrame([[getattr(name, column) for column in columns] for name in names], columns=columns)


def export(
    plan: Plan,
    output: str | PathLike[str] | None = None,
    *,
    mapping: pd.DataFrame | Mapping[str, str | None] | None = None,
    scope: Scope | None = None,
    answers: Mapping[str, str] | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
    force: bool = False,
) -> pd.DataFrame:
    """Raw data of a plan: one row a line and period, dates as datetime64, shares of 1 for percents.

    Args:
        output: a file for the same rows: .xlsx, .csv or .parquet.
        force: replace a file that is there and is not MediaMapper's; an input is never replaced.
        mapping: the frame of `map_plan` with its `field` column as decided, or {header: field}.

    Returns:
        The rows; `.attrs` has `settled`, `findings`, `reconciliation` and `questions` in the form of docs/json.md.

    Raises:
        FileProblem: the plan can't be read, or the output not written.
        LayoutError: no sheet of the plan holds a table.
    """
    inputs = {
        "the plan": Path(plan) if isinstance(plan, str | PathLike) else None,
        "the template": None if template is None else Path(template),
    }
    target = (
        None
        if output is None
        else writing.output(Path(output), paths.memory_dir(memory), inputs, force=force)
    )
    with _mapper(memory, template, llm) as mapper:
        book = _book(plan, mapper)
        mapped = mapper.map(book, scope or Scope(), answers=answers)
        built = mapper.export(book, mapped, _chosen(mapping))
    if target is not None:
        target.write(lambda path: writing.write(built.raw, path))
    frame = built.raw.frame.copy()
    frame.attrs.update(_attributes(built))
    return frame


def check(
    plan: Plan,
    raw: str | PathLike[str] | None = None,
    *,
    mapping: pd.DataFrame | Mapping[str, str | None] | None = None,
    scope: Scope | None = None,
    answers: Mapping[str, str] | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> pd.DataFrame:
    """What an export of a plan would find: one row a finding; nothing is written, and memory learns nothing.

    Args:
        raw: a raw-data file (.xlsx, .csv or .parquet) to hold against the plan's own totals, budgets and lines.

    Returns:
        severity, code, sheet, cell, sentence, next_step; `.attrs` has what `check` answers as JSON.

    Raises:
        FileProblem: a file can't be read.
        LayoutError: no sheet of the plan holds a table.
    """
    with _mapper(memory, template, llm) as mapper:
        book = _book(plan, mapper)
        mapped = mapper.map(book, scope or Scope(), answers=answers)
        built = mapper.export(book, mapped, _chosen(mapping), learn=False)
        against = None if raw is None else check_raw(Path(raw), built, mapper.settings)
    findings = built.raw.findings if against is None else against.findings
    columns = ["severity", "code", "sheet", "cell", "sentence", "next_step"]
    frame = pd.DataFrame([[getattr(f, name) for name in columns] for f in findings], columns=columns)
    frame.attrs.update(
        _attributes(built) if against is None else msgspec.to_builtins(raw_check_answer(against, built))
    )
    return frame


@contextmanager
def _mapper(memory: Folder, template: Folder, llm: bool) -> Iterator[MediaMapper]:
    mapper = MediaMapper(settings.load(memory, template=None if template is None else str(template), llm=llm))
    try:
        yield mapper
    finally:
        mapper.close()


def _book(plan: Plan, mapper: MediaMapper) -> Book:
    if isinstance(plan, pd.DataFrame):
        plan = {"Plan": plan}
    if isinstance(plan, Mapping):
        return Book("frame", tuple(_grid(str(name), frame) for name, frame in plan.items()))
    return own_sheets.without_ours(read_book(Path(plan), settings=mapper.settings))


def _grid(sheet: str, frame: pd.DataFrame) -> Grid:
    """The frame as a sheet; its index is no column."""
    columns = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    rows = [
        [None if pd.isna(value) else _plain(value) for value in row] for row in zip(*columns, strict=True)
    ]
    return Grid(sheet, [[str(name) for name in frame.columns], *rows])


def _columns(columns: pd.DataFrame | Mapping[str, Sequence[object]]) -> Iterator[SourceColumn]:
    for name, values in columns.items():
        samples = values.dropna().head(SAMPLES) if isinstance(values, pd.Series) else values[:SAMPLES]
        yield SourceColumn(str(name), tuple(_text(value) for value in samples))


def _text(value: Any) -> str:
    """A value as a person would see it."""
    return value if isinstance(value, str) else shown(_plain(value))


def _plain(value: Any) -> Any:
    """A value of numpy or pandas as Python's own."""
    value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    return value.item() if hasattr(value, "item") else value


def _decision(row: Mapping[Any, Any]) -> Decision:
    stated = {key: value for key, value in row.items() if not (isinstance(value, float) and value != value)}
    return msgspec.convert(stated, requests.DecisionIn).shape()


def _standings(standings: Sequence[Standing]) -> pd.DataFrame:
    columns = ["header", "field", "confidence", "confirmed", "rejected"]
    return pd.DataFrame([[getattr(s, name) for name in columns] for s in standings], columns=columns)


def _chosen(mapping: pd.DataFrame | Mapping[str, str | None] | None) -> Chosen:
    if mapping is None:
        return Chosen()
    if not isinstance(mapping, pd.DataFrame):
        return Chosen(by_header=dict(mapping))
    places = zip(mapping["sheet"], mapping["table"], mapping["column"], mapping["field"], strict=True)
    return Chosen(
        by_place={
            (str(sheet), int(table), column_number(column)): None if pd.isna(field) else str(field)
            for sheet, table, column, field in places
        }
    )


def _attributes(built: Export) -> dict[str, Any]:
    attributes: dict[str, Any] = msgspec.to_builtins(check_answer(built))
    return attributes
