from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.worker.memory.recall.conftest import counted
from worker.errors import ModelProblem
from worker.memory.recall import answers, ttl
from worker.memory.recall.ttl import cache_with_ttl


class Time:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(ttl, "time", made)
    monkeypatch.setattr(answers, "now", made.time)
    return made


def test_other_arguments_are_other_questions(folder: Path) -> None:
    rules, asked = counted(folder)
    for call in (("DV360",), ("DV360", 3), ("TTD",), (3,), ("3",)):
        rules(*call)
        rules(*call)
    assert asked == ["DV360", "DV360", "TTD", 3, "3"]


@pytest.mark.parametrize("again", [False, True])
def test_an_answer_lasts_its_hours_also_for_the_next_process(folder: Path, time: Time, again: bool) -> None:
    rules, asked = counted(folder)
    assert rules("DV360") == {"of": "DV360"}
    for hours, expected in ((23.9, 1), (0.2, 2), (23.5, 2), (1.0, 3)):
        time.now += hours * 3600
        if again:
            rules, more = counted(folder)
            rules("DV360")
            asked += more
        else:
            rules("DV360")
        assert len(asked) == expected, hours


@pytest.mark.parametrize("answer", [None, 0, "", [], {"a": [1, 2.5, None, True]}])
def test_any_json_is_an_answer(folder: Path, answer: Any) -> None:
    seen: list[int] = []

    @cache_with_ttl(hours=1, memory_dir=folder)
    def ask() -> Any:
        seen.append(1)
        return answer

    assert (ask(), ask()) == (answer, answer)
    assert len(seen) == 1


@pytest.mark.parametrize("answer", [(1, 2), {"a": (1,)}, {1: 2}, date(2026, 1, 1), {3}])
def test_what_json_would_change_stays_in_the_process(folder: Path, answer: Any) -> None:
    rules, asked = counted(folder, answer)
    assert rules("x") == rules("x") == answer and type(rules("x")) is type(answer)
    assert len(asked) == 1
    later, asked_later = counted(folder, answer)
    assert later("x") == answer and len(asked_later) == 1


def test_errors_are_not_kept(folder: Path) -> None:
    rules, asked = counted(folder, ModelProblem("no answer"))
    for _ in range(2):
        with pytest.raises(ModelProblem):
            rules("DV360")
    assert len(asked) == 2


def test_the_last_good_answer_serves_where_that_is_wanted(folder: Path, time: Time) -> None:
    rules, _ = counted(folder, last_good=True)
    rules("DV360")
    time.now += 25 * 3600
    failing, asked = counted(folder, ModelProblem("no answer"), last_good=True)
    assert failing("DV360") == {"of": "DV360"} and asked == ["DV360"]
    with pytest.raises(ModelProblem):
        failing("TTD")


def test_forgetting_leaves_other_functions_alone(folder: Path) -> None:
    rules, asked = counted(folder)
    other = cache_with_ttl(hours=1, memory_dir=folder)(lambda: asked.append("other") or {"a": 1})
    rules("DV360"), other()
    rules.cache_clear()
    rules("DV360"), other()
    assert asked == ["DV360", "other", "DV360"]
