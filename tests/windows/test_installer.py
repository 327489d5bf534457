"""A planner without Python: MediaMapper-Setup.exe installs, updates itself, and goes without a trace but the memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.windows import shim
from tests.windows.conftest import BUILD_SECONDS
from tests.windows.rig import ROOT, USER, Done, Folder, Rig
from tests.windows.waiting import TEST_SECONDS, wait_for, within
from xl_addin.bundle import installer, interpreter
from xl_addin.bundle.checkout import Checkout

MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/MediaMapper"
NOT_OURS = ("AppData/Local/Temp", "AppData/Local/Microsoft")
"""What Windows clears by itself: pywin32's cache and the uninstaller's copy of itself are there."""
PROGRAMS = "AppData/Local/Programs"
"""Windows' own folder for a user's programs, which the first of them makes."""
APPS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\MediaMapper"
DECISION = {"decisions": [{"header": "Ausgaben ÄÖ", "field": "net_cost", "decision": "confirm"}]}
QUESTION = {"columns": [{"name": "Ausgaben ÄÖ", "samples": []}]}


@dataclass(frozen=True)
class Laptop:
    """A planner's Windows with her profile, and the installer in a folder of hers."""

    windows: Rig
    setup: Folder

    @property
    def profile(self) -> Path:
        """Her folder under `users`."""
        return self.windows.root / "opt/prefix/drive_c/users" / USER

    @property
    def programs(self) -> Path:
        """Where the installer puts all of ours."""
        return self.profile / "AppData/Local/Programs/MediaMapper"

    @property
    def memory(self) -> Path:
        """Her memory, at its own place."""
        return self.profile / "AppData/Local/mediamapper/llm_memory"

    def install(self) -> None:
        """What a double click and three clicks do, without the clicks."""
        done = self.windows.run(self.setup, "/S", at="/", seconds=TEST_SECONDS - 10)
        assert done.code == 0, done.text

    def remove(self) -> None:
        """What Apps does on a click on Uninstall; the uninstaller goes on in a copy of itself."""
        self.windows.run(
            "cmd", "/c", self._script('"%LOCALAPPDATA%\\Programs\\MediaMapper\\Uninstall.exe" /S')
        )
        wait_for(lambda: not self.programs.exists() and not (self.profile / MENU).exists())

    def mediamapper(self, *arguments: str | Folder, stdin: bytes = b"") -> Done:
        """The installed command, as a terminal runs it."""
        script = self._script('@call "%LOCALAPPDATA%\\Programs\\MediaMapper\\mediamapper.cmd" %*')
        return self.windows.run("cmd", "/c", script, *arguments, at="/", stdin=stdin)

    def origin(self) -> str:
        """Where the answer on a header comes from."""
        done = self.mediamapper("suggest", "--json", stdin=json.dumps(QUESTION).encode())
        answer: dict[str, Any] = json.loads(done.out)
        return str(answer["suggestions"][0]["origin"])

    def formulas(self, client: str, *arguments: str) -> str:
        """What a client gets of the formulas."""
        return self.windows.run(
            "cscript", "//nologo", f"Z:\\src\\tests\\windows\\clients\\{client}", *arguments
        ).text.strip()

    def files(self) -> set[str]:
        """Her profile's files and folders without memory."""
        names = {str(path.relative_to(self.profile)) for path in self.profile.rglob("*")}
        memory = self.memory.relative_to(self.profile)
        ours = {name for name in names if not name.startswith((*NOT_OURS, str(memory)))}
        return ours - {str(memory.parent), PROGRAMS}

    def registry(self) -> list[str]:
        """The lines of her part of the registry that name us; Wine keeps a list of menus of its own."""
        file = self.setup.here.with_name("user.reg")
        self.windows.run(
            "reg", "export", "HKCU", f"{self.setup.there.rpartition(chr(92))[0]}\\user.reg", "/y"
        )
        lines = file.read_text("utf-16").splitlines()
        return [
            line
            for line in lines
            if "mediamapper" in line.lower() and "/opt/home" not in line.replace("\\\\", "/")
        ]

    def _script(self, line: str) -> Folder:
        script = self.windows.folder() / "run.cmd"
        script.here.write_text(f"{line}\n", newline="\r\n")
        return script


@pytest.fixture(scope="module")
def setup_file(windows: Rig, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer, made as it ships but for speed and for what Wine lacks."""
    folder = tmp_path_factory.mktemp("bundle")
    with within(BUILD_SECONDS):
        checkout = Checkout(ROOT)
        app = folder / "app"
        installer.lay(checkout, app)
        shim.mend(app / "python", app / "python" / interpreter.SITE)
        Rig.without_wmi(app / "python")
        file = folder / installer.NAME
        installer.pack(app, file, checkout.version(), quick=True)
    shutil.rmtree(app)
    return file


@pytest.fixture(scope="module")
def laptop(windows: Rig, setup_file: Path) -> Iterator[Laptop]:
    """A laptop that never had MediaMapper, and has none afterwards."""
    windows.end()
    folder = windows.folder("Téléchargements")
    shutil.move(setup_file, (folder / installer.NAME).here)
    machine = Laptop(windows, folder / installer.NAME)
    yield machine
    if (machine.programs / "Uninstall.exe").exists():
        machine.remove()  # the registry too: the next run finds a laptop without MediaMapper
    windows.end()
    shutil.rmtree(folder.here)
    for place in (machine.programs, machine.memory.parent, machine.profile / MENU):
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def installed(laptop: Laptop) -> Laptop:
    """The laptop with MediaMapper on it."""
    if not (laptop.programs / "Uninstall.exe").exists():
        laptop.install()
    return laptop


def test_it_is_removed_without_a_trace_but_the_memory(laptop: Laptop) -> None:
    files, registry = laptop.files(), laptop.registry()
    laptop.install()
    laptop.mediamapper("decide", "--json", stdin=json.dumps(DECISION).encode())
    assert (laptop.profile / MENU / "MediaMapper.lnk").is_file() and laptop.registry() != registry
    laptop.remove()
    assert sorted(laptop.files() - files) == []
    assert laptop.registry() == registry
    assert (laptop.memory / "llm_memory.db").is_file()
    assert b"pythonw" not in laptop.windows.run("tasklist").out


def test_its_command_exports_a_plan(installed: Laptop, mediamapper: Run, tmp_path: Path) -> None:
    source = ROOT / "examples/weekly_tv_digital_en/plan.xlsx"
    folder = installed.windows.folder("Pläne 計画")
    shutil.copyfile(source, (folder / "plan.xlsx").here)
    done = installed.mediamapper("export", folder / "plan.xlsx", "-o", folder / "raw.csv")
    assert done.code == 0, done.text
    mediamapper("export", source, "-o", tmp_path / "raw.csv")
    assert (folder / "raw.csv").here.read_bytes() == (tmp_path / "raw.csv").read_bytes()


def test_its_formulas_answer(installed: Laptop) -> None:
    """Their server has begun with the installation, and on a busy machine may not yet be there."""
    answer = "map_column\t1x3\tnone\tspend|impressions|clicks"
    wait_for(lambda: answer in installed.formulas("formulas.vbs").splitlines())


def test_windows_lists_it_under_apps(installed: Laptop) -> None:
    text = installed.windows.run("reg", "query", APPS).text
    for name in ("DisplayName", "DisplayVersion", "EstimatedSize", "UninstallString", "QuietUninstallString"):
        assert name in text
    size = int(text.partition("EstimatedSize")[2].split()[1], 16)
    assert 100_000 < size < 430_000, "KB on the disk"


def test_it_updates_itself_and_keeps_the_memory(installed: Laptop) -> None:
    installed.mediamapper("decide", "--json", stdin=json.dumps(DECISION).encode())
    stale = installed.programs / "python/Lib/site-packages/of_an_older_version.py"
    stale.touch()
    before = worker_of(installed)
    installed.install()
    assert not stale.exists() and not list(installed.programs.glob("python.*"))
    assert worker_of(installed) != before, "the old version's worker still answers"
    assert installed.origin() == "memory"
    wait_for(lambda: installed.formulas("joins.vbs", "3").startswith("3 answers from"))


def worker_of(laptop: Laptop) -> int:
    """The number of the worker's process."""
    return int(json.loads((laptop.memory / "worker.json").read_text("utf-8"))["pid"])
