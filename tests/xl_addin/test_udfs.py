"""The formulas: shapes in and out, what is kept, and what a missing worker costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.xl_addin.conftest import Formulas
from xl_addin import udfs


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
    answer = subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS], capture_output=True, text=True, timeout=PATIENCE
    )
    assert answer.stderr == ""
    assert answer.stdout.splitlines() == [
        "map_column MediaMapper header:2 samples:2",
        "map_confidence MediaMapper header:2 samples:2",
        "map_why MediaMapper header:2 samples:2",
        "map_value MediaMapper field:None value:2",
    ]
