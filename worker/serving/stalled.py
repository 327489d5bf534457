"""One connection to the worker, and how long a client may take over each part of it.

uvicorn waits for ever for the rest of a request's head, and for a client that does not read its answer.
Here each part has its time, and there is a bound on connections: the one that does nothing makes room for the one that
comes, so that any number of stalled clients leaves a planner's call its place.
"""

from __future__ import annotations

import asyncio
import random
import socket
import sys
from collections import deque
from dataclasses import dataclass

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from worker.serving.guard import LET_IN, STRANGERS, WAIT_SECONDS, error_body
from worker.serving.log_lines import LOGGING

HEADERS = [("cache-control", "no-store"), ("x-content-type-options", "nosniff")]
"""On every answer: nobody keeps it, nobody takes it for something other than JSON."""
AT_A_TURN, QUEUE = 16, 1024
"""So many connections are taken in before others are looked after, and so many may wait for that."""
GRACEFUL_SECONDS = 10
"""What is being answered when the worker ends has so long."""
SHORTEST = 0.6
"""Of its time, what a client has at least."""
SECOND = 1.0
"""Our own programs send a request as they connect: whoever has sent none by then can wait."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may take, in seconds; our own clients on this machine take thousandths."""

    head: float = 5.0
    """For the head of a request, and for the rest of one that was refused; the guard bounds all other bodies."""
    answer: float = 30.0
    """For reading an answer."""
    idle: int = 5
    """Between two requests."""
    parting: float = 1.0
    """For reading why the connection is closed."""
    connections: int = 512
    """Open at once. One that waits costs next to nothing; one that is put out and comes again costs a millisecond."""


class Connection(H11Protocol):
    """uvicorn's, with an end to each wait."""

    limits = Limits()
    cycle: RequestResponseCycle | None  # type: ignore[assignment]  # None until the first request
    _to_receive: asyncio.TimerHandle | None = None
    """Runs while a head, or the rest of a refused body, is on its way."""
    _to_read: asyncio.TimerHandle | None = None
    """Runs while the client has an answer to read that the system holds no place for."""
    refused: deque[float]
    """When clients last sent what is no HTTP; one for all connections of a server."""
    _deaf = False
    """Whether what comes is let fall."""
    _parted = False
    _since = 0.0
    """When it came, or was last answered."""

    # ------------------------------------------------------------ what asyncio tells

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come: where there are too many, one that does nothing goes."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._watch()
        if sum(not other.transport.is_closing() for other in self.connections) > self.limits.connections:
            (self._idlest() or self).make_room()

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        if not self._deaf:
            super().data_received(data)
            self._watch()

    def pause_writing(self) -> None:
        """The client does not read as fast as it is answered."""
        super().pause_writing()
        self._abort_after(self.limits.answer)

    def resume_writing(self) -> None:
        """It has caught up."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._stop_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop_receiving()
        self._stop_reading()
        super().connection_lost(exc)

    # ------------------------------------------------------------ what uvicorn calls

    def on_response_complete(self) -> None:
        """An answer is on its way; what is left of the request has its own time."""
        self._since = self.loop.time()
        super().on_response_complete()
        self._watch()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing was asked for a while."""
        super().timeout_keep_alive_handler()
        self._abort_after(self.limits.answer)

    def shutdown(self) -> None:
        """The worker ends: what is being answered is answered, nobody is waited for long."""
        if self._deaf:
            self.transport.abort()
            return
        super().shutdown()
        if self.transport.is_closing():
            self._stop_reading()
            self._abort_after(self.limits.parting)

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP; where much of it comes, the answer waits, as the guard lets guesses wait."""
        now, self._deaf = self.loop.time(), True
        many = len(self.refused) == STRANGERS and now - self.refused[0] < 1
        self.refused.append(now)
        self._stop_receiving()
        self._to_receive = self.loop.call_later(WAIT_SECONDS if many else 0, self._no_http)

    def _no_http(self) -> None:
        self._part(400, "http", "This is no request that the worker understands.", "Send HTTP/1.1.")

    # ------------------------------------------------------------ time

    def _watch(self) -> None:
        """Start or end the time for receiving, as the connection stands now."""
        if self._deaf:
            return
        if self.transport.is_closing():
            self._abort_after(self.limits.answer)
        elif not self._receiving():
            self._stop_receiving()
        elif self._to_receive is None:
            # Not all at one moment, where many came at one moment.
            seconds = self.limits.head * random.uniform(SHORTEST, 1)
            self._to_receive = self.loop.call_later(seconds, self._too_slow)

    def _receiving(self) -> bool:
        if self.cycle is not None and not self.cycle.response_complete:
            return False  # the guard has an eye on the body
        if self.conn.their_state is h11.SEND_BODY:
            return True
        return self.cycle is None or bool(self.conn.trailing_data[0])

    def _too_slow(self) -> None:
        self._part(408, "too-slow", "The request did not arrive in time.", "Send it whole, at once.")

    def _abort_after(self, seconds: float) -> None:
        if self._to_read is None:
            self._to_read = self.loop.call_later(seconds, self.transport.abort)

    def _stop_receiving(self) -> None:
        if self._to_receive is not None:
            self._to_receive.cancel()
            self._to_receive = None

    def _stop_reading(self) -> None:
        if self._to_read is not None:
            self._to_read.cancel()
            self._to_read = None

    # ------------------------------------------------------------ room

    def make_room(self) -> None:
        """Go, and say why where nothing was said yet."""
        if self._asking():
            self._part(429, "busy", "Too many connections are open.", "Close some of them, then try again.")
        self.transport.close()
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _asking(self) -> bool:
        return self._receiving() or (self.cycle is not None and not self.cycle.response_complete)

    def _idlest(self) -> Connection | None:
        """The one that can best be spared: strangers who had their second, then whoever has done nothing longest."""
        spare = ((other.to_spare(), other) for other in self.connections if isinstance(other, Connection))
        known = [(rank, other) for rank, other in spare if rank and other is not self]
        return min(known, key=lambda found: found[0], default=(None, None))[1]

    def to_spare(self) -> tuple[bool, float] | None:
        """The smaller, the easier to spare; None while it is answered, or if it goes already."""
        if self.transport.is_closing():
            return None
        known = self.cycle is not None and LET_IN in self.cycle.scope["state"]
        if known and self.cycle and not self.cycle.response_complete and not self.cycle.more_body:
            return None
        return known or self.loop.time() - self._since < SECOND, self._since

    # ------------------------------------------------------------ the last word

    def _part(self, status: int, code: str, message: str, next_step: str) -> None:
        """Say why, where nothing was answered yet, then hang up; the client has a moment to read it."""
        if self._parted:
            return
        self._deaf = self._parted = True
        self._stop_receiving()
        self._unset_keepalive_if_required()
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True  # its answer has nobody to go to
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = error_body(code, message, next_step)
            headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
            head = h11.Response(status_code=status, headers=[*headers, *HEADERS, ("connection", "close")])
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        # Closing at once, with bytes unread, would take the last word back from the client.
        if not self.transport.is_closing() and self.transport.can_write_eof():
            self.transport.write_eof()
        self._stop_reading()
        self._abort_after(self.limits.parting)


def allow_files(count: int) -> None:
    """Let this process open so many files and connections; macOS allows 256 unless asked."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < count and (hard == resource.RLIM_INFINITY or hard >= count):
            resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


class _Server(uvicorn.Server):
    """asyncio takes one number for both: how many it takes in at a turn, and how long the system's queue is."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, with the longer queue."""
        allow_files(2 * QUEUE)
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(QUEUE)


def server(app: ASGIApp, limits: Limits = Limits()) -> uvicorn.Server:  # noqa: B008 (it is frozen)
    """What serves *app*, within *limits*; it writes no access log, and no error with what was in it."""
    limited = type("LimitedConnection", (Connection,), {"limits": limits, "refused": deque(maxlen=STRANGERS)})
    config = uvicorn.Config(
        app,
        http=limited,
        ws="none",
        log_config=LOGGING,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=HEADERS,
        timeout_keep_alive=limits.idle,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        backlog=AT_A_TURN,
    )
    return _Server(config)
