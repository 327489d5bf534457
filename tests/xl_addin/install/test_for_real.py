"""The commands themselves, on this machine, with a home folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.patience import PATIENCE
from worker import paths
from xl_addin.client import Client
from xl_addin.launcher import health
from xl_addin.machine import Ran, run, this_machine

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what other systems need is tested with fakes"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, with no office and no systemd in reach."""
    home = tmp_path / "home"
    (home / "plans").mkdir(parents=True)
    (home / "plans" / "plan.xlsx").write_bytes(b"mine")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "MEDIAMAPPER_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    return home


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))
    }


def test_install_look_and_uninstall(home: Path, mediamapper: Run) -> None:
    before = tree(home)
    memory = home / ".local" / "share" / "mediamapper" / "llm_memory"
    client = Client(memory)
    try:
        installed = mediamapper("install", "--json")
        assert (installed.code, {o["state"] for o in installed.json}) == (0, {"done", "left out"})
        assert (health(client) or {})["status"] == "ok"
        looked = mediamapper("doctor", "--json")
        found = {result["code"]: result["status"] for result in looked.json}
        assert looked.code == 0, looked.json
        assert found["worker-running"] == found["worker-version"] == found["login-start"] == "ok"
    finally:
        removed = mediamapper("install", "--uninstall", "--forget-memory", "--forget-memory")
        client.close()
    assert removed.code == 0, removed.err
    assert health(Client(memory)) is None
    assert tree(home) == before


def test_the_doctor_ends_with_1_where_something_fails(home: Path, mediamapper: Run) -> None:
    looked = mediamapper("doctor")
    assert looked.code == 1
    assert "The worker is not running." in looked.out
    assert "mediamapper serve" in looked.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--forget-memory"], "--forget-memory goes with --uninstall"),
        (["--uninstall", "--forget-memory"], "Give --forget-memory twice"),
        (["--folder", "/home/x/Dropbox"], "synced by Dropbox"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_touches_nothing(
    home: Path, mediamapper: Run, arguments: list[str], said: str
) -> None:
    before = tree(home)
    done = mediamapper("install", *arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert said in done.err
    assert tree(home) == before


def test_uninstalling_where_nothing_is_installed_is_no_mistake(home: Path, mediamapper: Run) -> None:
    before = tree(home)
    assert mediamapper("install", "--uninstall").code == 0
    assert tree(home) == before


def test_python_dash_m_is_the_command_also_without_a_console(home: Path) -> None:
    # pythonw has no streams at all: closed descriptors make them None here too.
    code = "import sys; sys.stdout = sys.stderr = None; sys.argv[1:] = ['nonsense']\nfrom worker.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], timeout=PATIENCE)
    assert done.returncode == 2
    log = home / ".local" / "share" / "mediamapper" / "llm_memory" / "worker.log"
    assert "nonsense" in log.read_text("utf-8")


def test_a_program_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    assert run([str(tmp_path / "none")]).code == 127
    assert run([sys.executable, "-c", "import sys; print('said'); sys.exit(3)"]) == Ran(3, "said")


def test_this_machine_is_where_the_rest_of_mediamapper_keeps_its_things(home: Path) -> None:
    here = this_machine()
    assert here.memory == paths.memory_dir()
    assert here.memory_is_default
    assert here.data == here.memory.parent
    assert not this_machine(str(home / "other")).memory_is_default
    assert here.registry.values("HKCU\\Software") == {}
    assert here.alive(os.getpid())
    assert here.free(home / "not" / "yet") > 0
