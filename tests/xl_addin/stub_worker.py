"""A worker of the contract's shape with answers that a test gives, over real HTTP on loopback."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Route = Callable[[Any], Any]


@dataclass
class Stub:
    """What it answers by 'METHOD /path', and what it was asked."""

    folder: Path
    token: str = "secret"
    revision: int | None = 1
    routes: dict[str, Any] = field(default_factory=dict)
    """A value, a function of the body, or (status, value)."""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    connections: int = 0
    server: ThreadingHTTPServer | None = None

    def bodies(self, route: str) -> list[Any]:
        return [body for asked, body in self.asked if asked == route]

    def start(self, port: int = 0) -> None:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body together, and without waiting for more: as the worker does.
            wbufsize = -1
            disable_nagle_algorithm = True

            def setup(self) -> None:
                stub.connections += 1
                super().setup()

            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length) or b"null")
                route = f"{self.command} {self.path.split('?')[0]}"
                status, answer = stub.answer(route, body, self.headers)
                if status == 0:  # the worker dies before it has answered
                    self.close_connection = True
                    return
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                if stub.revision is not None:
                    self.send_header("X-Memory-Revision", str(stub.revision))
                self.end_headers()
                self.wfile.write(text)
                self.wfile.flush()

            do_GET = do_POST = do_DELETE = _answer

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.publish()

    def publish(self) -> None:
        assert self.server
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        (self.folder / "worker.json").write_text(
            json.dumps({"url": url, "token": self.token, "pid": os.getpid()}), "utf-8"
        )
        (self.folder / "worker.json").chmod(0o600)

    def answer(self, route: str, body: Any, headers: Mapping[str, str]) -> tuple[int, Any]:
        self.asked.append((route, body))
        if headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"error": {"code": "token", "message": "The token is wrong.", "next_step": ""}}
        found = self.routes.get(route, (404, {}))
        found = found(body) if callable(found) else found
        return found if isinstance(found, tuple) else (200, found)

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@contextmanager
def stub_worker(folder: Path, **routes: Any) -> Iterator[Stub]:
    stub = Stub(folder)
    stub.routes["GET /v1/health"] = lambda _: {
        "status": "ok",
        "version": "1",
        "pid": 1,
        "revision": stub.revision,
    }
    stub.start()
    try:
        yield stub
    finally:
        stub.stop()
