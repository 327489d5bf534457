"""docs/batch.md, run from top to bottom."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from worker.cli import cli

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "batch.md").read_text("utf-8")
COMMANDS = re.findall(r"```console\nmediamapper (.*?)\n```", PAGE)
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.S)
ZONK = "Site,Start,End,Zonk total\n{0},2026-01-05,2026-01-11,1000\nMeta,2026-01-05,2026-01-11,2000\n"


def test_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDIAMAPPER_HOME", str(tmp_path / "memory"))
    Path("plans").mkdir()
    for name in ("nl_mediaplan", "tv_spot_grid"):
        shutil.copy(ROOT / "examples" / name / "plan.xlsx", f"plans/{name}.xlsx")
    for name in ("Teads", "Joyn"):
        Path(f"plans/{name}.csv").write_text(ZONK.format(name), encoding="utf-8")
    first, second = (command.split() for command in COMMANDS)
    run = CliRunner().invoke(cli, first, standalone_mode=False)
    assert (run.return_value, "2 settled, 2 needs-person, 0 refused" in run.output) == (1, True), run.output
    book = openpyxl.load_workbook("review.xlsx")
    for row in book["Columns"].iter_rows(min_row=2):
        row[6].value = "net_cost" if row[1].value == "Zonk total" else None
    book.save("review.xlsx")
    run = CliRunner().invoke(cli, second, standalone_mode=False)
    assert (run.return_value, "4 settled" in run.output) == (0, True), run.output
    for block in CODE:
        exec(block, {})
    assert "Acme" in capsys.readouterr().out
    run = CliRunner().invoke(cli, ["diff", "dataset", "dataset"], standalone_mode=False)
    assert run.return_value == 0 and "nothing changed" in run.output
