"""A version of a plan as it comes: the plan itself, raw data that was made of it, or a dataset."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from worker.cleaning.measures import additive_names, money_names
from worker.errors import FileProblem
from worker.lazy_dataclass import dataclass
from worker.linkage.comparing import Version, compare, totals_of
from worker.linkage.raw_lines import MICRO, RawLines, lines_of
from worker.plans.files import own_sheets
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.difference import Difference
from worker.shapes.grid import Book
from worker.shapes.raw_data import LINE_KEY, LINEAGE, PLAN
from worker.shapes.template import Template
from worker.values import arrow
from worker.verbs import raw_file
from worker.verbs.raw_file import RawFile
from worker.writers.dataset import Dataset

SHEETS = frozenset({"Raw data", "Reconciliation"})
"""Sheets that a workbook of raw data has, and no plan that was saved with our pages."""


@dataclass(frozen=True)
class PlanVersion:
    """One version, its rows and lines, and whether a person must look at it."""

    version: Version
    settled: bool = True
    """False where it is a plan whose export is not settled."""

    @property
    def lines(self) -> RawLines:
        """Its lines."""
        return self.version.lines


def of_table(name: str, table: pa.Table, template: Template, *, settled: bool = True) -> PlanVersion:
    """Raw data as a version."""
    columns = {*template.names, LINE_KEY, PLAN, *LINEAGE}
    table = table.select([column for column in table.column_names if column in columns])
    return PlanVersion(Version(name, table, lines_of(table, template, additive_names(template))), settled)


def read(path: Path, template: Template, settings: Settings) -> PlanVersion | Book:
    """The raw data in *path*, a file or a dataset, as a version; a plan as its book, for `MediaMapper.version` to export.

    Raises:
        FileProblem: it can't be read.
    """
    if path.is_dir():
        return of_table(path.name, _dataset(path), template)
    if path.suffix.lower() == ".parquet":
        return of_table(path.name, _parquet(path), template)
    return of_book(read_book(path, settings=settings), template)


def of_book(book: Book, template: Template) -> PlanVersion | Book:
    """The raw data in *book* as a version; a plan as it is, without our sheets."""
    if not {grid.sheet for grid in book.sheets} >= SHEETS:
        book = own_sheets.without_ours(book)  # a plan that was saved with its raw data
    raw = raw_file.of_sheets(book.name, book.sheets, template)
    return (
        book if raw is None or not raw.is_raw else of_table(book.name, arrow_table(raw, template), template)
    )


def difference(old: PlanVersion, new: PlanVersion, template: Template) -> Difference:
    """What changed from one version to the other."""
    return compare(old.version, new.version, money_names(template))


def arrow_table(raw: RawFile, template: Template) -> pa.Table:
    """The rows of a file as raw data has them."""
    types = {field.name: field.type for field in template.fields}
    columns: dict[str, arrow.ArrowArray] = {}
    for name, values in raw.columns.items():
        kind = types.get(name)
        if name == LINEAGE[1]:
            columns[name] = pa.array([raw_file.whole(value) for value in values], pa.int64())
        elif kind == "date":
            columns[name] = pa.array(values, pa.date32())
        elif kind in ("number", "money", "percent"):
            columns[name] = pa.array(values, pa.float64())
        else:
            columns[name] = pa.array([None if v is None else str(v) for v in values], pa.string())
    return pa.table(columns)


def _dataset(path: Path) -> pa.Table:
    """The rows that the manifest names; a fresh folder or somebody else's is none."""
    dataset = Dataset(str(path))
    manifest = dataset.manifest()
    table = None if manifest is None else dataset.read(manifest.files)
    if table is None:
        raise FileProblem(f"{path} holds no rows of a batch.", "Name a plan, a raw-data file or a dataset.")
    return table


def _parquet(path: Path) -> pa.Table:
    try:
        return pq.read_table(path)
    except (pa.ArrowException, OSError) as problem:
        raise FileProblem(f"{path.name} can't be read: {problem}.", "Export the plan again.") from problem


def sums(table: pa.Table, template: Template) -> dict[str, dict[str, float]]:
    """Measure -> currency ('' where there is none) -> what the rows add up to, to the cent."""
    lines = lines_of(table, template, additive_names(template))
    money = frozenset(money_names(template))
    result: dict[str, dict[str, float]] = {}
    for (name, currency), micro in totals_of(lines, money).items():
        result.setdefault(name, {})[currency or ""] = round(micro / MICRO, 2)
    return result
