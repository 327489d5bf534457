"""The estimate of tokens: near enough, and never below nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.tokens import NEWER, estimate


@pytest.mark.parametrize(
    ("text", "counted"),
    # Counted once with the tokenizer that the SDK shipped for Claude 2; newer models count about 1.3 times as many.
    [
        ("Map these source columns to target columns.", 8),
        ("net_cost: Cost net of commission, in the plan's currency.", 15),
        ("Return JSON with confidence scores.", 6),
        ('c12 "Planned Impressions" under "January" [9,999; 9.99]', 23),
    ],
)
def test_the_estimate_is_near_what_was_counted(text: str, counted: int) -> None:
    assert estimate(text) == pytest.approx(counted * NEWER, rel=0.3)


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_is_not_fewer_tokens(one: str, other: str) -> None:
    assert estimate(one) >= 0
    assert estimate(one + "\n" + other) >= max(estimate(one), estimate(other)) - 1
