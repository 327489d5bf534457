from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.plans.rows import wording
from worker.text import plain


@pytest.mark.parametrize(
    "text",
    [
        "Totally Fun Radio",
        "计划",
        "Summary",
        "Impressions",
        "Suomi",
        "",
        "The total of the plan depends on the rates " * 2,
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert not wording.is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "Total",
        "GRAND TOTAL",
        "Total:",
        "Digital total",
        "Итого по площадке",
        "Всего:",
        "Gesamtsumme",
        "Kosten gesamt",
        "Suma total",
        "Totaux",
        "Totale",
        "Razem netto",
        "Toplam",
        "Tổng cộng",
        "合计",
        "合计（含税）",
        "合計",
        "합계",
        "디지털 소계",
        "المجموع",
        'סה"כ',
    ],
)
def test_totals_are_known_in_many_languages(text: str) -> None:
    assert wording.is_total(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subtotal Search", True),
        ("SUB-TOTAL", True),
        ("Zwischensumme", True),
        ("Sous-total Digital", True),
        ("Ara toplam", True),
        ("小计", True),
        ("소계(영상)", True),
        ("Промежуточный итог", True),
        ("Total", False),
        ("合计", False),
    ],
)
def test_subtotals_say_so(text: str, expected: bool) -> None:
    assert wording.is_subtotal(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net cost (EUR)", True),
        ("Стоимость единицы закупки (без НДС)", True),
        ("曝光量", True),
        ("예상 노출수", True),
        ("Ben & Jerry's", False),
        ("2026-03-01", False),
        ("A sentence that goes on and on about the budget of the campaign and much else besides", False),
    ],
)
def test_column_names_are_told_from_names(text: str, expected: bool) -> None:
    assert wording.names_column(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1,000)", True),
        ("%", True),
        ("тыс. руб.", True),
        ("USD", True),
        ("Meta", False),
        ("TR", False),
        ("tisíc korun", True),
        ("€", True),
    ],
)
def test_units(text: str, expected: bool) -> None:
    assert wording.names_unit(text) is expected


def test_notes_begin_with_their_word() -> None:
    assert wording.starts("note", "Примечание: цены без НДС")
    assert wording.starts("note", "Source: publishers")
    assert not wording.starts("note", "Channel 4")


@given(st.text(max_size=40))
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=80))
def test_no_text_breaks_a_question(text: str) -> None:
    wording.is_total(text)
    wording.names_column(text)
    wording.names_unit(text)


@pytest.mark.parametrize("role", ["total", "subtotal", "waterfall", "whole", "note", "refused", "optional"])
def test_what_is_looked_for_at_a_start_or_end_has_no_digit(role: str) -> None:
    assert not any(letter.isdigit() for term in wording._terms()[role].exact for letter in term)


def test_texts_that_differ_by_digits_are_looked_at_once() -> None:
    before = wording._is_total.cache_info().misses
    assert not any(wording.is_total(f"Placement {number} of Q4") for number in range(1000, 1999))
    assert wording._is_total.cache_info().misses == before + 1
