"""One worker a folder: whoever comes second gives way, whoever died is replaced."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.worker.served import COMMAND
from worker.errors import WorkerProblem
from worker.serving import address_file

CONTENDER = """
import sys
from pathlib import Path
from worker.serving import address_file
from worker.errors import WorkerProblem
folder = Path(sys.argv[1])
sys.stdin.readline()
try:
    lock = address_file.locked(folder)
except WorkerProblem:
    print("gave way", flush=True)
else:
    with address_file.published(folder, "http://127.0.0.1:1", "token"):
        print("serves", flush=True)
        sys.stdin.readline()
"""
"""A worker's start without the worker: it takes the lock, publishes, and waits."""
posix = pytest.mark.skipif(os.name == "nt", reason="signals and modes are POSIX")


def test_the_address_is_there_while_it_is_published(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with address_file.published(tmp_path, "http://127.0.0.1:1", "a-token"):
        found = json.loads((tmp_path / "worker.json").read_text("utf-8"))
    assert found == {"url": "http://127.0.0.1:1", "token": "a-token", "pid": os.getpid()}
    assert not (tmp_path / "worker.json").exists()
    assert "a-token" not in "".join(capfd.readouterr())


@posix
@pytest.mark.parametrize(("mode", "warned"), [(0o700, False), (0o755, True), (0o777, True)])
def test_a_folder_that_others_reach_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], mode: int, warned: bool
) -> None:
    folder = tmp_path / "memory"
    folder.mkdir()
    folder.chmod(mode)
    with address_file.published(folder, "http://127.0.0.1:1", "a-token"):
        assert ("Others on this machine" in capfd.readouterr().err) == warned


@posix
def test_a_folder_made_for_it_is_the_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        address_file.locked(tmp_path / "new" / "memory").release()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new" / "memory").stat().st_mode) == 0o700


def test_of_several_that_start_together_one_serves(tmp_path: Path) -> None:
    contenders = [
        subprocess.Popen(
            [sys.executable, "-c", CONTENDER, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(4)
    ]
    for contender in contenders:
        assert contender.stdin
        contender.stdin.write("go\n")
        contender.stdin.flush()
    said = [contender.stdout.readline().strip() for contender in contenders if contender.stdout]
    pid = json.loads((tmp_path / "worker.json").read_text("utf-8"))["pid"]
    for contender in contenders:
        contender.communicate("\n", timeout=PATIENCE)
    assert sorted(said) == ["gave way"] * 3 + ["serves"]
    assert pid == contenders[said.index("serves")].pid


@posix
def test_a_worker_that_was_killed_is_replaced(tmp_path: Path) -> None:
    addresses = []
    for end in (signal.SIGKILL, signal.SIGTERM):
        with subprocess.Popen(
            [*COMMAND, "--memory", str(tmp_path)], stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("Serving")
            addresses.append(json.loads((tmp_path / "worker.json").read_text("utf-8")))
            assert stat.S_IMODE((tmp_path / "worker.json").stat().st_mode) == 0o600
            process.send_signal(end)
        assert (tmp_path / "worker.json").exists() == (end == signal.SIGKILL)
    killed, after = addresses
    assert killed["token"] != after["token"]
    with address_file.locked(tmp_path):
        pass


def test_a_worker_that_cannot_publish_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "worker.json").mkdir()
    done = subprocess.run(
        [*COMMAND, "--memory", str(tmp_path)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "worker.json can't be written" in done.stderr


def test_the_second_says_so(tmp_path: Path) -> None:
    with address_file.locked(tmp_path), pytest.raises(WorkerProblem, match="already serves"):
        address_file.locked(tmp_path)
