"""What the child process does: one answer in messages, then it ends."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.packing import workbook
from tests.patience import PATIENCE
from worker.plans.files.child_wire import Job, Message, memory_limit

JOB: Job = {"max_mb": 9, "max_cells": 10_000, "seconds": 20, "sheets": None, "careful": False}
CODE = "import sys; from worker.plans.files.inside import main; main({job!r})"


def answer(path: Path, job: Job = JOB) -> list[Message]:
    """All that a child says of a file."""
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", CODE.format(job=job)],
            stdin=file,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    messages, data = [], done.stdout
    while data:
        size = int.from_bytes(data[:4], "little")
        messages.append(marshal.loads(data[4 : 4 + size]))
        data = data[4 + size :]
    return messages


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (workbook(), ["sheets", "rows", "sheet", "end"]),
        (workbook(sheets=2), ["sheets", "rows", "sheet", "rows", "sheet", "end"]),
        (workbook()[:-5], ["problem"]),
        (b"no workbook", ["problem"]),
        (b"", ["problem"]),
    ],
    ids=["a sheet", "two sheets", "cut off", "text", "nothing"],
)
def test_an_answer_ends_with_its_end_or_a_problem(tmp_path: Path, data: bytes, kinds: list[str]) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    assert [message[0] for message in answer(path)] == kinds


def test_a_sheet_that_is_not_there_is_a_problem_with_its_next_step(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook())
    (problem,) = answer(path, {**JOB, "sheets": ["Costs"]})
    assert problem[0] == "problem" and "Costs" in problem[1] and problem[3] == "no-such-sheet"


def test_memory_grows_with_what_may_be_read() -> None:
    assert (
        memory_limit(JOB) < memory_limit({**JOB, "max_cells": 20_000}) < memory_limit({**JOB, "max_mb": 10})
    )
