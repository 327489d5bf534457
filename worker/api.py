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

from worker import settings
from worker.matching.work import Question
from worker.plans.files import own_sheets
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.grid import Book, column_letter, column_number, shown
from worker.shapes.mapping import Decision, Scope, SourceColumn
from worker.shapes.review import Chosen
from worker.verbs.export import Export
from worker.wire import requests
from worker.wire.answers import check_answer
from worker.writers import writing

Folder = str | PathLike[str] | None
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


def map_plan(
    plan: str | PathLike[str],
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
    columns = ["header", "field", "confidence", "confirmed", "rejected"]
    return pd.DataFrame([[getattr(s, name) for name in columns] for s in standings], columns=columns)


def export(
    plan: str | PathLike[str],
    output: str | PathLike[str] | None = None,
    *,
    mapping: pd.DataFrame | Mapping[str, str | None] | None = None,
    scope: Scope | None = None,
    answers: Mapping[str, str] | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> pd.DataFrame:
    """Raw data of a plan: one row a line and period, dates as datetime64, shares of 1 for percents.

    Args:
        output: a file for the same rows: .xlsx, .csv or .parquet.
        mapping: the frame of `map_plan` with its `field` column as decided, or {header: field}.

    Returns:
        The rows; `.attrs` has `settled`, `findings`, `reconciliation` and `questions` in the form of docs/json.md.

    Raises:
        FileProblem: the plan can't be read, or the output not written.
        LayoutError: no sheet of the plan holds a table.
    """
    if output is not None:
        writing.check_target(Path(output))
    with _mapper(memory, template, llm) as mapper:
        book = _book(plan, mapper)
        mapped = mapper.map(book, scope or Scope(), answers=answers)
        built = mapper.export(book, mapped, _chosen(mapping))
    if output is not None:
        writing.write(built.raw, Path(output))
    frame = built.raw.frame.copy()
    frame.attrs.update(_attributes(built))
    return frame


@contextmanager
def _mapper(memory: Folder, template: Folder, llm: bool) -> Iterator[MediaMapper]:
    mapper = MediaMapper(settings.load(memory, template=None if template is None else str(template), llm=llm))
    try:
        yield mapper
    finally:
        mapper.close()


def _book(plan: str | PathLike[str], mapper: MediaMapper) -> Book:
    return own_sheets.left_out(read_book(Path(plan), settings=mapper.settings))


def _columns(columns: pd.DataFrame | Mapping[str, Sequence[object]]) -> Iterator[SourceColumn]:
    for name, values in columns.items():
        samples = values.dropna().head(SAMPLES) if isinstance(values, pd.Series) else values[:SAMPLES]
        yield SourceColumn(str(name), tuple(v if isinstance(v, str) else shown(_plain(v)) for v in samples))


def _plain(value: Any) -> Any:
    """A value of numpy or pandas as Python's own."""
    value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    return value.item() if hasattr(value, "item") else value


def _decision(row: Mapping[Any, Any]) -> Decision:
    given = {key: value for key, value in row.items() if not (isinstance(value, float) and value != value)}
    return msgspec.convert(given, requests.DecisionIn).shape()


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
