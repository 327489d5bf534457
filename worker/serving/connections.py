"""The connections of the worker, and how long a client may take over each part of one.

uvicorn bounds the time between two requests, and the guard that of a body; neither sees a head that never ends, nor a
client that does not read. So a connection stands between asyncio and uvicorn's protocol, speaks asyncio's public
interface to both, and a middleware tells it when a request begins and ends. Where too many are open, the one that does
nothing makes room, so that any number of stalled clients leaves a planner's call its place.
"""

from __future__ import annotations

import asyncio
import random
import re
import socket
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, cast

import h11
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from worker.lazy_dataclass import dataclass
from worker.serving.guard import LET_IN, STRANGERS, WAIT_SECONDS, error_body
from worker.serving.log_lines import LogLevel, logging_at

HEADERS = [("cache-control", "no-store"), ("x-content-type-options", "nosniff")]
"""On every answer: nobody keeps it, nobody takes it for something other than JSON."""
AT_A_TURN, QUEUE = 16, 1024
"""So many connections are taken in before others are looked after, and so many may wait for that."""
SHORTEST = 0.6
"""Share of its time that a client has at least: those that came at one moment do not all go at one moment."""
SECOND = 1.0
"""Our own programs send a request as they connect: whoever has sent none by then can wait."""
_LENGTH = re.compile(rb"^content-length[ \t]*:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a client may take; our own clients on this machine take thousandths."""

    head: float = 5.0
    """From the connection, or the first byte after an answer, to the end of a request's head."""
    answer: float = 30.0
    """To read an answer."""
    idle: int = 5
    """Between two requests."""
    parting: float = 1.0
    """To read why the connection is closed."""
    ending: int = 10
    """For a request that is being answered when the worker ends."""
    connections: int = 512
    """Open at once. One that waits costs next to nothing; one that is put out and comes again costs a millisecond."""


class Connection(asyncio.Protocol):
    """One client: uvicorn's protocol, with an end to each wait."""

    def __init__(self, room: Room, inner: Callable[[Connection], asyncio.Protocol]) -> None:
        self._room = room
        self._inner = inner(self)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._address: Address | None = None
        self._head: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._silenced = False
        """Whether the client has had the last word, and what else it sends falls on the floor."""
        self._since = self._loop.time()
        """When it came, or was last answered."""
        self._requests = self._answers = 0
        self._let_in = self._whole = False
        """Whether it ever showed the token; whether the request that is open has come whole."""

    # ------------------------------------------------------------ asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=0)  # any byte that waits to be read starts the clock
        self._address = transport.get_extra_info("peername")
        self._inner.connection_made(transport)
        self._start_head()
        self._room.enter(self, self._address)

    def data_received(self, data: bytes) -> None:
        """Bytes have come; what follows an answer begins another head."""
        if not self._silenced:
            if not self._requests and self._head is None:
                self._start_head()
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """The client sends no more."""
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        """The client does not read as fast as it is answered."""
        self._inner.pause_writing()
        if self._unread is None:
            self._unread = self._loop.call_later(self._room.limits.answer, self._transport.abort)

    def resume_writing(self) -> None:
        """It has caught up."""
        self._inner.resume_writing()
        if not self._silenced:
            _cancel(self._unread)
            self._unread = None

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        _cancel(self._head)
        _cancel(self._unread)
        self._room.leave(self, self._address)
        self._inner.connection_lost(exc)

    # ------------------------------------------------------------ the middleware calls

    def begin(self) -> None:
        """A request's head is here; the guard bounds its body."""
        self._requests += 1
        self._whole = False
        _cancel(self._head)
        self._head = None

    def receive_whole(self) -> None:
        """The request is here to its end."""
        self._whole = True

    def end(self, let_in: bool) -> None:
        """The request is answered."""
        self._requests -= 1
        self._answers += 1
        self._let_in |= let_in
        self._since = self._loop.time()

    # ------------------------------------------------------------ time and room

    def _start_head(self) -> None:
        seconds = self._room.limits.head * random.uniform(SHORTEST, 1)
        self._head = self._loop.call_later(seconds, self._late)

    def _late(self) -> None:
        self.dismiss(408, "too-slow", "The request did not arrive in time.", "Send it whole, at once.")

    def refuse_http(self) -> None:
        """What came is no HTTP; where much of it comes, the answer waits, as the guard lets guesses wait."""
        self._silenced = True
        _cancel(self._head)
        self._head = self._loop.call_later(self._room.wait_for_garbage(), self._no_http)

    def _no_http(self) -> None:
        self.dismiss(400, "http", "This is no request that the worker understands.", "Send HTTP/1.1.")

    def make_room(self) -> None:
        """Another client needs the place."""
        self.dismiss(429, "busy", "Too many connections are open.", "Close some of them, then try again.")
        self._room.leave(self, self._address)
        self._transport.close()
        if self._transport.get_write_buffer_size():
            self._transport.abort()

    def rank(self) -> tuple[bool, float] | None:
        """The smaller, the easier to spare: strangers who had their second, then whoever has done nothing longest.

        None while it is answered, or if it goes already.
        """
        if self._silenced or self._transport.is_closing() or (self._requests and self._whole):
            return None
        return self._let_in or self._loop.time() - self._since < SECOND, self._since

    @property
    def is_closing(self) -> bool:
        """Whether it goes."""
        return self._transport.is_closing()

    def dismiss(self, status: int, code: str, message: str, next_step: str) -> None:
        """Say why, where nothing was answered yet, then hang up; the client has a moment to read it."""
        if self._transport.is_closing():
            return
        self._silenced = True
        _cancel(self._head)
        if not self._answers:
            self._transport.write(_last_word(status, error_body(code, message, next_step)))
        # Closing at once, with bytes unread, would take the last word back from the client.
        if self._transport.can_write_eof():
            self._transport.write_eof()
        _cancel(self._unread)
        self._unread = self._loop.call_later(self._room.limits.parting, self._transport.abort)


class Room:
    """The open connections of one server."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: dict[Address, Connection] = {}
        self._garbage: deque[float] = deque(maxlen=STRANGERS)
        """When clients last sent what is no HTTP."""

    def __len__(self) -> int:
        return len(self._open)

    def at(self, address: Address | None) -> Connection | None:
        """The connection of the client at *address*."""
        return self._open.get(tuple(address)) if address else None  # type: ignore[arg-type]  # uvicorn gives a pair

    def enter(self, connection: Connection, address: Address | None) -> None:
        """A client has come: where there are too many, one that does nothing goes, or this one."""
        if address is None:  # it has gone again
            return
        if len(self._open) >= self.limits.connections:
            ranks = [(rank, other) for other in self._open.values() if (rank := other.rank())]
            min(ranks, key=lambda ranked: ranked[0], default=(None, connection))[1].make_room()
        if not connection.is_closing:
            self._open[address] = connection

    def leave(self, connection: Connection, address: Address | None) -> None:
        """Its place is free."""
        if address is not None and self._open.get(address) is connection:
            del self._open[address]

    def wait_for_garbage(self) -> float:
        """Seconds until what is no HTTP is answered: none, unless much of it comes."""
        now = asyncio.get_running_loop().time()
        many = len(self._garbage) == STRANGERS and now - self._garbage[0] < 1
        self._garbage.append(now)
        return WAIT_SECONDS if many else 0


class Watch:
    """The middleware that tells a connection when its requests begin, have come whole, and end."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and tell."""
        connection = self.room.at(scope.get("client")) if scope["type"] == "http" else None
        if connection is None:
            await self.app(scope, receive, send)
            return

        async def watched() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                connection.receive_whole()
            return message

        connection.begin()
        try:
            await self.app(scope, watched, send)
        finally:
            connection.end(LET_IN in scope.get("state", {}))


class _Http(H11Protocol):
    """uvicorn's protocol; what it can't read is answered in the one shape of all errors."""

    connection: Connection

    def handle_events(self) -> None:
        """Answer what has come, unless it states its length twice: h11 makes one of equal ones, others may not."""
        if self.conn.their_state is h11.IDLE:
            head = bytes(self.conn.trailing_data[0]).partition(b"\r\n\r\n")[0]
            lengths = _LENGTH.findall(head)
            if len(lengths) > 1 or any(b"," in length for length in lengths):
                self.connection.refuse_http()
                return
        super().handle_events()

    def send_400_response(self, msg: str) -> None:
        """Leave the answer to the connection."""
        self.connection.refuse_http()


class _Server(uvicorn.Server):
    """A server with two numbers where asyncio takes one: connections taken in at a turn, and the system's queue."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, with the longer queue."""
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(QUEUE)


def server(
    app: ASGIApp,
    limits: Limits = Limits(),  # noqa: B008 (it is frozen)
    log_level: LogLevel = "error",
) -> tuple[uvicorn.Server, Room]:
    """What serves *app*, within *limits*, and its connections.

    It writes no access log of its own (`request_lines` has one), and no error with what was in it.
    """
    room = Room(limits)
    config = uvicorn.Config(
        Watch(app, room),
        http=cast(type[asyncio.Protocol], partial(_connection, room)),  # uvicorn calls it, no more
        ws="none",
        log_config=logging_at(log_level),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=HEADERS,
        timeout_keep_alive=limits.idle,
        timeout_graceful_shutdown=limits.ending,
        backlog=AT_A_TURN,
    )
    return _Server(config), room


def _connection(room: Room, **settings: Any) -> Connection:
    """What uvicorn makes for each client, from *settings* of its own."""

    def inner(connection: Connection) -> asyncio.Protocol:
        http = _Http(**settings)
        http.connection = connection
        return http

    return Connection(room, inner)


def _last_word(status: int, body: bytes) -> bytes:
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        *(f"{name}: {value}" for name, value in HEADERS),
    ]
    lines += ["content-type: application/json", f"content-length: {len(body)}", "connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def allow_files(count: int) -> None:
    """Let this process open so many files and connections; macOS allows 256 unless asked."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < count and (hard == resource.RLIM_INFINITY or hard >= count):
            resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
