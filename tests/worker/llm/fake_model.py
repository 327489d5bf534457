"""A local server that speaks `/v1/messages` and `/v1/messages/count_tokens`: it says what a test tells it, and keeps what it was asked.

By hand: `python tests/worker/llm/fake_model.py 8123`, then `ANTHROPIC_BASE_URL=http://127.0.0.1:8123 ANTHROPIC_API_KEY=any`.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.patience import PATIENCE

BATCHES = "/v1/messages/batches"
PORTAL = b"<!doctype html><html><body>Welcome to Hotel Wi-Fi. Please sign in.</body></html>"
_LINE = re.compile(r'^(\w+) ("(?:[^"\\]|\\.)*")', re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that the model would read."""
        return f"{self.system}\n{self.body['messages'][0]['content']}"

    @property
    def system(self) -> str:
        """What is said in each question."""
        return "".join(block["text"] for block in self.body.get("system", ()))

    @property
    def lines(self) -> dict[str, str]:
        """The quoted text of each id in the question's data."""
        data = self.text.partition("<data>")[2].rpartition("</data>")[0]
        return {known: json.loads(said) for known, said in _LINE.findall(data)}


@dataclass(frozen=True)
class Reply:
    """A scripted reply: any status, headers and body, whole or in some broken way."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: bool = False
    """Say nothing until the test is over."""
    drip: float = 0.0
    """Seconds between two bytes, for ever."""
    cut: bool = False
    """Close the connection half way."""


Brain = Callable[[Asked], Any]
"""What the model thinks: the value it answers a question with, or a `Reply`."""


def message(value: Any, *, stop: str = "end_turn", fresh: int = 500, out: int = 40, cached: int = 0) -> Reply:
    """A whole answer; *value* becomes its text, as JSON unless it is text. Thinking comes first, as it may."""
    text = value if isinstance(value, str) else json.dumps(value)
    body = {
        "id": "msg_test",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-5-5",
        "content": [
            {"type": "thinking", "thinking": "", "signature": "s"},
            {"type": "text", "text": text},
        ],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": fresh, "output_tokens": out, "cache_read_input_tokens": cached},
    }
    return Reply(body=json.dumps(body).encode())


def failure(status: int, kind: str = "api_error", **headers: str) -> Reply:
    """An error as the API words it."""
    body = {"type": "error", "error": {"type": kind, "message": "scripted"}}
    return Reply(status, json.dumps(body).encode(), {k.replace("_", "-"): v for k, v in headers.items()})


def mapped(fields: Mapping[str, str], confidence: float = 0.95) -> Brain:
    """A model that knows these headers, and says none of all others."""

    def think(asked: Asked) -> dict[str, Any]:
        return columns({known: fields.get(said, "none") for known, said in asked.lines.items()}, confidence)

    return think


def columns(fields: Mapping[str, str], confidence: float = 0.95) -> dict[str, Any]:
    """An answer to a question on columns, by id."""
    return {
        "columns": [
            {"id": known, "field": name, "confidence": confidence, "reason": "It sounds like it."}
            for known, name in fields.items()
        ]
    }


def _state(name: str, status: str) -> Reply:
    """A batch as the API describes it; its results lead astray, where nobody may follow."""
    body = {"id": name, "type": "message_batch", "processing_status": status}
    return Reply(body=json.dumps({**body, "results_url": "http://127.0.0.1:9/stolen"}).encode())


class FakeModel:
    """Says the scripted replies in order, then what its brain thinks."""

    def __init__(self, port: int = 0) -> None:
        self.script: deque[Any] = deque()
        self.brain: Brain = mapped({})
        self.history: list[Asked] = []
        self.batches: dict[str, Asked] = {}
        self.looks = 0
        """How often a batch is still in progress when it is looked at."""
        self.over = threading.Event()
        self.counts: Callable[[Asked], int] = lambda asked: len(asked.text) // 3
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs."""
        return {"ANTHROPIC_BASE_URL": self.address, "ANTHROPIC_API_KEY": "sk-test"}

    @property
    def asked(self) -> list[Asked]:
        """The questions, without the counting."""
        return [one for one in self.history if one.path == "/v1/messages"]

    def says(self, *replies: Any) -> None:
        """Put replies, or values to be answered with, on the script."""
        self.script.extend(replies)

    def reply_to(self, asked: Asked) -> Reply:
        """The next reply."""
        if asked.path.startswith(BATCHES):
            return self._of_batches(asked)
        if asked.path.endswith("/count_tokens") and not self.script:
            return Reply(body=json.dumps({"input_tokens": self.counts(asked)}).encode())
        said = self.script.popleft() if self.script else self.brain(asked)
        return said if isinstance(said, Reply) else message(said)

    def _of_batches(self, asked: Asked) -> Reply:
        """Batches of one: each look at one brings it nearer to its end; what it asked is asked when it is read."""
        name = asked.path.removeprefix(BATCHES).strip("/").partition("/")[0]
        if not name:
            name = f"msgbatch_{len(self.batches) + 1}"
            [request] = asked.body["requests"]
            self.batches[name] = Asked("/v1/messages", asked.headers, request["params"])
            return _state(name, "in_progress")
        if asked.path.endswith("/cancel"):
            return _state(name, "canceling")
        if asked.path.endswith("/results"):
            self.history.append(self.batches[name])
            reply = self.reply_to(self.batches[name])
            failed = {"type": "errored", "error": json.loads(reply.body)}
            result = (
                {"type": "succeeded", "message": json.loads(reply.body)} if reply.status == 200 else failed
            )
            return Reply(body=json.dumps({"custom_id": "question", "result": result}).encode() + b"\n")
        self.looks -= 1
        return _state(name, "in_progress" if self.looks >= 0 else "ended")

    @contextmanager
    def running(self) -> Iterator[FakeModel]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join(PATIENCE)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])) or b"{}")
                asked = Asked(
                    self.path.partition("?")[0], {k.lower(): v for k, v in self.headers.items()}, body
                )
                model.history.append(asked)
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._send(model.reply_to(asked))

            def do_GET(self) -> None:
                asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, {})
                model.history.append(asked)
                is_ours = self.path.startswith(BATCHES)
                self._send(
                    model.reply_to(asked)
                    if is_ours
                    else Reply(body=PORTAL, headers={"content-type": "text/html"})
                )

            def _send(self, reply: Reply) -> None:
                if reply.wait:
                    model.over.wait(PATIENCE)
                    return
                self.send_response(reply.status)
                headers = {"content-type": "application/json", **reply.headers}
                for name, value in headers.items():
                    self.send_header(name, value)
                extra = 1_000_000 if reply.drip else 50 if reply.cut else 0
                self.send_header("content-length", str(len(reply.body) + extra))
                self.end_headers()
                self.wfile.write(reply.body)
                while reply.drip and not model.over.wait(reply.drip):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                if reply.cut or reply.drip:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


FAULTS: dict[str, tuple[Reply, str]] = {
    "401": (failure(401, "authentication_error"), "model-key-refused"),
    "403": (failure(403, "permission_error"), "model-key-refused"),
    "402": (failure(402, "billing_error"), "model-no-credit"),
    "404": (failure(404, "not_found_error"), "model-unknown"),
    "400": (failure(400, "invalid_request_error"), "model-request"),
    "413": (failure(413, "request_too_large"), "model-request"),
    "429 for an hour": (failure(429, "rate_limit_error", retry_after="3600"), "model-busy"),
    "429 for ever": (failure(429, "rate_limit_error", retry_after="inf"), "model-busy"),
    "500": (failure(500), "model-overloaded"),
    "529": (failure(529, "overloaded_error"), "model-overloaded"),
    "silence": (Reply(wait=True), "model-timeout"),
    "drip": (Reply(drip=0.02), "model-timeout"),
    "a broken connection": (Reply(body=b'{"type": "mess', cut=True), "model-unreachable"),
    "a captive portal": (Reply(body=PORTAL, headers={"content-type": "text/html"}), "model-captive"),
    "a portal with a status": (Reply(403, PORTAL, {"content-type": "text/html"}), "model-captive"),
    "a redirect": (Reply(302, b"", {"location": "http://127.0.0.1:9/login"}), "model-captive"),
    "an empty reply": (Reply(body=b""), "model-captive"),
    "some other JSON": (Reply(body=b'{"ok": true}'), "model-captive"),
    "half a reply": (Reply(body=b'{"type": "message", "content": [{"ty'), "model-truncated"),
    "a cut answer": (message('{"columns": [{"id"', stop="max_tokens"), "model-truncated"),
    "a refusal": (message("", stop="refusal"), "model-refused"),
    "prose": (message("Happy to help! Here is the mapping:"), "model-nonsense"),
    "an unknown field": (message(columns({"c1": "no_such_field"})), "model-nonsense"),
    "an unknown id": (message(columns({"c99": "clicks"})), "model-nonsense"),
    "something added": (message({**columns({"c1": "clicks"}), "note": "hi"}), "model-nonsense"),
    "another shape": (message(["clicks"]), "model-nonsense"),
    "no number": (message(columns({"c1": "clicks"}, confidence="high")), "model-nonsense"),
    "not a number": (message(columns({"c1": "clicks"}, confidence=float("nan"))), "model-nonsense"),
}
"""What can go wrong on the way, and the code that it is told by."""


if __name__ == "__main__":
    with FakeModel(int(sys.argv[1])).running():
        threading.Event().wait()
