"""A mapping after --mapping: two forms of JSON, and a sentence for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.commands import mapping_file
from worker.errors import FileProblem, MediaMapperError, UsageError
from worker.wire import json, requests

DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mapping.json"


def test_headers_to_fields(file: Path) -> None:
    file.write_bytes(b'{"Media Cost": "net_cost", "Notes": null}')
    assert mapping_file.read(file).by_header == {"Media Cost": "net_cost", "Notes": None}


def test_the_answer_of_map(file: Path) -> None:
    file.write_bytes(
        b'{"sheets": [{"sheet": "P", "tables": [{"columns": [{"column": "C"}], "suggestions": [{"field": "clicks"}]}]}]}'
    )
    assert mapping_file.read(file).by_place == {("P", 1, 3): "clicks"}


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        ('"field": null, "origin": "none"', {}),  # nothing was proposed: accepting that decides nothing
        ('"field": null, "origin": "none", "decision": "reject"', {("P", 1, 3): None}),
        ('"field": null, "origin": "rules"', {("P", 1, 3): None}),  # a proposal taken out by hand
        ('"field": "spots", "origin": "none"', {("P", 1, 3): "spots"}),
    ],
)
def test_an_open_column_stays_open(file: Path, suggestion: str, said: dict[object, object]) -> None:
    table = f'{{"columns": [{{"column": "C"}}], "suggestions": [{{{suggestion}}}]}}'
    file.write_text(f'{{"sheets": [{{"sheet": "P", "tables": [{table}]}}]}}')
    assert mapping_file.read(file).by_place == said


@pytest.mark.parametrize(
    "said",
    [
        b"", b"\0", b"\xff\xfe", b"nonsense", DEEP, b'{"a": ' * 50_000, b"[]", b"1e999", b'"text"', b'{"a": 1}', b'{"a": []}',
        b'{"sheets": 5}', b'{"sheets": [5]}', b'{"sheets": [{"sheet": "P", "tables": [{"columns": [{"column": "1"}], "suggestions": []}]}]}',
        b'{"sheets": [{"sheet": "P", "tables": [{"columns": [{"column": []}], "suggestions": [{"field": null}]}]}]}',
        b'{"sheets": [{"sheet": "P", "tables": [{"columns": [{"column": "C"}], "suggestions": [{"field": [1]}]}]}]}',
    ],
)  # fmt: skip
def test_anything_else_is_a_sentence(file: Path, said: bytes) -> None:
    file.write_bytes(said)
    with pytest.raises((FileProblem, UsageError)) as caught:
        mapping_file.read(file)
    assert caught.value.next_step


@pytest.mark.parametrize("said", [b"", DEEP, b'{"decisions": ' + DEEP + b"}", b"\xff", b'{"decisions": 5}'])
def test_decisions_as_well(said: bytes) -> None:
    with pytest.raises(MediaMapperError) as caught:
        json.decode(said, requests.DecisionsIn)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("options", "answers"),
    [
        ((), {}),
        (("version=Plan v2",), {"version": "Plan v2"}),
        ((" year = 2026 ", "version=a=b"), {"year": "2026", "version": "a=b"}),
        (("year=2026", "year=2026"), {"year": "2026"}),
    ],
)
def test_answers_by_the_id_of_their_question(options: tuple[str, ...], answers: dict[str, str]) -> None:
    assert mapping_file.answers(options) == answers


@pytest.mark.parametrize("options", [("version",), ("=Plan",), ("version=",), ("year=2026", "year=2027")])
def test_an_answer_that_says_nothing_or_two_things_is_an_error(options: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as error:
        mapping_file.answers(options)
    assert error.value.next_step
