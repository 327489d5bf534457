"""The verbs from Python: frames in and out, and the page that shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import worker
from worker.errors import FileProblem

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples" / "de_mediaplan" / "plan.xlsx"


def test_a_plan_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        worker.map_plan(tmp_path / "none.xlsx", memory=tmp_path)


def test_what_map_plan_gives_makes_the_same_rows(tmp_path: Path) -> None:
    columns = worker.map_plan(PLAN, memory=tmp_path / "a")
    rows = worker.export(PLAN, memory=tmp_path / "a")
    pd.testing.assert_frame_equal(rows, worker.export(PLAN, mapping=columns, memory=tmp_path / "b"))


def test_findings_and_reconciliation_are_with_the_frame_and_in_the_file(tmp_path: Path) -> None:
    rows = worker.export(PLAN, tmp_path / "raw.csv", memory=tmp_path / "memory")
    assert {"settled", "findings", "reconciliation", "questions"} <= rows.attrs.keys()
    assert rows.attrs["rows"] == len(rows) == len(pd.read_csv(tmp_path / "raw.csv"))


def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.S)
    assert len(blocks) >= 4
    names: dict[str, object] = {"memory": tmp_path / "memory"}
    for block in blocks:
        exec(block, names)


def test_every_public_name_is_there() -> None:
    assert all(getattr(worker, name) is not None for name in worker.__all__)
