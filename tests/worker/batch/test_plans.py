"""Which files of what is named are plans."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from worker.batch.plans import plans_of
from worker.errors import FileProblem, UsageError


def test_folders_have_what_looks_like_a_plan(tmp_path: Path) -> None:
    for name in ("b/plan.xlsx", "a.CSV", "~$a.xlsx", ".hidden.xlsx", "notes.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    names = [str(tmp_path / "a.CSV"), str(tmp_path / "b" / "plan.xlsx")]
    assert plans_of([str(tmp_path)]) == names
    assert plans_of([str(tmp_path), names[0]]) == names
    assert plans_of([str(tmp_path / "notes.docx")]) == [str(tmp_path / "notes.docx")]


def test_addresses_of_other_file_systems() -> None:
    fs = fsspec.filesystem("memory")
    fs.pipe_file("/plans/2026/a.csv", b"x")
    assert plans_of(["memory://plans"]) == ["memory:///plans/2026/a.csv"]
    fs.rm("/plans", recursive=True)


def test_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No plan"):
        plans_of([str(tmp_path)])
    with pytest.raises(FileProblem, match="no file or folder"):
        plans_of([str(tmp_path / "gone")])
    with pytest.raises(UsageError, match="can't be opened"):
        plans_of(["nowhere://x"])
