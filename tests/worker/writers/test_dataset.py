"""A dataset's files, outcomes and manifest; other programs read what the manifest names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as pds
import pytest

from tests.worker.linkage.versions import table
from worker.errors import FileProblem
from worker.shapes.outcome import PlanOutcome
from worker.writers.dataset import MANIFEST, NO_VALUE, Dataset

ROWS = table("Teads | Video | 0-13 | 1000", "Meta | Feed | 25-31 | 500 | 700")
"""March, March, April."""
OUTCOME = PlanOutcome("plans/a.xlsx", "d1gest", "settled", client="Été & Söhne", rows=3)


def filled(folder: Path) -> Dataset:
    dataset = Dataset(str(folder / "ds"))
    files = dataset.write(ROWS, "plans/a.xlsx", "0123456789abcdef00", "Été & Söhne", ("client", "month"))
    dataset.publish(("client", "month"), [replace(OUTCOME, files=files)])
    return dataset


def test_files_lie_apart_by_client_and_month(tmp_path: Path) -> None:
    manifest = filled(tmp_path).manifest()
    assert manifest is not None
    assert [(file.path.split("/")[1], file.rows) for file in manifest.plans[0].files] == [
        ("month=2026-03", 2),
        ("month=2026-04", 1),
    ]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "one"), filled(tmp_path / "other")
    assert one.manifest() == other.manifest()
    for path in (tmp_path / "one" / "ds").rglob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes()


def test_arrow_pandas_and_duckdb_read_what_the_manifest_names(tmp_path: Path) -> None:
    dataset = filled(tmp_path)
    manifest = dataset.manifest()
    assert manifest is not None
    paths = [f"{dataset.root}/{file}" for file in manifest.files]
    arrow = pds.dataset(paths, partitioning="hive", partition_base_dir=dataset.root).to_table()
    assert {*arrow["client"].to_pylist()} == {"Été & Söhne"}
    assert sum(arrow["net_cost"].to_pylist()) == 2200
    assert pd.concat([pd.read_parquet(path) for path in paths])["net_cost"].sum() == 2200
    by_month = duckdb.execute(
        "select month, client, sum(net_cost) from read_parquet(?, hive_partitioning = true) group by all order by 1",
        [paths],
    ).fetchall()
    assert [(str(month)[:7], client, money) for month, client, money in by_month] == [
        ("2026-03", "Été & Söhne", 1500.0),
        ("2026-04", "Été & Söhne", 700.0),
    ]


def test_rows_without_a_day_or_a_client_have_a_place_too(tmp_path: Path) -> None:
    rows = pa.table({"publisher": ["A"], "net_cost": [1.0]})
    (file,) = Dataset(str(tmp_path)).write(rows, "p", "0" * 20, None, ("client", "month", "publisher"))
    assert file.path.startswith(f"client={NO_VALUE}/month={NO_VALUE}/publisher=A/")


def test_an_outcome_is_kept_before_the_manifest_tells_of_it(tmp_path: Path) -> None:
    dataset = Dataset(str(tmp_path / "ds"))
    assert dataset.outcome(OUTCOME.plan) is None
    dataset.keep(OUTCOME)
    assert dataset.outcome(OUTCOME.plan) == OUTCOME
    assert dataset.manifest() is None


def test_a_folder_of_somebody_elses_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("theirs", "utf-8")
    with pytest.raises(FileProblem, match="no dataset"):
        Dataset(str(tmp_path)).manifest()
    with pytest.raises(FileProblem, match="Not a directory|no dataset"):
        Dataset(str(tmp_path / "theirs.txt")).manifest()
    (tmp_path / MANIFEST).write_text('{"name": "theirs"}', "utf-8")
    with pytest.raises(FileProblem, match="not MediaMapper's"):
        Dataset(str(tmp_path)).manifest()


def test_no_folder_and_an_empty_one_are_fresh(tmp_path: Path) -> None:
    assert Dataset(str(tmp_path)).manifest() is None
    assert Dataset(str(tmp_path / "new")).manifest() is None


def test_any_file_system_of_fsspec() -> None:
    dataset = Dataset("memory://bucket/ds")
    assert dataset.manifest() is None
    files = dataset.write(ROWS, "p", "0" * 20, "A", ("client",))
    dataset.publish(("client",), [replace(OUTCOME, files=files)])
    manifest = dataset.manifest()
    assert manifest is not None and fsspec.filesystem("memory").exists(f"/bucket/ds/{manifest.files[0]}")
    rows = dataset.read(manifest.files)
    assert rows is not None and rows.num_rows == 3
    assert dataset.read(["gone.parquet"]) is None
    fsspec.filesystem("memory").rm("/bucket", recursive=True)
