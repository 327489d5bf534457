from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from xl_addin.engines.files.app import file_app


@pytest.fixture
def book() -> Iterator[Any]:
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        yield book
