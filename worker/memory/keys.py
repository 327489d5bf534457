"""From a passphrase to the key of the memory, once a process; a wrong one is told before the database is touched."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from worker.errors import MemoryProblem
from worker.memory.database import FILE

SALT_FILE = "llm_memory.salt"
"""Beside the database: how the key is derived, and a mark that tells a wrong one. It opens nothing by itself."""
VARIABLE = "MEMORY_ENCRYPTION_KEY"
COST = {"n": 2**15, "r": 8, "p": 1}
"""Of scrypt: about a tenth of a second and 32 MB a try."""
_PLAIN = b"SQLite format 3\x00"


def key_of(folder: Path, passphrase: str | None) -> bytes | None:
    """The database's 32-byte key for *passphrase*; None where the memory is not encrypted.

    The first passphrase of an empty folder makes its salt.

    Raises:
        MemoryProblem: the passphrase is wrong, missing, or the memory was made without one.
    """
    salted = (folder / SALT_FILE).is_file()
    if not passphrase:
        if salted:
            raise MemoryProblem(
                f"The memory {folder} is encrypted.", f"Set {VARIABLE} to its key.", code="memory-key"
            )
        return None
    if not salted:
        if _is_plain(folder / FILE):
            raise MemoryProblem(
                f"The memory {folder} is not encrypted, but a key was given.",
                f"Encrypt it with `mediamapper memory rekey`, or unset {VARIABLE}.",
                code="memory-key",
            )
        _make_salt(folder, passphrase)
    return _checked(folder, passphrase)


def from_environment(folder: Path) -> bytes | None:
    """The key for the passphrase in `MEMORY_ENCRYPTION_KEY`, if there is one."""
    return key_of(folder, os.environ.get(VARIABLE))


def _checked(folder: Path, passphrase: str) -> bytes:
    path = folder / SALT_FILE
    try:
        told = json.loads(path.read_text("utf-8"))
        salt, check = bytes.fromhex(told["salt"]), str(told["check"])
        cost = {name: int(told[name]) for name in COST}
        if not (cost["n"] <= 2**20 and cost["r"] <= 32 and cost["p"] <= 16 and len(salt) >= 16):
            raise ValueError("out of bounds")
        key = _derived(passphrase, salt, **cost)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MemoryProblem(
            f"{path} can't be read; without it no key opens the memory.",
            "Restore it from where the folder is backed up.",
            code="memory-key",
        ) from error
    if not hmac.compare_digest(_mark(key), check):
        raise MemoryProblem(
            f"The key given does not open the memory {folder}.", f"Check {VARIABLE}.", code="memory-key"
        )
    return key


@lru_cache(maxsize=8)
def _derived(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r + 2**20, dklen=32)


def _mark(key: bytes) -> str:
    return hmac.new(key, b"mediamapper key check", hashlib.sha256).hexdigest()[:16]


def _make_salt(folder: Path, passphrase: str) -> None:
    salt = secrets.token_bytes(16)
    told: dict[str, Any] = {"kdf": "scrypt", **COST, "salt": salt.hex()}
    told["check"] = _mark(_derived(passphrase, salt, **COST))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = folder / f"{SALT_FILE}.{secrets.token_hex(4)}"
        with open(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, folder / SALT_FILE)  # whole or not at all, and never over another process's
        except FileExistsError:
            pass
        except OSError:
            made.replace(folder / SALT_FILE)  # a disk without hard links
        made.unlink(missing_ok=True)
    except OSError as error:
        raise MemoryProblem(
            f"The memory folder {folder} can't be used: {error.strerror or error}.",
            "Check that it exists and is yours, or give another with --memory.",
            code="memory-folder",
        ) from error


def _is_plain(file: Path) -> bool:
    try:
        with open(file, "rb") as opened:
            return opened.read(16) == _PLAIN
    except OSError:
        return False
