"""A model that knows one rule of a platform, and how tests read rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FakeModel
from worker import LLMMemoryManager, get_platform_validation_rules
from worker.document import platform_rules

SOURCE = "Display & Video 360 help: notes"
NOTES = {"kind": "longest", "field": "notes", "other": "-", "limit": 50, "sentence": "s", "source": SOURCE}
BRAND = {**NOTES, "kind": "needs", "field": "brand"}
NOTES_CODE, BRAND_CODE = "dv360-longest-notes", "dv360-needs-brand"


def said(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"rules": list(rules)}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    """A model that knows one rule, with key and permission to ask it."""
    with FakeModel().running() as running:
        running.brain = lambda asked: said(NOTES)
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("MEDIAMAPPER_LLM", "1")
        yield running


@pytest.fixture
def memory(own_memory: Path) -> Iterator[LLMMemoryManager]:
    with LLMMemoryManager() as opened:
        yield opened


def codes(rules: Any) -> dict[str, str]:
    return {rule["code"]: rule["severity"] for rule in rules}


def fresh() -> dict[str, str]:
    """As the next process sees it."""
    platform_rules._default.cache_clear()
    return codes(get_platform_validation_rules("DV360"))
