"""One command over several plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

ONE = ROOT / "examples" / "weekly_tv_digital_en" / "plan.xlsx"
OTHER = "Channel,Placement,Start,End,Net cost\nTV,A,2026-01-05,2026-01-11,100\n"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.csv"
    path.write_text(OTHER, "utf-8")
    return path


@pytest.mark.parametrize("command", ["map", "check"])
def test_one_plan_is_answered_as_ever(mediamapper: Run, command: str) -> None:
    assert "plan" not in mediamapper(command, ONE, "--json", "--no-llm").json


@pytest.mark.parametrize("words", ["map {one} {other} -o review.xlsx", "check {one} {other} --raw raw.csv"])
def test_what_is_about_one_plan_is_refused_for_two(mediamapper: Run, other: Path, words: str) -> None:
    ran = mediamapper(*words.format(one=ONE, other=other).split())
    assert (ran.code, ran.out) == (2, "")
    assert "is about one plan, and 2 are named" in ran.err


@pytest.mark.parametrize("command", ["map", "check", "layout"])
def test_each_plan_has_its_line_and_a_bad_one_stops_no_other(
    mediamapper: Run, other: Path, command: str
) -> None:
    options = () if command == "layout" else ("--no-llm",)
    ran = mediamapper(command, ONE, "none.xlsx", other, "--json", *options)
    assert [line["plan"] for line in ran.lines] == [str(ONE), "none.xlsx", str(other)]
    assert ran.lines[1]["error"]["code"] == "missing"
    alone = mediamapper(command, other, "--json", *options)
    assert {key: value for key, value in ran.lines[2].items() if key != "plan"} == alone.json
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith("mediamapper: none.xlsx: ")


def test_people_see_whose_answer_it_is(mediamapper: Run, other: Path) -> None:
    ran = mediamapper("layout", ONE, other)
    assert ran.code == 0
    assert ran.out.index(str(ONE)) < ran.out.index(str(other))
