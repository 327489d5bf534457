"""From a passphrase to the key of a memory, once a process; a wrong one is told before the database is touched.

Beside an encrypted database lies how its key is derived, with a mark that tells a wrong passphrase. The first 16 bytes
of the database are its salt and so name their entry: a new key takes effect with one renaming of the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, field
from functools import lru_cache
from pathlib import Path

from worker.errors import MemoryProblem
from worker.lazy_dataclass import dataclass
from worker.memory.database.file_names import FILE
from worker.memory.database.sqlite import file_bytes
from worker.memory.database.sqlite.connection import Key
from worker.memory.keys import keychain
from worker.outputs import temporary

SALT_FILE = "llm_memory.salt"
"""How the key is derived; it opens nothing by itself."""
VARIABLE = "MEMORY_ENCRYPTION_KEY"
PLAIN = b"SQLite format 3\x00"
_SALT = 16
_from_environment: dict[str, str] = {}
"""What the environment gave, by variable: children need not inherit it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How one key is derived: scrypt, about a tenth of a second and 32 MB a try."""

    salt: str
    check: str
    n: int = 2**15
    r: int = 8
    p: int = 1
    kdf: str = "scrypt"

    def derived(self, passphrase: str) -> bytes:
        """The 32-byte key, then the salt."""
        salt = bytes.fromhex(self.salt)
        return _derived(passphrase, salt, self.n, self.r, self.p) + salt

    def opened_by(self, key: bytes) -> bool:
        """Whether this is the key that the entry was made with; an entry without a mark can't tell."""
        return not self.check or hmac.compare_digest(_mark(key), self.check)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A passphrase that no representation shows."""

    text: str | None = field(default=None, repr=False)


def in_environment(variable: str = VARIABLE) -> str | None:
    """What the environment says, taken out of it."""
    if value := os.environ.pop(variable, None):
        _from_environment[variable] = value
    return _from_environment.get(variable)


def forget() -> None:
    """Forget what this process was given."""
    _from_environment.clear()
    keychain.get.cache_clear()


def key_for(folder: Path, passphrase: str | None = None) -> Key:
    """The key of the memory in *folder*, from *passphrase*, else the environment, else the keyring.

    None where it is not encrypted. Where there is no memory yet, a function that finds the key when it is made.

    Raises:
        MemoryProblem: the passphrase is wrong, missing, or the memory was made without one.
    """
    from_environment = in_environment()
    phrase = passphrase or from_environment
    if not file_bytes.start_of(folder / FILE, 1) and not (folder / SALT_FILE).is_file():
        return lambda: key_of(folder, phrase or keychain.get(VARIABLE))
    return key_of(folder, phrase)


def key_of(folder: Path, passphrase: str | None) -> bytes | None:
    """The database's key for *passphrase*, else the keyring; the first passphrase of an empty folder makes its salt.

    Raises:
        MemoryProblem: the passphrase is wrong, missing, or the memory was made without one.
    """
    start = file_bytes.start_of(folder / FILE, _SALT)
    if start == PLAIN:
        _check_none_given(folder, passphrase)
        return None
    entries = read_entries(folder)
    if not entries and start and passphrase:
        entries = [Entry(start.hex(), "")]  # its file is lost; the database itself has the salt
    if not entries:
        if passphrase and not start:
            first = new_entry(passphrase)
            write_entries(folder, [first], anew=True)
            return _opening(folder, read_entries(folder), passphrase, b"")
        return None
    return _opening(folder, entries, passphrase, start)


def new_entry(passphrase: str) -> Entry:
    """An entry with a salt of its own."""
    entry = Entry(secrets.token_hex(_SALT), "")
    return Entry(entry.salt, _mark(entry.derived(passphrase)))


def read_entries(folder: Path) -> list[Entry]:
    """How the keys of this folder are derived; during a change of keys there are two.

    Raises:
        MemoryProblem: it can't be read.
    """
    path = folder / SALT_FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        return [entry_of(one) for one in (content, *content.get("others", ()))]
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MemoryProblem(
            f"{path} can't be read; without it no key opens the memory.",
            "Restore it from where the folder is backed up.",
            code="memory-key",
        ) from error


def entry_of(content: dict[str, object]) -> Entry:
    """An entry from JSON.

    Raises:
        ValueError: it is none, or asks for more memory than is fit.
    """
    n, r, p = (int(str(content[name])) for name in ("n", "r", "p"))
    salt, check = str(content["salt"]), str(content["check"])
    if not (1 < n <= 2**20 and 0 < r <= 32 and 0 < p <= 16 and len(bytes.fromhex(salt)) == _SALT and check):
        raise ValueError("out of bounds")
    return Entry(salt, check, n, r, p)


def write_entries(folder: Path, entries: Sequence[Entry], *, anew: bool = False) -> None:
    """Write how the keys are derived, whole or not at all; with *anew* never over another process's."""
    path = folder / SALT_FILE
    try:
        if not entries:
            path.unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        first, *others = map(asdict, entries)
        draft = temporary.beside(path)
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(first | ({"others": others} if others else {}), file)
            file.flush()
            os.fsync(file.fileno())
        if anew:
            with suppress(FileExistsError):
                _link(draft, path)
            draft.unlink(missing_ok=True)
        else:
            draft.replace(path)
    except OSError as error:
        raise MemoryProblem(
            f"The memory folder {folder} can't be used: {error.strerror or error}.",
            "Check that it exists and is yours, or give another with --memory.",
            code="memory-folder",
        ) from error


def in_keyring(entry: Entry) -> str | None:
    """The passphrase that the keyring has for this entry, or for any memory."""
    return keychain.get(entry.salt) or keychain.get(VARIABLE)


def _opening(folder: Path, entries: Sequence[Entry], passphrase: str | None, start: bytes) -> bytes:
    """The key of the entry that the file names; of a file without a readable start, whichever entry opens."""
    named = [entry for entry in entries if bytes.fromhex(entry.salt) == start] or entries
    tried = False
    for entry in named:
        if (text := passphrase or in_keyring(entry)) is None:
            continue
        tried = True
        key = entry.derived(text)
        if entry.opened_by(key[:32]):
            # A file of an older version has a start of its own, which SQLCipher reads from it.
            return key if not start or bytes.fromhex(entry.salt) == start else key[:32]
    if tried:
        raise MemoryProblem(
            f"The key given does not open the memory {folder}.", f"Check {VARIABLE}.", code="memory-key"
        )
    raise MemoryProblem(
        f"The memory {folder} is encrypted, and there is no key for it.",
        f"Set {VARIABLE} to its key, or keep it in the keyring with `mediamapper memory rekey --store-in-keyring`.",
        code="memory-key",
    )


def _check_none_given(folder: Path, passphrase: str | None) -> None:
    if passphrase:
        raise MemoryProblem(
            f"The memory {folder} is not encrypted, but a key was given.",
            f"Encrypt it with `mediamapper memory rekey`, or unset {VARIABLE}.",
            code="memory-key",
        )


@lru_cache(maxsize=8)
def _derived(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r + 2**20, dklen=32)


def _mark(key: bytes) -> str:
    return hmac.new(key[:32], b"mediamapper key check", hashlib.sha256).hexdigest()[:16]


def _link(draft: Path, path: Path) -> None:
    """Whole or not at all, and never over another process's."""
    link: Callable[[Path, Path], None] = os.link
    try:
        link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        draft.replace(path)  # a disk without hard links
