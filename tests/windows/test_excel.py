"""Map columns, decide and Export through COM: xlwings' own Windows engine on a played Excel in a process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.windows.conftest import Planner
from tests.windows.rig import Rig
from tests.windows.waiting import TEST_SECONDS, wait_for, within
from tests.xl_addin.golden_story import golden_rows, in_order

EXAMPLE = "money_columns_da"


@pytest.fixture(scope="module")
def logged_in(windows: Rig) -> Iterator[Planner]:
    """A planner whose worker and whose Python for Excel run."""
    windows.end()
    planner = Planner(windows, windows.folder("Pläne"))
    with ExitStack() as stack:
        with within(TEST_SECONDS):
            for module in (["worker", "serve"], ["xl_addin.com_server.supervisor"]):
                stack.enter_context(
                    windows.running("pythonw", "-I", "-m", *module, environment=planner.environment)
                )
            wait_for((planner.folder.here / "memory" / "worker.json").is_file)
            wait_for(lambda: b"pid" in planner.run("python", "-I", "-m", "xl_addin.com_server.probe").out)
        yield planner
    windows.end()


def play(planner: Planner, story: str, example: str = EXAMPLE) -> Any:
    """The answer of a story of clients/planner.py."""
    answer = planner.folder / f"{story} {example}.json"
    plan = planner.plan(example, f"{story} {example}.xlsx")
    python = ("python", "-m")
    with planner.windows.running(
        *python, "tests.windows.fake_excel", environment=planner.environment
    ) as excel:
        wait_for(lambda: "serving" in excel.here.read_text("utf-8"))
        client = (*python, "tests.windows.clients.planner", story, example, plan, answer)
        try:
            done = planner.windows.run(*client, seconds=TEST_SECONDS - 20, environment=planner.environment)
        except subprocess.TimeoutExpired:  # a message box that nobody sees: what it says, Excel's log has too
            pytest.fail(f"{story} did not end:\n{excel.here.read_text('utf-8')}")
        assert done.code == 0, f"{done.text}\n{excel.here.read_text('utf-8')}"
    return json.loads(answer.here.read_text("utf-8"))


def is_golden(answer: Any, example: str) -> bool:
    return bool(in_order(answer["rows"]) == in_order(golden_rows(example)))


def test_a_cancel_leaves_nothing_half_written(logged_in: Planner) -> None:
    answer = play(logged_in, "cancel")
    assert answer["outcome"].get("code") == "stopped", answer
    assert answer["same"] and answer["saved"]


def test_an_open_version_is_compared_with_the_plan_in_front(logged_in: Planner) -> None:
    answer = play(logged_in, "compare")
    assert answer["outcome"]["ok"], answer
    assert answer["sheets"] == ["Medieplan", "Difference", "Lines", "Details"]
    assert answer["other"] == ["Medieplan"]

    costs = {row[0]: (row[2], row[5], row[8], row[9]) for row in answer["sums"] if row[0]}
    assert costs["Net cost"] == (141_862.5, 200.0, 142_062.5, 200.0)
    assert [row[0] for row in answer["lines"]] == ["changed", None]
    assert answer["lines"][0][4] == "Medieplan, row 5"


def test_the_raw_data_is_the_golden_from_an_excel_that_is_busy_now_and_then(logged_in: Planner) -> None:
    answer = play(logged_in, "story")
    assert [outcome["ok"] for outcome in answer["outcomes"]] == [True, True], answer
    assert is_golden(answer, EXAMPLE)
    assert answer["unchanged"], "a cell of the plan's own sheets is another than before"
    assert (answer["frozen"], answer["lines"]) == ([4, 2], False)
    assert (answer["rules"], answer["note"].split()[0], answer["charts"]) == (1, "channel.", 1)
