"""`MediaMapper-Setup.exe`: Python, packages and product in one folder, packed by NSIS."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from worker.errors import FileProblem, UsageError
from xl_addin.bundle import interpreter, packages
from xl_addin.bundle.checkout import Checkout

NAME = "MediaMapper-Setup.exe"
SCRIPT = Path(__file__).with_name("MediaMapper.nsi")
PACK_SECONDS = 1800
COMMAND = '@"%~dp0python\\python.exe" -I -m worker %*\r\n'
"""`mediamapper` for a terminal."""
NOT_NEEDED = (
    "tcl", "include", "libs", "Scripts", "NEWS.txt", "DLLs/_tkinter.pyd", "DLLs/tcl86t.dll", "DLLs/tk86t.dll", "DLLs/_test*.pyd",
    "Lib/test", "Lib/idlelib", "Lib/tkinter", "Lib/turtledemo", "Lib/turtle.py", "Lib/ensurepip", "Lib/venv", "Lib/pydoc_data",
    "Lib/site-packages/PyWin32.chm", "Lib/site-packages/pythonwin", "Lib/site-packages/isapi", "Lib/site-packages/adodbapi",
    "Lib/site-packages/*/tests", "Lib/site-packages/numpy/*/tests", "Lib/site-packages/pyarrow/include",
    "Lib/site-packages/pyarrow/src", "Lib/site-packages/pyarrow/*.lib", "Lib/site-packages/pyarrow/*_flight*",
    "Lib/site-packages/pyarrow/*substrait*", "Lib/site-packages/win32com/demos", "Lib/site-packages/win32/Demos",
)  # fmt: skip
"""What neither the product nor its packages load: Tcl, headers, tests and demonstrations."""


def build(
    checkout: Checkout,
    target: Path,
    python: Path | None = None,
    say: Callable[[str], object] = lambda text: None,
) -> None:
    """Write the installer to *target*, which needs the package index and some minutes.

    *python* is python.org's embeddable zip for x64, where that is to be shipped and not the index's CPython.

    Raises:
        UsageError: NSIS is not there.
        FileProblem: the index is out of reach, *python* is no such zip, or NSIS failed.
    """
    _need_nsis()
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "app"
        say("collecting Python, packages and the product")
        lay(checkout, app, python)
        say("packing, which takes some minutes")
        pack(app, target, checkout.version())


def lay(checkout: Checkout, app: Path, python: Path | None = None) -> None:
    """What the planner's folder will hold, into *app*."""
    home = app / "python"
    app.mkdir(parents=True)
    if python is None:
        interpreter.unpack(home, checkout)
    else:
        interpreter.unpack_embeddable(home, python)
    with tempfile.TemporaryDirectory() as folder:
        packages.install(home / interpreter.SITE, [checkout.wheel(Path(folder))], checkout)
    strip(home)
    (app / "mediamapper.cmd").write_bytes(COMMAND.encode("ascii"))
    shutil.copyfile(checkout.root / "LICENSE", app / "LICENSE.txt")


def strip(home: Path) -> None:
    """Take out of a Python what nobody loads; the licences of it and its packages stay."""
    for pattern in (*NOT_NEEDED, "**/__pycache__"):
        for path in sorted(home.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def pack(app: Path, target: Path, version: str, quick: bool = False) -> None:
    """Have NSIS pack the folder *app* into *target*; *quick* compresses nothing, for tests.

    Raises:
        UsageError: NSIS is not there.
        FileProblem: NSIS failed.
    """
    _need_nsis()
    size = sum(file.stat().st_size for file in app.rglob("*") if file.is_file()) // 1024
    values = {
        "VERSION": version,
        "APP": app,
        "KB": size,
        "LICENSE": app / "LICENSE.txt",
        "OUT": target.absolute(),
    }
    options = [*(f"-D{name}={value}" for name, value in values.items()), *(["-DQUICK"] if quick else [])]
    done = subprocess.run(
        ["makensis", "-V2", *options, str(SCRIPT)], capture_output=True, text=True, timeout=PACK_SECONDS
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no reason given"]
        raise FileProblem(f"NSIS failed: {lines[-1]}", "Is there room on the disk?")


def _need_nsis() -> None:
    if not shutil.which("makensis"):
        raise UsageError("makensis is not there.", "Install NSIS; on Debian: apt-get install nsis.")
