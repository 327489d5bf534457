"""Both engines: a real LibreOffice is started once a process, by whichever test first needs it."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from xl_addin.calc.build import build
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


@pytest.fixture(scope="session")
def extended_office(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Another, with the extension, where its objects stay inside."""
    home = tmp_path_factory.mktemp("extended")
    zipfile.ZipFile(BytesIO(build())).extractall(home / "extensions" / "MediaMapper.oxt")
    environment = {"BUNDLED_EXTENSIONS": (home / "extensions").as_uri()}
    pipe = f"engines-extended-{os.getpid()}"
    with start_office(home / "profile", pipe, environment=environment) as office:
        yield office


@pytest.fixture(params=["office", "extended_office"])
def office_books(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The app of a running office; every book is closed afterwards."""
    office: Office = request.getfixturevalue(request.param)
    with office_app(office.pipe, LIMIT) as app:
        assert (app.impl.office._far is not None) == (request.param == "extended_office")
        yield app
        if office.alive():
            app.impl.books.close_all()


@pytest.fixture(params=["files", "office", "extended_office"])
def app(request: pytest.FixtureRequest) -> Iterator[Any]:
    """An app of each engine in turn, and of LibreOffice both ways."""
    if request.param != "files":
        office: Office = request.getfixturevalue(request.param)
        with office_app(office.pipe, LIMIT) as app:
            yield app
            if office.alive():
                app.impl.books.close_all()
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
