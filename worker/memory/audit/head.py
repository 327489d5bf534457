"""The head of the audit's chain, outside the database: its key, and how far it had got.

The first line is the key; each later one a row's number, its mark and how much evidence there was. Lines are only
added, so that two processes need no lock: of those after the last `anew`, the highest number counts.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from worker.lazy_dataclass import dataclass
from worker.memory.database.files import whole_file

FORMAT = "mediamapper-audit"
MOST_BYTES = 1 << 18
MOST_MARKS = 1_000
"""Lines that stay when it has grown too long."""
ANEW = "anew"
_TAIL = 1 << 13


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the chain had got."""

    row: int
    mark: str
    evidence: int
    """How many pieces of evidence there had ever been; what a restore lost is counted by it."""


class Head:
    """The head of one database file's audit."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_suffix(".audit")

    def key(self) -> bytes | None:
        """The key of the chain; None where there is none yet, or its file can't be read."""
        try:
            with open(self.path, encoding="utf-8") as file:
                head = json.loads(file.readline())
            return bytes.fromhex(head["key"]) if head["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def make_key(self) -> bytes:
        """The key; a new one is on disk before any mark is made with it."""
        if (key := self.key()) is None:
            key = secrets.token_bytes(32)
            self._write(key, [])
        return key

    def last(self) -> Mark | None:
        """The furthest row told of."""
        return max(self._lines(_TAIL), key=lambda mark: mark.row, default=None)

    def all(self) -> list[Mark]:
        """Everything that was told, as far back as it is kept: rows that were cut and written over show too."""
        return self._lines()

    def _lines(self, tail: int = 1 << 62) -> list[Mark]:
        """What the last *tail* bytes tell; a line that was not written to its end counts for nothing."""
        try:
            with open(self.path, "rb") as file:
                first = len(file.readline())
                file.seek(max(first, os.fstat(file.fileno()).st_size - tail))
                lines = file.read().split(b"\n")[:-1]
        except OSError:
            return []
        marks: list[Mark] = []
        for words in (line.split() for line in lines):
            if words == [ANEW.encode()]:
                marks = []
            elif len(words) == 3 and len(words[1]) == 32 and words[0].isdigit() and words[2].isdigit():
                marks.append(Mark(int(words[0]), words[1].decode("ascii", "replace"), int(words[2])))
        return marks

    def note(self, mark: Mark) -> None:
        """Add how far it has got."""
        self._add(f"{mark.row} {mark.mark} {mark.evidence}")

    def reset(self) -> None:
        """What was told before no longer counts: a backup stands in the place of the file."""
        self._add(ANEW)

    def _add(self, text: str) -> None:
        line = f"{text}\n".encode()
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(handle, line)
            size = os.fstat(handle).st_size
        finally:
            os.close(handle)
        if size > MOST_BYTES and (key := self.key()) is not None:
            self._write(key, self.all()[-MOST_MARKS:])

    def _write(self, key: bytes, marks: list[Mark]) -> None:
        with whole_file(self.path) as file:
            file.write(json.dumps({"format": FORMAT, "key": key.hex()}) + "\n")
            file.writelines(f"{one.row} {one.mark} {one.evidence}\n" for one in marks)
