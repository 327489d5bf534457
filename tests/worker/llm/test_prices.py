"""Prices are data with a date; dated model names have their family's price, unknown ones none."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from anthropic.types import Model

from worker.errors import UsageError
from worker.llm.prices import FILE, Price, Prices, Usage, load_prices
from worker.settings import Settings


def test_the_default_model_has_a_price(tmp_path: Path) -> None:
    prices = load_prices(tmp_path)
    assert prices.of(Settings(tmp_path).llm_model) is not None
    assert len(prices.date) == len("2026-10-10")


def test_a_call_costs_what_its_tokens_cost() -> None:
    price = Price(input=1.0, output=5.0, cache_read=0.1, cache_write=1.25)
    usage = Usage(fresh=100, out=10, cache_read=1_000, cache_write=200)
    assert usage.input == 1_300
    assert price.of(usage) == pytest.approx((100 + 50 + 100 + 250) / 1e6)


@pytest.mark.parametrize(
    ("model", "found"),
    [
        ("claude-a-5", 5.0),
        ("claude-a-5-20260101", 5.0),
        ("claude-a-5-5", 55.0),
        ("claude-a-5-5-20260101", 55.0),
        ("claude-a-5-7", None),
        ("claude-a", None),
        ("other", None),
    ],
)
def test_a_dated_name_has_the_price_of_its_model(model: str, found: float | None) -> None:
    prices = Prices({"claude-a-5": Price(5.0, 1, 1, 1), "claude-a-5-5": Price(55.0, 1, 1, 1)})
    price = prices.of(model)
    assert (price.input if price else None) == found


@pytest.mark.parametrize(
    "text",
    [
        "models: []\n",
        "nothing\n",
        "models: [\n",
        "models: {m: {input: 1}}\n",
        "models: {m: {input: -1, output: 1, cache_read: 1, cache_write: 1}}\n",
        "models: {m: {input: yes, output: 1, cache_read: 1, cache_write: 1}}\n",
        "models: {m: {input: 1, output: 1, cache_read: 1, cache_write: 1, inputs: 2}}\n",
    ],
)
def test_what_is_no_price_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(UsageError, match=FILE):
        load_prices(tmp_path)


def test_a_users_prices_win(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "models: {mine: {input: 2, output: 3, cache_read: 1, cache_write: 1}}\n", "utf-8"
    )
    price = load_prices(tmp_path).of("mine")
    assert price is not None and price.output == 3


def test_the_dearest_model_is_the_one_whose_answers_cost_most() -> None:
    assert Prices({}).dearest is None
    prices = Prices({"a": Price(5.0, 1, 1, 1), "b": Price(2.0, 9, 1, 1), "c": Price(1.0, 9, 1, 1)})
    assert prices.dearest == ("b", prices.models["b"])


def test_every_priced_model_is_one_that_the_sdk_names(tmp_path: Path) -> None:
    names = get_args(get_args(Model)[0])
    assert set(load_prices(tmp_path).models) <= set(names)
