"""The doctor's page."""

from __future__ import annotations

from typing import Any

import pytest

from worker.messages import language
from xl_addin.pages import doctor_page


def test_the_doctors_page_names_the_worst_first(book: Any) -> None:
    results: list[doctor_page.Result] = [
        ("ok", "Worker", "It answers.", ""),
        ("fail", "DLL", "It is missing.", "Install it."),
    ]
    made = doctor_page.write(book, results)
    assert made.range("A5:D6").value == [
        ["fails", "DLL", "It is missing.", "Install it."],
        ["ok", "Worker", "It answers.", None],
    ]


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ("ok ok", "All 2 things are well."),
        ("ok warn", "1 of 2 things needs a look; the rest is well."),
        ("ok fail fail", "2 of 3 things need mending; the rest is well."),
        ("fail warn warn ok", "Of 4 things, 1 needs mending and 2 need a look."),
    ],
)
def test_the_doctors_sentence(statuses: str, said: str) -> None:
    assert doctor_page.summary([(status, "", "", "") for status in statuses.split()]) == said


def test_the_doctor_speaks_german(book: Any) -> None:
    language.use("de")
    try:
        made = doctor_page.write(book, [("warn", "Macros", "Excel runs macros, or asks.", "")])
    finally:
        language.use("en")
    assert made.range("A5:C5").value == ["ansehen", "Makros", "Excel führt Makros aus oder fragt."]
