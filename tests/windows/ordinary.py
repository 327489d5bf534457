"""All ordinary tests on the Windows Python, room by room: outside CI, since they take more than an hour.

python -m tests.windows.ordinary            every room
python -m tests.windows.ordinary ROOM...    these: tests/worker/values 'tests/worker/*.py' tests/worker/test_cli.py

Exit codes: 0 all passed, 1 something failed; what failed is in `.windows/ordinary/`, a file a room.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.windows.rig import ROOT, Done, Rig, rig

LEFT_OUT = {
    "tests/windows": "they run the rig themselves",
    "tests/test_office_files.py": "the workbooks' bytes are the same there, and their readers are not in the rig",
    "tests/test_packaging.py": "the wheel is built on Linux; what the installer made of it is asked here",
    "tests/xl_addin/bundle/test_installer.py": "the installer is made on Linux; test_installer.py here installs it",
    "tests/xl_addin/install/test_real_unopkg.py": "it asks a LibreOffice",
    **dict.fromkeys(
        [
            "tests/xl_addin/workbook/test_builder.py",
            "tests/xl_addin/workbook/test_compression.py",
            "tests/xl_addin/workbook/test_vba_project.py",
        ],
        "the reader that they ask, oletools, needs a package without a wheel for Windows",
    ),
}
"""Rooms and files that make no sense there, and why."""
SECONDS = 2400.0
"""A room that takes longer hangs: the longest takes a third of it on two quiet cores."""


def rooms() -> dict[str, list[str]]:
    """The folders of tests by name, and the files that lie beside folders, as one room."""
    named: dict[str, list[str]] = {}
    for folder in (ROOT / "tests", ROOT / "tests/worker", ROOT / "tests/xl_addin"):
        name = folder.relative_to(ROOT).as_posix()
        for place in sorted(folder.iterdir()):
            path = f"{name}/{place.name}"
            if path in LEFT_OUT or path in ("tests/worker", "tests/xl_addin"):
                continue
            if place.match("test_*.py"):
                named.setdefault(f"{name}/*.py", []).append(path)
            elif place.is_dir() and any(place.rglob("test_*.py")):
                named[path] = [path]
    return named


def outcome(windows: Rig, tests: Sequence[str], seconds: float = SECONDS) -> Done:
    """Run these tests; where one hangs, the code is 124."""
    plain = windows.folder("temp")  # macOS' rules for plain letters are tested too
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--basetemp", plain)
    left_out = [f"--ignore={name}" for name in LEFT_OUT]
    try:
        return windows.run("python", "-m", "pytest", *options, *left_out, *tests, seconds=seconds)
    except subprocess.TimeoutExpired:
        return Done(124, (windows.base / "out/out").read_bytes(), b"\nnot ended\n")
    finally:
        windows.end()


def main() -> int:
    """Say a line a room: what pytest ends with, and how long it took."""
    windows = rig()
    windows.build()
    logs = windows.base / "ordinary"
    logs.mkdir(exist_ok=True)
    codes = []
    named = rooms()
    chosen = {name: named.get(name, [name]) for name in sys.argv[1:]} or named
    for room, tests in chosen.items():
        start = time.monotonic()
        done = outcome(windows, tests)
        codes.append(done.code)
        Path(logs / f"{room.replace('/', '.').replace('*', 'files')}.txt").write_text(done.text, "utf-8")
        last = done.text.strip().splitlines()[-1].strip("= ")
        sys.stdout.write(f"{done.code}  {time.monotonic() - start:5.0f} s  {room}: {last}\n")
        sys.stdout.flush()
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
