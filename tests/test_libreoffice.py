"""What we write, opened in a real LibreOffice: text is still text, and drop-downs and links are there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run

HOSTILE = ("=1+1", '=HYPERLINK("http://evil.example","x")', "+2+2", "-3+3", "@SUM(1)", "=cmd|' /C calc'!A0")
Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Opens a file in LibreOffice and saves it as another kind."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("TESTS_NEED_LIBREOFFICE"):
            pytest.fail("LibreOffice is not installed, and this run must not skip its tests.")
        pytest.skip("LibreOffice is not installed.")
    home = tmp_path_factory.mktemp("libreoffice")

    def convert(file: Path, kind: str) -> Path:
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        out = home / kind
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(file),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=180, env={**os.environ, "HOME": str(home)}
        )
        made = out / f"{file.stem}.{kind}"
        assert made.exists(), done.stderr
        return made

    return convert


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose texts would like to be formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    rows: list[list[Any]] = [["Publisher", "Placement", "Start date", "End date", "Net cost (EUR)"]]
    rows += [
        [f"Publisher {at}", text, "2026-01-05", "2026-01-31", 100 + at] for at, text in enumerate(HOSTILE)
    ]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def cells(path: Path, sheet: str | None = None) -> list[Any]:
    """Every cell of a workbook, or of one sheet."""
    book = openpyxl.load_workbook(path)
    chosen = [book[sheet]] if sheet else book.worksheets
    return [cell for found in chosen for row in found.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_exported_text_is_no_formula(
    mediamapper: Run, libreoffice: Convert, plan: Path, tmp_path: Path, suffix: str
) -> None:
    raw = tmp_path / f"raw.{suffix}"
    assert mediamapper("export", plan, "-o", raw).code in (0, 1)
    opened = libreoffice(raw, "ods" if suffix == "xlsx" else "xlsx")
    again = libreoffice(opened, "xlsx") if suffix == "xlsx" else opened
    found = cells(again)
    assert [cell.coordinate for cell in found if cell.data_type == "f"] == []
    shown = {str(cell.value).lstrip("'") for cell in found}
    assert set(HOSTILE) <= shown


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_review_opens_with_its_drop_downs_and_the_plan_untouched(
    mediamapper: Run, libreoffice: Convert, plan: Path, tmp_path: Path
) -> None:
    review = tmp_path / "review.xlsx"
    assert mediamapper("map", plan, "-o", review).code in (0, 1)
    again = libreoffice(libreoffice(review, "ods"), "xlsx")
    book = openpyxl.load_workbook(again)
    assert book.sheetnames[:2] == ["Review", "Review rows"]
    assert len(book["Review"].data_validations.dataValidation) >= 2
    assert [c.coordinate for c in cells(again, "Review") if c.data_type == "f"] == []
    assert {str(c.value) for c in cells(again, "Plan")} >= set(HOSTILE)
