from __future__ import annotations

import subprocess
import sys

import pytest

EXPORT = """
import sys
from pathlib import Path
from worker.cleaning.build import MappedTable, build_raw_data
from worker.writers import writing
from worker.knowledge.templates import load_template
from worker.shapes.grid import Grid
from worker.shapes.layout import Column, SheetLayout, Table

grid = Grid("Plan", [["Site", "Cost"], ["A", "1.200,50"], ["B", 2.5]])
table = Table((1,), 2, 3, 1, 2, (Column(1, "Site"), Column(2, "Cost")))
mapped = MappedTable(grid, SheetLayout("Plan", ("header", "data", "data"), (table,)), table, {1: "publisher", 2: "net_cost"})
raw = build_raw_data([mapped], load_template())
writing.write(raw, Path(sys.argv[1]))
assert raw.table.num_rows == 2
assert "pandas" not in sys.modules
"""


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_an_export_does_not_wait_for_pandas(tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    target = tmp_path_factory.mktemp("raw") / f"raw.{kind}"
    done = subprocess.run([sys.executable, "-c", EXPORT, str(target)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert target.stat().st_size
