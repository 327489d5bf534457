"""The bench of tokens counts what the door would send."""

import json
from pathlib import Path

import pytest

from bench import tokens


def test_ours_asks_less_than_the_full_context_and_nothing_by_the_tenth_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = [{"name": "Blorp value", "samples": ["1,200.50"]}, {"name": "Publisher", "samples": ["Alpha"]}]
    row = {"id": "one", "columns": columns, "truth": {"Blorp value": "net_cost", "Publisher": "publisher"}}
    file = tmp_path / "headers.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["tokens", str(file)])
    tokens.main()
    lines = capsys.readouterr().out.splitlines()
    saved = [line for line in lines if "fewer input tokens" in line]
    assert len(saved) == 2 and "100.0% fewer calls, 100.0% fewer input tokens" in saved[1]
