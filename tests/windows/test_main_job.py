"""A plan becomes raw data on Windows, with the very bytes that it becomes here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.windows.conftest import Planner

EXAMPLES = ["weekly_tv_digital_en", "fr_plan_media", "it_piano_mezzi", "zh_media_plan", "dv360_export"]
"""Of each file format one, and of a script that no western code page has."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_raw_data_is_that_of_linux(planner: Planner, mediamapper: Run, tmp_path: Path, name: str) -> None:
    plan, raw = planner.plan(name), planner.folder / "raw.csv"
    there = planner.mediamapper("export", plan, "-o", raw)
    (source,) = (ROOT / "examples" / name).glob("plan.*")
    here = mediamapper("export", source, "-o", tmp_path / "raw.csv")
    assert there.code == here.code, there.text
    assert raw.here.read_bytes() == (tmp_path / "raw.csv").read_bytes()


def test_a_decision_is_remembered(planner: Planner) -> None:
    decision = {"decisions": [{"header": "Ausgaben ÄÖ", "field": "net_cost", "decision": "confirm"}]}
    planner.json("decide", stdin=json.dumps(decision).encode())
    question = {"columns": [{"name": "Ausgaben ÄÖ", "samples": []}]}
    (answer,) = planner.json("suggest", stdin=json.dumps(question).encode())["suggestions"]
    assert (answer["field"], answer["origin"]) == ("net_cost", "memory")


@pytest.mark.parametrize("held", ["plan", "raw"])
def test_a_file_that_excel_holds_is_named(planner: Planner, held: str) -> None:
    """Excel may open a file so that nobody else can read or write it."""
    files = {"plan": planner.plan("weekly_tv_digital_en"), "raw": planner.folder / "raw.xlsx"}
    assert planner.mediamapper("export", files["plan"], "-o", files["raw"]).code == 0
    before = files["raw"].here.read_bytes()
    code = (
        "import subprocess, sys, win32file\n"
        "held = win32file.CreateFile(sys.argv[1], 0x80000000, 0, None, 3, 0, None)\n"
        "sys.exit(subprocess.run([sys.executable, '-I', '-m', 'worker', *sys.argv[2:]]).returncode)"
    )
    done = planner.run("python", "-c", code, files[held], "export", files["plan"], "-o", files["raw"])
    assert (done.code, files[held].here.name in done.text) == (2, True), done.text
    assert files["raw"].here.read_bytes() == before


def test_a_read_only_output_is_named_and_left_alone(planner: Planner) -> None:
    plan, raw = planner.plan("weekly_tv_digital_en"), planner.folder / "raw.csv"
    assert planner.mediamapper("export", plan, "-o", raw).code == 0
    assert planner.run("attrib", "+r", raw).code == 0
    done = planner.mediamapper("export", plan, "-o", raw)
    assert (done.code, "raw.csv" in done.text) == (2, True), done.text
