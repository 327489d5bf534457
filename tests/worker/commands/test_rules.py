"""`mediamapper rules ...`: what it prints, its exit codes, and that what it pins counts in the next export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.worker.llm.fake_model import FakeModel, failure
from worker.commands.rules import rules as group
from worker.errors import ModelProblem, UsageError

RULE = {
    "kind": "longest",
    "field": "notes",
    "other": "-",
    "limit": 5,
    "sentence": "s",
    "source": "Their help",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), standalone_mode=False)


def answer(*arguments: str) -> Any:
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    with FakeModel().running() as running:
        running.brain = lambda asked: {"rules": [RULE]}
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_looking_creates_nothing(own_memory: Path) -> None:
    for arguments in (("list",), ("show", "FB"), ("list", "--json")):
        assert run(*arguments).return_value == 0
    assert not own_memory.exists()


def test_the_list_counts_who_stands_for_the_rules() -> None:
    listed = {one["platform"]: one for one in answer("list")["platforms"]}
    assert len(listed) == 12
    meta = listed["Meta"]
    assert meta["rules"] == meta["checked"] + meta["practice"] and meta["user"] == meta["model"] == 0
    assert "Meta" in run("list").output


def test_a_platform_is_shown_by_any_of_its_names_with_source_and_code() -> None:
    shown = answer("show", "Display & Video 360")["rules"]
    assert shown == answer("show", "DV360")["rules"]
    page = run("show", "DBM").output
    assert "dv360-longest-bytes-campaign-name" in page and "Display & Video 360 API" in page


def test_a_platform_without_rules_of_its_own_needs_a_look() -> None:
    done = run("show", "Acme Rag")
    assert done.return_value == 1 and "any-at-most-reach-impressions" in done.output


def test_pinning_and_unpinning_several() -> None:
    codes = ["meta-longest-ad-name", "meta-longest-ad-group"]
    assert {r["severity"] for r in answer("pin", *codes, "--user", "anna")["rules"]} == {"warning"}
    assert answer("list")["platforms"][5]["pinned"] == 2
    assert "pinned" in run("show", "FB").output
    assert {r["severity"] for r in answer("unpin", *codes)["rules"]} == {"note"}


def test_a_wrong_code_is_one_line() -> None:
    done = run("pin", "meta-longest-ad-nam")
    assert isinstance(done.exception, UsageError) and "meta-longest-ad-name" in str(done.exception)


def test_refreshing_is_permission_enough_and_asks_each_time(model: FakeModel) -> None:
    for _ in range(2):
        assert "dv360-longest-notes" in [r["code"] for r in answer("refresh", "DBM")["rules"]]
    assert len(model.asked) == 2
    assert "dv360-longest-notes" in [r["code"] for r in answer("show", "DV360")["rules"]]


def test_a_refresh_that_fails_says_so_and_keeps_the_last_set(model: FakeModel) -> None:
    run("refresh", "DV360")
    model.brain = lambda asked: failure(401, "authentication_error")
    assert isinstance(run("refresh", "DV360").exception, ModelProblem)
    assert "dv360-longest-notes" in [r["code"] for r in answer("show", "DV360")["rules"]]


def test_the_question_can_be_seen_before_it_is_asked(model: FakeModel) -> None:
    done = run("refresh", "FB", "--show-prompt")
    assert "/v1/messages" in done.output and "Meta" in done.output and model.history == []


def test_without_a_key_it_says_how_to_set_one() -> None:
    done = run("refresh", "FB")
    assert isinstance(done.exception, ModelProblem) and "ANTHROPIC_API_KEY" in str(done.exception)


def test_what_was_pinned_counts_in_the_next_export(
    model: FakeModel, mediamapper: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, decided = tmp_path / "plan.csv", tmp_path / "mapping.json"
    plan.write_text(
        "Platform,Comment,Start,End,Net cost,Impressions,Reach\n"
        "DBM,a long comment,2026-01-05,2026-01-11,100,1000,500\n"
        "DBM,short,2026-01-05,2026-01-11,200,1000,1500\n",
        "utf-8",
    )
    fields = ("platform", "notes", "start_date", "end_date", "net_cost", "impressions", "reach")
    decided.write_text(
        json.dumps(dict(zip(plan.read_text("utf-8").splitlines()[0].split(","), fields, strict=True))),
        "utf-8",
    )

    def exported() -> dict[str, str]:
        raw = tmp_path / "raw.csv"
        done = mediamapper("export", plan, "-o", raw, "--mapping", decided, "--no-llm", "--json")
        assert done.code in (0, 1), done.err
        return {code: found[0]["severity"] for code, found in done.json["findings"].items()}

    assert "dv360-longest-notes" not in exported()
    assert exported()["any-at-most-reach-impressions"] == "warning"
    run("refresh", "DV360")
    assert exported()["dv360-longest-notes"] == "note"
    run("pin", "dv360-longest-notes")
    assert exported()["dv360-longest-notes"] == "warning"
    monkeypatch.setenv("MEDIAMAPPER_PLATFORM_CHECKS", "off")
    assert not [code for code in exported() if code.startswith(("dv360-", "any-"))]
