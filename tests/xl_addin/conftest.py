"""A real worker for the add-in's tests, and file workbooks in the place of a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xl_addin import launcher, ribbon, udfs
from xl_addin.client import Client
from xl_addin.engines.files.app import file_app


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that a real worker serves."""
    folder = tmp_path_factory.mktemp("memory")
    launcher.worker(folder).close()
    yield folder
    udfs._answers(folder).client.close()
    if folder in ribbon._clients:
        ribbon._clients.pop(folder).close()
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
