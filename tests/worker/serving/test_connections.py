"""Clients that stall: each is closed within its time, says why, and keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.patience import PATIENCE, until
from tests.worker.served import serving
from worker.serving import connections
from worker.serving.connections import Limits, Room, allow_files
from worker.serving.guard import STRANGERS, Guard

LIMITS = Limits(head=1_000, answer=1_000, idle=1_000, parting=1_000, connections=20)
"""Long, so that a busy machine reaches none of them: a test that waits for one puts the server's clock forward."""
BODY_SECONDS = 1_000
BIG = b"[" + b" " * (8 * 2**20) + b"]"


LOOPS: list[asyncio.AbstractEventLoop] = []
"""Of the server that answered last."""


async def echo(request: Request) -> Response:
    LOOPS[:] = [asyncio.get_running_loop()]
    return Response(await request.body(), media_type="application/json")


async def big(_: Request) -> Response:
    return Response(BIG, media_type="application/json")


@dataclass
class Door:
    """A small app behind the worker's own door."""

    port: int
    room: Room
    server: Any = None

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        found = socket.socket()
        if receive_buffer:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        found.settimeout(PATIENCE)
        found.connect(("127.0.0.1", self.port))
        return found

    def head(self, path: str = "/", token: str = "right", length: int = 2, more: str = "") -> bytes:
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n"
        ).encode()

    def ask(self, sent: bytes) -> tuple[int, Any]:
        with self.connect() as found:
            found.sendall(sent)
            return answer(found)

    def later(self) -> None:
        """All limits are over, for whoever is connected: what was sent so far has been read by then."""
        assert works(self)
        (loop,) = LOOPS
        real = loop.time
        loop.time = lambda: real() + 1_001  # type: ignore[method-assign]
        loop.call_soon_threadsafe(lambda: None)  # it looks at its clock

    @property
    def open(self) -> int:
        return len(self.room)

    def soon(self, true: Callable[[], bool]) -> bool:
        return until(true)


def answer(found: socket.socket) -> tuple[int, Any]:
    """Status and JSON of the answer that is to come."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = found.recv(2**16)
        if not part:
            return 0, got
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    named = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    while len(body) < int(named[b"content-length"]):
        body += found.recv(2**16)
    return int(head.split()[1]), json.loads(body)


def is_closed(found: socket.socket) -> bool:
    """Whether nothing more comes; waits for it."""
    with suppress(ConnectionError):
        while found.recv(2**16):
            pass
    return True


@contextmanager
def door_of(limits: Limits) -> Iterator[Door]:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    port = bound.getsockname()[1]
    app = Starlette(routes=[Route("/", echo, methods=["POST"]), Route("/big", big, methods=["POST"])])
    app.add_middleware(
        Guard,
        token="right",
        hosts=frozenset({f"127.0.0.1:{port}".encode()}),
        max_bytes=10_000,
        body_seconds=BODY_SECONDS,
    )
    server, room = connections.server(app, limits)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    door = Door(port, room, server)
    try:
        assert door.soon(lambda: server.started)
        yield door
    finally:
        server.should_exit = True
        thread.join(PATIENCE + limits.ending)
        bound.close()
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with door_of(LIMITS) as opened:
        yield opened


def works(door: Door) -> bool:
    return door.ask(door.head() + b"[]") == (200, [])


# ---------------------------------------------------------------- who is quick is left alone


@pytest.mark.parametrize(
    "lengths", ["2,2", "2, 2", "2\r\nContent-Length: 2", "2\r\ncontent-length : 2", "2,3"]
)
def test_a_length_that_is_stated_twice_is_refused(door: Door, lengths: str) -> None:
    """What stands behind another program could read the one that this one did not."""
    sent = door.head().replace(b"Content-Length: 2", f"Content-Length: {lengths}".encode())
    assert door.ask(sent + b"{}")[0] == 400


def test_a_length_in_a_body_is_only_text(door: Door) -> None:
    body = b'["\\r\\n", "content-length: 1,1"]'
    assert door.ask(door.head(length=len(body)) + body)[0] == 200


def test_many_requests_on_one_connection(door: Door) -> None:
    with door.connect() as found:
        for number in range(20):
            body = json.dumps([number]).encode()
            found.sendall(door.head(length=len(body)) + body)
            assert answer(found) == (200, [number])


def test_requests_sent_before_the_answers_are_answered_in_order(door: Door) -> None:
    with door.connect() as found:
        found.sendall(b"".join(door.head(length=3) + f"[{number}]".encode() for number in range(3)))
        got = b""
        while got.count(b"HTTP/1.1 200") < 3 or not got.endswith(b"[2]"):
            got += found.recv(2**16)
        places = [got.index(f"[{number}]".encode()) for number in range(3)]
        assert places == sorted(places)


def test_a_long_answer_is_given_whole(door: Door) -> None:
    assert door.ask(door.head("/big") + b"[]") == (200, [])


# ---------------------------------------------------------------- who stalls


def stalls_before_the_head(door: Door, found: socket.socket) -> None:
    """Connects, and says nothing."""


def stalls_in_the_head(door: Door, found: socket.socket) -> None:
    found.sendall(door.head()[:40])


def stalls_in_the_body(door: Door, found: socket.socket) -> None:
    found.sendall(door.head() + b"[")


def drips_a_head(door: Door, found: socket.socket) -> None:
    found.sendall(door.head()[:-2] + b"X-Slow: ")
    for _ in range(20):
        assert works(door)
        found.sendall(b"a")


@pytest.mark.parametrize(
    "stall",
    [stalls_before_the_head, stalls_in_the_head, stalls_in_the_body, drips_a_head],
    ids=lambda s: s.__name__,
)
def test_it_is_told_and_closed_within_its_time(
    door: Door, stall: Callable[[Door, socket.socket], None]
) -> None:
    with door.connect() as found:
        stall(door, found)
        door.later()
        status, said = answer(found)
        assert (status, said["error"]["code"]) == (408, "too-slow")
        assert is_closed(found)


def test_a_second_request_that_stalls_is_closed_without_a_word(door: Door) -> None:
    with door.connect() as found:
        found.sendall(door.head() + b"[]" + door.head()[:30])
        assert answer(found) == (200, [])
        door.later()
        assert found.recv(100) == b""


def test_the_rest_of_a_refused_body_is_not_waited_for(door: Door) -> None:
    with door.connect() as found:
        found.sendall(door.head(token="wrong", length=9_000) + b"[")
        assert answer(found)[0] == 401
        door.later()
        assert is_closed(found)


def test_who_asks_nothing_more_is_closed_without_a_word(door: Door) -> None:
    with door.connect() as found:
        found.sendall(door.head() + b"[]")
        assert answer(found) == (200, [])
        door.later()
        assert found.recv(100) == b""


def test_who_does_not_read_is_cut_off(door: Door) -> None:
    with door.connect(receive_buffer=4096) as found:
        found.sendall(door.head("/big") + b"[]")
        assert found.recv(1000).startswith(b"HTTP/1.1 200")
        before = door.open
        door.later()
        assert door.soon(lambda: door.open < before)
    assert works(door)


def test_who_has_gone_is_forgotten(door: Door) -> None:
    for sent in (b"", door.head()[:30], door.head() + b"["):
        found = door.connect()
        found.sendall(sent)
        found.close()
    assert door.soon(lambda: door.open == 0)
    assert works(door)


def test_much_that_is_no_http_waits_for_its_answer_and_nobody_else_does() -> None:
    with door_of(Limits()) as door, ExitStack() as held:
        for _ in range(STRANGERS):
            assert door.ask(b"\x16\x03\x01\r\n\r\n")[0] == 400
        found = held.enter_context(door.connect())
        found.sendall(b"\x16\x03\x01\r\n\r\n")
        found.setblocking(False)
        assert works(door)
        with pytest.raises(BlockingIOError):  # the others were answered at once, this one not even now
            found.recv(1)
        found.settimeout(PATIENCE)
        assert answer(found)[0] == 400


# ---------------------------------------------------------------- too many


@pytest.mark.parametrize("token", ["right", "wrong"])
def test_however_many_stall_there_is_room_for_one_more(token: str) -> None:
    patient = Limits(head=60, connections=20)
    with door_of(patient) as door, ExitStack() as held:
        for _ in range(60):
            found = held.enter_context(door.connect())
            found.sendall(door.head(token=token)[:-2] if token == "wrong" else door.head() + b"[")
        assert works(door)
        assert door.open <= patient.connections


def test_who_is_put_out_is_told() -> None:
    with door_of(Limits(head=60, connections=2)) as door, door.connect() as first, ExitStack() as held:
        first.sendall(door.head()[:30])
        for _ in range(2):
            held.enter_context(door.connect()).sendall(door.head()[:30])
        status, said = answer(first)
        assert (status, said["error"]["code"]) == (429, "busy")


def test_the_worker_ends_though_somebody_stalls() -> None:
    with door_of(Limits(head=60, answer=60, parting=0.2, ending=1)) as door, ExitStack() as held:
        held.enter_context(door.connect()).sendall(door.head()[:30])
        held.enter_context(door.connect()).sendall(door.head() + b"[]" + door.head()[:30])
        held.enter_context(door.connect(receive_buffer=4096)).sendall(door.head("/big") + b"[]")
        assert door.soon(lambda: door.open == 3)


def test_a_planners_calls_are_answered_beside_300_stalled_clients(tmp_path: Path) -> None:
    allow_files(1024)
    with serving(tmp_path) as worker, ExitStack() as held:
        port = int(worker.address["url"].rsplit(":", 1)[1])
        door = Door(port, Room(Limits()))
        token = worker.address["token"]
        for number in range(300):
            found = held.enter_context(door.connect())
            head = door.head("/v1/suggest", token=token, length=100)
            found.sendall((b"", head[:50], head + b"{")[number % 3])
        for number in range(3):
            assert worker.get("/v1/health")["status"] == "ok"
            for name in ("Net cost", f"Net cost {number}"):
                (found_field,) = worker.post("/v1/suggest", {"columns": [{"name": name}]})["suggestions"]
                assert found_field["field"] == "net_cost"
