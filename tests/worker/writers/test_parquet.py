"""Parquet with what is known about the rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.worker.writers.small_table import FINDINGS, TOTALS, raw_of
from worker.writers import parquet, writing


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


def test_pieces_are_put_together_to_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 4)
    pieces = [pa.table({"row": list(range(at, at + 2))}) for at in range(0, 10, 2)]
    groups = list(parquet._groups(iter(pieces)))
    assert [group.num_rows for group in groups] == [4, 4, 2]
    assert pa.concat_tables(groups).column("row").to_pylist() == list(range(10))
