"""Values of a column in numbers."""

from __future__ import annotations

import pytest

from worker.matching.profiles import NOTHING, expected, likeness, overlap, profile, tells_whether
from worker.text import words


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ((), ""),
        (("-", "n/a"), ""),
        (("0", "0.0"), "number"),
        (("12", "1,200.50"), "number"),
        (("2026-01-05",), "date"),
        (("https://a.example/b",), "url"),
        (("Berlin", "Rome"), "words"),
    ],
)
def test_the_group_of_values(values: tuple[str, ...], group: str) -> None:
    assert profile(values).group == group


def test_values_that_both_have() -> None:
    cities = profile(("Berlin", "Rome"))
    assert overlap(cities, NOTHING) == 0.0
    assert overlap(cities, profile(("berlin", "Oslo"))) == 0.5
    assert overlap(cities, profile(("rome", "berlin", "Oslo"))) == 1.0


def test_values_of_the_same_characters_are_alike() -> None:
    words, numbers = profile(("Berlin", "Munich")), profile(("1234", "5678"))
    assert likeness(words, NOTHING) == 0.0
    assert likeness(words, words) == 1.0
    assert likeness(words, profile(("Leipzig", "Dresden"))) > likeness(words, numbers)


@pytest.mark.parametrize(
    ("words", "kind", "group"),
    [
        (["zonk"], "text", ""),
        (["start", "date"], "text", "date"),
        (["unit", "price"], "text", "number"),
        (["date"], "number", "number"),  # the type says more than the name
        (["user", "id"], "text", "key"),
    ],
)
def test_what_a_name_promises(words: list[str], kind: str, group: str) -> None:
    assert expected(words, kind) == group


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Name of the attribute", False),
        ("", False),
        ("Whether values may be missing", True),
        ("An indication that it is a key", True),
        ("Gibt an, ob Werte fehlen dürfen", True),
    ],
)
def test_a_description_may_tell_of_a_yes_or_a_no(description: str, told: bool) -> None:
    assert tells_whether(words(description)) == told
