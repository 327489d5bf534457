"""The five extensions of CONTRIBUTING.md, made from its own blocks in a copy of the project, at work on the command line."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("worker", "xl_addin", "knowledge", "templates")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
_SECTION = re.compile(r"(?ms)^### (?P<title>[^\n]+)\n(?P<body>.*?)(?=^##)")
_STEP = re.compile(
    r"(?ms)^(?P<how>New file|At the end of|In) `(?P<file>[^`]+)`(?:, (?P<side>before|after) `(?P<mark>[^`]+)`)?:\n\n"
    r"```\w+\n(?P<text>.*?)^```$"
)
SECTIONS = {section["title"]: section["body"] for section in _SECTION.finditer(GUIDE)}

Ask = Callable[..., Any]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as a contributor has it, free to be changed."""
    folder = tmp_path / "copy"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def ask(copy: Path) -> Ask:
    """The JSON that a command of the copy prints."""

    def run(*arguments: str | Path, stdin: Mapping[str, Any] | None = None) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "worker", *map(str, arguments), "--json"],
            input=json.dumps(stdin) if stdin else "",
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            cwd=copy,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)

    return run


def extend(copy: Path, title: str) -> None:
    """Do in *copy* what the section *title* of the guide says."""
    steps = list(_STEP.finditer(SECTIONS[title]))
    assert steps, f"CONTRIBUTING.md has no block under '{title}'."
    for step in steps:
        file, text = copy / step["file"], step["text"]
        if step["how"] == "New file":
            assert not file.exists()
            file.write_text(text, "utf-8")
            continue
        content = file.read_text("utf-8")
        if step["mark"]:
            before, mark, after = content.partition(f"\n{step['mark']}\n")
            assert mark, f"{step['file']} has no line {step['mark']}."
            content = (
                before + (f"\n{text}{mark[1:]}" if step["side"] == "before" else f"{mark}{text}") + after
            )
        else:
            content += text
        file.write_text(content, "utf-8")


def suggestion(ask: Ask, header: str, *samples: str) -> dict[str, Any]:
    columns = [{"name": header, "samples": samples}, {"name": "Campaign", "samples": ["Spring"]}]
    (first, _) = ask("suggest", "--no-llm", stdin={"columns": columns})["suggestions"]
    return dict(first)


def plan(copy: Path, name: str, text: str) -> Path:
    file = copy / name
    file.write_text(text, "utf-8")
    return file


PLAN = """\
Campaign;Site;Start date;End date;Net cost;Impressions;Carbon emissions
Spring;Alpha;2026-03-01;2026-03-31;1000;50000;12
Spring;Beta;2026-03-01;2026-03-31;0;20000;7
"""


def test_every_extension_of_the_guide_is_made_here() -> None:
    with_blocks = {title for title, body in SECTIONS.items() if _STEP.search(body)}
    assert with_blocks == {"A field", "A check", "A language", "A file format", "A matching rule"}


def test_without_them_nothing_of_it_is_there(copy: Path, ask: Ask) -> None:
    assert suggestion(ask, "Carbon emissions", "12")["field"] is None
    assert "means net cost" not in suggestion(ask, "Kostu garbia", "1200")["reason"]
    assert suggestion(ask, "Approved by client?", "maybe")["field"] != "notes"
    export = ask("export", plan(copy, "plan.csv", PLAN), "-o", copy / "raw.csv", "--no-llm")
    assert "free-space" not in export["findings"]


def test_a_field(copy: Path, ask: Ask) -> None:
    extend(copy, "A field")
    assert suggestion(ask, "Carbon emissions", "12")["field"] == "carbon"
    ask("export", plan(copy, "plan.csv", PLAN), "-o", copy / "raw.csv", "--no-llm")
    with (copy / "raw.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["carbon"] for row in csv.DictReader(file)] == ["12", "7"]


def test_a_check(copy: Path, ask: Ask) -> None:
    extend(copy, "A check")
    export = ask("export", plan(copy, "plan.csv", PLAN), "-o", copy / "raw.csv", "--no-llm")
    (finding,) = export["findings"]["free-space"]
    assert finding["severity"] == "note"
    assert finding["sentence"].startswith("Row 3 has impressions")


def test_a_language(copy: Path, ask: Ask) -> None:
    extend(copy, "A language")
    found = suggestion(ask, "Kostu garbia", "1200")
    assert found["field"] == "net_cost"
    assert "means net cost" in found["reason"]
    text = "Kokapena;Kostu garbia\nAlpha;1000\nBeta;500\nGuztira;1500\n"
    (sheet,) = ask("layout", plan(copy, "plan.csv", text))["sheets"]
    assert sheet["row_kinds"] == ["header", "data", "data", "total"]


def test_a_file_format(copy: Path, ask: Ask) -> None:
    extend(copy, "A file format")
    text = "| Site | Net cost |\n|---|---:|\n| Alpha | 1000 |\n| Beta | 500 |\n"
    (sheet,) = ask("layout", plan(copy, "plan.md", text))["sheets"]
    (table,) = sheet["tables"]
    assert [column["header"] for column in table["columns"]] == ["Site", "Net cost"]
    assert (table["first_row"], table["last_row"]) == (2, 3)


def test_a_matching_rule(copy: Path, ask: Ask) -> None:
    extend(copy, "A matching rule")
    assert suggestion(ask, "Approved by client?", "maybe")["field"] == "notes"
