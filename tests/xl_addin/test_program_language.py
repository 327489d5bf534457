from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from worker.messages import language
from xl_addin import program_language, ribbon
from xl_addin.desk import Front


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


def excel(lcid: int) -> Any:
    settings = SimpleNamespace(LanguageID=lambda kind: lcid if kind == program_language.MENUS else 1033)
    return SimpleNamespace(
        engine=SimpleNamespace(name="excel"), api=SimpleNamespace(LanguageSettings=settings), status_bar=None
    )


def office(locale: str) -> Any:
    return SimpleNamespace(engine=SimpleNamespace(name="libreoffice"), impl=SimpleNamespace(language=locale))


@pytest.mark.parametrize(
    ("app", "code"),
    [
        (excel(1031), "de_DE"),
        (excel(3079), "de_AT"),
        (excel(2057), "en_GB"),
        (excel(999_999), ""),
        (office("de"), "de"),
        (office("en-US"), "en-US"),
        (SimpleNamespace(engine=SimpleNamespace(name="excel")), ""),  # macOS' Excel has no such object
        (SimpleNamespace(engine=SimpleNamespace(name="files"), impl=SimpleNamespace()), ""),
    ],
)
def test_a_program_says_which_language_its_menus_have(app: Any, code: str) -> None:
    assert program_language.of(app) == code


@pytest.mark.parametrize(
    ("variable", "app", "spoken"),
    [
        ("", excel(1031), "de"),
        ("", office("de-CH"), "de"),
        ("", excel(1036), "en"),  # no file of that language
        ("en", excel(1031), "en"),
        ("de", excel(1033), "de"),
        ("de", None, "de"),
    ],
)
def test_the_variable_is_stronger_than_the_program(
    variable: str, app: Any, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(language.VARIABLE, variable)
    program_language.follow(app)
    assert language.current() == spoken


def test_a_click_in_a_german_excel_is_answered_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, "")
    app = excel(1031)
    app.alert = lambda *_, **__: None
    outcome = ribbon.map_columns(Front(app, None))
    assert not outcome.ok
    assert outcome.message.startswith("Es ist keine Arbeitsmappe geöffnet.")
