"""One JSON line a request, for whoever runs the worker as a service; no line has anything that was sent.

The verb is the name of the route's handler, so that a path with a stranger's text in it is never written.
"""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.serving.guard import LET_IN
from worker.wire import json

LOGGER = logging.getLogger("mediamapper.requests")


class RequestLines:
    """Writes a line once a request is answered: those with the token at `info`, the others at `debug`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting; where nobody reads the lines, only pass on."""
        if scope["type"] != "http" or not LOGGER.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        sizes = {"in": 0, "out": 0}
        status: list[int] = []

        async def receive_counting() -> Message:
            message = await receive()
            sizes["in"] += len(message.get("body", b""))
            return message

        async def send_counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])
            sizes["out"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive_counting, send_counting)
        finally:
            level = logging.INFO if scope.get("state", {}).get(LET_IN) else logging.DEBUG
            seconds = round(time.perf_counter() - start, 4)
            if LOGGER.isEnabledFor(level):
                LOGGER.log(level, _line(scope, status[0] if status else None, seconds, sizes))


def _line(scope: Scope, status: int | None, seconds: float, sizes: dict[str, int]) -> str:
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "verb": getattr(scope.get("endpoint"), "__name__", None),
        "method": scope["method"] if scope["method"] in ("GET", "POST", "DELETE") else None,
        "status": status,
        "seconds": seconds,
        "bytes_in": sizes["in"],
        "bytes_out": sizes["out"],
    }
    return json.encode(line).decode()
