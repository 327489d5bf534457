"""What the worker says to requests that nobody of ours sends: one shape, nothing of what was sent, no traceback."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.patience import PATIENCE
from tests.worker.served import Worker, serving
from worker.serving import guard
from worker.serving.guard import Guard

CANARY = "zanzibar-canary"


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with serving(tmp_path_factory.mktemp("memory")) as running:
        yield running
        running.process.terminate()
        assert running.process.stderr is not None
        logged = running.process.stderr.read()
    for secret in (CANARY, running.address["token"], "Traceback"):
        assert secret not in logged


class Raw:
    """Bytes to the worker, and what comes back."""

    def __init__(self, worker: Worker) -> None:
        self.token = worker.address["token"]
        self.port = int(worker.address["url"].rsplit(":", 1)[1])
        self.host = f"127.0.0.1:{self.port}"

    def request(
        self,
        body: bytes = b"{}",
        *,
        line: str = "POST /v1/suggest HTTP/1.1",
        host: str | None = None,
        authorization: str | None = None,
        kind: str = "application/json",
        length: str | None = None,
        more: bytes = b"",
    ) -> bytes:
        """A request that is right but for what is given; an empty text leaves its header out."""
        headers = {
            "Host": self.host if host is None else host.format(port=self.port),
            "Authorization": f"Bearer {self.token}" if authorization is None else authorization,
            "Content-Type": kind,
            "Content-Length": str(len(body)) if length is None else length,
        }
        written = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
        return f"{line}\r\n{written}".encode("latin-1") + more + b"\r\n" + body

    def send(self, request: bytes) -> tuple[int, Any]:
        """Status and JSON of the one answer."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as found:
            found.settimeout(PATIENCE)
            found.sendall(request)
            got = b""
            while b"\r\n\r\n" not in got or len(got.partition(b"\r\n\r\n")[2]) < stated(got):
                part = found.recv(2**16)
                assert part, f"closed after {got!r}"
                got += part
        head, _, body = got.partition(b"\r\n\r\n")
        assert b"content-type: application/json" in head.lower()
        return int(head.split()[1]), json.loads(body)


def stated(got: bytes) -> int:
    """The length of the body, as the head states it."""
    lines = got.partition(b"\r\n\r\n")[0].lower().split(b"\r\n")
    return next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))


@pytest.fixture(scope="module")
def raw(worker: Worker) -> Raw:
    return Raw(worker)


def refused(raw: Raw, request: bytes) -> tuple[int, str]:
    """Status and code of an error, once its shape was looked at."""
    status, said = raw.send(request)
    assert list(said) == ["error"]
    assert set(said["error"]) == {"code", "message", "next_step"}
    assert all(isinstance(part, str) and part for part in said["error"].values())
    text = json.dumps(said)
    assert CANARY not in text
    assert raw.token not in text
    assert "Traceback" not in text
    return status, said["error"]["code"]


# ---------------------------------------------------------------- who asks


QUESTION = b'{"columns": [{"name": "Clicks"}]}'


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"])
def test_our_own_programs_are_let_in(raw: Raw, kind: str) -> None:
    assert raw.send(raw.request(QUESTION, kind=kind))[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_its_own_addresses(raw: Raw, host: str) -> None:
    assert raw.send(raw.request(QUESTION, host=host))[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        f"{CANARY}.example",
        f"{CANARY}.example:{{port}}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.:{port}",
        "LOCALHOST:{port}",
        "127.0.0.1.:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "127.0.0.1:{port}.evil.example",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}, evil.example",
        "localtest.me:{port}",
    ],
)
def test_a_name_that_was_pointed_here_is_refused(raw: Raw, host: str) -> None:
    assert refused(raw, raw.request(QUESTION, host=host)) == (421, "host")


@pytest.mark.parametrize(
    "more",
    [
        b"Origin: null\r\n",
        b"Origin: http://127.0.0.1\r\n",
        b"origin: https://evil.example\r\n",
        b"ORIGIN:\r\n",
        b"Sec-Fetch-Site: none\r\n",
        b"Sec-Fetch-Mode: cors\r\n",
        b"sec-fetch-dest: empty\r\n",
    ],
)
def test_browsers_are_refused_even_with_the_token(raw: Raw, more: bytes) -> None:
    assert refused(raw, raw.request(QUESTION, more=more)) == (403, "browser")


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        f"Bearer {CANARY}",
        "Basic {token}",
        "bearer {token}",
        "Bearer {token}x",
        "{token}",
        "Bearer \xff",
    ],
)
def test_another_token_is_refused(raw: Raw, authorization: str) -> None:
    given = raw.request(QUESTION, authorization=authorization.format(token=raw.token))
    assert refused(raw, given) == (401, "token")


def test_the_token_is_not_taken_from_elsewhere(raw: Raw) -> None:
    line = f"GET /v1/health?token={raw.token}&access_token={raw.token} HTTP/1.1"
    more = f"Cookie: token={raw.token}\r\nX-Token: {raw.token}\r\n".encode()
    assert refused(raw, raw.request(b"", line=line, authorization="Bearer no", more=more)) == (401, "token")


def test_the_token_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    really = hmac.compare_digest

    def compare(given: bytes, right: bytes) -> bool:
        compared.append((given, right))
        return really(given, right)

    monkeypatch.setattr(guard.hmac, "compare_digest", compare)  # type: ignore[attr-defined]
    status, _ = asyncio.run(asked(Guard(nobody, "right", frozenset({b"here"}), 100), b"Bearer wrong"))
    assert (status, compared) == (401, [(b"Bearer wrong", b"Bearer right")])


# ---------------------------------------------------------------- what is no request


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        (f"GET /{CANARY} HTTP/1.1", 404, "route"),
        ("GET /v1/health/ HTTP/1.1", 404, "route"),
        (f"GET /v1/jobs/{CANARY} HTTP/1.1", 404, "no-such-job"),
        (f"GET /v1/jobs/..%2f{CANARY} HTTP/1.1", 404, "route"),
        ("GET /v1/jobs/%00%ff HTTP/1.1", 404, "no-such-job"),
        ("GET /v1/../../etc/passwd HTTP/1.1", 404, "route"),
        (f"GET http://{CANARY}.example/v1/health HTTP/1.1", 404, "route"),
        ("PUT /v1/suggest HTTP/1.1", 405, "route"),
        ("HEAD2 /v1/health HTTP/1.1", 405, "route"),
        ("OPTIONS /v1/suggest HTTP/1.1", 405, "route"),
        ("TRACE /v1/suggest HTTP/1.1", 405, "route"),
        ("POST /v1/health HTTP/1.1", 405, "route"),
        (f"POST /v1/{CANARY} suggest HTTP/1.1", 400, "http"),
        ("POST /v1/\xe9 HTTP/1.1", 400, "http"),
        (CANARY, 400, "http"),
    ],
)
def test_other_routes_methods_and_lines(raw: Raw, line: str, status: int, code: str) -> None:
    assert refused(raw, raw.request(b"{}", line=line)) == (status, code)


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        (b"Authorization: Bearer other\r\n", 400, "headers"),
        (b"Content-Type: text/plain\r\n", 400, "headers"),
        (b"Host: evil.example\r\n", 400, "http"),
        (b"Content-Length: 7\r\n", 400, "http"),
        (b"X-Nul: a\x00b\r\n", 400, "http"),
        (b"X Space: a\r\n", 400, "http"),
        (b" folded\r\n", 400, "http"),
        (b"X-Long: " + b"a" * 70_000 + b"\r\n", 431, "headers"),
        (b"X-Many: a\r\n" * 7_000, 431, "headers"),
        (b"Transfer-Encoding: chunked\r\n", 411, "length"),
        (b"Transfer-Encoding: gzip\r\n", 400, "http"),
    ],
    ids=lambda part: part[:20] if isinstance(part, bytes) else None,
)
def test_headers_that_are_none_or_too_many(raw: Raw, more: bytes, status: int, code: str) -> None:
    said = refused(raw, raw.request(QUESTION, more=more))
    assert said in {
        (status, code),
        (400, "http"),
    }  # long ones that come in parts are none before they are whole


@pytest.mark.parametrize("body", [b"2\r\n{}\r\n0\r\n\r\n", f"{CANARY}\r\n".encode(), b""])
def test_chunks_are_refused(raw: Raw, body: bytes) -> None:
    request = raw.request(body, length="", more=b"Transfer-Encoding: chunked\r\n")
    assert refused(raw, request) == (411, "length")


@pytest.mark.parametrize(
    ("length", "status", "code"),
    [
        ("-1", 400, "http"),
        ("1e3", 400, "http"),
        ("0x10", 400, "http"),
        ("9" * 30, 400, "http"),
        ("9" * 15, 413, "too-large"),
        (str(8 * 2**20 + 1), 413, "too-large"),
    ],
)
def test_lengths(raw: Raw, length: str, status: int, code: str) -> None:
    assert refused(raw, raw.request(b"", length=length)) == (status, code)


def test_a_number_that_fits_is_taken(raw: Raw) -> None:
    for number in (2**63 - 1, -(2**63), 1e300, -0.0):
        body = json.dumps(
            {"sheets": [{"cells": [["Publisher", "Clicks"], ["a", number], ["b", 2]]}]}
        ).encode()
        assert raw.send(raw.request(body, line="POST /v1/export HTTP/1.1"))[0] == 200


def test_old_clients_are_answered_once(raw: Raw) -> None:
    assert raw.send(raw.request(QUESTION, line="POST /v1/suggest HTTP/1.0"))[0] == 200


# ---------------------------------------------------------------- what is no question


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"zanzibar-canary"',
        b'{"columns": "zanzibar-canary"}',
        b'{"columns": [{"name": "a"}], "llm": "zanzibar-canary"}',
        b'{"columns": [{"name": NaN}]}',
        b'{"columns": [{"name": Infinity}]}',
        b'{"columns": [{"name": 1e999}]}',
        b'{"columns": [{"name": ' + b"9" * 5000 + b"}]}",
        b'{"columns": [], "alternatives": 99999999999999999999999}',
        b'{"columns": [], "alternatives": -1}',
        b'{"columns": [{"name": "\\ud800"}]}',
        b'{"columns": [{"name": "a\xff"}]}',
        b'{"columns": [{"name": "a\x00b"}]}',
        b"\xff\xfe{\x00}\x00",
        b'{"columns": ' + b"[" * 100_000,
        b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"columns": [{"name": ' + b'{"a":' * 50_000,
        b'{"columns": [], "columns": "zanzibar-canary"}',
    ],
    ids=lambda body: body[:40],
)
def test_bodies_that_are_no_question(raw: Raw, body: bytes) -> None:
    assert refused(raw, raw.request(body)) == (422, "usage")


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("decisions", {"decisions": [{"header": "a", "decision": CANARY}]}),
        ("decisions", {"decisions": [{"header": CANARY, "decision": "correct", "correct_field": None, "x": CANARY}, 7]}),
        ("jobs", {"verb": CANARY, "body": {}}),
        ("jobs", {"verb": "export", "body": {"sheets": [{"cells": CANARY}]}}),
        ("map", {"sheets": [{"cells": [["a"]], "rows": CANARY, "hidden_rows": [CANARY]}]}),
        ("map", {"sheets": [{"cells": [["a"]], "formats": {CANARY: "0"}}]}),
        ("export", {"sheets": [{"cells": [["a"]]}], "choices": [{"sheet": "a", "column": CANARY}]}),
        ("export", {"sheets": [{"cells": [[CANARY]]}], "rows": [{"sheet": "a", "row": 1, "kind": CANARY}]}),
        ("review", {"path": CANARY}),
        ("map", {"sheets": [{"cells": [["Publisher", "Clicks"], [CANARY, 10**400]]}]}),
        ("map", {"sheets": [{"cells": [["Publisher", "Clicks"], [CANARY, -(2**63) - 1]]}]}),
        ("suggest", {"columns": [{"name": CANARY, "samples": [10**400]}]}),
        ("suggest", {"columns": [{"name": 10**3000}]}),
    ],
)  # fmt: skip
def test_a_refusal_quotes_nothing(raw: Raw, route: str, body: dict[str, Any]) -> None:
    request = raw.request(json.dumps(body).encode(), line=f"POST /v1/{route} HTTP/1.1")
    assert refused(raw, request)[0] == 422


@pytest.mark.parametrize("wait", ["nan", "inf", "-inf", "1e999", "-1", CANARY, "%00", ""])
def test_a_wait_that_is_none(raw: Raw, worker: Worker, wait: str) -> None:
    job = worker.post("/v1/jobs", {"verb": "review", "body": {"sheets": [{"cells": [["a", 1]]}]}})["job"]
    line = f"GET /v1/jobs/{job}?wait={wait} HTTP/1.1"
    assert refused(raw, raw.request(b"", line=line)) == (422, "usage")


def test_a_wait_that_is_long_is_cut(raw: Raw, worker: Worker) -> None:
    job = worker.post("/v1/jobs", {"verb": "review", "body": {"sheets": [{"cells": [["a", 1]]}]}})["job"]
    status, said = raw.send(raw.request(b"", line=f"GET /v1/jobs/{job}?wait=1000 HTTP/1.1"))
    assert (status, said["job"]) == (200, job)


# ---------------------------------------------------------------- the guard alone


async def nobody(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("let in")


async def asked(door: Guard, authorization: bytes) -> tuple[int, bytes]:
    """Status and body of what *door* says to a GET."""
    said: list[Message] = []
    headers = [(b"host", b"here"), (b"authorization", authorization)]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await door({"type": "http", "method": "GET", "path": "/", "headers": headers}, receive, send)
    return said[0]["status"], said[1]["body"]


def test_guesses_are_slowed_down_and_those_who_know_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [100.0], []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        await guard.error_response(200, "in", "in", "in")(scope, receive, send)

    monkeypatch.setattr(guard.asyncio, "sleep", sleep)  # type: ignore[attr-defined]
    door = Guard(inside, "right", frozenset({b"here"}), 100, clock=lambda: now[0])

    async def all_of_them() -> None:
        for _ in range(guard.STRANGERS):
            await asked(door, b"Bearer guess")
        assert not slept
        for _ in range(5):
            assert (await asked(door, b"Bearer guess"))[0] == 401
        assert slept == [guard.WAIT_SECONDS] * 5
        assert (await asked(door, b"Bearer right"))[0] == 200
        now[0] += 5
        await asked(door, b"Bearer guess")
        assert len(slept) == 5

    asyncio.run(all_of_them())


def test_the_log_has_places_and_no_words(tmp_path: Path) -> None:
    """A failure nobody foresaw, in a worker's own log set-up."""
    import subprocess
    import sys

    code = (
        "import logging, logging.config\n"
        "from worker.serving.log_lines import logging_at\n"
        "logging.config.dictConfig(logging_at('error'))\n"
        f"def deep(): raise KeyError({CANARY!r})\n"
        "try: deep()\n"
        "except KeyError as error: logging.getLogger('uvicorn.error').error('It failed', exc_info=error)\n"
        "logging.getLogger('uvicorn.error').warning('Invalid HTTP request received.')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert "ERROR uvicorn.error: It failed" in done.stderr
    assert "KeyError, at" in done.stderr and "in deep" in done.stderr
    assert CANARY not in done.stderr and "Invalid" not in done.stderr
