"""One memory folder with its parts: what is made when, and what a second connection sees."""

from __future__ import annotations

from pathlib import Path

from worker.errors import MemoryProblem
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.shapes.mapping import Decision

SPEND = Decision("Zonk", "net_cost", "confirm")


def test_opening_and_asking_make_nothing(folder: Path) -> None:
    with MemoryFolder(Settings(folder)) as memory:
        assert memory.store.recall("Zonk") is None
        assert memory.maintenance.due() == [] and memory.notices() == []
        assert memory.context.top(3, SPEND.scope) == ""
    assert not folder.exists()


def test_a_released_memory_answers_again(folder: Path) -> None:
    with MemoryFolder(Settings(folder)) as memory:
        memory.store.decide([SPEND], "anna")
        memory.release()
        assert memory.store.recall("Zonk") is not None


def test_a_second_connection_sees_what_the_first_decided(folder: Path) -> None:
    with MemoryFolder(Settings(folder)) as memory:
        memory.store.decide([SPEND], "anna")
        with memory.second_connection(lambda: False) as second:
            assert second.store.recall("Zonk") == memory.store.recall("Zonk")


def test_answers_of_a_topic_are_there_for_the_next_process(folder: Path) -> None:
    for answer in (None, ["yes"]):
        with MemoryFolder(Settings(folder)) as memory:
            assert memory.answers("topic").get("question") == answer
            memory.answers("topic").put("question", ["yes"])


def test_a_folder_that_can_only_be_read_closes_in_silence(folder: Path, monkeypatch) -> None:
    def refuse() -> None:
        raise MemoryProblem("It can only be read.")

    with MemoryFolder(Settings(folder)) as memory:
        memory.store.decide([SPEND], "anna")
        monkeypatch.setattr(memory.store.usage, "write", refuse)
