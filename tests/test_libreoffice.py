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
from tests.patience import PATIENCE

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
            command, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, "HOME": str(home)}
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


QUOTED = "Plan 'B' = 1+1 (\u2019x)"
"""A sheet's name with quotes, which a link to it must survive."""


@pytest.fixture
def everywhere(tmp_path: Path) -> Path:
    """A plan that has formulas for its name, sheet's name, brief, headers, totals and values, and much to find fault with."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = QUOTED
    rows: list[list[Any]] = [
        ["Client:", "=1+1"],
        ["Agency:", '=HYPERLINK("http://evil.example","x")'],
        ["Campaign:", "@SUM(1)"],
        [None],
        [
            "Publisher",
            "=cmd|' /C calc'!A0",
            "+2+2 Placement",
            "Start date",
            "End date",
            "Net cost (EUR)",
            "-3+3",
        ],
    ]
    rows += [
        [f"=1+{at}", text, text, "2026-01-31", "2026-01-05", text if at % 2 else 100 + at, "@SUM(1)"]
        for at, text in enumerate(HOSTILE)
    ]
    rows += [["=Total", None, None, None, None, 99_999, None]]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    file = tmp_path / "=1+1 plan.xlsx"
    book.save(file)
    return file


def formulas(path: Path) -> list[str]:
    """Where a workbook has formulas, and links that lead out of it."""
    found = cells(path)
    return [c.coordinate for c in found if c.data_type == "f"] + [
        c.hyperlink.target for c in found if c.hyperlink is not None and c.hyperlink.target
    ]


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


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "parquet"])
def test_nothing_of_a_plan_becomes_a_formula_or_a_link(
    mediamapper: Run, libreoffice: Convert, everywhere: Path, tmp_path: Path, suffix: str
) -> None:
    """Names of files and sheets, the brief, headers, totals and findings are texts of the plan as well."""
    raw = tmp_path / f"=raw.{suffix}"
    done = mediamapper("export", everywhere, "-o", raw)
    assert done.code in (0, 1), done.err
    if suffix == "parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(raw)
        assert any("=1+" in str(value) for column in table.columns for value in column.to_pylist())
        return
    opened = libreoffice(raw, "ods" if suffix == "xlsx" else "xlsx")
    again = libreoffice(opened, "xlsx") if suffix == "xlsx" else opened
    assert formulas(again) == []
    assert any("=1+" in str(cell.value) for cell in cells(again))


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_nor_in_a_review(mediamapper: Run, libreoffice: Convert, everywhere: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    assert mediamapper("map", everywhere, "-o", review).code in (0, 1)
    again = libreoffice(libreoffice(review, "ods"), "xlsx")
    assert formulas(again) == []
    where = [cell.hyperlink for cell in cells(again, "Review") if cell.hyperlink is not None]
    assert where and all(QUOTED.replace("'", "''") in str(link.location) for link in where)


def test_nor_on_the_pages_of_the_add_in(libreoffice: Convert, tmp_path: Path) -> None:
    from worker.shapes.finding import Finding, Total
    from xl_addin.engines.files.app import file_app
    from xl_addin.pages import checks, memory_report, raw_data

    found = tuple(Finding("=code", "error", text, text, QUOTED, "A1") for text in HOSTILE)
    totals = tuple(Total(t, t, 1.0, 2.0, 1.0, False, label=t, sheet=QUOTED, cell="B2:C9") for t in HOSTILE)
    failing = [
        {"header": t, "field": t, "confidence": 0.2, "confirms": 1, "rejects": 4, "state": t} for t in HOSTILE
    ]
    named = [{"name": t, "mappings": 1, "confirmed": 1, "rejected": 0, "corrected": 0} for t in HOSTILE]
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = QUOTED
        raw_data.write(
            book, raw_data.RawData(("=1+1", "@SUM(1)"), [[t, t] for t in HOSTILE], {"=1+1": "text"})
        )
        checks.write(book, checks.Checks("=1+1.xlsx", found, totals))
        memory_report.write(book, {"failing_mappings": failing, "sources": named, "scopes": named})
        book.save(str(tmp_path / "pages.xlsx"))
    again = libreoffice(libreoffice(tmp_path / "pages.xlsx", "ods"), "xlsx")
    assert formulas(again) == []
    for sheet in ("Raw data", "Checks", "Memory report"):
        assert set(HOSTILE) <= {str(cell.value) for cell in cells(again, sheet)}
    links = [cell.hyperlink.location for cell in cells(again, "Checks") if cell.hyperlink is not None]
    assert len(links) == 2 * len(HOSTILE) and all(QUOTED.replace("'", "''") in str(link) for link in links)
