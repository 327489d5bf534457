"""The day's budget holds for all processes of one memory together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.worker.llm.fake_model import FakeModel, columns
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.reporting.ledger import DatabaseLedger

PROCESSES = 3
SPENT = 540
"""Tokens that the local model says each answer took; a question reserves some 1,900."""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def started(tmp_path: Path, model: FakeModel) -> Callable[[str, int], subprocess.Popen[bytes]]:
    """`started("Zzyzx", 3_000)`: a process that asks about one header, with a day's limit of tokens."""

    def start(header: str, tokens_per_day: int) -> subprocess.Popen[bytes]:
        environment = os.environ | model.environment | {
            "MEDIAMAPPER_LLM": "1",
            "MEDIAMAPPER_LLM_TOKENS_PER_DAY": str(tokens_per_day),
            "MEDIAMAPPER_LLM_DEADLINE_SECONDS": "120",
            "MEDIAMAPPER_HOME": str(tmp_path / "memory"),
        }  # fmt: skip
        question = tmp_path / f"{header}.json"
        question.write_text(json.dumps({"columns": [{"name": header, "samples": ["1"]}]}), "utf-8")
        with question.open("rb") as stdin:
            return subprocess.Popen(
                [sys.executable, "-m", "worker", "suggest", "--json"],
                cwd=ROOT, env=environment, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )  # fmt: skip

    return start


def test_several_processes_ask_as_often_as_one_may(
    started: Callable[[str, int], subprocess.Popen[bytes]], model: FakeModel, tmp_path: Path
) -> None:
    """While one question is under way there is no room for another, whoever would ask it."""
    may_answer = threading.Event()

    def think(asked: Any) -> dict[str, Any]:
        assert may_answer.wait(PATIENCE)
        return columns(dict.fromkeys(asked.lines, "none"))

    model.brain = think
    ended = threading.Semaphore(0)
    processes = [started(f"Zzyzx {at}", 3_000) for at in range(PROCESSES)]

    def watch(process: subprocess.Popen[bytes]) -> None:
        process.wait(PATIENCE)
        ended.release()

    for process in processes:
        threading.Thread(target=watch, args=(process,), daemon=True).start()
    try:
        for _ in range(PROCESSES - 1):
            assert ended.acquire(timeout=PATIENCE)
    finally:
        may_answer.set()
    notes = [process.communicate(timeout=PATIENCE)[1] for process in processes]
    assert sum(b"Today's budget for the model is used up" in note for note in notes) == PROCESSES - 1
    assert [process.returncode for process in processes] == [0] * PROCESSES
    assert len(model.asked) == 1
    ledger = DatabaseLedger(lambda: Database(tmp_path / "memory" / FILE))
    assert [(call.outcome, call.tokens_in + call.tokens_out) for call in ledger.calls()] == [
        ("answered", SPENT)
    ]


def test_a_question_whose_process_died_counts_at_its_full_length(
    started: Callable[[str, int], subprocess.Popen[bytes]], model: FakeModel, tmp_path: Path
) -> None:
    """Nobody can say what it cost."""
    is_asked = threading.Event()

    def think(_: Any) -> dict[str, Any]:
        is_asked.set()
        model.over.wait(PATIENCE)
        return {}

    model.brain = think
    process = started("Zzyzx", 4_000)
    assert is_asked.wait(timeout=PATIENCE)
    process.kill()
    process.communicate(timeout=PATIENCE)
    (call,) = DatabaseLedger(lambda: Database(tmp_path / "memory" / FILE)).calls()
    assert call.outcome == "reserved" and call.tokens_in + call.tokens_out > SPENT
