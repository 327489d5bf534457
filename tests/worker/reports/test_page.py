"""The memory's report as a page in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.reports import page
from worker.shapes.mapping import Decision
from worker.shapes.memory import Filter


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_an_empty_memory_has_no_tables(own_memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with LLMMemoryManager(own_memory) as memory:
        page.entries(memory.store.entries(Filter()))
    assert printed(capsys) == "0 headers, 0 values, 0 layouts."


def test_a_header_stands_with_its_field(own_memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with LLMMemoryManager(own_memory) as memory:
        memory.store.decide([Decision("[Kosten]", "net_cost", "confirm")], "anna")
        page.entries(memory.store.entries(Filter()))
    text = printed(capsys)
    assert "[Kosten]" in text and "net_cost" in text and "1 header," in text


def test_nothing_was_pruned(capsys: pytest.CaptureFixture[str]) -> None:
    page.standings([], "pruned")
    assert printed(capsys) == "0 pruned."
