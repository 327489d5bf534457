"""Settings: defaults, file, environment, options; later wins, and a mistake is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker import settings
from worker.errors import UsageError


def test_without_anything_the_defaults_hold(own_memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIAMAPPER_LANGUAGE")
    assert settings.load() == settings.Settings(memory_dir=own_memory)


def test_later_layers_win(own_memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_memory.mkdir()
    (own_memory / "settings.yaml").write_text("policy: additive\naccept_above: 0.7\nllm: true\n", "utf-8")
    monkeypatch.setenv("MEDIAMAPPER_ACCEPT_ABOVE", "0.9")
    found = settings.load(llm=False)
    assert (found.policy, found.accept_above, found.llm) == ("additive", 0.9, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("polcy: beta", "Unknown setting 'polcy'.*Did you mean 'policy'"),
        ("read_seconds: soon", "'read_seconds'.*'soon'.*type int"),
        ("llm: perhaps", "'llm'.*'perhaps'.*type bool"),
        ("- policy", "holds no settings"),
        ("policy: [", "not valid YAML in line 2"),
    ],
)
def test_a_mistake_names_the_file_and_the_next_step(own_memory: Path, text: str, said: str) -> None:
    own_memory.mkdir()
    (own_memory / "settings.yaml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=f"(?s){said}") as error:
        settings.load()
    assert "settings.yaml" in str(error.value)


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAMAPPER_POLIZY", "beta")
    with pytest.raises(UsageError, match="the environment.*Did you mean 'policy'"):
        settings.load()
