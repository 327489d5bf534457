"""A real worker for the add-in's tests, and file workbooks in the place of a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub, stub_worker
from xl_addin import launcher, udfs, worker_client
from xl_addin.client import Client
from xl_addin.engines.files.app import file_app
from xl_addin.formula_answers import Answers


@pytest.fixture
def stub(tmp_path: Path) -> Iterator[Stub]:
    """A worker that answers as it is told."""
    with stub_worker(tmp_path) as stub:
        yield stub


@pytest.fixture
def client(stub: Stub) -> Iterator[Client]:
    with Client(stub.folder) as client:
        yield client


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that a real worker serves."""
    folder = tmp_path_factory.mktemp("memory")
    launcher.worker(folder).close()
    yield folder
    udfs._answers(folder).client.close()
    worker_client.let_go(folder)
    assert launcher.stop(folder)


@pytest.fixture
def memory(served: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, as the add-in finds it."""
    monkeypatch.setenv("MEDIAMAPPER_HOME", str(served))
    return served


@pytest.fixture
def forgetful(memory: Path) -> Iterator[Path]:
    """What a test decides is taken back."""
    yield memory
    with Client(memory) as client:
        while client.undo():
            pass


@pytest.fixture
def app(memory: Path) -> Iterator[Any]:
    with file_app() as app:
        yield app


FIELDS = {"Cost": "spend", "Site": "publisher"}


@dataclass
class Formulas:
    """The formulas against a stub, on a clock of the test's own."""

    stub: Stub
    answers: Answers
    clock: list[float] = field(default_factory=lambda: [100.0])

    @property
    def questions(self) -> list[list[Any]]:
        return [body["columns"] for body in self.stub.bodies("POST /v1/suggest")]


def suggest(body: Any) -> Any:
    def one(column: Any) -> Any:
        found = FIELDS.get(column["name"])
        reason = f"{column['name']} with {len(column['samples'])} samples"
        origin = "memory" if column["name"] == "Notes" else "rules" if found else "none"
        return {"field": found, "confidence": 0.9 if found else 0.0, "origin": origin, "reason": reason}

    return {"suggestions": [one(column) for column in body["columns"]]}


def values(body: Any) -> Any:
    known = {"FB": "Facebook"}
    return {
        "values": [
            {"value": v, "canonical": known.get(v), "confidence": 1.0, "origin": "rules", "reason": ""}
            for v in body["values"]
        ]
    }


@pytest.fixture
def formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Formulas]:
    with stub_worker(tmp_path) as stub:
        stub.routes |= {"POST /v1/suggest": suggest, "POST /v1/values": values}
        client = Client(tmp_path)
        clock = [100.0]
        made = Answers(client, lambda: clock[0])
        monkeypatch.setattr(udfs, "answers", lambda: made)
        yield Formulas(stub, made, clock)
        client.close()
