"""Figures of labelled header rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.columns import Answer, Truth, ask, by_table, figures, interval, main, read
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade


def answer(field: str | None, truth: Truth, confidence: float = 0.9, table: str = "one") -> Answer:
    return Answer({"id": table}, "Header", True, field, confidence if field else 0.0, truth)


SPEND, OPEN, EITHER = frozenset({"spend"}), frozenset({None}), frozenset({"spend", None})


@pytest.mark.parametrize(
    ("said", "truth", "right", "must"),
    [
        (None, OPEN, 1.0, 0.0),
        (None, EITHER, 1.0, 0.0),
        ("spend", EITHER, 1.0, 0.0),
        ("spend", SPEND, 1.0, 1.0),
        (None, SPEND, 0.0, 0.0),
        ("spend", OPEN, 0.0, 0.0),
        ("clicks", SPEND, 0.0, 0.0),
    ],
)
def test_what_counts_as_right(said: str | None, truth: Truth, right: float, must: float) -> None:
    shown = figures([answer(said, truth)])
    assert (shown["all"], shown["must"]) == (right, must)


def test_coverage_ends_where_one_of_twenty_is_wrong() -> None:
    sure = [answer("spend", SPEND, 0.99)] * 19
    assert figures([*sure, answer("clicks", SPEND, 0.5)])["coverage_at_p95"] == 1.0
    assert figures([*sure, *[answer("clicks", SPEND, 0.5)] * 2])["coverage_at_p95"] == pytest.approx(
        20 / 21, abs=1e-4
    )
    assert figures([answer("clicks", SPEND, 0.999), *sure[:5]])["coverage_at_p95"] == 0.0


def test_confidence_is_off_by_what_it_promises_too_much() -> None:
    assert figures([answer("spend", SPEND, 1.0)] * 4)["ece"] == 0.0
    assert figures([answer("spend", SPEND, 0.8), answer("clicks", SPEND, 0.8)])["ece"] == pytest.approx(0.3)


def test_tables_are_drawn_whole() -> None:
    alike = [[answer("spend", SPEND, 0.9)]] * 5
    assert interval(alike) == [0.1, 0.1]
    low, high = interval([*alike, [answer("clicks", SPEND, 0.9)]])
    assert low < high


def test_a_file_is_asked_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": "plan", "kind": "plan", "columns": [{"name": "Publisher", "samples": ["Alpha"]}, {"name": "zonk"}],
         "truth": {"Publisher": ["publisher", None], "zonk": None}},
        {"id": "export", "kind": "export", "columns": [{"name": "Clicks", "samples": []}], "truth": {"Clicks": "spend"}},
    ]  # fmt: skip
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    answers = list(ask(Cascade(load_template()), read([file])))
    assert [(a.header, a.right, a.sampled) for a in answers] == [
        ("Publisher", True, True),
        ("zonk", True, False),
        ("Clicks", False, False),
    ]
    assert [len(table) for table in by_table(answers)] == [2, 1]
    monkeypatch.setattr("sys.argv", ["columns", str(file), "--by", "kind", "--values", "--wrong"])
    main()
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["group"] for line in lines[:-1]] == [
        "all",
        "export",
        "plan",
        "with their values",
        "the same without",
    ]
    assert "'Clicks': clicks, not spend" in lines[-1]
