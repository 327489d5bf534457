"""`mediamapper values`: names of values for people, programs and pipes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from worker.commands.values import values


def run(*arguments: str, stdin: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(values, arguments, input=stdin, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.exit_code, done.output


def test_each_value_has_its_name_in_order(tmp_path: Path) -> None:
    _, text = run("platform", "Blorpnet", "FB", "--json", "--memory", str(tmp_path))
    answer = json.loads(text)["values"]
    assert [(one["value"], one["canonical"]) for one in answer] == [("Blorpnet", None), ("FB", "Meta")]


def test_without_values_each_line_of_stdin_is_one(tmp_path: Path) -> None:
    _, text = run("platform", "--memory", str(tmp_path), stdin="FB\n\nBlorpnet\n")
    rows = [line.split() for line in text.splitlines()]
    assert [row[:2] for row in rows] == [["Value", "Name"], ["FB", "Meta"], ["Blorpnet", "-"]]
