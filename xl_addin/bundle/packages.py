"""The packages of the bundle: Windows wheels of the exact versions that the project pins."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from xl_addin.bundle.checkout import Checkout
from xl_addin.bundle.interpreter import VERSION

PLATFORM = "x86_64-pc-windows-msvc"


def install(site: Path, requirements: Iterable[str | Path], checkout: Checkout, deps: bool = True) -> None:
    """Unpack the wheels of *requirements*, and with *deps* of all that they need, into *site*.

    Raises:
        FileProblem: a wheel for Windows is missing, or the index is out of reach.
    """
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text("\n".join(checkout.pins()), "utf-8")
        checkout.uv(
            "pip", "install", "--target", site, "--python-platform", PLATFORM, "--python-version", VERSION,
            "--only-binary", ":all:", "--link-mode", "copy", "--constraint", pins, *([] if deps else ["--no-deps", "--reinstall"]),
            *map(str, requirements),
        )  # fmt: skip
    shutil.rmtree(
        site / "bin", ignore_errors=True
    )  # console scripts, which uv writes for the machine it runs on
