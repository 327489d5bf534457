"""What Excel's macros call: answers at once, clicks for later, and never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xl_addin import udfs
from xl_addin.clicks import Click
from xl_addin.com_server.bridge import Bridge
from xl_addin.formula_answers import Answer


class Queue:
    """Remembers the clicks that were handed on."""

    def __init__(self, events: list[Any]) -> None:
        self.events = events
        self.running: str | None = None
        self.takes = True

    def hear(self, click: Click) -> bool:
        self.events.append(("begun", click.verb, click.place))
        return self.takes

    def stop(self) -> bool:
        self.events.append("stopped")
        return True


class Known:
    """Answers each header with its first letter and the number of its samples."""

    def headers(self, questions: Any) -> list[Answer]:
        return [Answer(header[0], 0.9, f"{header} {len(samples)}") for header, samples in questions]

    def values(self, field: str, values: Any) -> list[Answer]:
        return [Answer(f"{field} {value}", 1.0, "") for value in values]


def cleaned(value: Any) -> Any:
    """As xlwings' converter gives VBA's cells: rows of values, and VBA's Empty as one blank cell."""
    return [list(row) for row in value] if isinstance(value, tuple) else [[value]]


@pytest.fixture
def events() -> list[Any]:
    return []


@pytest.fixture
def bridge(events: list[Any], monkeypatch: pytest.MonkeyPatch) -> Bridge:
    monkeypatch.setattr(udfs, "answers", Known)
    queue: Any = Queue(events)
    return Bridge(
        lambda say: queue,
        cleaned,
        lambda application, book: (application, book),
        lambda place: events.append(("let go", place)),
        lambda: events.append("ended"),
        version="1",
        elevated=False,
    )


CELL, ROW = (("Cost",),), (("Cost", "Site"),)
COLUMN, BLOCK = (("Cost",), ("Site",)), (("Cost", "Site"), ("Ad", None))
OMITTED = None
"""VBA's Empty, which our macro sends for samples that were not given."""


@pytest.mark.parametrize(
    ("one", "two", "shown"),
    [
        (CELL, OMITTED, "C"),
        (ROW, OMITTED, [["C", "S"]]),
        (COLUMN, OMITTED, [["C"], ["S"]]),
        (BLOCK, OMITTED, [["C", "S"], ["A", ""]]),
        (CELL, ((1.0,), (2.0,)), "C"),
        (ROW, ((1.0, "x"), (2.0, "y")), [["C", "S"]]),
    ],
)
def test_a_formula_has_the_shape_of_its_cells(bridge: Bridge, one: Any, two: Any, shown: Any) -> None:
    assert bridge.Formula("map_column", one, two) == shown


def test_samples_arrive(bridge: Bridge) -> None:
    assert bridge.Formula("map_why", ROW, ((1.0, "x"), (2.0, "x"))) == [["Cost 2", "Site 1"]]
    assert bridge.Formula("map_why", ROW, OMITTED) == [["Cost 0", "Site 0"]]
    assert bridge.Formula("map_confidence", CELL, OMITTED) == 0.9
    assert bridge.Formula("map_value", (("platform",),), (("FB",),)) == "platform FB"


@pytest.mark.parametrize(("verb", "shown"), [("map_column", "?"), ("map_why", "could not be answered")])
def test_a_formula_never_raises(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch, verb: str, shown: str
) -> None:
    monkeypatch.setattr(udfs, "answers", None)
    assert shown in bridge.Formula(verb, CELL, OMITTED)
    assert bridge.Formula("no_such_verb", CELL, OMITTED) == "?"


def test_a_click_begins_after_its_call_has_returned(bridge: Bridge, events: list[Any]) -> None:
    events.append(("returned", bridge.Press("map_columns", "excel", "plan.xlsx")))
    bridge.begin_work()
    assert events == [("returned", ""), ("begun", "map_columns", ("excel", "plan.xlsx"))]


def test_a_click_that_can_not_be_taken_is_said(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "_place", lambda *_: 1 / 0)
    assert "Click again" in bridge.Press("map_columns", "excel", "")


def test_cancel_stops_what_runs_and_drops_what_has_not_begun(bridge: Bridge, events: list[Any]) -> None:
    bridge.Press("map_columns", "excel", "plan.xlsx")
    assert "stopping" in bridge.Cancel()
    assert json.loads(bridge.State())["outcome"]["code"] == "stopped"
    bridge.begin_work()
    assert events == [("let go", ("excel", "plan.xlsx")), "stopped"]


def test_excel_is_let_go_of_where_a_click_is_not_done(bridge: Bridge, events: list[Any]) -> None:
    queue: Any = bridge._clicks
    queue.takes = False
    bridge.Press("map_columns", "excel", "plan.xlsx")
    bridge.begin_work()
    place = ("excel", "plan.xlsx")
    assert events == [("begun", "map_columns", place), ("let go", place)]


def test_the_state_says_what_runs_and_what_came_of_the_last_click(bridge: Bridge) -> None:
    assert (json.loads(bridge.State())["running"], json.loads(bridge.State())["outcome"]) == (None, None)
    bridge.Press("confirm", "excel", "")
    bridge.note({"verb": "map_columns", "ok": True, "message": "4 columns"})
    state = json.loads(bridge.State())
    assert (state["running"], state["outcome"]["message"], state["version"]) == ("confirm", "4 columns", "1")


def test_end_ends(bridge: Bridge, events: list[Any]) -> None:
    bridge.End()
    assert events == ["ended"]
