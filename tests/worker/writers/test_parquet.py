"""Parquet with what is known about the rows."""

from __future__ import annotations

from pathlib import Path

from tests.worker.writers.small_table import FINDINGS, TOTALS, raw_of
from worker.writers import writing


def test_parquet_keeps_types_and_what_is_known(tmp_path: Path) -> None:
    import json

    import pyarrow.parquet as pq

    writing.write(raw_of(["=A", None], findings=FINDINGS, totals=TOTALS), tmp_path / "raw.parquet")
    table = pq.read_table(tmp_path / "raw.parquet")
    assert [str(t) for t in table.schema.types][:1] == ["date32[day]"]
    assert table.column("site").to_pylist() == ["=A", None]
    assert table.column("views").to_pylist() == [10, None]
    about = json.loads(table.schema.metadata[b"mediamapper"])
    assert (len(about["findings"]), len(about["totals"]), about["template"]["name"]) == (2, 3, "small")
