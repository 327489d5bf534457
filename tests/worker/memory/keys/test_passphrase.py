"""What is said of a passphrase; none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.memory.keys import passphrase
from worker.shapes.mapping import Decision


@pytest.mark.parametrize(
    "strong",
    [
        "correct horse battery staple",
        "gH7#kQ2!vT9@xW4$",
        "f3a9c1e07b5d2846f3a9c1e07b5d2846",
        "Регулярный жираф пьёт кофе",
        "lamp river seventeen violet",
    ],
)
def test_nothing_is_said_of_what_nobody_guesses(strong: str) -> None:
    assert passphrase.weakness(strong) is None


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "secret",
        "Passw0rd!",
        "password2026",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "12345678901234567890",
        "MediaMapper2026!",
    ],
)
def test_what_is_tried_first_is_said(weak: str) -> None:
    assert "easy to guess" in (passphrase.weakness(weak) or "")


@pytest.mark.parametrize(
    ("phrase", "codes"), [("secret", ["memory-weak-key"]), ("lamp river seventeen violet", [])]
)
def test_a_memory_with_a_weak_key_works_and_says_so(tmp_path: Path, phrase: str, codes: list[str]) -> None:
    with LLMMemoryManager(tmp_path / "memory", phrase) as memory:
        memory.store.decide([Decision("Cost", "fee", "confirm")], "anna")
        assert [notice.code for notice in memory.notices()] == codes
