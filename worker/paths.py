"""Where things are: the shipped data, and the user's memory folder."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

COPIES = {"domain_knowledge.md": "knowledge", "base_prompts.yaml": "templates"}
"""Texts that a memory folder has as copies to edit, and the shipped folder that each comes from."""
COPIES_RECORD = "copies.txt"
"""Digest and name of each copy as it was put there: one that nobody edited follows the shipped text."""
PACKAGE = Path(__file__).resolve().parent


def data_root() -> Path:
    """The folder that holds `templates/` and `knowledge/`: inside an installed wheel, else the checkout."""
    packaged = PACKAGE / "_data"
    return packaged if packaged.is_dir() else PACKAGE.parent


def shipped(*parts: str) -> Path:
    """A shipped data file, for example `shipped("templates", "raw_data.yaml")`."""
    return data_root().joinpath(*parts)


def memory_dir(folder: str | os.PathLike[str] | None = None) -> Path:
    """The memory folder: *folder*, else `MEDIAMAPPER_HOME`, else `llm_memory` in the platform's user folder."""
    home = folder or os.environ.get("MEDIAMAPPER_HOME")
    if home:
        return Path(home).expanduser()
    return Path(platformdirs.user_data_dir("mediamapper", appauthor=False)) / "llm_memory"


def cache_dir() -> Path:
    """The folder for what can be worked out again: `MEDIAMAPPER_CACHE`, else the platform's cache folder of this user."""
    if folder := os.environ.get("MEDIAMAPPER_CACHE"):
        return Path(folder).expanduser()
    return Path(platformdirs.user_cache_dir("mediamapper", appauthor=False))


def find(name: str, folder: Path, *shipped_in: str) -> Path:
    """The user's own file *name* in *folder* if there is one, else the shipped file under *shipped_in*.

    A copy that MediaMapper put there and nobody edited is not the user's own.
    """
    own = folder / name
    return own if own.is_file() and not is_copy(own) else shipped(*shipped_in, name)


def put_copies(folder: Path) -> None:
    """Put the texts to edit, and the folder for kept answers, into a new memory folder; what is there stays.

    A folder that takes nothing goes without: the shipped texts are used.
    """
    with suppress(OSError):
        folder.joinpath("cache").mkdir(mode=0o700, exist_ok=True)
        for name, room in COPIES.items():
            if not (folder / name).exists():
                _put(folder / name, shipped(room, name).read_bytes())


def refresh_copies(folder: Path) -> None:
    """Bring copies that nobody edited up to the shipped texts; one that was deleted stays away."""
    with suppress(OSError):
        for name, room in COPIES.items():
            text = shipped(room, name).read_bytes()
            if is_copy(folder / name) and (folder / name).read_bytes() != text:
                _put(folder / name, text)


def is_copy(path: Path) -> bool:
    """Whether *path* is as MediaMapper put it there."""
    if path.name not in COPIES:
        return False
    try:
        lines = path.with_name(COPIES_RECORD).read_text("ascii", errors="replace").splitlines()
        return _line(path.name, path.read_bytes()) in lines
    except OSError:
        return False


def _put(path: Path, text: bytes) -> None:
    _write(path, os.O_TRUNC, text)
    _write(path.with_name(COPIES_RECORD), os.O_APPEND, f"{_line(path.name, text)}\n".encode("ascii"))


def _write(path: Path, how: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _line(name: str, text: bytes) -> str:
    return f"{hashlib.blake2b(text, digest_size=16).hexdigest()} {name}"
