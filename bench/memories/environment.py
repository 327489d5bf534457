"""An environment of its own for each peer, in a cache folder; nothing of it is a dependency of the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.memories import graphiti, langmem, mem0ai

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "peers"

PINS: dict[str, tuple[str, ...]] = {
    "mem0ai": mem0ai.PINS,
    "langmem": langmem.PINS,
    "graphiti-core": graphiti.PINS,
}
"""Peer -> what is installed for it."""


class NotInstalled(Exception):
    """Why a peer is not there."""


def python_of(name: str) -> Path:
    """The interpreter that has the peer *name*, installed by the first call; ours where it needs none.

    Raises:
        NotInstalled: uv is missing, or could not install it.
    """
    if name not in PINS:
        return Path(sys.executable)
    folder = CACHE / name
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    mark = folder / "pins"
    pins = "\n".join(PINS[name])
    if mark.exists() and mark.read_text("utf-8") == pins:
        return python
    uv = shutil.which("uv", path=str(ROOT / ".uv" / "bin")) or shutil.which("uv")
    if uv is None:
        raise NotInstalled("uv is not there to install it")
    _run(uv, "venv", "--clear", "--python", sys.executable, str(folder))
    _run(uv, "pip", "install", "--no-config", "--python", str(python), *PINS[name])
    mark.write_text(pins, "utf-8")
    return python


def _run(*command: str) -> None:
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise NotInstalled(result.stderr.strip().splitlines()[-1] if result.stderr.strip() else command[1])
