"""The doctor on a Windows that is broken on purpose: it finds each failure, and none of them before.

Failures that do not hide each other are made together, since each look of the doctor starts a dozen programs.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.windows.conftest import Planner
from tests.windows.rig import USER, Folder, Rig
from tests.windows.test_machine import decide
from tests.windows.waiting import TEST_SECONDS, wait_for, within

OFFICE = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel"
SECURITY = rf"{OFFICE}\Security"
RULES = r"HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
EXCEL = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
RUN = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"
DISABLED = "Z:\\MediaMapper.xlam".encode("utf-16-le").hex(",")
REGISTRY: Mapping[str, tuple[str, str, str]] = {
    "macros-off": (SECURITY, "VBAWarnings", "dword:00000004"),
    "trust-access": (SECURITY, "AccessVBOM", "dword:00000001"),
    "addin-allowed": (SECURITY, "RequireAddinSig", "dword:00000001"),
    "addin-disabled": (rf"{OFFICE}\Resiliency\DisabledItems", "1", f"hex:{DISABLED}"),
    "defender": (RULES, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", '"1"'),
    "office-store": (EXCEL, "", '"C:\\\\Program Files\\\\WindowsApps\\\\Excel.exe"'),
    "login-start": (RUN, "MediaMapper worker", "-"),
}
"""By the cause that must be found: key, name and value, as `reg import` has them; '-' takes a value away."""
OLDER = (
    "import importlib.metadata as metadata; of = metadata.version; "
    "metadata.version = lambda name: '0.0.1' if name == 'mediamapper' else of(name); "
    "from worker.cli import main; main()"
)
"""The worker of another version."""
HOLD = "import sys, time, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); time.sleep(600)"


class Laptop:
    """A planner's machine with MediaMapper installed from our Python."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.windows = planner.windows
        profile = planner.windows.root / "opt/prefix/drive_c/users" / USER
        self.data = profile / "AppData/Local/mediamapper"
        self.addin = profile / "AppData/Roaming/Microsoft/Excel/XLSTART/MediaMapper.xlam"
        self.memory = (planner.folder / "memory").here

    def causes(self, python: str | Folder = "python", **environment: str) -> set[str]:
        """What does not stand well, as our Python at that place sees it."""
        done = self.planner.run(python, "-I", "-m", "worker", "doctor", "--json", **environment)
        return {str(cause["code"]) for cause in json.loads(done.out) if cause["status"] != "ok"}

    def registry(self, *causes: str, clean: bool = False) -> None:
        """Break the registry for *causes*, or take that back."""
        lines = ["Windows Registry Editor Version 5.00", ""]
        for cause in causes:
            key, name, value = REGISTRY[cause]
            shown = f'"{name}"' if name else "@"
            lines += [f"[{key}]", f"{shown}={'-' if clean else value}", ""]
        file = self.windows.folder() / "change.reg"
        file.here.write_text("\r\n".join(lines), "utf-16")
        done = self.windows.run("reg", "import", file)
        assert done.code == 0, done.text

    def stop(self) -> None:
        """Kill the worker, and end the Python behind the formulas."""
        pid = json.loads((self.memory / "worker.json").read_text("utf-8"))["pid"]
        assert self.planner.run("taskkill", "/f", "/pid", str(pid)).code == 0
        self.planner.run("python", "-I", "-m", "xl_addin.com_server.probe", "stop")


@pytest.fixture(scope="module")
def laptop(windows: Rig) -> Iterator[Laptop]:
    windows.end()
    machine = Laptop(Planner(windows, windows.folder("Médecin")))
    with within(TEST_SECONDS):
        machine.planner.mediamapper("install", "--uninstall")
        failed = {step["name"] for step in machine.planner.json("install") if step["state"] == "failed"}
        assert failed <= {"worker"}, failed  # on a busy machine it comes later than install waits
    yield machine
    machine.registry(*REGISTRY, clean=True)
    machine.planner.mediamapper("install", "--uninstall")
    windows.end()
    shutil.rmtree(
        machine.data, ignore_errors=True
    )  # the workbook that somebody saved stays there, and a memory without its key


def later(file: Path) -> None:
    """Have *file* be of tomorrow."""
    tomorrow = time.time() + 86_400
    os.utime(file, (tomorrow, tomorrow))


def test_where_all_is_well_nothing_but_excel_is_missed(laptop: Laptop) -> None:
    wait_for(lambda: laptop.causes() == {"office-store"})


def test_failures_of_what_runs_are_found(laptop: Laptop) -> None:
    """An old Python behind the formulas, a worker of another memory, and none that starts at login for ours."""
    other = laptop.windows.folder() / "memory"
    other.here.mkdir()
    (other.here / "worker.json").write_bytes((laptop.memory / "worker.json").read_bytes())
    later(laptop.data / "installed.json")
    found = laptop.causes(MEDIAMAPPER_HOME=str(other))
    assert found == {"office-store", "com-stale", "worker-memory", "login-start"}


def test_failures_of_disk_python_and_version_are_found(laptop: Laptop) -> None:
    """The worker of an older version answers, on a full disk that takes no file, and our Python is the store's."""
    windows, memory = laptop.windows, laptop.windows.folder("memory")
    store = windows.folder("WindowsApps") / "python"
    store.here.symlink_to("/opt/python")
    windows.mount(memory, "-t", "tmpfs", "-o", "size=64m,nr_inodes=300", "tmpfs")
    environment = {"MEDIAMAPPER_HOME": str(memory)}
    with windows.running("python", "-c", OLDER, "serve", environment=environment) as log:
        wait_for(lambda: "Serving" in log.here.read_text("utf-8"))
        windows.beside("sh", "-c", f"i=0; while : > '{memory.here}/'$i; do i=$((i+1)); done 2>/dev/null")
        found = laptop.causes(store / "python.exe", **environment)
    assert found == {
        "worker-version",
        "memory-writable",
        "disk-room",
        "python-store",
        "com-stale",
        "office-store",
        "login-start",
    }


def test_failures_of_files_and_settings_are_found(laptop: Laptop) -> None:
    """Nobody answers, files are gone, changed, of tomorrow or synced, and Excel is set against us."""
    decide(laptop.planner)
    laptop.registry(*REGISTRY)
    laptop.stop()
    laptop.addin.unlink()
    with open(laptop.data / "MediaMapper.xlsm", "ab") as file:
        file.write(b"saved")
    later(laptop.memory / "llm_memory.db")
    (laptop.memory / "llm_memory.salt").touch()
    synced = {"OneDrive": str(laptop.planner.folder), "OneDriveCommercial": of_drive_c(laptop, laptop.data)}
    files = {
        "addin-there",
        "workbook-changed",
        "workbook-synced",
        "memory-synced",
        "memory-clock",
        "memory-key",
    }
    running = {"worker-running", "lock-held", "com-class"}
    lock = laptop.planner.folder / "memory" / "worker.lock"
    with laptop.windows.running("python", "-c", HOLD, lock) as log:
        wait_for(lambda: "held" in log.here.read_text("utf-8"))
        assert laptop.causes(**synced) == {*REGISTRY, *files, *running}


def of_drive_c(laptop: Laptop, path: Path) -> str:
    """How Windows names *path*."""
    drive = laptop.windows.root / "opt/prefix/drive_c"
    return "C:\\" + str(path.relative_to(drive)).replace("/", "\\")
