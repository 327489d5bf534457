"""A real worker for tests that speak HTTP to it: in a process of its own, or in this one where a process shows nothing more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from tests.patience import PATIENCE
from worker import settings
from worker.server import create_app

COMMAND = [sys.executable, "-c", "from worker.cli import main; main()", "serve"]


@dataclass
class Door:
    """A client of a worker that holds its token."""

    client: httpx.Client | TestClient

    def get(self, route: str) -> Any:
        """The JSON of an answer that must be good."""
        return self._good(self.client.get(route))

    def post(self, route: str, body: Any) -> Any:
        """The same for a question."""
        return self._good(self.client.post(route, json=body))

    def _good(self, answer: Any) -> Any:
        assert answer.is_success, answer.text
        return answer.json()


@dataclass
class Worker(Door):
    """A running worker with its process."""

    process: subprocess.Popen[str]
    folder: Path
    address: dict[str, Any]

    @property
    def revision(self) -> int:
        return int(self.client.get("/v1/health").headers["x-memory-revision"])


@contextmanager
def serving(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Worker]:
    """A worker on *folder*, ended with the block."""
    environ = {**os.environ, **(environment or {})}
    command = [*COMMAND, "--memory", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        assert first.startswith("Serving"), first
        address = json.loads((folder / "worker.json").read_text("utf-8"))
        headers = {"Authorization": f"Bearer {address['token']}"}
        try:
            with httpx.Client(base_url=address["url"], headers=headers, timeout=PATIENCE) as client:
                yield Worker(client, process, folder, address)
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def answering(folder: Path) -> Iterator[Door]:
    """The worker's application on *folder* in this process, with the environment's settings."""
    app = create_app(settings.load(folder), "token", frozenset({b"testserver"}), nullcontext(), lambda: None)
    with TestClient(app, headers={"Authorization": "Bearer token"}) as client:
        yield Door(client)
