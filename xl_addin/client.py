"""The worker over HTTP: one kept-alive connection, time limits, and errors as this project has them.

Only the standard library is used, and its HTTP not: whoever clicks a button waits for these imports.
"""

from __future__ import annotations

import json
import os
import re
import socket
import stat
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from worker.errors import (
    FileProblem,
    LayoutError,
    MediaMapperError,
    MemoryProblem,
    ModelProblem,
    UsageError,
    WorkerProblem,
)
from worker.shapes.json import Json
from worker.shapes.mapping import EVERYONE, Decision, Scope

ADDRESS_FILE = "worker.json"
REVISION = "X-Memory-Revision"
CONNECT_SECONDS = 1.0
"""This machine's own port answers at once or not at all."""
QUICK_SECONDS, LONG_SECONDS = 5.0, 120.0
"""For what costs a look-up, and for what reads a plan."""
KINDS: Mapping[str, type[MediaMapperError]] = {
    kind.code: kind
    for kind in (UsageError, FileProblem, LayoutError, MemoryProblem, ModelProblem, WorkerProblem)
}
BY_STATUS: Mapping[int, type[MediaMapperError]] = {
    400: WorkerProblem,
    401: WorkerProblem,
    403: WorkerProblem,
    408: WorkerProblem,
    411: WorkerProblem,
    413: FileProblem,
    421: WorkerProblem,
    429: WorkerProblem,
    431: WorkerProblem,
    500: WorkerProblem,
    502: ModelProblem,
    503: MemoryProblem,
}
STRANGER = frozenset({401, 421})
"""Answers of a worker that was started anew on the same port: its token is another."""
CONTINUE = 100
_LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d{1,5}/?")
TOKEN_QUERY = 0x0008
MOST_HEADERS, LONGEST_LINE = 100, 65_536


class Garbled(Exception):
    """What came is no HTTP, or not all of it."""


_LOST = (ConnectionError, Garbled)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a worker answers, as it published it."""

    url: str
    token: str
    pid: int


def address_of(folder: Path) -> Address | None:
    """What `worker.json` in the memory folder says; None where there is none, none that can be read, or none to trust.

    A plan goes to whoever is named there: it must be the user's own file, and an address of this machine.
    """
    file = folder / ADDRESS_FILE
    try:
        content = json.loads(file.read_text("utf-8")) if _is_own(file) else {}
        address = Address(str(content["url"]), str(content["token"]), int(content["pid"]))
        return address if _LOOPBACK.fullmatch(address.url) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_own(file: Path) -> bool:
    """Whether nobody else wrote the file, and on POSIX also whether nobody else reads it: Windows keeps that by its folder."""
    if os.name != "posix":
        return file.is_file() and _belongs_to_us(file)
    status = file.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def _belongs_to_us(file: Path) -> bool:
    """Windows: whether the user, or the group to which an administrator's files belong, owns *file*."""
    import_module("pywintypes")  # pywin32's other modules find their library through it
    security, api = import_module("win32security"), import_module("win32api")
    try:
        described = security.GetFileSecurity(str(file), security.OWNER_SECURITY_INFORMATION)
        token = security.OpenProcessToken(api.GetCurrentProcess(), TOKEN_QUERY)
        owners = [
            security.GetTokenInformation(token, kind) for kind in (security.TokenUser, security.TokenOwner)
        ]
    except security.error:  # a file that is gone, or that says nothing
        return False
    return described.GetSecurityDescriptorOwner() in (owners[0][0], owners[1])


def lives(process: int) -> bool:
    """Whether a process of the user's own has this number: the port of a dead worker may be somebody else's by now.

    Windows is not asked: there a question by number needs a call of its own system.
    """
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (OSError, OverflowError):  # nobody, or somebody of another user
        return False
    return process > 0


def not_running() -> WorkerProblem:
    """What every caller says when nobody answers."""
    return WorkerProblem(
        "The worker is not running.",
        "Click Map columns, which starts it, or run: mediamapper serve.",
        code="not-running",
    )


class Client:
    """The worker of one memory folder. May be used by several threads; they take turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address: Address | None = None
        """The worker that answered last."""
        self.revision: int | None = None
        """The memory's, as the last answer stated it: changes whenever anybody decided something."""
        self._line: _Line | None = None
        self._turn = Lock()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        with self._turn:
            self._hang_up()

    # ------------------------------------------------------------ the verbs

    def health(self, seconds: float = CONNECT_SECONDS) -> Json:
        """`{"status", "version", "pid", "revision", "memory", "llm", "encrypted"}`."""
        return self.ask("GET", "/v1/health", seconds=seconds)

    def suggest(self, columns: Sequence[Json], scope: Scope = EVERYONE, **options: object) -> list[Json]:
        """One suggestion a column `{"name", "samples"}`, in order; *options*: `llm`, `one_to_one`, `alternatives`."""
        body = {"columns": columns, "scope": asdict(scope), **options}
        suggestions: list[Json] = self.ask("POST", "/v1/suggest", body)["suggestions"]
        return suggestions

    def values(self, field: str, values: Sequence[str], scope: Scope = EVERYONE) -> list[Json]:
        """One `{"value", "canonical", "confidence", "origin", "reason"}` a value, in order."""
        body = {"field": field, "values": values, "scope": asdict(scope)}
        names: list[Json] = self.ask("POST", "/v1/values", body)["values"]
        return names

    def decide(
        self, decisions: Sequence[Decision], user: str | None = None, *, bulk: bool = False
    ) -> list[Json]:
        """Keep *decisions*, all or none; on disk when this returns. The standings that came of them.

        With *bulk*, for what was accepted without being looked at one by one, each counts half.
        """
        body: Json = {"decisions": [asdict(each) for each in decisions], "user": user or None}
        if bulk:
            body["bulk"] = True
        standings: list[Json] = self.ask("POST", "/v1/decisions", body, once=True)["confidences"]
        return standings

    def undo(self, user: str | None = None) -> list[Json]:
        """Take back the last decisions of *user*; empty where there were none."""
        answer = self.ask("POST", "/v1/undo", {"user": user or None}, once=True)
        standings: list[Json] = answer["confidences"]
        return standings

    def start_job(self, verb: str, body: Json, user: str | None = None) -> str:
        """Have the worker do `review`, `export` or `diff` aside; the job's id."""
        request = {"verb": verb, "body": body, "user": user or None}
        return str(self.ask("POST", "/v1/jobs", request, seconds=LONG_SECONDS)["job"])

    def job(self, name: str, wait: float = 0.0) -> Json:
        """How the job stands; with *wait* (<= 1 s) the answer comes as soon as it ends."""
        return self.ask("GET", f"/v1/jobs/{name}?wait={wait}", seconds=LONG_SECONDS)

    def stop_job(self, name: str) -> None:
        """Ask a job to stop at its next step."""
        self.ask("DELETE", f"/v1/jobs/{name}")

    def report(self) -> Json:
        """What the memory holds and how it does."""
        return self.ask("GET", "/v1/report", seconds=LONG_SECONDS)

    def template(self) -> Json:
        """`{"name", "version", "fields": [...]}`."""
        return self.ask("GET", "/v1/template")

    def stop(self) -> None:
        """Ask the worker to end."""
        self.ask("POST", "/v1/stop", {}, once=True)

    # ------------------------------------------------------------ asking

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        seconds: float = QUICK_SECONDS,
        once: bool = False,
    ) -> Json:
        """The answer to one request; *seconds* bounds each wait. A worker that was restarted is asked again.

        With *once*, for what changes memory, nothing is sent a second time that may have arrived.

        Raises:
            MediaMapperError: what the worker said, as the class that it stands for.
            WorkerProblem: nobody answers, or not in time.
        """
        sent = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        with self._turn:
            if once:
                self._hang_up()  # a connection that idled may be half closed: a fresh one says so before sending
            status, answer = self._twice(method, path, sent, seconds, once)
        try:
            content = json.loads(answer) if answer else {}
        except ValueError:
            raise WorkerProblem("The worker's answer is no JSON.", "Restart it: mediamapper serve.") from None
        if status >= 400:
            raise _problem(status, content)
        return content if isinstance(content, dict) else {"answer": content}

    def _twice(self, method: str, path: str, body: bytes, seconds: float, once: bool) -> tuple[int, bytes]:
        for last in (False, True):
            line = self._connected()
            try:
                status, answer, revision = line.ask(method, path, body, seconds)
            except TimeoutError:
                self._hang_up()
                raise WorkerProblem(
                    f"The worker did not answer within {seconds:.0f} seconds.",
                    "It may be busy with another plan: try again.",
                    code="too-slow",
                ) from None
            except (*_LOST, OSError):
                self._hang_up()
                if last or once:
                    raise WorkerProblem(
                        "The worker ended while it was asked.", "Try again.", code="not-running"
                    ) from None
                continue
            if status in STRANGER and not last:
                self._hang_up()
                continue
            if revision is not None:
                self.revision = revision
            if not line.open:
                self._hang_up()
            return status, answer
        raise AssertionError("the second round returns or raises")

    def _connected(self) -> _Line:
        if self._line is None:
            address = address_of(self.folder)
            if address is None or not lives(address.pid):
                raise not_running()
            try:
                self._line = _Line(address)
            except (OSError, ValueError):
                raise not_running() from None
            self.address = address
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class _Line:
    """One kept-alive connection. Head and body leave in one write: two would wait for each other's receipt."""

    def __init__(self, address: Address) -> None:
        parts = urlsplit(address.url)
        self._socket = socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"Host: {parts.netloc}\r\nAuthorization: Bearer {address.token}\r\n"
            "Accept: application/json\r\nContent-Type: application/json\r\n"
        )
        self._answers = self._socket.makefile("rb")
        self.open = True

    def ask(self, method: str, path: str, body: bytes, seconds: float) -> tuple[int, bytes, int | None]:
        """Status, body and the memory's revision."""
        self._socket.settimeout(seconds)
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode("latin-1") + body)
        while (status := self._status()) == CONTINUE:
            self._headers()
        headers = self._headers()
        self.open = headers.get("connection", "").lower() != "close"
        answer = self._body(headers)
        revision = headers.get(REVISION.lower(), "")
        return status, answer, int(revision) if revision.isdigit() else None

    # The standard library's response object takes longer over the headers than the worker over the answer.

    def _status(self) -> int:
        words = self._line().split(" ", 2)
        if not words[0].startswith("HTTP/1.") or len(words) < 2 or not words[1].isdigit():
            raise Garbled(" ".join(words))
        return int(words[1])

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        while line := self._line():
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
            if len(headers) > MOST_HEADERS:
                raise Garbled("headers")
        return headers

    def _line(self) -> str:
        line = self._answers.readline(LONGEST_LINE + 1)
        if not line.endswith(b"\n"):
            raise Garbled("header line") if len(line) > LONGEST_LINE else ConnectionResetError("hung up")
        return line.decode("latin-1").rstrip("\r\n")

    def _body(self, headers: Mapping[str, str]) -> bytes:
        length = headers.get("content-length", "")
        if not length.isdigit():  # our worker always states it, or hangs up after it
            self.open = False
            return self._answers.read()
        body = self._answers.read(int(length))
        if len(body) < int(length):
            raise Garbled("body")
        return body

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._socket.close()


def _problem(status: int, answer: object) -> MediaMapperError:
    error = answer.get("error") if isinstance(answer, dict) else None
    return said_problem(error if isinstance(error, dict) else {}, status)


def said_problem(error: Json, status: int = 422) -> MediaMapperError:
    """The error shape `{"code", "message", "next_step"}` as the class that it stands for."""
    code = str(error.get("code") or "error")
    kind = KINDS.get(code) or BY_STATUS.get(status, MediaMapperError)
    message = str(error.get("message") or f"The worker refused ({status}).")
    return kind(message, str(error.get("next_step") or ""), code=code)
