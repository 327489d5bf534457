"""Find or start the worker: decisions with a machine of the test's own, and once for real."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub
from worker.errors import WorkerProblem
from xl_addin import launcher
from xl_addin.launcher import Host


@dataclass
class Started:
    """A process that a test answers for."""

    code: int | None = None

    def poll(self) -> int | None:
        return self.code


@dataclass
class Machine:
    """Remembers what was started; *on_start* plays what the new process does."""

    on_start: Any = lambda said: Started()
    started: list[tuple[list[str], dict[str, Any]]] = field(default_factory=list)
    now: float = 0.0

    def host(self, **changes: Any) -> Host:
        def spawn(command: list[str], **options: Any) -> Started:
            self.started.append((command, options))
            found = self.on_start(options["stderr"])
            assert isinstance(found, Started)
            return found

        def sleep(seconds: float) -> None:
            self.now += seconds

        host = Host("linux", "/usr/bin/python3", lambda: "1", lambda _: False, spawn, lambda: self.now, sleep)
        return replace(host, **changes)


def test_a_running_worker_is_used(stub: Stub) -> None:
    machine = Machine()
    with launcher.worker(stub.folder, machine.host()) as client:
        assert client.health()["status"] == "ok"
    assert machine.started == []


def test_none_is_started_and_waited_for(stub: Stub) -> None:
    stub.stop()

    def begin(_: Any) -> Started:
        stub.start()
        return Started()

    machine = Machine(begin)
    with launcher.worker(stub.folder, machine.host()) as client:
        assert client.health()["status"] == "ok"
    assert len(machine.started) == 1


def test_a_stale_address_is_no_worker(tmp_path: Path) -> None:
    (tmp_path / "worker.json").write_text(
        json.dumps({"url": "http://127.0.0.1:9", "token": "t", "pid": 1}), "utf-8"
    )
    (tmp_path / "worker.json").chmod(0o600)
    machine = Machine()
    with pytest.raises(WorkerProblem, match="within 30 seconds"):
        launcher.worker(tmp_path, machine.host())
    assert len(machine.started) == 1


def test_one_of_another_version_is_replaced(stub: Stub) -> None:
    def end(_: Any) -> Any:
        stub.routes["GET /v1/health"] = (0, None)
        return 202, {}

    stub.routes["POST /v1/stop"] = end

    def begin(_: Any) -> Started:
        stub.routes["GET /v1/health"] = {"status": "ok", "version": "2"}
        stub.publish()
        return Started()

    machine = Machine(begin)
    with launcher.worker(stub.folder, machine.host(version=lambda: "2")) as client:
        assert client.health()["version"] == "2"
    assert len(machine.started) == 1


def test_why_it_ended_is_said(tmp_path: Path) -> None:
    def fail(said: Any) -> Started:
        said.write(b"noise\nThe memory folder can't be written. Choose another.\n")
        said.flush()
        return Started(2)

    with pytest.raises(WorkerProblem, match="could not be started. The memory folder can't be written"):
        launcher.worker(tmp_path, Machine(fail).host())


def test_whoever_comes_second_uses_the_others(stub: Stub) -> None:
    stub.stop()
    (stub.folder / "worker.json").unlink()

    def late(said: Any) -> Started:
        said.write(b"A worker already serves this folder.")
        stub.start()
        return Started(2)

    with launcher.worker(stub.folder, Machine(late).host()) as client:
        assert client.health()["status"] == "ok"


def test_a_policy_against_child_processes_is_named(tmp_path: Path) -> None:
    def refuse(_: Any) -> Started:
        raise PermissionError(13, "Access is denied")

    with pytest.raises(WorkerProblem, match="Access is denied.*policy"):
        launcher.worker(tmp_path, Machine(refuse).host(platform="win32"))


@pytest.mark.parametrize(
    ("platform", "executable", "there", "program"),
    [
        ("linux", "/usr/bin/python3", True, "/usr/bin/python3"),
        ("darwin", "/opt/python3", True, "/opt/python3"),
        ("win32", r"C:\Py\python.exe", True, r"C:\Py\pythonw.exe"),
        ("win32", r"C:\Py\python.exe", False, r"C:\Py\python.exe"),
        ("win32", r"C:\Py\pythonw.exe", True, r"C:\Py\pythonw.exe"),
    ],
)
def test_no_console_on_windows(
    tmp_path: Path, platform: str, executable: str, there: bool, program: str
) -> None:
    host = Host(platform, executable, exists=lambda _: there)
    command = launcher.command(tmp_path, host)
    assert command[0] == program
    assert command[-3:] == ["serve", "--memory", str(tmp_path)]
    assert not any("cmd" in part.split("\\")[-1].lower() for part in command[:3])


def test_it_outlives_whoever_started_it() -> None:
    assert launcher.options(Host("linux")) == ({"start_new_session": True},)
    first, second = launcher.options(Host("win32"))
    assert first["creationflags"] & launcher.OUT_OF_JOB
    assert second["creationflags"] == launcher.NO_WINDOW | launcher.NEW_GROUP


def test_a_job_that_can_not_be_left_is_stayed_in(stub: Stub) -> None:
    stub.stop()

    def begin(_: Any) -> Started:
        if len(machine.started) == 1:
            raise PermissionError(5, "Access is denied")
        stub.start()
        return Started()

    machine = Machine(begin)
    launcher.worker(stub.folder, machine.host(platform="win32")).close()
    assert [options["creationflags"] for _, options in machine.started] == [
        each["creationflags"] for each in launcher.options(Host("win32"))
    ]


def test_stopping_nobody_clears_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "worker.json").write_text(
        json.dumps({"url": "http://127.0.0.1:9", "token": "t", "pid": 1}), "utf-8"
    )
    (tmp_path / "worker.json").chmod(0o600)
    assert launcher.stop(tmp_path, Machine().host()) is False
    assert not (tmp_path / "worker.json").exists()


def test_a_worker_that_does_not_end_is_said(stub: Stub) -> None:
    stub.routes["POST /v1/stop"] = (202, {})
    with pytest.raises(WorkerProblem, match="does not end"):
        launcher.stop(stub.folder, Machine().host())


def test_for_real(tmp_path: Path) -> None:
    """Started, found by a second client, stopped."""
    with launcher.worker(tmp_path) as client:
        try:
            pid = client.health()["pid"]
            with launcher.worker(tmp_path) as another:
                assert another.health()["pid"] == pid
        finally:
            assert launcher.stop(tmp_path) is True
        with pytest.raises(WorkerProblem):
            client.health()
