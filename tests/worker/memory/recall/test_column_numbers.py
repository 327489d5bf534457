"""Numbers before the names of a table's columns."""

from __future__ import annotations

import pytest

from worker.memory.recall.column_numbers import names_without_numbers


@pytest.mark.parametrize(
    "headers",
    [
        [],
        ["Channel", "Publisher", "Format"],
        ["2. Rate", "Publisher", "Format"],
        ["1. Rate", "2. Rate", "3. Rate"],
        ["1. Rate", "2. Rate", "1. Flight", "2. Flight", "3. Flight"],
        ["1. Rate", "2. Format"],
        ["1. Rate", "1. Format", "1. Woche"],  # one number, three names
        ["2026 Budget", "2027 Budget", "2028 Budget"],
        ["1.5 Sek.", "2.5 Spots", "3.5 Reach"],
        ["18-29 years", "30-49 adults", "50+ women"],
        ["1. 2026", "2. 2027", "3. 2028"],
        ["1st half", "2nd flight", "3rd channel"],
        ["3 Sekunden", "15 Spots", "30 GRP"],
    ],
)
def test_numbers_that_may_say_more_stay(headers: list[str]) -> None:
    assert names_without_numbers(headers) == {}


@pytest.mark.parametrize("style", ["{}. {}", "{}) {}", "({}) {}", "{}: {}", "{}.{}", " {} . {}"])
def test_numbers_of_columns_are_taken_off(style: str) -> None:
    names = ["Channel", "Площадка", "媒体", "Net cost"]
    headers = [style.format(number, name) for number, name in enumerate(names, 1)]
    assert list(names_without_numbers([*headers, "Notes"]).items()) == list(zip(headers, names, strict=True))


def test_a_name_that_several_numbers_have_keeps_them() -> None:
    headers = ["1. Channel", "2. Rate", "3. Rate", "4. Format", "5. Notes"]
    assert list(names_without_numbers(headers).values()) == ["Channel", "Format", "Notes"]
