"""CSV that a spreadsheet opens as it is, and no formula in it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.worker.writers.small_table import FORMULAS, raw_of
from worker.writers import delimited, writing


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
    assert delimited.SUSPECT.search(text.encode())


def test_a_negative_number_is_no_text_in_csv(tmp_path: Path) -> None:
    writing.write(raw_of(["A"], cost=-5.25), tmp_path / "raw.csv")
    assert pd.read_csv(tmp_path / "raw.csv")["cost"].tolist() == [-5.25]


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
