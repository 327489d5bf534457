"""Plans and datasets at fsspec addresses: a real S3 server on loopback, and fsspec's own memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import fsspec
import pandas as pd
import pyarrow.dataset as pds
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from tests.worker.batch.jobs import job_over
from worker.batch import job as work
from worker.batch.plans import plans_of
from worker.writers.dataset import Dataset

PLAN = "Publisher,Placement,Start date,End date,Net cost\nMeta,Feed {0},2026-01-05,2026-01-11,{0}\nNU.nl,Top,2026-02-02,2026-02-08,200\n"
PLANS = "s3://agency/plans"
DATASET = "s3://agency/sets/2026"


@pytest.fixture(scope="module")
def server() -> Iterator[fsspec.AbstractFileSystem]:
    """An S3 of our own; this process and its children find it by the usual variables."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "nobody")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        S3FileSystem.clear_instance_cache()
        yield S3FileSystem()
        S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture
def bucket(server: fsspec.AbstractFileSystem) -> Iterator[fsspec.AbstractFileSystem]:
    """A bucket with three plans."""
    server.mkdir("agency")
    for at in range(1, 4):
        server.pipe_file(f"{PLANS}/{at}.csv", PLAN.format(at).encode())
    yield server
    server.invalidate_cache()
    server.rm("agency", recursive=True)


def run(tmp_path: Path, *options: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "worker", "batch", *options, "-o", DATASET, "--json"]
    environment = {**os.environ, "MEDIAMAPPER_HOME": str(tmp_path / "memory")}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_batch_from_s3_to_s3_that_other_programs_read(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    *_, last = run(tmp_path, PLANS, "--client", "Acme", "--jobs", "2")
    assert (last["plans"], last["settled"], last["rows"]) == (3, 3, 6)
    manifest = json.loads(bucket.cat_file(f"{DATASET}/manifest.json"))
    assert [plan["plan"] for plan in manifest["plans"]] == [f"{PLANS}/{at}.csv" for at in range(1, 4)]
    files = [f"{DATASET}/{file['path']}" for plan in manifest["plans"] for file in plan["files"]]
    assert {file.split("/")[6] for file in files} == {"month=2026-01", "month=2026-02"}
    bare = [file.removeprefix("s3://") for file in files]
    arrow = pds.dataset(bare, filesystem=bucket, partitioning="hive").to_table()
    frames = pd.concat([pd.read_parquet(file) for file in files])
    with duckdb.connect() as connection:
        connection.register_filesystem(bucket)
        query = "select sum(net_cost) from read_parquet(?, hive_partitioning = true) where client = 'Acme'"
        duck = connection.execute(query, [files]).fetchone()
    assert (sum(arrow["net_cost"].to_pylist()), frames["net_cost"].sum(), duck) == (606, 606, (606,))


def test_what_is_stored_on_s3_is_not_done_again(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    run(tmp_path, PLANS, "--jobs", "1")
    before = {path: about["LastModified"] for path, about in bucket.find(DATASET, detail=True).items()}
    bucket.pipe_file(f"{PLANS}/2.csv", PLAN.format(50).encode())
    run(tmp_path, PLANS, "--jobs", "1")
    bucket.invalidate_cache()
    after = {path: about["LastModified"] for path, about in bucket.find(DATASET, detail=True).items()}
    untouched = [path for path in before if after[path] == before[path]]
    assert len(before) == 3 + 6 + 1  # outcomes, files, the manifest
    assert len(untouched) == 2 + 6
    assert not any(path.endswith("manifest.json") for path in untouched)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("s3://agency/nothing", "There is no file or folder"),
        ("s3://nobody/plans", "There is no file or folder"),
    ],
)
def test_an_address_that_leads_nowhere(
    bucket: fsspec.AbstractFileSystem, address: str, sentence: str
) -> None:
    with pytest.raises(Exception, match=sentence):
        plans_of([address])


def test_any_other_address_that_fsspec_knows(tmp_path: Path) -> None:
    fs = fsspec.filesystem("memory")
    fs.pipe_file("/agency/plans/a.csv", PLAN.format(7).encode())
    job = replace(job_over(tmp_path, client="Acme"), dataset="memory://agency/ds")
    (plan,) = plans_of(["memory://agency/plans"])
    outcome = work.run(job, plan)
    assert (plan, outcome.state, outcome.rows) == ("memory:///agency/plans/a.csv", "settled", 2)
    table = Dataset(job.dataset).read([file.path for file in outcome.files])
    assert table is not None and sum(table["net_cost"].to_pylist()) == 207
