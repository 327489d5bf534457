"""What the worker writes of requests: nothing, or a line each without anything that was sent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.patience import PATIENCE

SECRET = "Zonkberry"
KEYS = ["at", "verb", "method", "status", "seconds", "bytes_in", "bytes_out"]


def lines(folder: Path, level: str) -> list[str]:
    """What a worker of this level writes while it is asked well, badly, and by a stranger."""
    command = [sys.executable, "-c", "from worker.cli import main; main()", "serve", "--memory", str(folder)]
    with subprocess.Popen([*command, "--log-level", level], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Serving")
        address = json.loads((folder / "worker.json").read_text("utf-8"))
        headers = {"Authorization": f"Bearer {address['token']}"}
        with httpx.Client(base_url=address["url"], headers=headers, timeout=PATIENCE) as client:
            client.post("/v1/suggest", json={"columns": [{"name": SECRET, "samples": [SECRET]}]})
            client.post("/v1/map", json={"path": f"/no/{SECRET}.xlsx"})
            client.get(f"/v1/jobs/{SECRET}")
            client.get(f"/{SECRET}")
            client.get("/v1/health", headers={"Authorization": f"Bearer {SECRET}"})
        process.terminate()
        rest = process.stderr.read()
        process.wait(PATIENCE)
    assert SECRET not in rest
    return rest.splitlines()


def test_errors_alone_are_the_default_and_nothing_failed(tmp_path: Path) -> None:
    assert lines(tmp_path, "error") == []


@pytest.mark.parametrize(("level", "strangers"), [("info", 0), ("debug", 1)])
def test_each_request_is_a_line(tmp_path: Path, level: str, strangers: int) -> None:
    written: list[Any] = [json.loads(line) for line in lines(tmp_path, level) if line.startswith("{")]
    assert all(list(line) == KEYS for line in written)
    assert [(line["verb"], line["status"]) for line in written[:4]] == [
        ("suggest", 200),
        ("map", 422),
        ("job", 404),
        (None, 404),
    ]
    assert [line["status"] for line in written[4:]] == [401] * strangers
    assert written[0]["bytes_in"] > len(SECRET) and written[0]["bytes_out"] > len(SECRET)
