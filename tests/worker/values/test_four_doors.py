"""One text, four doors: what one of layout, matching, prompt shapes and cleaning reads, all read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from worker.cleaning.reading.dates import read_dates
from worker.cleaning.reading.texts import read_durations
from worker.knowledge.values import load_lists
from worker.knowledge.words import entries
from worker.matching.samples import kind
from worker.paths import shipped
from worker.plans.layout import understand
from worker.plans.rows.letters import letter
from worker.shapes.grid import Grid
from worker.values.dates.calendar_words import MONTH_NAMES
from worker.values.numbers import read_numbers
from worker.values.shape import value_shape
from worker.values.units import header_multipliers, is_currency, multipliers

NUMBERS = frozenset({"integer", "decimal", "money", "percent"})


def currencies() -> Iterator[str]:
    for code, aliases in load_lists("currency").items():
        yield from (code, *aliases)
    yield from load_lists("shared_sign")


def months() -> Iterator[tuple[int, str]]:
    for entry in entries(shipped("knowledge", MONTH_NAMES).read_text("utf-8"), MONTH_NAMES):
        if entry.name.startswith("m"):
            yield from ((int(entry.name[1:]), name) for name in entry.phrases)


def is_table(texts: list[str]) -> bool:
    """Whether the layout finds a table of one header and all these amounts."""
    rows: list[list[object]] = [
        ["Site", "Amount"],
        *(["Alpha Beta"[:5] + chr(97 + i), t] for i, t in enumerate(texts)),
    ]
    layout = understand(Grid("Plan", rows))  # type: ignore[arg-type]
    return [(t.header_rows, t.first_row, t.last_row) for t in layout.tables] == [((1,), 2, len(rows))]


def check_amounts(texts: list[str], amounts: list[float]) -> None:
    assert is_table(texts), texts
    assert kind(texts) in NUMBERS, texts
    assert not [t for t in texts if value_shape(t) in ("text", "text with digits", "code")], texts
    read = read_numbers(texts)
    assert not read.unread.any(), texts
    assert read.values.tolist() == pytest.approx(amounts), texts


def check_no_amounts(texts: list[str]) -> None:
    assert kind(texts) not in NUMBERS
    assert "n" not in map(letter, texts)
    assert read_numbers(texts).unread.all()


def test_what_is_no_amount_is_none_to_all() -> None:
    check_no_amounts(["12 km", "2 weeks", "Channel 4", "$15,000-$25,000", "1994-", "try 5"])


@pytest.mark.parametrize("words", [["nan", "inf"], ["-inf", "Infinity"], ["1e400", "9e999"]])
def test_what_only_a_computer_takes_for_a_number_is_none_to_all(words: list[str]) -> None:
    assert kind(words) == "blank"
    assert set(map(letter, words)) == {"x"}
    assert read_numbers(words).unread.all()


def test_each_sign_and_code_behind_the_number() -> None:
    for sign in currencies():
        check_amounts([f"1 200 {sign}", f"900 {sign}", f"400,50 {sign}"], [1200, 900, 400.5])


def test_each_sign_and_code_before_the_number() -> None:
    for sign in currencies():
        check_amounts([f"{sign} 1,200.00", f"{sign} 900.00", f"{sign} 400.50"], [1200, 900, 400.5])


def test_each_sign_around_credits() -> None:
    for sign in currencies():
        check_amounts([f"1.200,00 {sign}", f"(500,00) {sign}", f"-20,50 {sign}"], [1200, -500, -20.5])


def test_each_multiplier() -> None:
    for word, factor in multipliers().items():
        check_amounts(
            [f"1,5 {word}", f"2 {word}", f"3,25 {word} €"], [1.5 * factor, 2 * factor, 3.25 * factor]
        )


def test_no_multiplier_is_a_currency() -> None:
    assert [word for word in header_multipliers() if is_currency(word)] == []


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        (["1 200,50", "900,00", "12 400,00"], [1200.5, 900, 12400]),
        (["1\u202f200,50", "900,00", "12\u00a0400,00"], [1200.5, 900, 12400]),
        (["1.200,50", "900,00", "12.400,00"], [1200.5, 900, 12400]),
        (["1,200.50", "900.00", "12,400.00"], [1200.5, 900, 12400]),
        (["1'200.50", "900.00", "12’400.00"], [1200.5, 900, 12400]),
        (["12,00,000", "9,00,000", "50,000"], [1200000, 900000, 50000]),
        (["(500)", "500-", "−500"], [-500, -500, -500]),
        (["15.-", "20,-", "30.–"], [15, 20, 30]),
        (["٣٥٠", "٤٠٠", "٥٠"], [350, 400, 50]),
        (["1.2E+05", "3E+04", "100"], [120000, 30000, 100]),
        (["25 %", "12,5 %", "(3 %)"], [0.25, 0.125, -0.03]),
        (["1000 показов", "500 показов", "20 000 показов"], [1000, 500, 20000]),
        (["400 шт.", "250 шт.", "1 тыс. шт."], [400, 250, 1000]),
        (["5 Mio. Impressions", "1,5 Mio. Impressions", "300 Tsd. Impressions"], [5e6, 1.5e6, 3e5]),
    ],
)
def test_each_local_form(texts: list[str], amounts: list[float]) -> None:
    check_amounts(texts, amounts)


def test_each_month_s_name_in_a_date() -> None:
    for month, name in months():
        text = f"5 {name} 2026"
        day = read_dates([text])
        assert day.first.tolist() == [date(2026, month, 5)], text
        assert kind([text]) == "date", text
        assert letter(text) == "d", text
        assert value_shape(text) not in ("text", "text with digits", "code"), text


@pytest.mark.parametrize("form", [":{}", "0:{}", '{}"', "0'{}\"", "{} сек", "{}s", "{} sec.", "{}秒"])
def test_each_form_of_a_spot_s_length(form: str) -> None:
    texts = [form.format(seconds) for seconds in (15, 20, 30)]
    assert kind(texts) == "time"
    assert set(map(letter, texts)) == {"d"}
    assert not {value_shape(text) for text in texts} & {"text", "text with digits", "code"}
    seconds, unread = read_durations(texts)
    assert seconds.tolist() == [15, 20, 30]
    assert not unread.any()
