"""What the add-in asks of the worker, over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.patience import PATIENCE
from tests.worker.served import Worker, serving
from worker.shapes.review import Review, RowOverride

GRID: dict[str, Any] = {
    "sheet": "Plan",
    "cells": [
        ["Media plan 2026", None, None, None],
        ["Publisher", "Platform", "Net cost", "Clicks"],
        ["Alpha News", "FB", 100.5, 10],
        ["Beta Radio", "Blorpnet", 200, 20],
        ["Total", None, 300.5, 30],
    ],
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with serving(tmp_path_factory.mktemp("memory")) as running:
        yield running


def value_of(worker: Worker, value: str, **asked: Any) -> Any:
    return worker.post("/v1/values", {"field": "platform", "values": [value], **asked})["values"][0]


# ---------------------------------------------------------------- the worker itself


def test_health_says_on_what_it_works(worker: Worker) -> None:
    told = worker.get("/v1/health")
    assert told["memory"] == str(worker.folder)
    assert (told["pid"], told["llm"], told["encrypted"]) == (worker.process.pid, False, False)
    assert told["revision"] == worker.revision


def test_the_template_has_its_fields(worker: Worker) -> None:
    told = worker.get("/v1/template")
    assert told["name"] == "raw_data"
    assert {"name": "clicks", "type": "number", "kind": "measure"}.items() <= next(
        f for f in told["fields"] if f["name"] == "clicks"
    ).items()


def test_the_report_has_what_its_sheet_charts(worker: Worker) -> None:
    assert {"mappings", "calibration", "sources", "failing_mappings", "verbs", "model"} <= set(
        worker.get("/v1/report")
    )


@pytest.mark.parametrize(
    ("method", "route", "status"), [("GET", "/v1/nothing", 404), ("GET", "/v1/map", 405)]
)
def test_an_unknown_route_is_said_as_any_error(worker: Worker, method: str, route: str, status: int) -> None:
    answer = worker.client.request(method, route)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, "route")


def test_stop_ends_the_worker(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        assert running.client.post("/v1/stop", json={}).status_code == 202
        assert running.process.wait(PATIENCE) == 0
    assert not (tmp_path / "worker.json").exists()


# ---------------------------------------------------------------- the revision


def test_every_answer_has_the_revision_and_a_decision_changes_it(worker: Worker) -> None:
    before = worker.revision
    question = {"columns": [{"name": "Gloop"}]}
    for _ in range(2):  # the second comes from the session
        answer = worker.client.post("/v1/suggest", json=question)
        assert answer.headers["x-memory-revision"] == str(before)
    decision = {"header": "Gloop", "field": "reach", "decision": "confirm"}
    answer = worker.client.post("/v1/decisions", json={"decisions": [decision], "user": "eve"})
    assert int(answer.headers["x-memory-revision"]) > before
    assert worker.revision == int(answer.headers["x-memory-revision"])
    assert "x-memory-revision" in worker.client.post("/v1/suggest", json={"columns": 3}).headers


# ---------------------------------------------------------------- columns and values


def test_suggest_takes_the_number_of_alternatives(worker: Worker) -> None:
    asked = {"columns": [{"name": "Cost"}], "alternatives": 7, "llm": False, "one_to_one": True}
    (found,) = worker.post("/v1/suggest", asked)["suggestions"]
    assert 3 < len(found["alternatives"]) <= 7


def test_one_to_one_is_taken_from_the_question(worker: Worker) -> None:
    columns = [{"name": "Clicks"}, {"name": "Clicks"}]
    free, strict = (
        [s["field"] for s in worker.post("/v1/suggest", {"columns": columns, "one_to_one": o})["suggestions"]]
        for o in (False, True)
    )
    assert (free, strict.count("clicks")) == (["clicks", "clicks"], 1)


@pytest.mark.parametrize(
    ("field", "value", "canonical", "origin"),
    [
        ("platform", "FB", "Meta", "rules"),
        ("platform", "Blorpnet", None, "none"),
        ("market", "Deutschland", "DE", "rules"),
        ("currency", "€", "EUR", "rules"),
        ("campaign_name", "FB", None, "none"),
    ],
)
def test_values_have_one_name(
    worker: Worker, field: str, value: str, canonical: str | None, origin: str
) -> None:
    (found,) = worker.post("/v1/values", {"field": field, "values": [value]})["values"]
    assert (found["value"], found["canonical"], found["origin"]) == (value, canonical, origin)
    assert bool(found["confidence"]) == bool(canonical)
    assert found["reason"]


def test_values_of_an_unknown_field_are_refused(worker: Worker) -> None:
    answer = worker.client.post("/v1/values", json={"field": "platfrom", "values": ["FB"]})
    assert answer.status_code == 422
    assert "platform" in answer.json()["error"]["next_step"]


def test_a_decision_on_a_value_holds_in_its_scope_until_it_is_undone(worker: Worker) -> None:
    acme = {"client": "Acme"}
    said = {"field": "platform", "value": "FB", "canonical": "Facebook", "decision": "correct", "scope": acme}
    (standing,) = worker.post("/v1/decisions", {"values": [said], "user": "vera"})["confidences"]
    assert (standing["header"], standing["field"], standing["about"]) == ("FB", "Facebook", "platform")
    here = value_of(worker, "fb", scope=acme)
    assert (here["canonical"], here["origin"]) == ("Facebook", "memory")
    assert value_of(worker, "FB")["canonical"] == "Meta"
    worker.post("/v1/undo", {"user": "vera"})
    assert value_of(worker, "FB", scope=acme)["canonical"] == "Meta"


def test_a_rejected_name_is_not_given_again(worker: Worker) -> None:
    said = {"field": "platform", "value": "FB", "canonical": "Meta", "decision": "reject"}
    worker.post("/v1/decisions", {"values": [said], "user": "vic"})
    found = value_of(worker, "FB")
    assert (found["canonical"], found["origin"]) == (None, "none")
    assert "Meta" in found["reason"]
    worker.post("/v1/undo", {"user": "vic"})


def test_headers_and_values_are_kept_together_or_not_at_all(worker: Worker) -> None:
    before = worker.revision
    header = {"header": "Zonk", "field": "reach", "decision": "confirm"}
    own = {"field": "campaign_name", "value": "Secret launch", "canonical": "X", "decision": "confirm"}
    answer = worker.client.post("/v1/decisions", json={"decisions": [header], "values": [own]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "usage")
    assert worker.revision == before


def test_bulk_counts_half(worker: Worker) -> None:
    decision = {"header": "Wumpus", "field": "reach", "decision": "confirm"}
    (bulk,) = worker.post("/v1/decisions", {"decisions": [decision], "bulk": True})["confidences"]
    assert bulk["confirmed"] == 0.5


# ---------------------------------------------------------------- plans


def test_what_is_beside_the_values_is_taken_in(worker: Worker) -> None:
    cells = [list(row) for row in GRID["cells"]]
    cells[2][3] = None
    sheet = GRID | {
        "cells": cells,
        "fills": {"A2": "#ffc000"},
        "hidden_rows": [4],
        "hidden_columns": [4],
        "errors": {"D3": "#REF!"},
        "formulas": {"C5": "=SUM(C3:C4)"},
    }
    answer = worker.post("/v1/export", {"sheets": [sheet]})
    assert "error-cell" in answer["findings"]
    assert any("hidden" in code for code in answer["findings"])


@pytest.mark.parametrize(
    "sheet", [GRID | {"fills": {"2A": "FFF"}}, GRID | {"errors": {"": "#REF!"}}, GRID | {"hidden_rows": "4"}]
)
def test_what_is_no_cell_is_refused(worker: Worker, sheet: Any) -> None:
    answer = worker.client.post("/v1/map", json={"sheets": [sheet]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "usage")


def test_a_review_is_the_shape_that_the_sheets_write(worker: Worker) -> None:
    rows = [{"sheet": "Plan", "row": 4, "kind": "note"}]
    answer = worker.post("/v1/review", {"sheets": [GRID], "name": "plan.xlsx", "rows": rows})
    review = msgspec.convert(answer, Review)
    assert review.plan == "plan.xlsx"
    assert review.overrides == (RowOverride("Plan", 4, "note"),)
    assert {row.header: row.field for row in review.rows} == {
        "Publisher": "publisher",
        "Platform": "platform",
        "Net cost": "net_cost",
        "Clicks": "clicks",
    }
    assert review.layouts[0].row_kinds[3] == "note"
    assert any(field.name == "clicks" for field in review.template.fields)


def test_a_saved_file_is_read_by_the_worker(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Publisher,Net cost\nAlpha,100\nBeta,200\n", "utf-8")
    assert msgspec.convert(worker.post("/v1/review", {"path": str(path)}), Review).plan == "plan.csv"
    assert worker.post("/v1/export", {"path": str(path)})["rows"] == 2
    path.write_text("Publisher,Net cost\nAlpha,100\nBeta,200\nGamma,300\n", "utf-8")
    (sheet,) = worker.post("/v1/map", {"path": str(path)})["sheets"]
    assert sheet["tables"][0]["last_row"] == 4


@pytest.mark.parametrize("body", [{"path": "plan.csv"}, {"path": "/nowhere/plan.csv"}, {"sheets": []}])
def test_a_plan_that_is_none_is_one_sentence(worker: Worker, body: Any) -> None:
    answer = worker.client.post("/v1/review", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_an_export_has_what_the_sheets_need(worker: Worker) -> None:
    choice = {"sheet": "Plan", "table": 1, "column": "D", "field": None}
    cells = [list(row) for row in GRID["cells"]]
    # A choice is remembered: no other test has these headers.
    cells[1] = ["Site", "Platform name", "Net amount", "Goal"]
    sheet = GRID | {"cells": cells}
    answer = worker.post("/v1/export", {"sheets": [sheet], "choices": [choice], "user": "ann"})
    assert answer["types"]["net_cost"] == "money"
    assert set(answer["columns"]) >= set(answer["types"])
    fields = {f["column"]: f["field"] for f in answer["fields"]}
    assert fields == {"A": "publisher", "B": "platform", "C": "net_cost", "D": None}
    assert answer["settled"] in (True, False)
    assert [f["code"] for f in answer["all_findings"]].count("value-unknown") == 1
    assert len(answer["all_findings"]) == sum(map(len, answer["findings"].values()))


@pytest.mark.parametrize("column", ["", "7", "C4"])
def test_a_choice_for_no_column_is_refused(worker: Worker, column: str) -> None:
    choice = {"sheet": "Plan", "column": column, "field": None}
    answer = worker.client.post("/v1/export", json={"sheets": [GRID], "choices": [choice]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "usage")


def test_what_was_taught_of_a_value_is_exported(worker: Worker) -> None:
    def platforms() -> set[str]:
        answer = worker.post("/v1/export", {"sheets": [GRID]})
        at = answer["columns"].index("platform")
        return {row[at] for row in answer["data"]}

    before = platforms()
    said = {"field": "platform", "value": "Blorpnet", "canonical": "Blorp Network", "decision": "confirm"}
    worker.post("/v1/decisions", {"values": [said], "user": "walt"})
    after = platforms()
    worker.post("/v1/undo", {"user": "walt"})
    assert (before, after, platforms()) == (
        {"Meta", "Blorpnet"},
        {"Meta", "Blorp Network"},
        {"Meta", "Blorpnet"},
    )


# ---------------------------------------------------------------- two versions

DEARER = GRID | {"cells": [*GRID["cells"][:2], ["Alpha News", "FB", 130.5, 10], *GRID["cells"][3:4], ["Total", None, 330.5, 30]]}  # fmt: skip
LEFT_OUT = [{"sheet": "Plan", "table": 1, "column": "C", "field": None}]


def test_a_version_that_did_not_change(worker: Worker) -> None:
    answer = worker.post("/v1/diff", {"old": {"sheets": [GRID]}, "new": {"sheets": [GRID]}})
    assert answer["changes"] == []
    assert answer["lines"] == {"old": 2, "new": 2, "added": 0, "gone": 0, "changed": 0, "split": 0, "merged": 0, "moved": 0}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "cost"),
    [
        ({}, {}, (300.5, 330.5, 30.0)),
        ({}, {"choices": LEFT_OUT}, (300.5, 0.0, -300.5)),  # what was decided for a column counts
        ({"name": "v3.xlsx"}, {"name": "v4.xlsx"}, (300.5, 330.5, 30.0)),
    ],
)
def test_what_changed_between_two_versions(worker: Worker, old: Any, new: Any, cost: Any) -> None:
    before = worker.revision
    body = {"old": {"sheets": [GRID]} | old, "new": {"sheets": [DEARER]} | new}
    answer = worker.post("/v1/diff", body)
    totals = {one["measure"]: (one["old"], one["new"], one["difference"]) for one in answer["totals"]}
    assert totals["net_cost"] == cost
    assert (answer["old"], answer["new"]) == (old.get("name", "plan"), new.get("name", "plan"))
    assert worker.revision == before


def test_a_version_may_be_raw_data_that_was_exported_before(worker: Worker, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(
        "publisher,platform,net_cost,clicks\nAlpha News,FB,100.5,10\nBeta Radio,Blorpnet,200,20\n", "utf-8"
    )
    answer = worker.post("/v1/diff", {"old": {"path": str(raw)}, "new": {"sheets": [DEARER]}})
    assert (answer["old"], answer["lines"]["old"]) == ("raw.csv", 2)
    assert {one["measure"]: one["difference"] for one in answer["totals"]}["net_cost"] == 30.0


def test_a_missing_version_is_said(worker: Worker, tmp_path: Path) -> None:
    old = {"path": str(tmp_path / "gone.xlsx")}
    answer = worker.client.post("/v1/diff", json={"old": old, "new": {"sheets": [GRID]}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "missing")


# ---------------------------------------------------------------- jobs


def finished(worker: Worker, job: str, seconds: float = PATIENCE) -> tuple[Any, list[Any]]:
    """The job when it is finished, and its answers up to then."""
    until, seen = time.monotonic() + seconds, []
    while time.monotonic() < until:
        seen.append(worker.get(f"/v1/jobs/{job}?wait=1"))
        if seen[-1]["state"] in ("done", "failed", "stopped"):
            return seen[-1], seen
    raise AssertionError(seen[-1])


@pytest.mark.parametrize("verb", ["review", "export"])
def test_a_job_gives_what_its_route_gives(worker: Worker, verb: str) -> None:
    started = worker.client.post("/v1/jobs", json={"verb": verb, "body": {"sheets": [GRID]}})
    assert started.status_code == 202
    done, seen = finished(worker, started.json()["job"])
    assert (done["state"], done["error"]) == ("done", None)
    assert done["result"] == worker.post(f"/v1/{verb}", {"sheets": [GRID]})
    assert all(one["done"] <= one["of"] for one in seen)


def test_a_job_of_two_versions_counts_the_steps_of_both(worker: Worker) -> None:
    body = {"old": {"sheets": [GRID]}, "new": {"sheets": [DEARER]}}
    done, seen = finished(worker, worker.post("/v1/jobs", {"verb": "diff", "body": body})["job"])
    assert (done["state"], done["result"]) == ("done", worker.post("/v1/diff", body))
    assert all(one["done"] <= one["of"] for one in seen)


def test_a_job_that_fails_says_why(worker: Worker) -> None:
    body = {"sheets": [{"sheet": "Empty", "cells": []}]}
    done, _ = finished(worker, worker.post("/v1/jobs", {"verb": "export", "body": body})["job"])
    assert (done["state"], done["result"], done["error"]["code"]) == ("failed", None, "layout")


@pytest.mark.parametrize(
    "body", [{"verb": "review", "body": {"sheets": 3}}, {"verb": "dance", "body": {}}, {"verb": "export"}]
)
def test_a_job_that_is_none_is_refused_at_once(worker: Worker, body: Any) -> None:
    assert worker.client.post("/v1/jobs", json=body).status_code == 422


def test_an_unknown_job_is_said(worker: Worker) -> None:
    for method in ("GET", "DELETE"):
        answer = worker.client.request(method, "/v1/jobs/nope")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "no-such-job")


def test_a_stopped_job_stops_and_formulas_are_answered_meanwhile(worker: Worker) -> None:
    many = [GRID | {"sheet": f"Plan {at}"} for at in range(400)]
    job = worker.post("/v1/jobs", {"verb": "export", "body": {"sheets": many}})["job"]
    while worker.get(f"/v1/jobs/{job}?wait=1")["state"] == "waiting":
        pass
    worker.post("/v1/suggest", {"columns": [{"name": "Something new"}], "llm": False})
    assert worker.get(f"/v1/jobs/{job}")["state"] == "running"
    assert worker.client.delete(f"/v1/jobs/{job}").status_code == 200
    done, seen = finished(worker, job)
    assert (done["state"], done["error"]["code"], done["result"]) == ("stopped", "stopped", None)


# ---------------------------------------------------------------- what is too large


def column(samples: int) -> dict[str, Any]:
    return {"name": "Cost", "samples": [1] * samples}


@pytest.mark.parametrize(
    ("path", "body", "setting"),
    [
        ("/v1/suggest", {"columns": [column(0)] * 16_385}, "max_request_columns"),
        ("/v1/suggest", {"columns": [column(2_000_001)]}, "max_request_cells"),
        ("/v1/values", {"field": "platform", "values": ["a"] * 2_000_001}, "max_request_cells"),
        *(
            (
                "/v1/jobs",
                {"verb": verb, "body": {"sheets": [{"cells": [[1] * 16_385]}]}},
                "max_request_columns",
            )
            for verb in ("review", "export")
        ),
        *(
            (path, {"sheets": [{"cells": cells}]}, setting)
            for path in ("/v1/layout", "/v1/map", "/v1/review", "/v1/check", "/v1/export")
            for cells, setting in (
                ([[1] * 16_385], "max_request_columns"),
                ([[1] * 2_000, *[[1]] * 1_000], "max_request_cells"),
            )
        ),
    ],
)
def test_a_request_that_is_too_large_names_the_setting(
    worker: Worker, path: str, body: dict[str, Any], setting: str
) -> None:
    answer = worker.client.post(path, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "request-too-large")
    assert f"'{setting}'" in answer.text
