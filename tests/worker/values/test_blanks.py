"""Ways to say nothing."""

from __future__ import annotations

import pytest

from worker.values.amounts import parse_amount
from worker.values.blanks import is_blank


@pytest.mark.parametrize("text", ["mm/dd/yyyy", "TT.MM.JJJJ", "jj/mm/aaaa", "дд.мм.гггг", "yyyy-mm-dd"])
def test_how_a_date_is_to_be_written(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["TBD", "aa", "mm/dd", "0", "none of these", "x", "Meta", "-5"])
def test_what_says_something(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "--", "n/a", "N.A.", "n.a", "NA", "#N/A", "none", "н/д", "k.A.", "无"]
)
def test_ways_to_say_nothing(text: str) -> None:
    assert is_blank(text)
    assert parse_amount(text) is None
