from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Run
from worker.document.manager import LLMMemoryManager
from worker.errors import FileProblem
from worker.memory.reporting.ledger import DatabaseLedger
from worker.reports import sheet
from worker.shapes.mapping import Decision, Scope
from worker.shapes.model_call import ModelCall

ACME = Scope(client="Acme", template="raw_data")


@pytest.fixture
def taught(own_memory: Path) -> Path:
    """A memory of three weeks."""
    now = [datetime.now(UTC) - timedelta(days=21)]
    with LLMMemoryManager(own_memory, clock=lambda: now[0]) as memory:
        for week in range(3):
            for at in range(3):
                decisions = [Decision(f"=Cost {at}", "net_cost", "confirm", scope=ACME)]
                memory.store.decide([*decisions, Decision("Odd", "reach", "reject", scope=ACME)], "ann")
            memory.store.recall_many(["=Cost 1", "Other"], ACME)
            memory.store.usage.took("map", 0.25)
            called = ModelCall(now[0], "column_mapping", "m", 300, 40, 0, 0.5, 1.0, "answered")
            DatabaseLedger(lambda: memory.store.database).record(called)
            memory.write_usage()
            now[0] += timedelta(days=7 * bool(week < 2))
    return own_memory


def test_the_workbook_has_its_charts_and_figures(taught: Path, tmp_path: Path, mediamapper: Run) -> None:
    path = tmp_path / "report.xlsx"
    done = mediamapper("memory", "report", "-o", path)
    assert (done.code, done.out.strip()) == (0, f"Written to {path}.")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Memory report", "Figures"]
    assert len(book["Memory report"]._charts) == 6
    rows = [[cell for cell in row if cell is not None] for row in book["Figures"].values]
    titles = [row[0] for row in rows if len(row) == 1]
    assert titles == [
        "Week by week",
        "Calibration",
        "By source",
        "By scope",
        "What fails",
        "What takes longest, in seconds",
        "The model",
    ]
    weeks = [row for row in rows if row and isinstance(row[0], datetime)]
    assert [row[1:] for row in weeks] == [[2, 1, 3, 3, 0, 1, 340, 0.5]] * 3
    assert all(row[0].weekday() == 0 for row in weeks)
    assert ["map", 3, 0.25, 0.25] in rows
    assert ["US dollars", 1.5] in rows
    assert next(row for row in rows if row[:1] == ["Odd"])[1:] == [
        "reach",
        pytest.approx(0.26, abs=0.1),
        0,
        9,
        "rejected",
    ]


def test_no_header_becomes_a_formula(taught: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    with LLMMemoryManager(taught) as memory:
        memory.store.decide([Decision("=HYPERLINK(1)", "reach", "reject", scope=ACME)], "ann")
        sheet.write(memory.generate_performance_report(), taught, path)
    cells = [cell for row in openpyxl.load_workbook(path)["Figures"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_empty_memory_has_a_page_that_says_so(own_memory: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    with LLMMemoryManager(own_memory) as memory:
        sheet.write(memory.generate_performance_report(), own_memory, path)
    page = openpyxl.load_workbook(path)["Memory report"]
    assert not page._charts
    assert any("nothing to draw" in str(cell) for row in page.values for cell in row)


def test_another_kind_of_file_is_refused(own_memory: Path, tmp_path: Path) -> None:
    with LLMMemoryManager(own_memory) as memory, pytest.raises(FileProblem):
        sheet.write(memory.generate_performance_report(), own_memory, tmp_path / "report.pdf")
