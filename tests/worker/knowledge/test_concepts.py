"""Open concepts: the shipped list, and what a line must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker import paths
from worker.errors import UsageError
from worker.knowledge import concepts


def test_a_concept_is_known_under_the_vocabularys_name() -> None:
    roas = concepts.open_concepts()["~roas"]
    assert (roas.about, roas.values) == ("results", "number")
    assert roas.meaning


@pytest.mark.parametrize(
    "line", ["roas = results", "roas = results | money | ROI", "roas = results | number"]
)
def test_a_line_without_its_three_parts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / concepts.FILE).write_text(f"# concepts\n{line}\n", "utf-8")
    monkeypatch.setattr(paths, "shipped", lambda *parts: tmp_path / parts[-1])
    concepts.open_concepts.cache_clear()
    try:
        with pytest.raises(UsageError, match="line 2 is no open concept: 'roas'"):
            concepts.open_concepts()
    finally:
        concepts.open_concepts.cache_clear()
