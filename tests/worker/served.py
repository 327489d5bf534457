"""A real worker in a process of its own, for tests that speak HTTP to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.patience import PATIENCE

COMMAND = [sys.executable, "-c", "from worker.cli import main; main()", "serve"]


@dataclass
class Worker:
    """A running worker and a client that holds its token."""

    process: subprocess.Popen[str]
    folder: Path
    address: dict[str, Any]
    client: httpx.Client

    def get(self, route: str) -> Any:
        """The JSON of an answer that must be good."""
        return self._good(self.client.get(route))

    def post(self, route: str, body: Any) -> Any:
        """The same for a question."""
        return self._good(self.client.post(route, json=body))

    def _good(self, answer: httpx.Response) -> Any:
        assert answer.is_success, answer.text
        return answer.json()

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
                yield Worker(process, folder, address, client)
        finally:
            process.terminate()
            process.wait(PATIENCE)
