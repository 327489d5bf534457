"""The formulas: shapes in and out, what is kept, and what a missing worker costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.xl_addin.stub_worker import Stub, stub_worker
from worker.shapes.mapping import Scope
from xl_addin import udfs
from xl_addin.client import Client
from xl_addin.formula_answers import FRESH_SECONDS, QUIET_SECONDS, Answers

FIELDS = {"Cost": "spend", "Site": "publisher"}


@dataclass
class Formulas:
    """The formulas against a stub, on a clock of the test's own."""

    stub: Stub
    answers: Answers
    clock: list[float] = field(default_factory=lambda: [100.0])

    @property
    def questions(self) -> list[list[Any]]:
        return [body["columns"] for body in self.stub.bodies("POST /v1/suggest")]


def suggest(body: Any) -> Any:
    def one(column: Any) -> Any:
        found = FIELDS.get(column["name"])
        reason = f"{column['name']} with {len(column['samples'])} samples"
        origin = "memory" if column["name"] == "Notes" else "rules" if found else "none"
        return {"field": found, "confidence": 0.9 if found else 0.0, "origin": origin, "reason": reason}

    return {"suggestions": [one(column) for column in body["columns"]]}


def values(body: Any) -> Any:
    known = {"FB": "Facebook"}
    return {
        "values": [
            {"value": v, "canonical": known.get(v), "confidence": 1.0, "origin": "rules", "reason": ""}
            for v in body["values"]
        ]
    }


@pytest.fixture
def formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Formulas]:
    with stub_worker(tmp_path) as stub:
        stub.routes |= {"POST /v1/suggest": suggest, "POST /v1/values": values}
        client = Client(tmp_path)
        clock = [100.0]
        made = Answers(client, lambda: clock[0])
        monkeypatch.setattr(udfs, "answers", lambda: made)
        yield Formulas(stub, made, clock)
        client.close()


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (None, ""),
        ("", ""),
        ("  ", ""),
        ([[None, None]], [["", ""]]),
        ("Cost", "spend"),
        ([["Cost"]], "spend"),
        ([["Cost", "Site"]], [["spend", "publisher"]]),
        ([["Cost"], ["Site"]], [["spend"], ["publisher"]]),
        ([["Cost", None], ["Blorp", "Site"]], [["spend", ""], ["?", "publisher"]]),
        (["Cost", "Site"], [["spend", "publisher"]]),
        ((("Cost", "Site"),), [["spend", "publisher"]]),
        (2026.0, "?"),
        ("Notes", ""),
    ],
)
def test_results_have_the_ranges_shape(formulas: Formulas, cells: Any, shown: Any) -> None:
    assert udfs.map_column(cells) == shown


def test_blank_cells_ask_nobody(formulas: Formulas) -> None:
    udfs.map_column([[None, ""], ["", " "]])
    assert formulas.questions == []


def test_a_range_is_one_question_and_its_repeats_none(formulas: Formulas) -> None:
    udfs.map_column([["Cost", "Site", "Cost"]])
    assert [[column["name"] for column in asked] for asked in formulas.questions] == [["Cost", "Site"]]


def test_never_the_model(formulas: Formulas) -> None:
    udfs.map_column("Cost")
    (body,) = formulas.stub.bodies("POST /v1/suggest")
    assert body["llm"] is False


def test_confidence_and_why(formulas: Formulas) -> None:
    assert udfs.map_confidence([["Cost", "Blorp", None]]) == [[0.9, 0.0, ""]]
    assert udfs.map_why("Cost", [[1.0], [2.0], [None], [2.0]]) == "Cost with 2 samples"


@pytest.mark.parametrize(
    ("headers", "samples", "counts"),
    [
        ([["Cost"]], [[1.0, 2.0], [3.0, 4.0]], [4]),
        ([["Cost", "Site"]], [[1.0, "a"], [2.0, "a"], [3.0, None]], [3, 1]),
        ([["Cost"], ["Site"]], [[1.0, 2.0, 3.0], ["a", "b", None]], [3, 2]),
    ],
)
def test_samples_go_with_their_header(
    formulas: Formulas, headers: Any, samples: Any, counts: list[int]
) -> None:
    udfs.map_column(headers, samples)
    (asked,) = formulas.questions
    assert [len(column["samples"]) for column in asked] == counts


@pytest.mark.parametrize("omitted", [None, [[None]], [[""]], ((None,),)])
def test_samples_that_vba_omits_are_omitted(formulas: Formulas, omitted: Any) -> None:
    assert udfs.map_column([["Cost", "Site"]], omitted) == [["spend", "publisher"]]
    (asked,) = formulas.questions
    assert [column["samples"] for column in asked] == [[], []]


def test_samples_that_do_not_fit_are_said(formulas: Formulas) -> None:
    cells, samples = [["Cost", "Site", None]], [[1.0, 2.0]]
    assert udfs.map_column(cells, samples) == [["?", "?", ""]]
    assert "samples for each of the 3 headers" in udfs.map_why(cells, samples)[0][0]
    assert formulas.questions == []


def test_values_of_a_field(formulas: Formulas) -> None:
    assert udfs.map_value("platform", [["FB", None, "Zzz"]]) == [["Facebook", "", "?"]]
    assert udfs.map_value([["platform"]], "FB") == "Facebook"
    assert udfs.map_value(None, "FB") == "?"
    assert [body["field"] for body in formulas.stub.bodies("POST /v1/values")] == ["platform"]


def test_what_was_answered_is_kept_until_something_is_decided(formulas: Formulas) -> None:
    for _ in range(3):
        udfs.map_column("Cost")
    assert len(formulas.questions) == 1
    formulas.stub.revision += 1
    formulas.clock[0] += FRESH_SECONDS + 0.01
    udfs.map_column("Cost")
    assert len(formulas.questions) == 2


def test_our_own_decision_counts_at_once(formulas: Formulas) -> None:
    udfs.map_column("Cost")
    formulas.stub.revision += 1
    formulas.answers.forget()
    udfs.map_column("Cost")
    assert len(formulas.questions) == 2


def test_another_scope_is_another_question(formulas: Formulas) -> None:
    udfs.map_column("Cost")
    formulas.answers.scope = Scope(client="Acme")
    udfs.map_column("Cost")
    assert [b["scope"]["client"] for b in formulas.stub.bodies("POST /v1/suggest")] == [None, "Acme"]


def test_a_long_range_is_asked_in_parts(formulas: Formulas) -> None:
    shown = udfs.map_column([[f"Header {i}"] for i in range(1200)])
    assert shown == [["?"]] * 1200
    assert [len(asked) for asked in formulas.questions] == [500, 500, 200]


def test_a_missing_worker_shows_no_exception_and_is_asked_rarely(formulas: Formulas) -> None:
    formulas.stub.routes["GET /v1/health"] = formulas.stub.routes["POST /v1/suggest"] = (
        503,
        {"error": {"code": "memory", "message": "The memory is locked.", "next_step": "Unlock it."}},
    )
    for i in range(50):
        assert udfs.map_column(f"Header {i}") == "?"
        assert udfs.map_confidence(f"Header {i}") == "?"
    assert udfs.map_why("Header 1") == "The memory is locked. Unlock it."
    assert len(formulas.stub.asked) == 1
    formulas.clock[0] += QUIET_SECONDS + 0.01
    udfs.map_column("Cost")
    assert len(formulas.stub.asked) == 2


def test_no_worker_at_all_says_how_to_start_one(formulas: Formulas) -> None:
    formulas.stub.stop()
    (formulas.stub.folder / "worker.json").unlink()
    assert udfs.map_column("Cost") == "?"
    assert "mediamapper serve" in udfs.map_why("Cost")


def test_what_is_known_stays_while_the_worker_is_away(formulas: Formulas) -> None:
    assert udfs.map_column("Cost") == "spend"
    formulas.stub.stop()
    formulas.clock[0] += 1
    assert udfs.map_column([["Cost", "New"]]) == [["spend", "?"]]


@pytest.mark.parametrize("formula", [udfs.map_column, udfs.map_confidence, udfs.map_why, udfs.map_value])
def test_the_function_wizards_text_fits(formula: Any) -> None:
    text = inspect.getdoc(formula)
    assert text and len(text) <= 255 and "\n" not in text


AS_ON_WINDOWS = """
import sys, types
from xl_addin.engines.lean_xlwings import xw
class Any_(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
for name in ("win32com", "win32com.client", "win32com.server", "win32com.server.util", "win32com.server.policy",
             "win32com.server.dispatcher", "pythoncom", "pywintypes", "win32api", "win32com.util", "winerror"):
    sys.modules[name] = Any_(name)
import xlwings.udfs as real
xw.func, xw.arg, xw.ret = real.xlfunc, real.xlarg, real.xlret
from xlwings.conversion import accessors
from xl_addin import udfs
for function in (udfs.map_column, udfs.map_confidence, udfs.map_why, udfs.map_value):
    told = function.__xlfunc__
    assert all(arg["options"].get("convert") in accessors for arg in told["args"]), told
    assert all("Positional" not in arg["doc"] and len(arg["doc"]) <= 255 for arg in told["args"]), told
    print(told["name"], told["category"], *(f"{a['name']}:{a['options'].get('ndim')}" for a in told["args"]))
"""


def test_xlwings_own_decorators_take_the_functions() -> None:
    """Off Windows the decorators do nothing; here the real ones are used, with Windows' modules stubbed."""
    answer = subprocess.run([sys.executable, "-c", AS_ON_WINDOWS], capture_output=True, text=True, timeout=60)
    assert answer.stderr == ""
    assert answer.stdout.splitlines() == [
        "map_column MediaMapper header:2 samples:2",
        "map_confidence MediaMapper header:2 samples:2",
        "map_why MediaMapper header:2 samples:2",
        "map_value MediaMapper field:None value:2",
    ]
