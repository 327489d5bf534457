"""What a command leaves behind: what memory was asked, and a line on what the model came to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.worker.llm.fake_model import FakeModel

PLAN = "Publisher,Zonk blorp,Start,End,Net cost\nAlpha News,qua,2026-01-05,2026-01-11,100\n"
DECISION = '{"decisions": [{"header": "Publisher", "field": "publisher", "decision": "confirm"}]}'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, "utf-8")
    return path


def test_a_memory_that_is_not_there_is_not_made_by_asking(
    mediamapper: Run, plan: Path, own_memory: Path
) -> None:
    ran = mediamapper("map", plan, "--no-llm", "--json")
    assert (ran.err, own_memory.exists()) == ("", False)


def test_what_the_command_line_asks_counts(mediamapper: Run, plan: Path) -> None:
    mediamapper("decide", stdin=DECISION)
    before = mediamapper("memory", "report", "--json").json
    mediamapper("map", plan, "--no-llm")
    mediamapper("suggest", "--no-llm", stdin='{"columns": [{"name": "Publisher"}]}')
    after = mediamapper("memory", "report", "--json").json
    assert after["asked"] - before["asked"] >= 6
    assert after["answered"] - before["answered"] >= 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("claude-haiku-5-5", "US cents."), ("nobody-1", "counted as claude-mythos-5, the dearest known")],
)
def test_the_model_ends_with_what_it_came_to(
    mediamapper: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    with FakeModel().running() as model:
        for variable, value in model.environment.items():
            monkeypatch.setenv(variable, value)
        monkeypatch.setenv("MEDIAMAPPER_LLM", "1")
        monkeypatch.setenv("MEDIAMAPPER_LLM_MODEL", name)
        ran = mediamapper("map", plan, "--json")
        assert len(model.history) == 1
    assert ran.err.startswith("Model: 1 call, 500 tokens in, 40 out, ")
    assert words in ran.err and ran.err.count("\n") == 1
