"""The worker's door: who is let in, and how an error is said."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.wire import json
from worker.wire.answers import Error, Problem

LET_IN = "let_in"
"""In a request's state: it showed the token. Connections that never did are the first to go where there are too many."""
BODY_SECONDS = 10.0
STRANGERS, WAIT_SECONDS = 20, 1.0
"""So many refusals a second are answered at once; the others wait, so that guessing does not keep the worker busy."""
HEADER_BYTES = 16 * 1024
ONCE = (b"host", b"authorization", b"content-type", b"content-length")


class Guard:
    """Lets in only JSON from this machine's own programs: token, exact host, no browser, a stated and bounded size.

    The body is read here, within its time, so that nobody inside waits for a client.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: str,
        hosts: frozenset[bytes],
        max_bytes: int,
        body_seconds: float = BODY_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.authorization = f"Bearer {token}".encode()
        self.hosts = hosts
        self.max_bytes = max_bytes
        self.body_seconds = body_seconds
        self.clock = clock
        self._refused: deque[float] = deque(maxlen=STRANGERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the whole body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if stranger := self._stranger(scope, headers):
            await self._slow_down()
            await stranger(scope, receive, send)
            return
        scope.setdefault("state", {})[LET_IN] = True
        if refused := self._unfit(scope, headers):
            await refused(scope, receive, send)
            return
        body = await self._body(receive)
        if isinstance(body, Response):
            await body(scope, receive, send)
        elif body is not None:
            await self.app(scope, _replay(body, receive), send)

    def _stranger(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Response | None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            return error_response(431, "headers", "The headers are too long.", "Send fewer.")
        count = Counter(name for name, _ in scope["headers"])
        if any(count[name] > 1 for name in ONCE):
            return error_response(400, "headers", "A header was sent twice.", "Send each header once.")
        if headers.get(b"host") not in self.hosts:
            return error_response(
                421, "host", "This worker answers only under its own address.", "Read it from worker.json."
            )
        if b"origin" in headers or any(name.startswith(b"sec-fetch-") for name in headers):
            return error_response(
                403,
                "browser",
                "This worker does not answer web pages.",
                "Use the workbook or the command line.",
            )
        if not hmac.compare_digest(headers.get(b"authorization", b""), self.authorization):
            return error_response(
                401,
                "token",
                "The token is missing or wrong.",
                "Read it from worker.json.",
                {"WWW-Authenticate": "Bearer"},
            )
        return None

    def _unfit(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Response | None:
        """A body that is not JSON of a stated and bounded length."""
        length = headers.get(b"content-length")
        if b"transfer-encoding" in headers or (length is None and scope["method"] == "POST"):
            return error_response(
                411, "length", "The request does not state its length.", "Send Content-Length."
            )
        if length is None:
            return None
        if not length.isdigit() or len(length) > 20:
            return error_response(400, "headers", "The stated length is no number.", "Send Content-Length.")
        if int(length) > self.max_bytes:
            limit = f"{self.max_bytes // 2**20} MB"
            return error_response(
                413, "too-large", f"The request is larger than {limit}.", "Send one sheet at a time."
            )
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        if scope["method"] == "POST" and kind != b"application/json":
            return error_response(
                415, "json", "The worker takes JSON only.", "Send Content-Type: application/json."
            )
        return None

    async def _body(self, receive: Receive) -> bytes | Response | None:
        """The body; None if the client has gone."""
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(self.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    parts.append(message.get("body", b""))
                    if not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError:
            close = {"Connection": "close"}
            return error_response(
                408, "too-slow", "The request did not arrive in time.", "Send it whole, at once.", close
            )

    async def _slow_down(self) -> None:
        now = self.clock()
        many = len(self._refused) == STRANGERS and now - self._refused[0] < 1
        self._refused.append(now)
        if many:
            await asyncio.sleep(WAIT_SECONDS)


def _replay(body: bytes, receive: Receive) -> Receive:
    """*receive* of a request whose body is here already."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def whole_body() -> Message:
        return left.pop() if left else await receive()

    return whole_body


def error_body(code: str, message: str, next_step: str) -> bytes:
    """The one shape of every error: code, what happened, what to do."""
    return json.encode(Error(Problem(code, message, next_step)))


def error_response(
    status: int, code: str, message: str, next_step: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An answer of that shape."""
    return Response(
        error_body(code, message, next_step), status, dict(headers or {}), media_type="application/json"
    )
