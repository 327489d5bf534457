"""The essentials of the domain."""

from __future__ import annotations

from pathlib import Path

from worker.document.manager import LLMMemoryManager
from worker.memory.recall import essentials
from worker.tokens import estimate


def test_the_essentials_are_marked_and_short() -> None:
    text = essentials.read(Path("nowhere"))
    assert 120 <= estimate(text) <= essentials.MOST_TOKENS
    assert "net" in text.casefold() and "<!--" not in text


def test_a_users_own_knowledge_wins(folder: Path, memory: LLMMemoryManager) -> None:
    folder.mkdir()
    (folder / essentials.FILE).write_text(
        "Ours.\n<!-- essentials -->\nWe sell media.\n<!-- /essentials -->\nMore.", "utf-8"
    )
    assert memory.get_domain_essentials() == "We sell media."
    assert memory.get_relevant_context() == "We sell media."


def test_without_marks_the_first_paragraphs_are_taken() -> None:
    assert essentials.of("One.\n\nTwo.\n\n" + "word " * 500) == "One.\nTwo."
