"""The office's side of the helper process, with real processes that are not MediaMapper."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.patience import PATIENCE, until
from xl_addin.calc.inside.helper import Helper
from xl_addin.calc.inside.words import ENDED, NOT_INSTALLED

ECHO = """
import json, os, sys
print("chatter", flush=True)
for line in sys.stdin:
    verb, other = line.rstrip("\\n").split("\\t")
    print(json.dumps({"verb": verb, "other": other, "ok": True, "arguments": sys.argv[1:], "pid": os.getpid()}), flush=True)
"""
DIES = (
    "import sys; sys.stdin.readline(); sys.stderr.write('mediamapper: Something is wrong.\\n'); sys.exit(2)"
)
SILENT = "import sys; sys.stdin.readline()"
Told = Callable[[], dict[str, Any]]


@pytest.fixture
def made() -> Iterator[Callable[[str | None], tuple[Helper, Told]]]:
    """A helper whose process runs a given program, and what it told next."""
    helpers: list[Helper] = []

    def make(program: str | None) -> tuple[Helper, Told]:
        told: queue.Queue[dict[str, Any]] = queue.Queue()
        helper = Helper("a_pipe", told.put, lambda: [sys.executable, "-c", program] if program else None)
        helpers.append(helper)
        return helper, lambda: told.get(timeout=PATIENCE)

    yield make
    for helper in helpers:
        process = helper._process
        helper.close()
        if process:
            process.wait(PATIENCE)
    for thread in threading.enumerate():
        if thread.name.startswith("mediamapper"):
            thread.join(PATIENCE)


Made = Callable[[str | None], tuple[Helper, Told]]


def test_one_process_does_all_verbs(made: Made) -> None:
    helper, told = made(ECHO)
    helper.press("map_columns")
    first = told()
    helper.press("compare_with", "/home/ann/plan 3.xlsx")
    second = told()
    assert (first["verb"], second["verb"]) == ("map_columns", "compare_with")
    assert (first["other"], second["other"]) == ("", "/home/ann/plan 3.xlsx")
    assert first["pid"] == second["pid"] and helper.waiting == []
    assert first["arguments"] == ["calc", "buttons", "--pipe", "a_pipe"]


def test_started_ahead_it_is_the_one_that_the_first_button_asks(made: Made) -> None:
    helper, told = made(ECHO)
    helper.start()
    until(lambda: helper._process is not None)
    process = helper._process
    helper.start()
    helper.press("map_columns")
    assert process is not None and told()["pid"] == process.pid


def test_it_ends_with_the_office(made: Made) -> None:
    helper, told = made(ECHO)
    helper.press("help")
    told()
    process = helper._process
    assert isinstance(process, subprocess.Popen)
    helper.close()
    assert process.wait(PATIENCE) == 0
    helper.close()


@pytest.mark.parametrize(("program", "said"), [(DIES, "mediamapper: Something is wrong."), (SILENT, ENDED)])
def test_a_process_that_ends_is_said_and_started_again(made: Made, program: str, said: str) -> None:
    helper, told = made(program)
    for _ in range(2):
        helper.press("help")
        answer = told()
        assert (answer["ok"], answer["message"]) == (False, said)


def test_not_installed_is_said_by_the_button_alone(made: Made) -> None:
    helper, told = made(None)
    helper.start()
    helper.press("help")
    assert told() == {"verb": "help", "ok": False, "message": NOT_INSTALLED}


def test_a_program_that_is_gone_is_said() -> None:
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    Helper("p", told.put, lambda: ["/gone/python"]).press("help")
    assert told.get(timeout=PATIENCE)["message"] == NOT_INSTALLED
