"""Headers that may name a part."""

from __future__ import annotations

import pytest

from worker.values.part_names import may_name_part


@pytest.mark.parametrize(
    "header",
    [
        "Net",
        "Actual cost",
        "Plan",
        "Факт",
        "EUR",
        "Q1",
        "March 2026",
        "7",
        "%",
        "Total",
        "Rabatt",
        "Option A",
        "x" * 80,
    ],
)
def test_what_says_something_of_columns_is_no_name(header: str) -> None:
    assert not may_name_part(header)


@pytest.mark.parametrize("header", ["Gazeta Lubelska", "Show TV", "TVN", "당근", "Evropa 2", "Hürriyet"])
def test_words_that_nobody_knows_may_name_a_part(header: str) -> None:
    assert may_name_part(header)
