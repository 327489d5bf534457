"""The worker over real HTTP: the verbs answer, and nobody else gets in."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.patience import PATIENCE
from tests.systems import CAN_ASK, is_owners_alone
from tests.worker.served import COMMAND, Worker, serving

GRID = {
    "sheet": "Plan",
    "cells": [
        ["Media plan 2026", None, None],
        ["Publisher", "Net cost", "Clicks"],
        ["Alpha News", 100.5, 10],
        ["Beta Radio", 200, 20],
        ["Total", 300.5, 30],
    ],
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    folder = tmp_path_factory.mktemp("memory")
    with serving(folder) as running:
        yield running
    # Only where a process can be asked to end; Windows kills it, and the next worker takes its place.
    assert not CAN_ASK or not (folder / "worker.json").exists()


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": "Bearer wrong"}, 401, "token"),
        ({"Authorization": ""}, 401, "token"),
        ({"Host": "evil.example"}, 421, "host"),
        ({"Origin": "http://evil.example"}, 403, "browser"),
        ({"Sec-Fetch-Site": "same-origin"}, 403, "browser"),
    ],
)
def test_strangers_are_refused(worker: Worker, headers: dict[str, str], status: int, code: str) -> None:
    answer = worker.client.get("/v1/health", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{}", "text/plain", 415, "json"),
        (b"{", "application/json", 422, "usage"),
        (b'{"columns": 3}', "application/json", 422, "usage"),
        (b'{"columns": [{"name": NaN}]}', "application/json", 422, "usage"),
        (b" " * (9 * 2**20), "application/json", 413, "too-large"),
    ],
)
def test_what_is_no_question_is_refused(
    worker: Worker, body: bytes, kind: str, status: int, code: str
) -> None:
    answer = worker.client.post("/v1/suggest", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_the_address_is_its_owners_alone(worker: Worker) -> None:
    assert is_owners_alone(worker.folder / "worker.json")
    assert worker.address["pid"] == worker.process.pid


def test_health(worker: Worker) -> None:
    assert worker.client.get("/v1/health").json()["status"] == "ok"


def test_suggest_answers_as_the_contract_says(worker: Worker) -> None:
    answer = worker.client.post(
        "/v1/suggest", json={"columns": [{"name": "Clicks", "samples": ["3"]}], "scope": {}}
    )
    (suggestion,) = answer.json()["suggestions"]
    assert set(suggestion) == {"header", "field", "confidence", "origin", "reason", "alternatives"}
    assert (suggestion["header"], suggestion["field"], suggestion["origin"]) == ("Clicks", "clicks", "rules")


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        (None, "'Clicks' is the name of the field clicks."),
        ("", "'Clicks' is the name of the field clicks."),
        ("en-US", "'Clicks' is the name of the field clicks."),
        ("xx", "'Clicks' is the name of the field clicks."),
        ("de-AT", "'Clicks' ist der Name des Feldes Klicks."),
    ],
)
def test_reasons_are_in_the_language_that_the_question_names(
    language: str | None, reason: str, worker: Worker
) -> None:
    asked = {} if language is None else {"language": language}
    answer = worker.client.post("/v1/suggest", json={"columns": [{"name": "Clicks"}], **asked}).json()
    assert answer["suggestions"][0]["reason"] == reason
    values = worker.client.post("/v1/values", json={"field": "platform", "values": ["FB"], **asked}).json()
    assert ("Werteliste" in values["values"][0]["reason"]) is (language == "de-AT")


def test_a_decision_changes_the_next_answer_and_undo_changes_it_back(worker: Worker) -> None:
    question = {"columns": [{"name": "Blorp"}]}

    def field() -> Any:
        return worker.client.post("/v1/suggest", json=question).json()["suggestions"][0]["field"]

    before = field()
    decision = {"header": "Blorp", "field": None, "decision": "correct", "correct_field": "reach"}
    for _ in range(4):
        assert (
            worker.client.post("/v1/decisions", json={"decisions": [decision], "user": "ann"}).status_code
            == 200
        )
    after = field()
    for _ in range(4):
        worker.client.post("/v1/undo", json={"user": "ann"})
    assert (before, after, field()) == (None, "reach", None)


def test_undo_takes_the_layout_of_the_export_back_too(worker: Worker) -> None:
    cells = [["Publisher", "Wumpus", "Clicks"], ["Alpha News", "x1", 10], ["Beta Radio", "x2", 20]]
    plan = {"sheets": [{"sheet": "Next", "cells": cells}], "scope": {"client": "Wumpus Ltd"}}

    def proposed() -> list[Any]:
        (sheet,) = worker.post("/v1/map", plan)["sheets"]
        return [(s["field"], s["confidence"], s["origin"]) for s in sheet["tables"][0]["suggestions"]]

    before = proposed()
    decision = {"header": "Wumpus", "field": None, "decision": "correct", "correct_field": "placement"}
    worker.post("/v1/decisions", {"decisions": [decision | {"scope": plan["scope"]}], "user": "ann"})
    choice = {"sheet": "Next", "table": 1, "column": "B", "field": "placement"}
    worker.post("/v1/export", plan | {"choices": [choice], "user": "ann"})
    assert proposed()[1][0] == "placement"
    worker.post("/v1/undo", {"user": "ann"})
    after = proposed()
    assert after[1] == before[1] == (None, 0.0, "none")
    assert [field for field, *_ in after] == [field for field, *_ in before]


def test_map_finds_the_table(worker: Worker) -> None:
    (sheet,) = worker.client.post("/v1/map", json={"sheets": [GRID]}).json()["sheets"]
    (table,) = sheet["tables"]
    assert (table["header_rows"], table["first_row"], table["last_row"]) == ([2], 3, 4)
    assert table["skipped_rows"] == [{"row": 5, "kind": "total"}]
    assert [s["field"] for s in table["suggestions"]] == ["publisher", "net_cost", "clicks"]


def test_export_gives_rows_and_a_reconciliation(worker: Worker) -> None:
    answer = worker.client.post("/v1/export", json={"sheets": [GRID]}).json()
    assert answer["rows"] == len(answer["data"]) == 2
    (cost,) = [t for t in answer["reconciliation"]["totals"] if t["measure"] == "net_cost"]
    assert (cost["plan"], cost["raw"], cost["ok"]) == (300.5, 300.5, True)


def test_a_sheet_without_a_table_is_one_sentence(worker: Worker) -> None:
    answer = worker.client.post("/v1/map", json={"sheets": [{"sheet": "Empty", "cells": []}]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "layout")


def test_the_report_counts_what_memory_holds(worker: Worker) -> None:
    assert {"mappings", "decisions", "confirmed", "rejected"} <= set(worker.client.get("/v1/report").json())


def test_a_second_worker_for_one_folder_stays_out(worker: Worker) -> None:
    second = subprocess.run(
        [*COMMAND, "--memory", str(worker.folder)], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert "already serves" in second.stderr
    assert worker.client.get("/v1/health").status_code == 200


def test_the_address_of_a_dead_worker_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "worker.json").write_text('{"url": "http://127.0.0.1:1", "token": "old", "pid": 1}', "utf-8")
    environment = {**os.environ, "MEDIAMAPPER_HOME": str(tmp_path)}
    with subprocess.Popen(COMMAND, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        process.stderr.readline()
        assert json.loads((tmp_path / "worker.json").read_text("utf-8"))["pid"] == process.pid
        process.terminate()


def test_a_damaged_memory_is_the_workers_trouble_not_the_callers(tmp_path: Path) -> None:
    (tmp_path / "llm_memory.db").write_bytes(b"no database" * 1000)
    with subprocess.Popen(
        [*COMMAND, "--memory", str(tmp_path)], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        address = json.loads((tmp_path / "worker.json").read_text("utf-8"))
        headers = {"Authorization": f"Bearer {address['token']}"}
        answer = httpx.post(
            f"{address['url']}/v1/suggest",
            json={"columns": [{"name": "Clicks"}]},
            headers=headers,
            timeout=PATIENCE,
        )
        process.terminate()
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "memory-damaged")
