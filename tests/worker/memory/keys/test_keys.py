from __future__ import annotations

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from tests.systems import is_owners_alone
from worker import paths
from worker.document.manager import LLMMemoryManager
from worker.errors import MemoryProblem
from worker.memory.keys import keys
from worker.memory.recall.answers import Answers

KEY = "correct horse battery"


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.VARIABLE, raising=False)


def taught(folder: Path, key: str | None) -> None:
    with LLMMemoryManager(folder, key) as memory:
        memory.remember("mappings", "Canary Header", {"field": "net_cost", "confidence": 0.9})


def test_with_a_key_nothing_can_be_read_in_the_files(folder: Path) -> None:
    taught(folder, KEY)
    for file in folder.iterdir():
        if file.is_dir() or paths.is_copy(file):
            continue
        held = file.read_bytes()
        assert b"anary" not in held and b"net_cost" not in held and KEY.encode() not in held
        assert is_owners_alone(file) or file.suffix in (".db-wal", ".db-shm")
    with LLMMemoryManager(folder, KEY) as memory:
        assert memory.recall("mappings", "Canary Header")["field"] == "net_cost"


@pytest.mark.parametrize(
    ("made_with", "opened_with", "said"),
    [
        (KEY, "another", "does not open"),
        (KEY, None, "is encrypted"),
        (None, KEY, "is not encrypted"),
    ],
)
def test_another_key_is_one_sentence(
    folder: Path, made_with: str | None, opened_with: str | None, said: str
) -> None:
    taught(folder, made_with)
    with pytest.raises(MemoryProblem, match=said) as caught:
        LLMMemoryManager(folder, opened_with)
    assert caught.value.code == "memory-key" and caught.value.next_step
    with LLMMemoryManager(folder, made_with) as memory:
        assert memory.recall("mappings", "Canary Header")["confidence"] == 0.9


def test_the_environment_gives_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taught(folder, KEY)
    monkeypatch.setenv(keys.VARIABLE, KEY)
    with LLMMemoryManager(folder) as memory:
        assert memory.recall("mappings", "Canary Header") is not None


@pytest.mark.parametrize(
    "text", ["", "{}", '{"salt": "zz"}', '{"salt": "00", "check": "", "n": 1e9, "r": 8, "p": 1}']
)
def test_a_damaged_salt_is_said(folder: Path, text: str) -> None:
    taught(folder, KEY)
    (folder / keys.SALT_FILE).write_text(text, "utf-8")
    with pytest.raises(MemoryProblem, match="can't be read"):
        LLMMemoryManager(folder, KEY)


def test_two_folders_with_one_key_have_two_keys(tmp_path: Path) -> None:
    assert keys.key_of(tmp_path / "a", KEY) != keys.key_of(tmp_path / "b", KEY)
    assert keys.key_of(tmp_path / "a", KEY) == keys.key_of(tmp_path / "a", KEY)


def test_no_key_makes_nothing(tmp_path: Path) -> None:
    assert keys.key_of(tmp_path / "a", None) is None
    assert not (tmp_path / "a").exists()


def test_the_cache_is_encrypted_with_the_memory(folder: Path) -> None:
    answers = Answers(folder, key=keys.key_of(folder, KEY))
    answers.put("question", {"answer": "Canary"})
    assert answers.get("question") == {"answer": "Canary"}
    answers.close()
    assert all(b"anary" not in file.read_bytes() for file in (folder / "cache").iterdir())


def test_a_key_is_taken_out_of_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.VARIABLE, KEY)
    with LLMMemoryManager(folder) as memory:
        memory.remember("mappings", "Cost", "net_cost")
        assert keys.VARIABLE not in os.environ
        child = [sys.executable, "-c", "import os; print(dict(os.environ))"]
        assert KEY not in subprocess.run(child, capture_output=True, text=True, check=True).stdout
    with LLMMemoryManager(folder) as memory:  # and still known to this process
        assert memory.recall("mappings", "Cost") is not None
    monkeypatch.setenv(keys.VARIABLE, KEY)
    LLMMemoryManager(folder, KEY)
    assert keys.VARIABLE not in os.environ


def test_no_error_log_or_representation_shows_a_key(
    folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    told = []
    with LLMMemoryManager(folder, KEY) as memory:
        memory.remember("mappings", "Cost", "net_cost")
        raw = memory.store.database.key
        assert raw is not None
        for part in (memory, memory.store, memory.store.database, memory.store.database.repair, vars(memory)):
            told.append(repr(part))
        with memory.store.database.reading() as connection:
            connection.set_trace_callback(told.append)
        memory.rotate_backups()
    (folder / "llm_memory.db").write_bytes(b"\x55" * 9000)
    for file in (folder / "backups").iterdir():
        file.unlink()
    for given in (KEY, "another"):
        try:
            with LLMMemoryManager(folder, given) as memory:
                memory.recall("mappings", "Cost")
        except MemoryProblem:
            told.append(traceback.format_exc())
    assert len(told) > 6
    told += [caplog.text, *capfd.readouterr()]
    for secret in (KEY, raw.hex(), raw[:32].hex(), repr(raw[:32])):
        assert secret not in "".join(told)


def test_a_new_memory_has_no_key_file_until_it_is_written_to(folder: Path) -> None:
    with LLMMemoryManager(folder, KEY) as memory:
        assert memory.recall("mappings", "Cost") is None
        assert not folder.exists()
        memory.remember("mappings", "Cost", "net_cost")
    assert (folder / keys.SALT_FILE).exists()


def test_a_lost_key_file_is_found_again_in_the_database(folder: Path) -> None:
    taught(folder, KEY)
    (folder / keys.SALT_FILE).unlink()
    with LLMMemoryManager(folder, KEY) as memory:
        assert memory.recall("mappings", "Canary Header") is not None
    with pytest.raises(MemoryProblem), LLMMemoryManager(folder, "another") as memory:
        memory.recall("mappings", "Canary Header")
    assert not (folder / keys.SALT_FILE).exists()
