"""Learning from end to end, through the worker and the command line, on plans made here: with a model that is allowed
and counted, what people decided is enough, and what they took back is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.conftest import Run
from tests.worker.llm.fake_model import FakeModel
from tests.worker.served import Door, answering
from worker.shapes.review import Review, ReviewRow

TRUTH: dict[str, str | None] = {
    "Vorgang": "campaign_name",
    "Haus": "publisher",
    "Strecke": "channel",
    "Kiste": "placement",
    "Gestalt": "ad_format",
    "Leute": "audience",
    "Ecke": "market",
    "Marke X": "brand",
    "Ding": "product",
    "Absicht": "objective",
    "Handel": "buy_type",
    "Geraet Nr": "device",
    "Anfang am": "start_date",
    "Schluss am": "end_date",
    "Betrag eins": "net_cost",
    "Betrag zwei": "gross_cost",
    "Menge A": "impressions",
    "Menge B": "clicks",
    "Menge C": "conversions",
    "Kuerzel": None,
}
"""20 columns as one agency calls them, most of them unlike anything the vocabulary has, and what they hold."""
RENAMED = {"Strecke": "Blonk", "Leute": "Fnurz", "Menge C": "Quark"}
TEXTS = {"campaign_name": "Line", "publisher": "House", "placement": "Box", "audience": "People", None: "K"}


def plan(month: int, renamed: Mapping[str, str] = {}, client: str = "Acme") -> dict[str, Any]:  # noqa: B006
    """A plan of that client for one month, as the add-in sends it."""
    headers = [renamed.get(header, header) for header in TRUTH]
    lines = [[_cell(field, month, at) for field in TRUTH.values()] for at in range(1, 7)]
    dates = [(at + 4, column) for at in range(len(lines)) for column in (13, 14)]
    cells: list[list[Any]] = [["Client:", client, None, "Currency:", "EUR"], [], headers, *lines]
    return {"sheets": [{"sheet": "Plan", "cells": cells, "dates": dates}], "name": f"plan-{month}.xlsx"}


def _cell(field: str | None, month: int, at: int) -> Any:
    fixed = {"channel": "Display", "market": "DE", "buy_type": "CPM", "device": "Mobile"}
    if field in fixed:
        return fixed[field]
    if field in ("start_date", "end_date"):
        return f"2026-{month:02}-{at if field == 'start_date' else at + 20:02}"
    amounts = {"net_cost": 90, "gross_cost": 100, "impressions": 5000, "clicks": 50, "conversions": 2}
    return (
        amounts[field] * (at + month) if field in amounts else f"{TEXTS.get(field, 'Word')} {month * 10 + at}"
    )


@pytest.fixture(scope="module")
def model() -> Iterator[FakeModel]:
    with FakeModel().running() as running:  # it is asked, and knows nothing
        yield running


@pytest.fixture
def environment(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    model.history.clear()
    environment = {**model.environment, "MEDIAMAPPER_LLM": "1"}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment


@pytest.fixture
def worker(own_memory: Path, environment: dict[str, str]) -> Iterator[Door]:
    own_memory.mkdir()
    with answering(own_memory) as running:
        yield running


def review(worker: Door, asked: Mapping[str, Any]) -> Review:
    return msgspec.convert(worker.post("/v1/review", asked), Review)


def by_header(found: Review) -> dict[str, ReviewRow]:
    return {row.header: row for row in found.rows}


def wrong(found: Review, renamed: Mapping[str, str] = {}) -> list[ReviewRow]:  # noqa: B006
    truth = {renamed.get(header, header): field for header, field in TRUTH.items()}
    return [row for row in found.rows if row.field != truth[row.header]]


def settle(worker: Door, asked: Mapping[str, Any], user: str = "ann") -> int:
    """What a planner does with a plan: put right what is wrong, confirm what is in doubt, export; gives the decisions."""
    found = review(worker, asked)
    decisions, choices = [], []
    for row in found.rows:
        right = TRUTH[row.header]
        if row.field == right and not row.in_doubt:
            continue
        verdict = "confirm" if row.field == right else "correct"
        decisions.append(
            {"header": row.header, "field": row.field, "decision": verdict, "correct_field": right}
            | {"scope": {"client": "Acme"}}
        )
        choices.append({"sheet": row.sheet, "column": "ABCDEFGHIJKLMNOPQRST"[row.column - 1], "field": right})
    worker.post("/v1/decisions", {"decisions": decisions, "user": user})
    worker.post("/v1/export", {**asked, "choices": choices, "user": user})
    return len(decisions)


# ---------------------------------------------------------------- the sixth plan


def test_the_sixth_plan_needs_nobody_and_no_model(worker: Door, model: FakeModel) -> None:
    asked = [settle(worker, plan(month)) for month in range(1, 6)]
    assert asked[0] > 5
    assert asked[1:] == [0, 0, 0, 0]
    calls = len(model.asked)
    assert calls >= 1
    sixth = review(worker, plan(6))
    assert [row.header for row in sixth.rows if row.in_doubt] == []
    assert wrong(sixth) == []
    answer = worker.post("/v1/export", plan(6))
    assert {f["field"] for f in answer["fields"]} == set(TRUTH.values())
    assert not [f for f in answer["all_findings"] if f["code"] == "mapping-in-doubt"]
    assert len(model.asked) == calls


def test_of_20_columns_only_the_three_renamed_ones_come_up(worker: Door, model: FakeModel) -> None:
    for month in range(1, 6):
        settle(worker, plan(month))
    model.history.clear()
    sixth = review(worker, plan(6, RENAMED))
    asked = {row.header for row in sixth.rows if row.in_doubt or row.field is None} - {"Kuerzel"}
    assert asked == set(RENAMED.values())
    for row in wrong(sixth, RENAMED):
        assert row.header in RENAMED.values()
    for one in model.asked:
        assert not [header for header in TRUTH if f'"{header}"' in one.text.split("Source:")[-1]]


def test_another_client_is_not_served_by_it(worker: Door) -> None:
    for month in range(1, 4):
        settle(worker, plan(month))
    other = by_header(review(worker, plan(4, client="Other")))
    assert other["Haus"].field != "publisher" or other["Haus"].origin != "memory"
    assert not any("Same layout" in row.reason for row in other.values())


def test_the_command_line_learns_the_same(mediamapper: Run, tmp_path: Path, environment: object) -> None:
    """Five plans as files, their columns decided as JSON; the sixth is exported without a word."""

    def write(month: int) -> Path:
        rows = plan(month)["sheets"][0]["cells"]
        path = tmp_path / f"plan-{month}.csv"
        path.write_text("\n".join(",".join(str(cell) for cell in row) for row in rows), "utf-8")
        return path

    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(TRUTH), "utf-8")
    for month in range(1, 6):
        path = write(month)
        rows = mediamapper("map", path, "--json").json["sheets"][0]["tables"][0]["suggestions"]
        decisions = [
            {"header": row["header"], "field": row["field"], "decision": "correct"}
            | {"correct_field": TRUTH[row["header"]], "scope": {"client": "Acme"}}
            for row in rows
            if row["field"] != TRUTH[row["header"]]
        ]
        if decisions:
            decided = mediamapper("decide", "--user", "ann", stdin=json.dumps({"decisions": decisions}))
            assert decided.code == 0, decided.err
        mediamapper("export", path, "-o", tmp_path / f"raw-{month}.csv", "--mapping", mapping)
    sixth = mediamapper("map", write(6), "--json")
    assert sixth.code == 0, sixth.out
    rows = sixth.json["sheets"][0]["tables"][0]["suggestions"]
    assert {row["header"]: row["field"] for row in rows} == TRUTH
    assert {row["origin"] for row in rows} == {"memory"}


# ---------------------------------------------------------------- what was taken back


def said(header: str, field: str, verdict: str, **scope: str) -> dict[str, Any]:
    return {"decisions": [{"header": header, "field": field, "decision": verdict, "scope": scope}]}


def field_of(worker: Door, header: str, **scope: str) -> str | None:
    asked = {"columns": [{"name": header}], "scope": scope, "llm": False}
    found: str | None = worker.post("/v1/suggest", asked)["suggestions"][0]["field"]
    return found


HERE, NARROWER, ELSEWHERE = {"client": "Acme"}, {"client": "Acme", "market": "DE"}, {"client": "Beta"}


@pytest.mark.parametrize("confirmed", [1, 4])
def test_a_wrong_confirm_is_gone_where_it_held_and_nowhere_else(worker: Door, confirmed: int) -> None:
    for scope in (HERE, ELSEWHERE):
        for _ in range(4):
            worker.post("/v1/decisions", said("Haus", "placement", "confirm", **scope))
    worker.post("/v1/decisions", said("Kiste", "placement", "confirm", **HERE))
    before = [field_of(worker, "Haus", **scope) for scope in (HERE, NARROWER, ELSEWHERE)]
    assert before == ["placement"] * 3
    for _ in range(confirmed):
        worker.post("/v1/decisions", said("Haus", "placement", "reject", **HERE))
    after = [field_of(worker, "Haus", **scope) for scope in (HERE, NARROWER, ELSEWHERE)]
    assert after[0] != "placement" and after[1] != "placement"
    assert after[2] == "placement"
    assert field_of(worker, "Kiste", **HERE) == "placement"
    asked = {"columns": [{"name": "Haus"}], "scope": HERE, "llm": False, "alternatives": 50}
    (found,) = worker.post("/v1/suggest", asked)["suggestions"]
    assert "placement" not in [one["field"] for one in found["alternatives"]]


def test_what_everybody_confirmed_is_gone_for_the_client_that_rejects_it(worker: Door) -> None:
    for _ in range(4):
        worker.post("/v1/decisions", said("Haus", "placement", "confirm"))
    worker.post("/v1/decisions", said("Haus", "placement", "reject", **HERE))
    assert field_of(worker, "Haus", **HERE) != "placement"
    assert field_of(worker, "Haus", **NARROWER) != "placement"
    assert field_of(worker, "Haus", **ELSEWHERE) == field_of(worker, "Haus") == "placement"


def test_a_recipe_does_not_bring_back_what_was_rejected(worker: Door) -> None:
    settle(worker, plan(1))
    assert by_header(review(worker, plan(2)))["Haus"].field == "publisher"
    worker.post("/v1/decisions", said("Haus", "publisher", "reject", **HERE))
    rows = by_header(review(worker, plan(2)))  # the same question as before, to the same worker
    assert rows["Haus"].field != "publisher"
    untouched = {header: row.field for header, row in rows.items() if header != "Haus"}
    assert untouched == {header: field for header, field in TRUTH.items() if header != "Haus"}


def test_headers_like_it_do_not_inherit_it(worker: Door, mediamapper: Run) -> None:
    """Neither as a proposal, nor in what the model is told of similar headers."""
    for _ in range(4):
        worker.post("/v1/decisions", said("Haus Nord", "placement", "confirm", **HERE))
    like = {"columns": [{"name": "Haus Nord 2"}], "scope": HERE}
    told = mediamapper("suggest", "--show-prompt", stdin=json.dumps(like)).out
    assert "haus nord -> placement" in told.replace('\\"', "").casefold()
    worker.post("/v1/decisions", said("Haus Nord", "placement", "reject", **HERE))
    told = mediamapper("suggest", "--show-prompt", stdin=json.dumps(like)).out
    assert "haus nord -> placement" not in told.replace('\\"', "").casefold()
    assert field_of(worker, "Haus Nord 2", **HERE) != "placement"


def test_what_another_program_took_back_is_gone_from_a_running_worker(worker: Door, mediamapper: Run) -> None:
    for _ in range(4):
        worker.post("/v1/decisions", said("Haus", "placement", "confirm", **HERE))
    assert [field_of(worker, "Haus", **HERE) for _ in range(2)] == ["placement"] * 2
    done = mediamapper(
        "decide", "--user", "bob", stdin=json.dumps(said("Haus", "placement", "reject", **HERE))
    )
    assert done.code == 0
    assert field_of(worker, "Haus", **HERE) != "placement"
    mediamapper("undo", "--user", "bob")
    assert field_of(worker, "Haus", **HERE) == "placement"


# ---------------------------------------------------------------- whose it is


def sheet_with(values: Sequence[str], client: str) -> dict[str, Any]:
    lines = [[f"Site {at}", value, 100 + at] for at, value in enumerate(values)]
    cells = [["Client:", client], [], ["Publisher", "Platform", "Net cost"], *lines]
    return {"sheets": [{"sheet": "Plan", "cells": cells}], "llm": False}


def test_values_are_learnt_for_the_client_of_the_brief(worker: Door) -> None:
    def platforms(client: str) -> list[Any]:
        answer = worker.post("/v1/export", sheet_with(["FB", "Gugl"], client))
        return [row[answer["columns"].index("platform")] for row in answer["data"]]

    value = {"field": "platform", "value": "Gugl", "canonical": "Google Ads", "scope": {"client": "acme "}}
    worker.post("/v1/decisions", {"values": [value]})
    assert platforms("Acme") == ["Meta", "Google Ads"]
    assert platforms("Other") == ["Meta", "Gugl"]
