"""What the extension says itself follows the office's menus."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_addin.calc.build import PACKAGE, parts
from xl_addin.calc.inside import words


@pytest.fixture(autouse=True)
def as_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The module with the file that the build puts beside it."""
    (tmp_path / words.FILE).write_text(dict(parts())[f"{PACKAGE}/{words.FILE}"], encoding="utf-8")
    monkeypatch.setattr(words, "__file__", str(tmp_path / "words.py"))
    monkeypatch.delenv(words.VARIABLE, raising=False)
    yield
    monkeypatch.undo()
    words.use("")


@pytest.mark.parametrize(
    ("of_office", "variable", "sentence"),
    [
        ("", "", words.A_FILE),
        ("en-US", "", words.A_FILE),
        ("xx", "", words.A_FILE),
        ("de", "en", words.A_FILE),
        ("de", "", "Eine Datei..."),
        ("de-AT", "", "Eine Datei..."),
        ("en-US", "de_DE", "Eine Datei..."),
    ],
)
def test_the_office_says_the_language_unless_the_variable_does(
    of_office: str, variable: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable:
        monkeypatch.setenv(words.VARIABLE, variable)
    words.use(of_office)
    assert words.tr(words.A_FILE) == sentence
    assert words.current() == (variable or of_office)


def test_without_its_file_it_speaks_english(tmp_path: Path) -> None:
    (tmp_path / words.FILE).unlink()
    words.use("de")
    assert words.tr(words.GONE) == words.GONE


def test_each_sentence_is_built_in_each_language() -> None:
    built = json.loads(dict(parts())[f"{PACKAGE}/{words.FILE}"])
    assert built
    for texts in built.values():
        assert [sentence for sentence in words.SENTENCES if texts[sentence] == sentence] == []
