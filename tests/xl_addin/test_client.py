"""The client against a small real HTTP server: keep-alive, restarts, time limits, errors."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.systems import links, modes, process_numbers
from tests.xl_addin.stub_worker import Stub
from worker.errors import (
    FileProblem,
    LayoutError,
    MediaMapperError,
    MemoryProblem,
    ModelProblem,
    UsageError,
    WorkerProblem,
)
from worker.shapes.mapping import Decision, Scope
from xl_addin.client import Client, address_of

DECISION = Decision("Cost", "spend", "confirm")


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", '{"url": "http://127.0.0.1:1"}', '{"url": "u", "token": "t", "pid": "x"}']
)
def test_an_address_that_says_nothing_is_none(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        publish(tmp_path, text)
    assert address_of(tmp_path) is None
    with pytest.raises(WorkerProblem, match="not running"):
        Client(tmp_path).health()


HERE = '{"url": "http://127.0.0.1:81", "token": "t", "pid": 1}'


def publish(folder: Path, text: str, mode: int = 0o600) -> None:
    (folder / "worker.json").write_text(text, "utf-8")
    (folder / "worker.json").chmod(mode)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        pytest.param(HERE, 0o644, marks=modes),
        pytest.param(HERE, 0o620, marks=modes),
        (HERE.replace("127.0.0.1", "192.0.2.7"), 0o600),
        (HERE.replace(":81", ":81@x"), 0o600),
    ],
)
def test_an_address_that_others_could_have_written_is_none(tmp_path: Path, text: str, mode: int) -> None:
    publish(tmp_path, text, mode)
    assert address_of(tmp_path) is None


@links
def test_a_link_is_no_address(tmp_path: Path) -> None:
    publish(tmp_path, HERE)
    (tmp_path / "worker.json").rename(tmp_path / "elsewhere")
    (tmp_path / "worker.json").symlink_to(tmp_path / "elsewhere")
    assert address_of(tmp_path) is None


@process_numbers
def test_a_dead_workers_port_gets_no_word(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as somebody, Client(tmp_path) as client:
        port = somebody.getsockname()[1]
        publish(tmp_path, json.dumps({"url": f"http://127.0.0.1:{port}", "token": "t", "pid": ended.pid}))
        with pytest.raises(WorkerProblem, match="not running"):
            client.health()
        somebody.settimeout(0.05)
        with pytest.raises(TimeoutError):
            somebody.accept()


def test_many_questions_share_one_connection(stub: Stub, client: Client) -> None:
    for _ in range(20):
        assert client.health()["status"] == "ok"
    assert stub.connections == 1


def test_the_revision_is_what_the_last_answer_said(stub: Stub, client: Client) -> None:
    assert client.revision is None
    client.health()
    assert client.revision == 1
    stub.revision = 7
    client.health()
    assert client.revision == 7


def test_suggest_sends_columns_scope_and_options(stub: Stub, client: Client) -> None:
    stub.routes["POST /v1/suggest"] = {"suggestions": [{"field": "spend"}]}
    found = client.suggest([{"name": "Käse", "samples": ["1"]}], Scope(client="Acme"), llm=False)
    assert found == [{"field": "spend"}]
    (body,) = stub.bodies("POST /v1/suggest")
    assert body["columns"] == [{"name": "Käse", "samples": ["1"]}]
    assert body["scope"]["client"] == "Acme"
    assert body["llm"] is False


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (422, "usage", UsageError),
        (422, "layout", LayoutError),
        (422, "file", FileProblem),
        (422, "something-finer", MediaMapperError),
        (413, "too-large", FileProblem),
        (502, "model", ModelProblem),
        (502, "no-key", ModelProblem),
        (503, "locked", MemoryProblem),
        (500, "inside", WorkerProblem),
    ],
)
def test_what_the_worker_says_becomes_the_error_it_stands_for(
    stub: Stub, client: Client, status: int, code: str, kind: type[MediaMapperError]
) -> None:
    said = {"error": {"code": code, "message": "What happened.", "next_step": "What to do."}}
    stub.routes["GET /v1/report"] = (status, said)
    with pytest.raises(kind) as caught:
        client.report()
    assert type(caught.value) is kind
    assert (caught.value.code, str(caught.value)) == (code, "What happened. What to do.")


def test_an_answer_without_the_error_shape_is_still_an_error(stub: Stub, client: Client) -> None:
    stub.routes["GET /v1/report"] = (404, {"detail": "Not Found"})
    with pytest.raises(MediaMapperError, match="refused"):
        client.report()


def test_a_worker_restarted_elsewhere_is_asked_again(stub: Stub, client: Client) -> None:
    client.health()
    stub.stop()
    stub.token = "another"
    stub.start()
    assert client.health()["status"] == "ok"
    assert client.address and client.address.token == "another"


def test_a_worker_restarted_on_the_same_port_is_asked_with_its_new_token(stub: Stub, client: Client) -> None:
    client.health()
    stub.token = "another"
    stub.publish()
    assert client.health()["status"] == "ok"


def test_a_wrong_token_is_said_after_one_more_try(stub: Stub, client: Client) -> None:
    stub.token, published = "another", stub.token
    assert address_of(stub.folder) and published != stub.token
    with pytest.raises(WorkerProblem, match="token is wrong"):
        client.health()
    assert len(stub.asked) == 2


def test_a_question_lost_on_the_way_is_asked_once_more(stub: Stub, client: Client) -> None:
    answers = iter([(0, None), (200, {"suggestions": []})])
    stub.routes["POST /v1/suggest"] = lambda _: next(answers)
    assert client.suggest([]) == []


def test_a_decision_lost_on_the_way_is_not_sent_twice(stub: Stub, client: Client) -> None:
    stub.routes["POST /v1/decisions"] = (0, None)
    with pytest.raises(WorkerProblem):
        client.decide([DECISION])
    assert len(stub.bodies("POST /v1/decisions")) == 1


def test_a_decision_reaches_a_restarted_worker(stub: Stub, client: Client) -> None:
    client.health()
    stub.stop()
    stub.start()
    stub.routes["POST /v1/decisions"] = {"confidences": [{"field": "spend"}]}
    assert client.decide([DECISION], "ann") == [{"field": "spend"}]
    (body,) = stub.bodies("POST /v1/decisions")
    assert body["user"] == "ann"
    assert body["decisions"][0]["decision"] == "confirm"


def test_slowness_is_bounded(stub: Stub, client: Client) -> None:
    given_up = threading.Event()
    stub.routes["GET /v1/health"] = lambda _: {"waited": given_up.wait(PATIENCE)}
    with pytest.raises(WorkerProblem) as caught:
        client.health(0.1)
    given_up.set()  # the client did not wait for this
    assert caught.value.code == "too-slow"


def test_nobody_there_is_said(stub: Stub, client: Client) -> None:
    stub.stop()
    with pytest.raises(WorkerProblem, match="not running.*mediamapper serve"):
        client.health()


HEAVY = ("pandas", "numpy", "pydantic", "pyarrow", "openpyxl", "fastapi", "peewee", "yaml", "anthropic")


@pytest.mark.parametrize("module", ["xl_addin.udfs", "xl_addin.ribbon", "xl_addin.launcher"])
def test_the_addin_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert (answer.stdout.strip(), answer.stderr) == ("[]", "")
