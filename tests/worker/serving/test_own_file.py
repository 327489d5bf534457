"""A file that is its owner's alone, on systems of every kind."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.patience import join, until
from tests.systems import modes
from worker.errors import MemoryProblem
from worker.serving import own_file
from worker.serving.own_file import System

SID = "S-1-5-21-1004336348-1177238915-682003330-512"
WHOAMI = f'"office\\ann","{SID}"\n'.encode()


class Windows:
    """Answers as Windows' own tools do, and notes what the file held when they were called."""

    def __init__(self, folder: Path, whoami: bytes = WHOAMI, fails: bool = False) -> None:
        self.folder, self.whoami, self.fails = folder, whoami, fails
        self.commands: list[Sequence[str]] = []
        self.held: list[str] = []
        self.system = System(platform="win32", run=self.run, root=r"C:\Windows")

    def run(self, command: Sequence[str]) -> bytes:
        self.commands.append(command)
        self.held += [
            file.read_text("utf-8") for file in self.folder.iterdir() if file.name.endswith(".half")
        ]
        if self.fails:
            raise subprocess.CalledProcessError(5, command)
        return self.whoami if "whoami" in command[0] else b"processed file"


@modes
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_mode_is_its_owners_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        own_file.write(tmp_path / "a.json", "secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    assert (tmp_path / "a.json").read_text("utf-8") == "secret"


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    own_file.write(tmp_path / "a.json", "secret")
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


@modes
def test_what_a_killed_writer_or_a_stranger_left_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("as it was", "utf-8")
    folder = tmp_path / "memory"
    folder.mkdir()
    (folder / "a.json.half").symlink_to(outside)
    (folder / "a.json").symlink_to(outside)
    own_file.write(folder / "a.json", "secret")
    assert (outside.read_text("utf-8"), (folder / "a.json").read_text("utf-8")) == ("as it was", "secret")
    assert not (folder / "a.json").is_symlink()


def test_readers_see_the_old_or_the_new_and_never_a_part(tmp_path: Path) -> None:
    file, texts = tmp_path / "a.json", {letter * 20_000 for letter in "abc"}
    own_file.write(file, "a" * 20_000)
    seen, done = set[str](), threading.Event()
    rest = 0 if os.name == "posix" else 0.2  # Windows can't replace a file that is always read
    times = 50 if os.name == "posix" else 3  # Windows' tools take half a second each

    def read() -> None:
        while not done.wait(rest):
            with suppress(PermissionError):  # Windows turns a reader away while the files change places
                seen.add(file.read_text("utf-8"))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        until(lambda: seen)
        for text in sorted(texts) * times:
            own_file.write(file, text)
    finally:
        done.set()
        join(reader)
    assert seen <= texts


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    own_file.write(tmp_path / "a.json", "old")

    def full(half: Path, file: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(MemoryProblem, match="No space left on device"):
        own_file.write(tmp_path / "a.json", "new", System(replace=full))
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir()] == [("a.json", "old")]


# ---------------------------------------------------------------- Windows, with its tools' answers injected


def test_windows_gives_it_to_the_user_alone_before_anything_is_in_it(tmp_path: Path) -> None:
    windows = Windows(tmp_path)
    own_file.write(tmp_path / "a.json", "secret", windows.system)
    who, rights = windows.commands
    assert who[0].endswith("whoami.exe") and rights[0].endswith("icacls.exe")
    assert who[0].startswith(r"C:\Windows")  # not the first of that name in the path
    assert list(rights[2:]) == ["/inheritance:r", "/grant:r", f"*{SID}:F", "/q"]
    assert windows.held == ["", ""]
    assert (tmp_path / "a.json").read_text("utf-8") == "secret"


@pytest.mark.parametrize(("whoami", "fails"), [(b"no number here", False), (WHOAMI, True)])
def test_windows_that_gives_no_rights_gets_no_file(tmp_path: Path, whoami: bytes, fails: bool) -> None:
    with pytest.raises(MemoryProblem, match="can't keep a file from other users") as caught:
        own_file.write(tmp_path / "a.json", "secret", Windows(tmp_path, whoami, fails).system)
    assert caught.value.code == "memory-open"
    assert list(tmp_path.iterdir()) == []


def test_windows_finds_a_user_whose_name_no_locale_decodes(tmp_path: Path) -> None:
    windows = Windows(
        tmp_path, f'"office\\Jürgen Ж","{SID}"\n'.encode("cp437", "replace").replace(b"?", b"\x81\xff")
    )
    own_file.write(tmp_path / "a.json", "secret", windows.system)
    assert (tmp_path / "a.json").read_text("utf-8") == "secret"


@pytest.mark.parametrize("wrong", [RuntimeError(), KeyboardInterrupt(), TypeError()])
def test_whatever_goes_wrong_leaves_nothing_half_written(tmp_path: Path, wrong: BaseException) -> None:
    def replace(half: Path, file: Path) -> None:
        raise wrong

    with pytest.raises(type(wrong)):
        own_file.write(tmp_path / "a.json", "secret", System("win32", Windows(tmp_path).run, replace=replace))
    assert list(tmp_path.iterdir()) == []


def test_windows_waits_for_a_reader(tmp_path: Path) -> None:
    tries: list[Path] = []

    def replace(half: Path, file: Path) -> None:
        tries.append(file)
        if len(tries) < 3:
            raise PermissionError(13, "in use")
        os.replace(half, file)

    windows = Windows(tmp_path)
    own_file.write(tmp_path / "a.json", "secret", System("win32", windows.run, replace=replace))
    assert len(tries) == 3
    assert (tmp_path / "a.json").read_text("utf-8") == "secret"


# ---------------------------------------------------------------- folders


@modes
@pytest.mark.parametrize(
    ("mode", "owner", "can"),
    [
        (0o700, 0, ""),
        (0o711, 0, ""),
        (0o750, 0, "read it"),
        (0o755, 0, "read it"),
        (0o770, 0, "change it"),
        (0o777, 0, "change it"),
        (0o700, 1, "change it"),
    ],
)
def test_what_others_may_do_in_a_folder(tmp_path: Path, mode: int, owner: int, can: str) -> None:
    folder = tmp_path / "memory"
    folder.mkdir()
    folder.chmod(mode)
    assert own_file.others_may(folder, System(user=lambda: os.getuid() + owner)) == can
    assert own_file.others_may(folder, System(platform="win32")) == ""
