import pytest

from worker.messages.message import message


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{a} rows", "rows"),
        ("{a} rows", " rows"),
        ("Row {a}", "row 5"),
        ("Row {a} is {b}.", "Row 5 is ."),
        ("Row {a} is {b}.", "Row 5 was late."),
        ("Row {a}.", "Row 5. Correct it!"),
    ],
)
def test_another_sentence_has_no_facts(template: str, sentence: str) -> None:
    assert message(template).facts(sentence) is None


@pytest.mark.parametrize(
    ("template", "sentence", "facts"),
    [
        ("Row {a}.", "Row 5.", {"a": "5"}),
        ("'{a}' ({b}) is a price.", "'List ('net')' (R) is a price.", {"a": "List ('net')", "b": "R"}),
        ("{a} of {b}", "one of two of three", {"a": "one", "b": "two of three"}),
        ("{{a}} is {a}", "{a} is 1", {"a": "1"}),
        ("{count:,} rows.", "1,234 rows.", {"count": "1,234"}),
    ],
)
def test_the_facts_fill_the_message_to_the_same_sentence(
    template: str, sentence: str, facts: dict[str, str]
) -> None:
    one = message(template)
    read = one.facts(sentence)
    assert read is not None
    assert {place.name: value for place, value in read.items()} == facts
    assert one.filled(facts) == sentence


@pytest.mark.parametrize(
    ("template", "is_number", "is_quoted"),
    [
        ("{a}", False, False),
        ("'{a}'", False, True),
        ("{a:,.2f}", True, False),
        ("{a:.0%}", True, False),
        ("{a:%b}", False, False),
    ],
)
def test_a_place_knows_what_stands_there(template: str, is_number: bool, is_quoted: bool) -> None:
    [place] = message(template).places
    assert (place.is_number, place.is_quoted) == (is_number, is_quoted)


def test_a_long_text_of_quotes_is_read_in_one_pass() -> None:
    assert message("'{a}' ({b}) and '{c}' ({d}) differ.").facts("'" * 100_000) is None
