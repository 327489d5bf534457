"""The currency of tables that state none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import PlanLines, read_lines
from worker.errors import UsageError
from worker.knowledge.templates import load_template
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.layout import BriefItem
from worker.shapes.question import Question

TEMPLATE = load_template()
PLAIN: dict[str, Any] = {}


def lines_of(
    *heads: tuple[str, dict[str, Any]], cover: str | None = None, answer: str | None = None, setting: str = ""
) -> PlanLines:
    """A table for each head of its money and what stands around it, on a sheet of its own."""
    tables = [
        replace(mapped([("Media", "publisher"), (head, "net_cost")], [["A", 10.25 + at], ["B", 7 + at]], sheet=f"Plan {at}", **words), number=at + 1)
        for at, (head, words) in enumerate(heads)
    ]  # fmt: skip
    briefs = [BriefItem("Alle priser", cover, "currency", 1, 1)] if cover else []
    answers = Answers({"currency": answer}) if answer else NO_ANSWERS
    return read_lines(tables, TEMPLATE, answers, 0.01, briefs=briefs, currency=setting)


def currencies(read: PlanLines) -> list[str | None]:
    return [lines.currency.at(0) if lines.currency else None for _, lines in read.apart.tables]


def question(read: PlanLines, answers: Answers = NO_ANSWERS) -> Question | None:
    return next((one for one in read.questions(answers) if one.id == "currency"), None)


def test_a_rate_of_exchange_names_two_of_which_one_is_asked() -> None:
    asked = question(lines_of(("Net", {"title": "Kadar tukaran: SGD 1 = MYR 3.28"})))
    assert asked is not None and tuple(asked.options) == ("MYR", "SGD")


@pytest.mark.parametrize(
    ("heads", "cover", "codes"),
    [
        pytest.param([("Net EUR", PLAIN)], None, ["EUR"], id="its header"),
        pytest.param([("Net EUR", PLAIN), ("Net HUF", PLAIN)], None, ["EUR", "HUF"], id="a header each"),
        pytest.param([("Netto", PLAIN), ("Netto", PLAIN)], "DKK", ["DKK", "DKK"], id="a cover"),
        pytest.param([("Netto", PLAIN), ("Netto €", PLAIN)], None, ["EUR", "EUR"], id="another sheet"),
        pytest.param([("Netto", PLAIN), ("Netto kr", {"brief": [("Valuta", "SEK", "currency")]})], None, ["SEK", "SEK"], id="another sheet's note"),
        pytest.param([("Net", {"brief": [("Budget", "12 000 PLN", "net_cost")]})], None, ["PLN"], id="the budget above"),
        pytest.param([("Net", {"formats": {(9, 2): '#,##0 "€"'}})], None, ["EUR"], id="the format of a total"),
    ],
)  # fmt: skip
def test_nobody_is_asked(
    heads: list[tuple[str, dict[str, Any]]], cover: str | None, codes: list[str]
) -> None:
    read = lines_of(*heads, cover=cover)
    assert currencies(read) == codes
    assert question(read) is None


def test_clicks_have_no_currency() -> None:
    read = read_lines(
        [mapped([("Site", "publisher"), ("Clicks", "clicks")], [["A", 5]])], TEMPLATE, NO_ANSWERS, 0.01
    )
    assert question(read) is None


def test_a_workbook_without_any_currency_is_noted() -> None:
    read = lines_of(("Net", PLAIN), ("Netto", PLAIN))
    (note,) = read.currency.notes(read.apart.tables)
    assert (note.code, note.severity) == (
        "currency-unknown",
        "note",
    ) and "'Plan 0', 'Plan 1'" in note.sentence
    assert currencies(read) == [None, None] and question(read) is None


def test_a_house_that_wants_it_is_asked_once() -> None:
    read = lines_of(("Net", PLAIN), ("Netto", PLAIN), setting="ask")
    assert list(read.currency.notes(read.apart.tables)) == []
    asked = question(read)
    assert currencies(read) == [None, None]
    assert asked is not None and asked.is_open
    assert asked.sheets == ("Plan 0", "Plan 1") and asked.options == ()
    assert asked.effect == {"net_cost": {"": 36.5}}


def test_two_currencies_that_the_rest_of_the_workbook_states_are_the_answers() -> None:
    asked = question(lines_of(("Net", PLAIN), ("Net EUR", PLAIN), ("Net HUF", PLAIN)))
    assert asked is not None and asked.options == ("EUR", "HUF") and asked.sheets == ("Plan 0",)


def test_an_answer_names_the_currency_of_what_states_none() -> None:
    read = lines_of(("Net", PLAIN), ("Netto", PLAIN), answer="nok")
    assert currencies(read) == ["NOK", "NOK"]
    asked = question(read, Answers({"currency": "nok"}))
    assert asked is not None and not asked.is_open


def test_an_answer_that_is_no_currency_is_told() -> None:
    with pytest.raises(UsageError, match="'dear' is no currency"):
        lines_of(("Net", PLAIN), answer="dear")


def test_a_house_with_one_currency_is_not_asked() -> None:
    read = lines_of(("Net", PLAIN), ("Netto", PLAIN), setting="PLN")
    assert currencies(read) == ["PLN", "PLN"]
    assert question(read) is None
