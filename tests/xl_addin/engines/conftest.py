"""Both engines: a real LibreOffice is started once a process, by whichever test first needs it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from xl_addin.engines.files.app import file_app
from xl_addin.engines.uno.app import office_app
from xl_addin.engines.uno.own_office import Office, start_office

LIMIT = PATIENCE
"""Seconds that one call to the office may take in a test."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice without a screen."""
    if shutil.which("soffice") is None:
        if os.environ.get("TESTS_NEED_LIBREOFFICE"):
            pytest.fail("LibreOffice is not installed, and this run must not skip its tests.")
        pytest.skip("LibreOffice is not installed.")
    with start_office(tmp_path_factory.mktemp("profile"), f"engines-tests-{os.getpid()}") as office:
        yield office


@pytest.fixture
def office_books(office: Office) -> Iterator[Any]:
    """The app of the running office; every book is closed afterwards."""
    with office_app(office.pipe, LIMIT) as app:
        yield app
        if office.alive():
            app.impl.books.close_all()


@pytest.fixture(params=["files", "libreoffice"])
def app(request: pytest.FixtureRequest) -> Iterator[Any]:
    """An app of each engine in turn."""
    if request.param == "libreoffice":
        yield request.getfixturevalue("office_books")
        return
    with file_app() as app:
        yield app


@pytest.fixture
def sheet(app: Any) -> Any:
    """The only sheet of a new book."""
    return app.books.add().sheets[0]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Where a test saves its book."""
    return tmp_path / "Budget plan ü.xlsx"
