"""What questions to the model came to, for people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from worker.shapes.model_call import ModelCall, Spending, money


def call(outcome: str = "answered", cost: float | None = 0.0004) -> ModelCall:
    return ModelCall(datetime.now(UTC), "t", "m-1", 1_500, 40, 0, cost, 1.0, outcome)


@pytest.mark.parametrize(
    ("dollars", "text"),
    [
        (0.0, "0.00 USD"),
        (1.0, "1.00 USD"),
        (1_234.567, "1,234.57 USD"),
        (0.25, "25 US cents"),
        (0.031, "3.1 US cents"),
        (0.0004, "0.040 US cents"),
        (0.0000021, "0.00021 US cents"),
    ],
)
def test_money_is_never_nothing_where_something_was_paid(dollars: float, text: str) -> None:
    assert money(dollars) == text


def test_calls_add_up_and_one_answered_before_is_no_call() -> None:
    spending = Spending().plus(call(), "").plus(call("remembered", 0.0), "").plus(call("model-timeout"), "")
    assert (spending.calls, spending.remembered, spending.tokens_in) == (2, 1, 4_500)
    assert spending.sentence == (
        "Model: 2 calls, 1 answered before, 4,500 tokens in, 120 out, 0.080 US cents."
    )


def test_a_price_that_nobody_knows_is_said() -> None:
    assert (
        Spending()
        .plus(call(), "dear-5")
        .sentence.endswith("(m-1 has no known price: counted as dear-5, the dearest known).")
    )
