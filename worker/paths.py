"""Where things are: the shipped data, and the user's memory folder."""

from __future__ import annotations

import os
from pathlib import Path

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
    chosen = folder or os.environ.get("MEDIAMAPPER_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("mediamapper", appauthor=False)) / "llm_memory"


def find(name: str, folder: Path, *shipped_in: str) -> Path:
    """The user's file *name* in *folder* if there is one, else the shipped file under *shipped_in*."""
    own = folder / name
    return own if own.is_file() else shipped(*shipped_in, name)
