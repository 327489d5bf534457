"""The verbs from Python: frames of pandas, polars and others in, pandas frames out; `docs/python.md` shows them at work.

Each call opens the memory folder and closes it again. Without *llm* the model is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack

import msgspec
import pandas as pd
import pyarrow as pa

from worker import frames, paths, settings
from worker.frames import Frame
from worker.matching.work import Question
from worker.outputs import report_file
from worker.outputs.output import Output
from worker.plans.files.reading import read_plan
from worker.service import MediaMapper
from worker.shapes.flowchart import Cut
from worker.shapes.grid import Book, cell_text, column_letter, column_number
from worker.shapes.mapping import Scope
from worker.shapes.raw_data import LINEAGE
from worker.shapes.review import PlanChoices
from worker.verbs import export_file, plan_version
from worker.verbs.check_raw import check_raw
from worker.verbs.export import Export
from worker.verbs.mapped_plan import MappedPlan
from worker.verbs.plan_version import PlanVersion
from worker.wire import requests
from worker.wire.answers import check_answer, layout_answer, raw_check_answer
from worker.wire.differences import difference_answer
from worker.writers import difference_book, flowchart_book, writing

Folder = str | PathLike[str] | None


Plan = str | PathLike[str] | Frame | Mapping[str, Frame]
"""A file, or frames as its sheets: one, or one a name. A frame's columns are the header row, its rows start at row 2."""
Fields = Frame | Mapping[str, str | None]
"""The frame of `map_plan` with its `field` column as decided, or {header: field}."""


class MapOptions(TypedDict, total=False):
    """What `map_plan`, `export` and `check` take beside the plan."""

    scope: Scope | None
    """For whom the plan is: client, market, platform."""
    answers: Mapping[str, str] | None
    """Id of a question -> answer."""
    memory: Folder
    """The memory folder; None is the user's own."""
    template: Folder
    """The target; None is the shipped one."""
    llm: bool
    """Whether the model may be asked."""


class ExportOptions(MapOptions, total=False):
    """What `export` and `check` take beside the plan."""

    mapping: Fields | None
    """The fields of the columns; without it those that `map_plan` proposes."""


def suggest(
    columns: Frame | Mapping[str, Sequence[object]],
    *,
    scope: Scope | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> pd.DataFrame:
    """A field for each column of a table: one row a column, with header, field, confidence, origin, reason."""
    question = Question(tuple(frames.columns_of(columns)), scope or Scope())
    with _mapper(memory, template, llm) as mapper:
        (suggestions,) = mapper.suggest([question]).tables
    return frames.frame_of(suggestions, "header", "field", "confidence", "origin", "reason")


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
            " | ".join(cell_text(v) for v in cells[sheet.sheet][number - 1] if v not in (None, "")),
        )
        for sheet in layouts
        for number, kind in enumerate(sheet.row_kinds, 1)
    ]
    frame = pd.DataFrame(rows, columns=["sheet", "row", "kind", "text"])
    frame.attrs.update(msgspec.to_builtins(layout_answer(layouts)))
    return frame


def map_plan(plan: Plan, **options: Unpack[MapOptions]) -> pd.DataFrame:
    """A field for each column of a plan: one row a column, with its place; `export` takes it back, edited or not.

    Raises:
        FileProblem: the plan can't be read.
        LayoutError: no sheet of it holds a table.
    """
    with _mapped(plan, **options) as (_, _, mapped):
        rows = [
            (sheet, table, column_letter(number), c.header, s.field, s.confidence, s.origin, s.reason)
            for (sheet, table, number), _, c, s in mapped.columns()
        ]
    names = ["sheet", "table", "column", "header", "field", "confidence", "origin", "reason"]
    return pd.DataFrame(rows, columns=names)


def decide(
    decisions: Frame | Sequence[Mapping[str, object]],
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
    rows = [msgspec.convert(row, requests.DecisionIn).shape() for row in frames.records_of(decisions)]
    with _mapper(memory, template, False) as mapper:
        return frames.standings_frame(mapper.decide(rows, user))


def remember(
    mappings: Frame | Mapping[str, str | None] | Sequence[Mapping[str, object]],
    *,
    user: str | None = None,
    memory: Folder = None,
    template: Folder = None,
) -> pd.DataFrame:
    """Mappings that are known already go into memory, all or none, as if each had been decided before.

    Args:
        mappings: rows with `header`, `field` (missing where a header means no field), and where known `confidence`
            (0..1, from which the mapping starts) and `scope`; or {header: field}.

    Returns:
        One row a header with its field and the confidence it has now.

    Raises:
        UsageError: a field that the template does not have, or a confidence beyond 0..1.
    """
    if isinstance(mappings, Mapping):
        mappings = [{"header": header, "field": field} for header, field in mappings.items()]
    rows = [msgspec.convert(row, requests.StatementIn).shape() for row in frames.records_of(mappings)]
    with _mapper(memory, template, False) as mapper:
        return frames.standings_frame(mapper.remember(rows, user))


def undo(*, user: str | None = None, memory: Folder = None) -> pd.DataFrame:
    """The last decisions of *user* are taken back; one row a header, as `decide` gives it."""
    with _mapper(memory, None, False) as mapper:
        return frames.standings_frame(mapper.undo(user))


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
        names = mapper.values(field, [frames.text_of(value) for value in values], scope or Scope())
    return frames.frame_of(names, "value", "canonical", "confidence", "origin", "reason")


def export(
    plan: Plan,
    output: str | PathLike[str] | None = None,
    *,
    force: bool = False,
    previous: Plan | None = None,
    **options: Unpack[ExportOptions],
) -> pd.DataFrame:
    """Raw data of a plan: one row a line and period, dates as datetime64, shares of 1 for percents.

    Args:
        output: a file for the same rows: .xlsx, .csv or .parquet.
        force: replace a file that is there and is not MediaMapper's; an input is never replaced.
        previous: an earlier version of the plan, or its raw data; lines that are still there keep their `line_key`.

    Returns:
        The rows; `.attrs` has `settled`, `findings`, `reconciliation` and `questions` in the form of docs/json.md.

    Raises:
        FileProblem: the plan can't be read, or the output not written.
        LayoutError: no sheet of the plan holds a table.
    """
    target = None if output is None else _target(Path(output), plan, previous, force, options)
    with _exported(plan, previous=previous, **options) as (_, built):
        if target is not None:
            target.write(lambda path: export_file.write(built, path))
        frame = built.raw.frame.copy()
    frame.attrs.update(msgspec.to_builtins(check_answer(built)))
    return frame


def check(
    plan: Plan, raw: str | PathLike[str] | None = None, **options: Unpack[ExportOptions]
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
    with _exported(plan, learn=False, **options) as (mapper, built):
        against = None if raw is None else check_raw(Path(raw), built, mapper.settings)
    findings = built.raw.findings if against is None else against.findings
    answer = check_answer(built) if against is None else raw_check_answer(against, built)
    frame = frames.frame_of(findings, "severity", "code", "sheet", "cell", "sentence", "next_step")
    frame.attrs.update(msgspec.to_builtins(answer))
    return frame


def diff(
    old: Plan,
    new: Plan,
    output: str | PathLike[str] | None = None,
    *,
    force: bool = False,
    scope: Scope | None = None,
    memory: Folder = None,
    template: Folder = None,
) -> pd.DataFrame:
    """What changed between two versions of a plan: one row a line that is not as it was.

    Args:
        old, new: plans or raw data, as files or frames; a plan is exported as proposed, and memory learns nothing.
        output: a workbook (.xlsx) for the difference, with the money's waterfall.
        force: replace a file that is there and is not MediaMapper's; an input is never replaced.

    Returns:
        kind, line_key, old_sheet, old_row, new_sheet, new_row, the line's texts, and for each measure what it has more
        (`net_cost_difference`). `.attrs` has `totals`, `lines` and `changes` in the form of docs/json.md.

    Raises:
        FileProblem: a file can't be read, or the output not written.
        LayoutError: a version is neither raw data nor has a sheet with a table.
        UsageError: *output* is no .xlsx.
    """
    inputs = {
        name: Path(one)
        for name, one in (("the old version", old), ("the new version", new))
        if isinstance(one, str | PathLike)
    }
    with _mapper(memory, template, False) as mapper:
        target = (
            None
            if output is None
            else report_file.output(Path(output), "difference", mapper.settings.memory_dir, inputs, force)
        )
        versions = [
            _version(one, name, mapper, scope or Scope()) for name, one in (("old", old), ("new", new))
        ]
        difference = mapper.diff(versions[0], versions[1])
    if target is not None:
        target.write(lambda path: difference_book.write(difference, path))
    frame = frames.changes_frame(difference.changes)
    settled = all(version.settled for version in versions)
    frame.attrs.update(msgspec.to_builtins(difference_answer(difference, settled)))
    return frame


def flowchart(
    raw: Plan,
    output: str | PathLike[str],
    *,
    by: Cut | None = None,
    force: bool = False,
    scope: Scope | None = None,
    memory: Folder = None,
    template: Folder = None,
) -> pd.DataFrame:
    """Raw data as a clean plan sheet, written to *output*; an export of it gives the same rows again.

    Args:
        raw: raw data or a plan, as a file, a dataset of `batch` or a frame.
        output: the workbook (.xlsx).
        by: calendar weeks or months as periods; None takes the periods that the rows have.
        force: replace a file that is there and is not MediaMapper's; an input is never replaced.

    Returns:
        One row a line of the sheets: the fields that lines have, then what they have in each period
        (`net_cost 2026-01-05`, by the period's first day).

    Raises:
        FileProblem: a file can't be read, or the output not written.
        LayoutError: it is neither raw data nor has a sheet with a table.
        UsageError: *output* is no .xlsx, or there are no rows.
    """
    inputs = {"the raw data": Path(raw) if isinstance(raw, str | PathLike) else None}
    with _mapper(memory, template, False) as mapper:
        target = report_file.output(Path(output), "plan sheet", mapper.settings.memory_dir, inputs, force)
        charts = mapper.flowcharts(_version(raw, "raw", mapper, scope or Scope()), by)
    target.write(lambda path: flowchart_book.write(charts, path))
    return pd.concat([frames.chart_frame(chart) for chart in charts], ignore_index=True)


# ---------------------------------------------------------------- what the verbs share


@contextmanager
def _mapper(memory: Folder, template: Folder, llm: bool) -> Iterator[MediaMapper]:
    mapper = MediaMapper(settings.load(memory, template=None if template is None else str(template), llm=llm))
    try:
        yield mapper
    finally:
        mapper.close()


@contextmanager
def _mapped(
    plan: Plan,
    *,
    scope: Scope | None = None,
    answers: Mapping[str, str] | None = None,
    memory: Folder = None,
    template: Folder = None,
    llm: bool = False,
) -> Iterator[tuple[MediaMapper, Book, MappedPlan]]:
    with _mapper(memory, template, llm) as mapper:
        book = _book(plan, mapper)
        yield mapper, book, mapper.map(book, scope or Scope(), answers=answers)


@contextmanager
def _exported(
    plan: Plan,
    *,
    mapping: Fields | None = None,
    learn: bool = True,
    previous: Plan | None = None,
    **options: Unpack[MapOptions],
) -> Iterator[tuple[MediaMapper, Export]]:
    with _mapped(plan, **options) as (mapper, book, mapped):
        earlier = None if previous is None else _version(previous, "earlier", mapper, mapped.scope).lines
        yield mapper, mapper.export(book, mapped, _choices(mapping), learn=learn, previous=earlier)


def _target(path: Path, plan: Plan, previous: Plan | None, force: bool, options: ExportOptions) -> Output:
    """The file for an export's rows, checked before the work begins."""
    template = options.get("template")
    inputs = {
        "the plan": Path(plan) if isinstance(plan, str | PathLike) else None,
        "the earlier version": Path(previous) if isinstance(previous, str | PathLike) else None,
        "the template": None if template is None else Path(template),
    }
    return writing.output(path, paths.memory_dir(options.get("memory")), inputs, force=force)


def _version(plan: Plan, name: str, mapper: MediaMapper, scope: Scope) -> PlanVersion:
    if isinstance(plan, str | PathLike):
        return mapper.version(Path(plan), scope)
    if not isinstance(plan, Mapping):
        table = pa.Table.from_pandas(frames.pandas_of(plan), preserve_index=False)
        if set(LINEAGE) <= {*table.column_names}:
            return plan_version.of_table(name, table, mapper.template)
    book = _book(plan, mapper)
    export = mapper.export(book, mapper.map(book, scope), learn=False)
    return plan_version.of_table(name, export.raw.table, mapper.template, settled=export.settled)


# ---------------------------------------------------------------- plans and decisions in


def _book(plan: Plan, mapper: MediaMapper) -> Book:
    if isinstance(plan, str | PathLike):
        return read_plan(Path(plan), settings=mapper.settings)
    sheets = plan if isinstance(plan, Mapping) else {"Plan": plan}
    return Book(
        "frame", tuple(frames.grid_of(str(name), frames.pandas_of(frame)) for name, frame in sheets.items())
    )


def _choices(mapping: Fields | None) -> PlanChoices:
    if mapping is None:
        return PlanChoices()
    if isinstance(mapping, Mapping):
        return PlanChoices(by_header=dict(mapping))
    frame = frames.pandas_of(mapping)
    if "origin" in frame:  # what `map_plan` left open, and nobody gave a field, is not decided
        frame = frame[frame["field"].notna() | (frame["origin"] != "none")]
    places = zip(frame["sheet"], frame["table"], frame["column"], frame["field"], strict=True)
    return PlanChoices(
        by_place={
            (str(sheet), int(table), column_number(column)): None if pd.isna(field) else str(field)
            for sheet, table, column, field in places
        }
    )
