"""The page on HTTP, run block by block against a worker; each answer has the form of its operation."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.worker.served import serving
from worker.serving.openapi import ANSWERS
from worker.serving.operations import OPERATIONS, Operation
from worker.wire.answers import Error

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "http.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
END = "=== end of block ==="
FIRST_NAMES = {"/v1/decisions"}
"""Routes that the page leaves to their newer names."""

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("bash", "curl", "jq")) or sys.platform == "win32",
    reason="needs bash, curl and jq",
)


def operation_of(block: str) -> Operation | None:
    """What the block's last line asks."""
    last = block.strip().splitlines()[-1]
    match = re.search(r"(?:-X (\w+) )?\"\$URL(/v1/[^\"?]*)", last)
    if match is None:
        return None
    path = match[2].replace("$JOB", "{id}")
    method = match[1] or ("POST" if " -d " in last else "GET")
    return next(one for one in OPERATIONS if (one.method, one.path) == (method, path))


def test_every_verb_is_on_the_page() -> None:
    shown = {one.path for block in BLOCKS if (one := operation_of(block))} | FIRST_NAMES | {"/v1/jobs"}
    assert shown == {one.path for one in OPERATIONS}


def test_every_block_answers_as_its_operation_says(tmp_path: Path) -> None:
    script = "set -e\n" + f"echo '{END}'\n".join(BLOCKS)
    with serving(tmp_path / "memory") as worker:
        done = subprocess.run(
            ["bash", "-c", script],
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "MEMORY": str(worker.folder)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    answers = done.stdout.split(f"{END}\n")
    assert len(answers) == len(BLOCKS)
    for block, answer in zip(BLOCKS, answers, strict=True):
        if "|| true" in block:
            assert msgspec.json.decode(answer, type=Error).error.code == "missing"
        elif (operation := operation_of(block)) and "jq" not in block.splitlines()[-1]:
            msgspec.json.decode(answer, type=ANSWERS[operation.verb])
