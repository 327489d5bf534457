"""The JSON blocks of docs/json.md against the models of the wire."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from worker.serving import operations
from worker.serving.operations import OPERATIONS
from worker.wire import answers, differences, grid, requests

PAGE = (Path(__file__).parents[3] / "docs" / "json.md").read_text("utf-8")
HOMES = {
    "answers": answers,
    "differences": differences,
    "grid": grid,
    "requests": requests,
    "operations": operations,
}
BLOCKS = re.findall(r"```json (\w+)\.(\w+)\n(.*?)```", PAGE, re.S)


def stray_keys(example: Any, read: Any) -> list[str]:
    """Keys of *example* that were not read; what was left out took its default."""
    if isinstance(example, dict):
        return [
            stray
            for key, value in example.items()
            for stray in (stray_keys(value, read[key]) if key in read else [key])
        ]
    if isinstance(example, list):
        return [stray for pair in zip(example, read, strict=True) for stray in stray_keys(*pair)]
    return []


@pytest.mark.parametrize(("home", "name", "text"), BLOCKS, ids=lambda value: value[:20])
def test_an_example_is_read_to_its_last_key(home: str, name: str, text: str) -> None:
    model = getattr(HOMES[home], name)
    assert (
        stray_keys(json.loads(text), json.loads(msgspec.json.encode(msgspec.json.decode(text, type=model))))
        == []
    )


def test_every_question_of_a_route_has_an_example() -> None:
    assert {one.question.__name__ for one in OPERATIONS if one.question} <= {name for _, name, _ in BLOCKS}


def test_every_block_names_its_model() -> None:
    assert len(BLOCKS) == PAGE.count("```") / 2


def test_a_stray_key_is_seen() -> None:
    assert stray_keys({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}) == ["c"]
