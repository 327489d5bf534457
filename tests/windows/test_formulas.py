"""Excel's side of the formulas, played by VBScript: it joins our Python by its class, as the macros do, and asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.windows.conftest import Planner
from tests.windows.rig import Done, Folder, Rig
from tests.windows.waiting import TEST_SECONDS, wait_for, within

CLIENTS = r"Z:\src\tests\windows\clients"
FIELDS = ["spend", "impressions", "clicks", "start_date"]
PLATFORMS = ["Meta", "Meta", "TikTok", "Meta"]
SHAPES = {"1x1": (1, 1), "1x3": (1, 3), "3x1": (3, 1), "2x2": (2, 2)}
Answers = dict[tuple[str, str, str], str]


@pytest.fixture(scope="module")
def excel(windows: Rig) -> Iterator[Planner]:
    """A planner whose worker and whose Python for Excel run, as they do after login."""
    windows.end()  # what another test left would answer in our place
    planner = Planner(windows, windows.folder())
    with ExitStack() as stack:
        with within(TEST_SECONDS):
            for module in (["worker", "serve"], ["xl_addin.com_server.supervisor"]):
                stack.enter_context(
                    windows.running("pythonw", "-I", "-m", *module, environment=planner.environment)
                )
            wait_for((planner.folder.here / "memory" / "worker.json").is_file)
            wait_for(lambda: "pid" in state(planner))
        yield planner
    windows.end()


def state(planner: Planner) -> Any:
    """What the server says of itself."""
    return json.loads(planner.run("python", "-I", "-m", "xl_addin.com_server.probe").out)


def client(planner: Planner, script: str, *arguments: str) -> Done:
    return planner.run("cscript", "//nologo", f"{CLIENTS}\\{script}", *arguments)


@pytest.fixture(scope="module")
def answers(excel: Planner) -> Answers:
    """What each formula answered, by verb, shape and samples."""
    done = client(excel, "formulas.vbs")
    assert done.out, done.text
    rows = [line.split("\t") for line in done.out.decode("ascii").splitlines()]
    return {(verb, shape, samples): answer for verb, shape, samples, answer in rows}


def block(values: list[str], shape: str) -> str:
    """*values* as the client prints an answer of that shape."""
    height, width = SHAPES[shape]
    return "; ".join("|".join(values[row * width : (row + 1) * width]) for row in range(height))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("samples", ["none", "samples"])
def test_each_header_of_a_range_is_answered_in_its_place(answers: Answers, shape: str, samples: str) -> None:
    height, width = SHAPES[shape]
    assert answers["map_column", shape, samples] == block(FIELDS, shape)
    rows = [row.split("|") for row in answers["map_confidence", shape, samples].split("; ")]
    assert [len(row) for row in rows] == [width] * height
    assert all(0.5 < float(cell) <= 1 for row in rows for cell in row)
    sentences = answers["map_why", shape, samples]
    assert sentences.count("'Media Cost'") == 1 and sentences.count("|") == height * (width - 1)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_value_of_a_range_is_answered_in_its_place(answers: Answers, shape: str) -> None:
    assert answers["map_value", shape, "field"] == block(PLATFORMS, shape)


def test_a_value_that_is_left_out_is_blank(answers: Answers) -> None:
    assert answers["map_value", "1x1", "none"] == ""


def test_it_outlives_a_hundred_clients_joining_and_leaving(excel: Planner) -> None:
    pid = state(excel)["pid"]
    assert client(excel, "joins.vbs", "100").out.decode().strip() == f'100 answers from {{"pid": {pid}'
    for _ in range(3):
        assert client(excel, "joins.vbs", "1").out.decode().strip() == f'1 answers from {{"pid": {pid}'


def test_two_clients_at_once_are_both_answered(excel: Planner) -> None:
    pid = state(excel)["pid"]
    command = ("cscript", "//nologo", f"{CLIENTS}\\joins.vbs", "30")
    with excel.windows.running(*command, environment=excel.environment) as other:
        assert client(excel, "joins.vbs", "30").out.decode().strip() == f'30 answers from {{"pid": {pid}'
        wait_for(lambda: "answers" in words(other))
    assert words(other) == f'30 answers from {{"pid": {pid}'


def words(log: Folder) -> str:
    return log.here.read_text("utf-8").strip()


def test_killed_it_comes_again_and_a_client_joins_the_new_one(excel: Planner) -> None:
    pid = state(excel)["pid"]
    # Wine's COM service remembers a dead server, as Windows' does not; so it is ended in the same second.
    excel.run("cmd", "/c", f"taskkill /f /pid {pid} & taskkill /f /im rpcss.exe")
    new = wait_for(lambda: state(excel).get("pid"))
    assert new != pid
    assert client(excel, "joins.vbs", "5").out.decode().strip() == f'5 answers from {{"pid": {new}'


def test_a_second_one_gives_way(excel: Planner) -> None:
    done = excel.run("python", "-I", "-m", "xl_addin.com_server")
    assert (done.code, "already" in done.text) == (3, True), done.text
