"""The shell script that the workbook calls on macOS; it is plain sh and curl, so it runs here against a real socket."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE, until
from xl_addin.workbook.builder import HERE

SCRIPT = HERE / "mac" / "mediamapper.sh"
TOKEN = "t0ken-_"

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None or sys.platform == "win32", reason="needs sh and curl"
)


class Worker(HTTPServer):
    """Says back what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Echo)
        self.heard: list[dict[str, Any]] = []


class Echo(BaseHTTPRequestHandler):
    server: Worker

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        self.server.heard.append(
            {"method": self.command, "path": self.path, "body": body, "token": self.headers["Authorization"]}
        )
        self.send_response(404 if self.path == "/v1/none" else 200)
        self.end_headers()
        self.wfile.write('{"reason": "4×"}'.encode())

    do_GET = do_POST = _answer

    def log_message(self, *_: Any) -> None:
        """Nothing to the console."""


@pytest.fixture
def worker(own_memory: Path) -> Iterator[Worker]:
    server = Worker()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    own_memory.mkdir()
    address = {"url": f"http://127.0.0.1:{server.server_port}", "token": TOKEN, "pid": 1}
    (own_memory / "worker.json").write_text(json.dumps(address), "utf-8")
    (own_memory / "worker.json").chmod(0o600)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script notes there which button was pressed last."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def script(verb: str, request: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), verb, request], capture_output=True, text=True, timeout=PATIENCE
    )


@pytest.mark.parametrize(
    "body",
    [
        '{"columns":[{"name":"Media Cost","samples":[1.5]}]}',
        r'{"name":"a\u0022b\u005Cc"}',
        r'{"name":"$(touch /tmp/x) `id` \" \\ %s \n"}',
    ],
)
def test_a_question_arrives_as_it_was(worker: Worker, body: str) -> None:
    ran = script("ask", f"/v1/suggest\n{body}")
    assert (ran.returncode, ran.stdout) == (0, '{"reason": "4×"}')
    assert worker.heard == [
        {"method": "POST", "path": "/v1/suggest", "body": body, "token": f"Bearer {TOKEN}"}
    ]


def test_without_a_body_it_is_a_get(worker: Worker) -> None:
    assert script("ask", "/v1/health\n").returncode == 0
    assert [(h["method"], h["path"], h["body"]) for h in worker.heard] == [("GET", "/v1/health", "")]


def test_a_refusal_is_no_answer(worker: Worker) -> None:
    ran = script("ask", "/v1/none\n{}")
    assert ran.returncode != 0
    assert ran.stdout == ""


@pytest.mark.parametrize(
    "url", ["http://example.com:80", "https://127.0.0.1:1", "http://127.0.0.1.example.com:1", ""]
)
def test_only_this_machine_gets_the_token(own_memory: Path, url: str) -> None:
    own_memory.mkdir()
    (own_memory / "worker.json").write_text(json.dumps({"url": url, "token": TOKEN}), "utf-8")
    (own_memory / "worker.json").chmod(0o600)
    assert script("ask", "/v1/health\n").returncode == 3


def test_no_worker_is_no_answer(own_memory: Path) -> None:
    assert script("ask", "/v1/health\n").returncode != 0


def python_of(tmp_path: Path, body: str) -> Path:
    """A program in the place of our Python; its folder's name has a space."""
    python = tmp_path / "my python"
    python.write_text(f"#!{sys.executable}\nimport os, pathlib, signal, sys, time\n{body}", "utf-8")
    python.chmod(0o755)
    return python


def wait_for(file: Path) -> str:
    until(file.exists, file.name)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("verb", "other"), [("map_columns", ""), ("compare_with", "/Users/ann/old 'plan' $(x).xlsx")]
)
def test_a_button_starts_python_and_returns_before_its_work(tmp_path: Path, verb: str, other: str) -> None:
    returned, seen = tmp_path / "returned", tmp_path / "seen"
    python = python_of(
        tmp_path,
        f"while not pathlib.Path({str(returned)!r}).exists(): time.sleep(0.02)\n"
        f"pathlib.Path('{seen}.part').write_text('\\n'.join(sys.argv[1:]))\n"
        f"os.rename('{seen}.part', '{seen}')\n",
    )
    request = f"{verb}\n{python}\nMy plan.xlsx\n/Applications/Microsoft Excel\n{other}"
    assert script("press", request).returncode == 0
    returned.touch()
    *options, code, book, flag, excel, version = wait_for(seen).split("\n")
    assert options == ["-I", "-W", "ignore", "-c"]
    assert code.endswith(f"import xl_addin.ribbon; xl_addin.ribbon.{verb}(other=sys.argv.pop())")
    assert [book, flag, excel] == ["--wb=My plan.xlsx", "--from_xl=1", "--app=/Applications/Microsoft Excel"]
    assert version == other


@pytest.mark.skipif(shutil.which("ps") is None, reason="needs ps, which every macOS has")
def test_cancel_interrupts_the_button_before_it(tmp_path: Path) -> None:
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    python = python_of(
        tmp_path,
        "exec(sys.argv[sys.argv.index('-c') + 1].split('import xl_addin')[0])\n"
        "try:\n"
        f"    pathlib.Path({str(begun)!r}).touch()\n"
        "    signal.pause()\n"
        "except KeyboardInterrupt:\n"
        f"    pathlib.Path('{ended}.part').write_text('interrupted')\n"
        f"    os.rename('{ended}.part', '{ended}')\n",
    )
    assert script("press", f"map_columns\n{python}\nb\na").returncode == 0
    wait_for(begun)
    assert script("press", f"cancel\n{python}\nb\na").returncode == 0
    assert wait_for(ended) == "interrupted"


def test_cancel_without_a_button_before_it_does_nothing(tmp_path: Path) -> None:
    assert script("press", "cancel\n/bin/true\nb\na").returncode == 0


@pytest.mark.parametrize("verb", ["", "os.system('x')", "a; b", "Map"])
def test_a_button_is_a_name(verb: str) -> None:
    assert script("press", f"{verb}\n/bin/true\nb\na").returncode == 3
