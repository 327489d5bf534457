"""JSON in: what was sent, or one sentence that says what is wrong without repeating it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from worker.errors import UsageError
from worker.wire import json
from worker.wire.requests import DecisionIn, SuggestIn


def test_what_has_the_form_is_taken() -> None:
    request = json.decode('{"columns": [{"name": "Net cost", "samples": [1.5, null]}]}', SuggestIn)
    assert (request.columns[0].name, request.columns[0].samples) == ("Net cost", [1.5, None])
    assert json.decode(b"[1, 2]", list[int]) == [1, 2]


def test_keys_that_nobody_knows_are_left_out() -> None:
    assert json.decode('{"columns": [], "colour": "red"}', SuggestIn).columns == []


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("{}", SuggestIn, "The body has not the form expected: Object missing required field `columns`."),
        (
            '{"columns": [{"name": "A", "group": 7}]}',
            SuggestIn,
            "The body has not the form expected: Expected `str`, got `int` - at `$.columns[0].group`.",
        ),
        (
            '{"header": "A", "decision": "perhaps"}',
            DecisionIn,
            "The body has not the form expected: A word that is not among those known - at `$.decision`.",
        ),
        (b'"\xff"', str, "The body is not JSON"),
        ("[1,", list[int], "The body is not JSON"),
        ("", list[int], "The body is not JSON"),
        ("[" * 100_000, object, "The body is not JSON"),
    ],
)
def test_what_is_wrong_is_said_without_what_was_sent(
    text: str | bytes, kind: type[object], sentence: str
) -> None:
    with pytest.raises(UsageError) as error:
        json.decode(text, kind, "the body")
    assert str(error.value).startswith(sentence) and "perhaps" not in str(error.value)


def test_days_and_shapes_go_out() -> None:
    assert json.encode({"day": date(2026, 5, 3)}) == b'{"day":"2026-05-03"}'
    assert msgspec.json.decode(json.encode(DecisionIn("Cost", "confirm")))["decision"] == "confirm"
