from collections.abc import Iterator

import pytest

from worker.errors import UsageError
from worker.messages import language
from worker.messages.language import current, in_any_language, original, problem_text, tr, use


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


@pytest.mark.parametrize(
    ("chosen", "spoken"),
    [
        ("de", "de"),
        ("de_AT", "de"),
        ("de-CH", "de"),
        ("DE", "de"),
        ("en", "en"),
        ("en_GB", "en"),
        ("xx", "en"),
    ],
)
def test_a_language_is_the_one_that_has_a_file(chosen: str, spoken: str) -> None:
    use(chosen)
    assert current() == spoken


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "MEDIAMAPPER_LANGUAGE": "de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "MEDIAMAPPER_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_own_variable_is_stronger_than_the_systems(
    variables: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MEDIAMAPPER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(language.locale, "getlocale", lambda: (None, None))
    use(None)
    assert current() == spoken


def test_english_is_what_the_house_says() -> None:
    assert tr("Nothing to look at.") == "Nothing to look at."


def test_german_is_said_where_german_is_read() -> None:
    use("de")
    assert tr("Nothing to look at.") == "Nichts zu prüfen."
    assert (
        problem_text(UsageError("The file is empty.", "Check the path."))
        == "Die Datei ist leer. Prüfen Sie den Pfad."
    )


def test_a_word_of_any_language_is_read_as_the_english_one() -> None:
    verdicts = ("confirm", "reject", "correct")
    words = ["confirm", "Reject", "bestätigen", "ABLEHNEN", "korrigieren", "vielleicht", ""]
    expected = ["confirm", "reject", "confirm", "reject", "correct", None, None]
    assert [original(word, verdicts) for word in words] == expected
    assert list(in_any_language("Review of {plan}")) == ["Review of {plan}", "Review zu {plan}"]
