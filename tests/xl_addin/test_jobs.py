"""Jobs of the worker: progress, errors, and the ways to stop."""

from __future__ import annotations

from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub
from worker.errors import LayoutError, WorkerProblem
from xl_addin import jobs
from xl_addin.client import Client


class App:
    """Remembers what its status bar showed."""

    def __init__(self) -> None:
        self.shown: list[Any] = []

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "status_bar":
            self.shown.append(value)
        super().__setattr__(name, value)


@pytest.fixture
def stub(stub: Stub) -> Stub:
    stub.routes["POST /v1/jobs"] = (202, {"job": "one"})
    stub.routes["DELETE /v1/jobs/one"] = {}
    return stub


def answers(stub: Stub, *told: Any) -> None:
    states = iter([{"job": "one", **each} for each in told])
    stub.routes["GET /v1/jobs/one"] = lambda _: next(states)


def test_steps_are_shown_and_the_bar_given_back(stub: Stub, client: Client) -> None:
    app = App()
    answers(
        stub,
        {"state": "waiting", "step": "", "done": 0, "of": 0},
        {"state": "running", "step": "Understanding sheet 2 of 5", "done": 1, "of": 4},
        {"state": "done", "result": {"rows": []}},
    )
    assert jobs.run(app, client, "review", {}, "ann") == {"rows": []}
    assert app.shown == [
        "MediaMapper: Waiting for another plan",
        "MediaMapper: Understanding sheet 2 of 5 (25 %)",
        False,
    ]
    assert stub.bodies("POST /v1/jobs") == [{"verb": "review", "body": {}, "user": "ann"}]


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ({"state": "failed", "error": {"code": "layout", "message": "No table."}}, LayoutError, "No table."),
        ({"state": "stopped"}, jobs.StoppedByPerson, "nothing was written"),
        ({"state": "lost"}, WorkerProblem, "'lost'"),
    ],
)
def test_what_ends_otherwise_is_said(stub: Stub, client: Client, told: Any, kind: Any, words: str) -> None:
    answers(stub, told)
    with pytest.raises(kind, match=words):
        jobs.run(App(), client, "review", {}, None)
    assert not jobs.stop_running()


def test_esc_stops_the_job(stub: Stub, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "show", lambda *_: None)
    monkeypatch.setattr(Client, "job", interrupted)
    with pytest.raises(jobs.StoppedByPerson):
        jobs.run(App(), client, "review", {}, None)
    assert ("DELETE /v1/jobs/one", None) in stub.asked


def test_a_second_click_asks_the_worker_to_stop(stub: Stub, client: Client) -> None:
    def during(_: Any) -> Any:
        assert jobs.stop_running()
        return {"job": "one", "state": "stopped"}

    stub.routes["GET /v1/jobs/one"] = during
    with pytest.raises(jobs.StoppedByPerson), jobs.one_click():
        jobs.run(App(), client, "review", {}, None)
    assert ("DELETE /v1/jobs/one", None) in stub.asked


def test_a_stop_before_the_job_begins_starts_none(stub: Stub, client: Client) -> None:
    with pytest.raises(jobs.StoppedByPerson), jobs.one_click():
        assert jobs.stop_running()
        jobs.run(App(), client, "review", {}, None)
    assert stub.bodies("POST /v1/jobs") == []


def test_a_stop_after_the_worker_is_done_still_comes_before_writing(stub: Stub, client: Client) -> None:
    def during(_: Any) -> Any:
        assert jobs.stop_running()
        return {"job": "one", "state": "done", "result": {}}

    stub.routes["GET /v1/jobs/one"] = during
    with pytest.raises(jobs.StoppedByPerson), jobs.one_click():
        jobs.run(App(), client, "review", {}, None)


def test_a_stop_before_the_click_is_listed_stops_it_and_no_other() -> None:
    with jobs.one_click(lambda: True), pytest.raises(jobs.StoppedByPerson):
        jobs.check()
    with jobs.one_click():
        jobs.check()


def test_a_stop_is_over_with_its_click() -> None:
    with jobs.one_click():
        jobs.stop_running()
    assert not jobs.stop_running()
    with jobs.one_click():
        jobs.check()
