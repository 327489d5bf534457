"""A disk that takes nothing more, and a folder that can only be read: what only reads goes on, what decides says so.

The limit on the size of files stands for the full disk: the system refuses to make any file longer than it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from worker.errors import MemoryProblem
from worker.memory.database.file_names import FILE
from worker.memory.database.sqlite import errors
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.shapes.mapping import Decision

if sys.platform == "win32":
    pytest.skip("tests/windows fills a disk of its own", allow_module_level=True)
else:
    import resource

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples" / "plan_and_delivery_en"
ROOM = 16_384
"""Bytes of the longest file: less than the index of SQLite's log takes, more than a small export."""
QUESTION = {"columns": [{"name": "Zzyzx", "samples": ["1"]}]}
DECISIONS = {"decisions": [{"header": "Zzyzx", "field": "clicks", "decision": "confirm"}]}
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("suggest", room=ROOM, given=QUESTION)`: a command of its own process."""

    def start(
        *arguments: str, room: int | None = None, given: object = None
    ) -> subprocess.CompletedProcess[bytes]:
        def limit() -> None:
            if room is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        return subprocess.run(
            [sys.executable, "-m", "worker", *arguments, "--memory", str(tmp_path / "memory")],
            cwd=ROOT, input=json.dumps(given).encode(), capture_output=True, preexec_fn=limit, timeout=PATIENCE,
        )  # fmt: skip

    return start


@pytest.fixture
def memory(run: Run, tmp_path: Path) -> Path:
    """A memory that knows one header."""
    assert run("decide", "--user", "anna", given=DECISIONS).returncode == 0
    return tmp_path / "memory"


def plan_of(tmp_path: Path) -> str:
    (plan,) = PLAN.glob("plan.*")
    return shutil.copy(plan, tmp_path)


def test_with_room_the_same_commands_work(run: Run, memory: Path, tmp_path: Path) -> None:
    assert b"clicks" in run("suggest", "--json", given=QUESTION).stdout
    assert run("export", plan_of(tmp_path), "-o", str(tmp_path / "raw.csv")).returncode in (0, 1)


def test_suggest_goes_on(run: Run, memory: Path) -> None:
    expected = run("suggest", "--json", given=QUESTION)
    without_room = run("suggest", "--json", given=QUESTION, room=ROOM)
    assert (without_room.returncode, without_room.stdout) == (0, expected.stdout)
    assert json.loads(expected.stdout)["suggestions"][0]["origin"] == "memory"


def test_map_goes_on(run: Run, memory: Path, tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    expected = run("map", plan, "--json")
    without_room = run("map", plan, "--json", room=ROOM)
    assert (without_room.returncode, without_room.stdout) == (expected.returncode, expected.stdout)


def test_export_goes_on(run: Run, memory: Path, tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    expected = run("export", plan, "-o", str(tmp_path / "raw.csv"))
    without_room = run("export", plan, "-o", str(tmp_path / "raw2.csv"), room=ROOM)
    assert without_room.returncode == expected.returncode
    assert (tmp_path / "raw2.csv").read_bytes() == (tmp_path / "raw.csv").read_bytes()


def test_an_export_with_a_mapping_notes_that_nothing_was_learnt(
    run: Run, memory: Path, tmp_path: Path
) -> None:
    plan, mapping = plan_of(tmp_path), tmp_path / "mapping.json"
    mapping.write_bytes(run("map", plan, "--json").stdout)
    out = run("export", plan, "-o", str(tmp_path / "raw.csv"), "--mapping", str(mapping), "--json", room=ROOM)
    (finding,) = json.loads(out.stdout)["findings"]["memory-not-kept"]
    assert finding["severity"] == "note" and "ulimit -f" in finding["sentence"] + finding["next_step"]


def test_deciding_is_refused_with_a_sentence(run: Run, memory: Path) -> None:
    other = {"decisions": [{"header": "Other", "field": "clicks", "decision": "confirm"}]}
    refused = run("decide", "--user", "anna", given=other, room=ROOM)
    assert refused.returncode == 2 and b"nothing of this step was kept" in refused.stderr
    assert b"Traceback" not in refused.stderr
    again = run("suggest", "--json", given={"columns": [{"name": "Other", "samples": ["1"]}]})
    assert json.loads(again.stdout)["suggestions"][0]["origin"] != "memory"


def test_a_full_disk_says_what_can_go(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite words the want of room for its log as an error of the disk."""
    monkeypatch.setattr(errors, "has_no_room", lambda _: True)
    with MemoryFolder(Settings(memory_dir=memory)) as folder:
        assert [n.code for n in folder.notices() if n.severity == "warning"] == ["memory-full"]
        with folder.store.database.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(MemoryProblem, match="no room left") as caught:
            folder.store.decide(
                [Decision(f"H {at} {'x' * 400}", "clicks", "confirm") for at in range(99)], "a"
            )
    assert "backups" in (caught.value.next_step or "")


def test_a_folder_that_can_only_be_read_is_noted(
    run: Run, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "access", lambda *_: False
    )  # the tests may run as somebody who may write anything
    with MemoryFolder(Settings(memory_dir=memory)) as folder:
        assert folder.store.standings()
        assert "memory-read-only" in [notice.code for notice in folder.notices()]


def test_looks_without_room_leave_the_file_to_others(memory: Path) -> None:
    """Such a connection shuts others out, so it ends with the look, and looks within it use the same one."""
    with MemoryFolder(Settings(memory_dir=memory)) as folder:
        database = folder.store.database
        database._connect_shared = database._connect_alone  # type: ignore[method-assign]
        with database.reading() as outer, database.reading() as inner:
            assert outer is inner and database.is_alone
        assert database.ready is None
        with MemoryFolder(Settings(memory_dir=memory)) as other:
            other.store.decide([Decision("Other", "fee", "confirm")], "anna")
        assert folder.store.recall("Other") is not None
    assert (memory / FILE).exists()
