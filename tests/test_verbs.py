"""The table of verbs by door against what each door offers, and a mapping that goes from one door into another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import worker
from worker import settings
from worker.cli import COMMANDS
from worker.commands import mapping_file
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.serving.operations import OPERATIONS
from worker.wire import answers, json

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "verbs.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| verb", "| ---"))
]
PYTHON_VERBS = {name for name, home in worker._HOMES.items() if home == "worker.api"}
PLANS = sorted(path for path in (ROOT / "examples").glob("*/plan.*"))


def in_column(number: int) -> set[str]:
    return {name for row in ROWS for name in re.findall(r"`([^`]+)`", row[number])}


def test_each_door_offers_what_the_table_says_and_no_more() -> None:
    assert in_column(1) == PYTHON_VERBS
    assert in_column(2) == set(COMMANDS)
    assert in_column(3) == {f"{o.method} {o.path}" for o in OPERATIONS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_verb_has_one_name_and_a_missing_door_its_reason(row: list[str]) -> None:
    verb, python, command, http, reason = row
    routes = {(f"`{o.method} {o.path}`", o.verb) for o in OPERATIONS}
    assert command in ("", f"`{verb}`")
    assert {name for route, name in routes if route in http.split(", ")} <= {verb}
    other_name = python not in ("", f"`{verb}`") or "," in http
    assert bool(reason) == (other_name or not all((python, command, http)))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.parent.name)
def test_the_answer_of_map_given_back_makes_the_same_rows(plan: Path, tmp_path: Path) -> None:
    tables = []
    for name in ("first", "second"):
        mapper = MediaMapper(settings.load(tmp_path / name, llm=False))
        book = read_book(plan, settings=mapper.settings)
        mapped = mapper.map(book)
        if name == "first":
            export = mapper.export(book, mapped, llm=False, learn=False)
            (tmp_path / "mapping.json").write_bytes(json.encode(answers.plan_answer(export)))
            chosen = None
        else:
            chosen = mapping_file.read(tmp_path / "mapping.json")
        tables.append(mapper.export(book, mapped, chosen).raw.table)
        mapper.close()
    assert tables[0].equals(tables[1])
