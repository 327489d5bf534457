"""One kept connection to the worker. A question is one write and one answer, because a second write costs 40 ms."""

from __future__ import annotations

import json
import socket
import time
from typing import Any, Callable

from . import places
from .words import BUSY, GONE, REFUSED, tr

Json = Any
"""An answer of the worker's."""

PATIENCE = 1.5
"""Seconds that a sheet waits for an answer: the office stands still meanwhile."""
ASIDE = 15.0
"""The same for who waits beside the sheet."""
LONGEST_PAUSE = 60.0


class NoAnswer(Exception):
    """The worker gave none; the text says why and what to do."""


class Link:
    """The connection, opened when first needed. After a failure it rests for a while, so that 10,000 cells don't knock.

    `revision` is the memory's as of the last answer, and None while the worker can't be reached.
    """

    def __init__(
        self,
        find: Callable[[], places.Address | None] = places.address,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self.find = find
        self.patience = patience
        self.clock = clock
        self.revision: str | None = None
        self.heard = float("-inf")
        self._rest = 0.0
        self._quiet_until = float("-inf")
        self._why = GONE
        self._address: places.Address | None = None
        self._socket: socket.socket | None = None

    @property
    def resting(self) -> bool:
        """Whether questions are answered with the last failure for now."""
        return self.clock() < self._quiet_until

    def ask(self, method: str, path: str, question: object = None) -> Json:
        """The worker's answer to *question*.

        Raises:
            NoAnswer: it is not there, too slow, or refused.
        """
        if self.resting:
            raise NoAnswer(tr(self._why))
        body = b"" if question is None else json.dumps(question).encode()
        try:
            status, head, answer = self._exchange(method, path, body)
        except socket.timeout:
            raise self._failed(BUSY, min(max(self._rest * 2, 4.0), LONGEST_PAUSE)) from None
        except (OSError, ValueError):
            raise self._failed(GONE, 1.0) from None
        self._rest = 0.0
        self.heard = self.clock()
        # A refusal, and health while the memory is closed, name none: that is no news of the memory.
        self.revision = head.get("x-memory-revision", self.revision or "")
        if status != 200:
            raise NoAnswer(_sentence(answer))
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _failed(self, why: str, rest: float) -> NoAnswer:
        self.close()
        self.revision = None
        self._why = why
        self._rest = rest if why is BUSY else 0.0
        self._quiet_until = self.clock() + rest
        return NoAnswer(tr(why))

    def _exchange(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], Json]:
        reused = self._socket is not None
        try:
            reply = self._once(method, path, body)
            if reply[0] != 401 or not reused:
                return reply
        except socket.timeout:
            raise
        except (OSError, ValueError):
            if not reused:
                raise
        # A connection that was kept may have been closed, or another worker may have come: once more, afresh.
        self.close()
        return self._once(method, path, body)

    def _once(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], Json]:
        line = self._socket or self._open()
        assert self._address
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._address.host}:{self._address.port}\r\n"
            f"Authorization: Bearer {self._address.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body)
        return _answer(line)

    def _open(self) -> socket.socket:
        self._address = self.find()
        if self._address is None:
            raise ConnectionRefusedError
        self._socket = socket.create_connection(self._address[:2], timeout=self.patience)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def _answer(line: socket.socket) -> tuple[int, dict[str, str], Json]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    raw, _, body = got.partition(b"\r\n\r\n")
    first, *rest = raw.decode("latin-1").split("\r\n")
    pairs = (text.partition(":") for text in rest)
    head = {name.strip().lower(): value.strip() for name, _, value in pairs}
    parts = [body]
    missing = int(head.get("content-length", 0)) - len(body)
    while missing > 0:
        parts.append(_more(line))
        missing -= len(parts[-1])
    text = b"".join(parts)
    return int(first[9:12]), head, json.loads(text) if text else None


def _more(line: socket.socket) -> bytes:
    chunk = line.recv(1 << 16)
    if not chunk:
        raise ConnectionResetError
    return chunk


def _sentence(answer: Json) -> str:
    try:
        return " ".join(part for part in (answer["error"]["message"], answer["error"]["next_step"]) if part)
    except (KeyError, TypeError):
        return tr(REFUSED)
