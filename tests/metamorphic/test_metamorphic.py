"""What a planner may change about a plan without changing what it says, and what must change its raw data exactly.

Every example, and with REAL_PLANS=1 every real plan in `../shared/data/plans` where that folder is there. What the product does not hold yet
stands in `EXPECTED_FAILURES` for examples, and in `SHARE_THAT_HOLDS` for real plans: a mend must shrink the first and may
raise the second.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.exporting import read_here
from bench.plans import files
from bench.plans.sheet import Sheet
from tests.metamorphic import changes
from worker import settings
from worker.errors import MediaMapperError
from worker.plans.files import reading
from worker.service import MediaMapper
from worker.shapes.grid import Book
from worker.shapes.raw_data import LINE_KEY, LINEAGE
from worker.verbs.export import Export

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {p.parent.name: p for p in sorted((ROOT / "examples").glob("*/plan.*"))}
SHARED = ROOT.parent / "shared" / "data" / "plans"
WANTED = bool(os.environ.get("REAL_PLANS"))
REAL = [p for p in sorted(SHARED.glob("*")) if p.suffix in (".xlsx", ".csv", ".xls", ".xlsb", ".ods")]
Rows = Counter[tuple[tuple[str, str], ...]]

EXPECTED_FAILURES = {
    ("booking_form_en", "blank_column_left"),
    ("ooh_side_by_side", "fee_block"),
}

SHARE_THAT_HOLDS: Mapping[str, float] = {
    "blank_row_above": 0.8,
    "blank_column_left": 0.85,
    "blank_rows_removed": 0.9,
    "columns_swapped": 0.75,
    "headers_in_german": 0.5,
    "sheets_turned_round": 0.9,
    "sheet_renamed": 0.9,
    "total_removed": 0.9,
    "total_added": 0.5,
    "fee_block": 0.8,
    "note_below": 0.85,
    "help_sheet": 0.9,
    "price_list": 0.5,
    "totals_as_formulas": 0.5,
    "cost_doubled": 0.7,
    "line_removed": 0.85,
    "dates_shifted": 0.5,
}


def test_every_example_is_changed_in_some_way() -> None:
    assert len(EXAMPLES) > 15


@cache
def opened(path: Path) -> Book:
    own = settings.load(tempfile.gettempdir(), llm=False)
    with read_here():
        return reading.read_plan(path, settings=own)


def answers_of(path: Path) -> Mapping[str, str]:
    """What a person answered of the plan, where it is an example that says so."""
    golden = path.parent / "mapping.yaml"
    answers: Mapping[str, str] = {}
    if path in EXAMPLES.values():
        answers = yaml.safe_load(golden.read_text("utf-8")).get("answers", answers)
    return answers


def export_of(book: Book, answers: Mapping[str, str]) -> Export:
    folder = tempfile.mkdtemp()
    try:
        mapper = MediaMapper(settings.load(folder, llm=False))
        made = mapper.export(book, mapper.map(book, answers=answers))
        mapper.close()
        return made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def exported(path: Path) -> Export:
    return export_of(opened(path), answers_of(path))


def as_rows(rows: list[Mapping[str, Any]]) -> Rows:
    """Rows without their lineage and without blanks, however often each is there."""
    return Counter(
        tuple(
            sorted((k, _plain(v)) for k, v in row.items() if k not in (LINE_KEY, *LINEAGE) and v is not None)
        )
        for row in rows
    )


def _plain(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def holds(path: Path, change: Callable[..., Any]) -> bool | None:
    """Whether the raw data are what they must be after a change; None where the plan has no place for it."""
    before = exported(path)
    rows = before.raw.table.to_pylist()
    changed = change(opened(path), before)
    if changed is None:
        return None
    book, expected = (
        (changed.book, changed.expected) if isinstance(changed, changes.Exact) else (changed, lambda row: row)
    )
    wanted = [new for row in rows if (new := expected(row)) is not None]
    try:
        return as_rows(export_of(book, answers_of(path)).raw.table.to_pylist()) == as_rows(wanted)
    except MediaMapperError:
        return False


def other_format(path: Path, suffix: str, folder: Path) -> Path:
    """The plan's cells in a file of another kind."""
    sheets = []
    for grid in opened(path).sheets:
        sheet = Sheet(grid.sheet, hidden=grid.hidden)
        for r, row in enumerate(grid.cells, 1):
            for c, value in enumerate(row, 1):
                sheet.put(
                    r,
                    c,
                    value
                    if value is None or isinstance(value, (str, int, float)) or hasattr(value, "day")
                    else str(value),
                    grid.formats.get((r, c), ""),
                )  # type: ignore[arg-type]
        sheet.merges = [(m.first_row, m.first_column, m.last_row, m.last_column) for m in grid.merges]
        sheets.append(sheet)
    file = folder / f"plan{suffix}"
    (files.write_ods if suffix == ".ods" else files.write_xlsx)(sheets, file)
    return file


CHANGES = (*changes.SAME, *changes.EXACT)


def cases() -> list[Any]:
    every = [(name, change) for name in EXAMPLES for change in CHANGES]
    marks = {True: [pytest.mark.xfail(reason="not held yet", strict=True)], False: []}
    return [
        pytest.param(n, c, id=f"{n}-{c.__name__}", marks=marks[(n, c.__name__) in EXPECTED_FAILURES])
        for n, c in every
    ]


@pytest.mark.parametrize(("name", "change"), cases())
def test_an_example_keeps_its_meaning(name: str, change: Callable[..., Any]) -> None:
    held = holds(EXAMPLES[name], change)
    if held is None:
        pytest.skip("the plan has no place for it")
    assert held


@pytest.mark.skipif(not REAL or not WANTED, reason="takes minutes: set REAL_PLANS=1 where ../shared is there")
@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_real_plans_keep_their_meaning(change: Callable[..., Any]) -> None:
    held = [h for path in REAL if (h := holds(path, change)) is not None]
    assert sum(held) >= SHARE_THAT_HOLDS[change.__name__] * len(held)


@pytest.mark.parametrize(
    "name",
    [n for n, p in EXAMPLES.items() if p.suffix == ".xlsx" and not any(g.fills for g in opened(p).sheets)],
)
def test_an_example_says_the_same_in_another_format(name: str, tmp_path: Path) -> None:
    again = opened(other_format(EXAMPLES[name], ".ods", tmp_path))
    wanted = as_rows(exported(EXAMPLES[name]).raw.table.to_pylist())
    assert as_rows(export_of(again, answers_of(EXAMPLES[name])).raw.table.to_pylist()) == wanted
