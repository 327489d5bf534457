"""The worker's door: who is let in, and how an error is said."""

from __future__ import annotations

import hmac

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker import wire
from worker.errors import UsageError


class Guard:
    """Lets in only JSON from this machine's own programs: token, exact host, no browser, a stated and bounded size."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[bytes], max_bytes: int) -> None:
        self.app = app
        self.authorization = f"Bearer {token}".encode()
        self.hosts = hosts
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the body bounded."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await refused(scope, receive, send)
            return
        await self.app(scope, self._bounded(receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
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
            return error_response(401, "token", "The token is missing or wrong.", "Read it from worker.json.")
        if scope["method"] != "POST":
            return None
        if headers.get(b"content-type", b"").split(b";")[0].strip() != b"application/json":
            return error_response(
                415, "json", "The worker takes JSON only.", "Send Content-Type: application/json."
            )
        length = headers.get(b"content-length", b"")
        if not length.isdigit():
            return error_response(
                411, "length", "The request does not state its length.", "Send Content-Length."
            )
        if int(length) > self.max_bytes:
            return _too_large(self.max_bytes)
        return None

    def _bounded(self, receive: Receive) -> Receive:
        got = 0

        async def bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self.max_bytes:
                raise UsageError("The request is longer than it stated.", "Send it again.")
            return message

        return bounded


def error_response(status: int, code: str, message: str, next_step: str) -> Response:
    """The one shape of every error: code, what happened, what to do."""
    body = wire.encode({"error": {"code": code, "message": message, "next_step": next_step}})
    return Response(body, status, media_type="application/json")


def _too_large(max_bytes: int) -> Response:
    limit = f"{max_bytes // 2**20} MB"
    return error_response(
        413, "too-large", f"The request is larger than {limit}.", "Send one sheet at a time."
    )
