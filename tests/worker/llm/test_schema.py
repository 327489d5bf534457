"""Answers are checked against the part of JSON Schema that our questions use."""

from __future__ import annotations

from typing import Any

import pytest

from worker.llm.schema import INTEGER, NUMBER, TEXT, list_of, object_of, one_of, wrong_with

ROW = object_of(id=TEXT, confidence=NUMBER)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ("", TEXT),
        (1, NUMBER),
        (0.5, NUMBER),
        (3, INTEGER),
        ("b", one_of(("a", "b"))),
        ([], list_of(TEXT)),
        ([{"id": "c1", "confidence": 1}], list_of(ROW)),
    ],
)
def test_what_is_as_asked(value: Any, schema: dict[str, Any]) -> None:
    assert wrong_with(value, schema) is None


@pytest.mark.parametrize(
    ("value", "schema", "words"),
    [
        (None, TEXT, "the answer is no string"),
        (True, NUMBER, "the answer is no number"),
        (float("nan"), NUMBER, "the answer is no number"),
        (1.0, INTEGER, "the answer is no integer"),
        ("c", one_of(("a", "b")), "the answer is none of the values asked for"),
        (["a", 1], list_of(TEXT), "the answer[1] is no string"),
        ({"id": "c1"}, ROW, "the answer has no 'confidence'"),
        ({"id": "c1", "confidence": 1, "more": 1}, ROW, "the answer has more than was asked for"),
        ([{"id": 1, "confidence": 1}], list_of(ROW), "the answer[0].id is no string"),
    ],
)
def test_what_is_not_is_named_with_its_place(value: Any, schema: dict[str, Any], words: str) -> None:
    assert wrong_with(value, schema) == words
