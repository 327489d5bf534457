"""What a text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.values.kinds import Kind, value_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Meta", "text"), ("$15,000-$25,000", "text"), ("2 weeks", "text"), ("Channel 4", "text"),
        ("", "blank"), ("n/a", "blank"), ("nan", "blank"), ("-inf", "blank"), ("1e400", "blank"),
        ("1 200", "number"), ("1000 показов", "number"), ("1.2k", "number"), ("(500)", "number"),
        ("1 200 €", "money"), ("₱1,200", "money"), ("R$ 1.200,50", "money"), ("(500,00) €", "money"), ("5 тыс. руб.", "money"),
        ("25 %", "percent"), ("(3%)", "percent"),
        ("2026-01-05", "date"), ("5 Ocak 2026", "date"), ("2026年1月5日", "date"), ("янв. 2025", "date"), ("5-11 Jan 2026", "date"),
        ("KW 12", "period"), ("March", "period"), ("2023/24", "period"),
        ("18:30", "time"), (":30", "time"), ("0'30\"", "time"), ("30 сек", "time"),
        ("300x250", "code"), ("123456789012", "code"), ("example.com", "code"),
    ],
)  # fmt: skip
def test_a_kind(text: str, kind: str) -> None:
    assert value_of(text).kind == kind


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    value = value_of(text)
    assert value.kind in Kind
    assert (value.amount is not None) == (value.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT))
