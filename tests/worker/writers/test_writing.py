from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worker.errors import FileProblem, UsageError
from worker.shapes.finding import Finding, Total
from worker.shapes.raw_data import RawData
from worker.shapes.template import Field, Template
from worker.writers import delimited, writing

KINDS = ("xlsx", "csv", "parquet")
TEMPLATE = Template(
    "small",
    1,
    (
        Field("date", "date"),
        Field("site"),
        Field("ad_id", "id"),
        Field("cost", "money", "measure"),
        Field("views", "number", "measure"),
        Field("ctr", "percent", "measure"),
    ),
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


def put(raw: RawData, target: Path) -> None:
    """Write *raw* over whatever stands at *target*."""
    output = writing.output(target, target.parent / "memory", force=True)
    output.write(lambda path: writing.write(raw, path))


def raw_of(sites: list[str | None], cost: float = 1234.5, **more: Any) -> RawData:
    size = len(sites)
    table = pa.table(
        {
            "date": pa.array([date(2026, 1, 5)] * size),
            "site": pa.array(sites, pa.string()).dictionary_encode(),
            "ad_id": pa.array(["007"] * size).dictionary_encode(),
            "cost": [cost] * size,
            "views": [None if i else 10.0 for i in range(size)],
            "ctr": [0.015] * size,
            "source_row": range(2, size + 2),
        }
    )
    return RawData(table, TEMPLATE, **more)


FINDINGS = (
    Finding("a-note", "note", "Just so."),
    Finding("number-not-read", "warning", "=H12 holds 'TBD'.", "Put a number there.", "Plan", "H12"),
)
TOTALS = (
    Total("cost", "EUR", 10.0, 10.0, 0.0, True, label="Total", sheet="Plan", cell="C9"),
    Total("views", None, 5.0, 5.0, 0.0, None, label="sum of the lines"),
    Total("cost", "EUR", 11.0, 10.0, -1.0, False, "section", "Subtotal"),
)


@pytest.fixture
def sheets(tmp_path: Path) -> Callable[[RawData], dict[str, list[tuple[Any, ...]]]]:
    """The sheets of a written workbook as rows of values."""

    def read(raw: RawData) -> dict[str, list[tuple[Any, ...]]]:
        from openpyxl import load_workbook

        writing.write(raw, tmp_path / "raw.xlsx")
        book = load_workbook(tmp_path / "raw.xlsx")
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    return read


def test_a_workbook_has_raw_data_checks_and_reconciliation(sheets: Any) -> None:
    found = sheets(raw_of(["A", None], findings=FINDINGS, totals=TOTALS))
    assert list(found) == ["Raw data", "Checks", "Reconciliation"]
    header, first, second = found["Raw data"]
    assert header == ("date", "site", "ad_id", "cost", "views", "ctr", "source_row")
    assert (str(first[0])[:10], *first[1:]) == ("2026-01-05", "A", "007", 1234.5, 10, 0.015, 2)
    assert second[1] is None and second[4] is None
    assert [row[0] for row in found["Checks"][1:]] == ["warning", "note"]
    assert [row[0] for row in found["Reconciliation"][1:]] == ["differs", "unconfirmed", "agrees"]


def test_a_workbook_is_made_to_be_looked_at(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    writing.write(raw_of(["A"]), tmp_path / "raw.xlsx")
    sheet = load_workbook(tmp_path / "raw.xlsx")["Raw data"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G2")
    assert [sheet.cell(2, c).number_format for c in (1, 4, 5, 6)] == [
        "yyyy-mm-dd",
        "#,##0.00",
        "#,##0",
        "0.00%",
    ]
    assert len({cell.font.name for row in sheet.iter_rows() for cell in row}) == 1


def test_text_is_text_in_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    texts = [*FORMULAS[:4], *FORMULAS[6:], "http://example.com", "mailto:x@y", "0012", "TRUE", "x" * 40_000]
    writing.write(raw_of(list(texts), findings=FINDINGS), tmp_path / "raw.xlsx")
    book = load_workbook(tmp_path / "raw.xlsx")
    cells = [row[1] for row in book["Raw data"].iter_rows(min_row=2)]
    assert {c.data_type for c in cells} <= {"s", "inlineStr"}
    assert not any(c.hyperlink for c in cells)
    assert [c.value for c in cells][:-1] == texts[:-1]
    assert len(str(cells[-1].value)) == 32_767
    assert book["Checks"]["D2"].data_type != "f"


def test_more_rows_than_a_sheet_has_go_on(sheets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.writers import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    found = sheets(raw_of(["A", "B", "C"]))
    assert [row[1] for row in found["Raw data"]] == ["site", "A", "B"]
    assert [row[1] for row in found["Raw data 2"]] == ["site", "C"]


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    writing.write(raw_of(['Ä, "x"\nnew line', None]), tmp_path / "raw.csv")
    data = (tmp_path / "raw.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(tmp_path / "raw.csv", dtype={"ad_id": str}, encoding="utf-8-sig")
    assert read["site"].tolist()[0] == 'Ä, "x"\nnew line'
    assert read["ad_id"].tolist() == ["007", "007"]
    assert read["date"].tolist() == ["2026-01-05"] * 2
    assert read["views"].isna().tolist() == [False, True]


@pytest.mark.parametrize("text", FORMULAS, ids=range(len(FORMULAS)))
def test_text_is_no_formula_in_csv(tmp_path: Path, text: str) -> None:
    import csv

    writing.write(raw_of([text]), tmp_path / "raw.csv")
    with (tmp_path / "raw.csv").open(encoding="utf-8-sig", newline="") as file:
        (written,) = (row["site"] for row in csv.DictReader(file))
    assert written.startswith("'")
    assert written.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    "text", ["TV; Radio", "a - b", "Notes:\n- first\n- second", "x;y", "5; 6", "a=b", "a,=b"]
)
def test_ordinary_text_is_left_as_it_is_in_csv(text: str) -> None:
    assert delimited.harmless(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x;=1+1;y", "x;'=1+1;y"),
        ("x; @SUM(1)", "x; '@SUM(1)"),
        ("x\n=1+1", "x\n'=1+1"),
        ("x\t-2+3+cmd|' /C calc'!A0", "x\t'-2+3+cmd|' /C calc'!A0"),
        (" =1+1", "' =1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\n=1+1", "'\n'=1+1"),
        ("＝1+1", "'＝1+1"),
    ],
)
def test_nor_where_another_sign_separates_or_the_start_is_dropped(text: str, written: str) -> None:
    """A comma's file opened where ; separates cells, as Excel does in most of Europe."""
    assert delimited.harmless(text) == written


def test_a_negative_number_is_no_text_in_csv(tmp_path: Path) -> None:
    writing.write(raw_of(["A"], cost=-5.25), tmp_path / "raw.csv")
    assert pd.read_csv(tmp_path / "raw.csv")["cost"].tolist() == [-5.25]


def test_parquet_keeps_types_and_what_is_known(tmp_path: Path) -> None:
    import json

    import pyarrow.parquet as pq

    writing.write(raw_of(["=A", None], findings=FINDINGS, totals=TOTALS), tmp_path / "raw.parquet")
    table = pq.read_table(tmp_path / "raw.parquet")
    assert [str(t) for t in table.schema.types][:1] == ["date32[day]"]
    assert table.column("site").to_pylist() == ["=A", None]
    assert table.column("views").to_pylist() == [10, None]
    about = json.loads(table.schema.metadata[b"mediamapper"])
    assert (len(about["findings"]), len(about["totals"]), about["template"]["name"]) == (2, 3, "small")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.sampled_from(FORMULAS),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_any_text_comes_back_and_none_is_a_formula(tmp_path: Path, texts: list[str]) -> None:
    import csv

    writing.write(raw_of(list(texts)), tmp_path / "raw.csv")
    with (tmp_path / "raw.csv").open(encoding="utf-8-sig", newline="") as file:
        read = [row["site"] for row in csv.DictReader(file)]
    assert [r.replace("'", "") for r in read] == [t.replace("'", "") for t in texts]
    assert [r for r, t in zip(read, texts, strict=True) if r != t and t[:1].isalnum() and ";" not in t] == []
    assert not any(r.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for r in read)


# ---------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"raw.{kind}"
    target.write_text("old")
    put(raw_of(["A"]), target)
    assert target.read_bytes()[:3] != b"old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "memory"] == [target.name]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_what_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, number: int
) -> None:
    target = tmp_path / f"raw.{kind}"
    target.write_text("old")

    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileProblem) as caught:
        put(raw_of(["A"]), target)
    assert caught.value.next_step
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "memory"] == [target.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_said(tmp_path: Path, kind: str) -> None:
    from worker.writers import delimited, parquet, xlsx

    write = {"xlsx": xlsx.write_xlsx, "csv": delimited.write_csv, "parquet": parquet.write_parquet}[kind]
    full = tmp_path / f"full.{kind}"
    full.symlink_to("/dev/full")
    with pytest.raises(OSError, match=r"(?i)space"):
        write(raw_of(["A"] * 5000), full)


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("raw.txt", UsageError, "xlsx"),
        ("raw", UsageError, "xlsx"),
        ("missing/raw.csv", FileProblem, "no folder"),
        ("folder.csv", FileProblem, "is a folder"),
    ],
)
def test_a_target_that_can_not_be(tmp_path: Path, name: str, error: type[Exception], said: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(error, match=said):
        writing.output(tmp_path / name, tmp_path / "memory")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_protected_folder_is_said_early(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileProblem, match="write-protected"):
        writing.output(tmp_path / "raw.csv", tmp_path / "memory")
    tmp_path.chmod(0o700)
