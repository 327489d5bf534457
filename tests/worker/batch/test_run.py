"""Batches from plans to manifest: what is settled, asked and refused; going on after a kill and after a review."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from worker import settings
from worker.batch import review
from worker.batch.run import Batch, Order
from worker.document.manager import LLMMemoryManager
from worker.errors import UsageError
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.memory import Statement
from worker.writers.dataset import Dataset, Manifest

EXAMPLES = Path("examples").resolve()
DOUBTFUL = "Site,Start,End,Zonk total\n{0},2026-01-05,2026-01-11,1000\nMeta,2026-01-05,2026-01-11,2000\n"


@pytest.fixture
def mapper(tmp_path: Path) -> Iterator[MediaMapper]:
    mapper = MediaMapper(settings.load(tmp_path / "memory", llm=False))
    yield mapper
    mapper.close()


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("nl_mediaplan", "tv_spot_grid"):
        shutil.copy(EXAMPLES / name / "plan.xlsx", folder / f"{name}.xlsx")
    (folder / "a.csv").write_text(DOUBTFUL.format("Teads"), "utf-8")
    (folder / "b.csv").write_text(DOUBTFUL.format("Joyn"), "utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    return folder


ZONK = Statement("Zonk total", "net_cost", 0.95)


def done(order: Order, mapper: MediaMapper) -> Manifest:
    batch = Batch(order, mapper)
    return batch.publish(list(batch.outcomes()))


def states(manifest: Manifest) -> dict[str, str]:
    return {Path(one.plan).stem: one.state for one in manifest.plans}


def test_a_batch_its_review_and_what_became_settled(plans: Path, mapper: MediaMapper, tmp_path: Path) -> None:
    dataset = str(tmp_path / "ds")
    order = Order(sorted(map(str, plans.iterdir())), dataset, client="Acme", processes=2)
    first = done(order, mapper)
    assert states(first) == {
        "a": "needs-person",
        "b": "needs-person",
        "broken": "refused",
        "nl_mediaplan": "settled",
        "tv_spot_grid": "settled",
    }
    columns, _ = review.groups(first.plans)
    (zonk,) = [group for group in columns if group.text == "Zonk total"]
    assert len(zonk.plans) == 2
    book = tmp_path / "review.xlsx"
    review.write(first.plans, mapper.template, book)
    filled = openpyxl.load_workbook(book)
    for row in filled["Columns"].iter_rows(min_row=2):
        if row[1].value == "Zonk total":
            row[6].value = "net_cost"
    filled.save(book)
    decisions = review.read(read_book(book, settings=mapper.settings), mapper.template)
    second = done(Order([], dataset, client="Acme", processes=1, decisions=decisions), mapper)
    assert states(second) == {**states(first), "a": "settled", "b": "settled"}
    untouched = {one.plan: one for one in first.plans if one.state == "settled"}
    assert {one.plan: one for one in second.plans if one.plan in untouched} == untouched
    rows = Dataset(dataset).read(second.files)
    assert rows is not None and {*rows["source_plan"].to_pylist()} == {
        one.plan for one in second.plans if one.state == "settled"
    }


def test_the_same_plans_give_the_same_files(plans: Path, mapper: MediaMapper, tmp_path: Path) -> None:
    chosen = [str(plans / "nl_mediaplan.xlsx"), str(plans / "tv_spot_grid.xlsx")]
    manifests = [
        done(Order(chosen, str(tmp_path / name), processes=n), mapper) for name, n in (("x", 1), ("y", 2))
    ]
    assert manifests[0] == manifests[1]
    for file in manifests[0].files:
        assert (tmp_path / "x" / file).read_bytes() == (tmp_path / "y" / file).read_bytes()


def test_a_new_version_of_a_plan_keeps_its_lines_keys(
    plans: Path, mapper: MediaMapper, tmp_path: Path
) -> None:
    plan, dataset = plans / "flat.csv", str(tmp_path / "ds")
    text = "Publisher,Placement,Start date,End date,Net cost\n{}\nNU.nl,Billboard,2026-01-01,2026-01-31,200\nTeads,Spot,2026-01-01,2026-01-31,400\n"
    keys = []
    for line in ("Meta,Feed,2026-01-05,2026-01-11,300", "Meta,Reels,2026-01-05,2026-01-11,300"):
        plan.write_text(text.format(line), "utf-8")
        manifest = done(Order([str(plan)], dataset, processes=1), mapper)
        assert states(manifest) == {"flat": "settled"}, manifest.plans[0].reason
        rows = Dataset(dataset).read(manifest.files)
        assert rows is not None
        keys.append({row["publisher"]: row["line_key"] for row in rows.to_pylist()})
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (Order(["p.csv"], "ds", partitions=("clients",)), "no field 'clients'"),
        (Order([], "ds", decisions={}), "no batch to go on with"),
    ],
)
def test_what_can_not_begin(
    order: Order, sentence: str, mapper: MediaMapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=sentence):
        Batch(order, mapper)


def command(plans: Path, dataset: Path) -> list[str]:
    options = ["-o", str(dataset), "--jobs", "1", "--client", "Acme", "--json"]
    return [sys.executable, "-m", "worker", "batch", str(plans), *options]


def content(dataset: Path) -> dict[str, bytes]:
    """All files of a dataset, by path."""
    files = (path for path in dataset.rglob("*") if path.is_file())
    return {path.relative_to(dataset).as_posix(): path.read_bytes() for path in files}


def test_killed_and_started_again_it_goes_on_to_the_same_bytes(plans: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "MEDIAMAPPER_HOME": str(tmp_path / "memory")}
    in_one = subprocess.run(
        command(plans, tmp_path / "in_one"), stdout=subprocess.PIPE, env=environment, check=False
    )
    dataset = tmp_path / "ds"
    with subprocess.Popen(command(plans, dataset), stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.kill()
    assert not (dataset / "manifest.json").exists()
    # A process of the pool may still be writing: its half files begin with a dot.
    stored = [path for path in (dataset / "_outcomes").glob("*.json") if path.name[0] != "."]
    before = {path: path.stat().st_mtime_ns for path in stored}
    assert before
    again = subprocess.run(command(plans, dataset), stdout=subprocess.PIPE, env=environment, check=False)
    lines = [json.loads(line) for line in again.stdout.splitlines()]
    assert again.returncode == 1
    assert [line for line in lines if line.get("plan") == first["plan"]] == [first]
    assert lines[-1] | {"run": ""} == {"run": "", "plans": 5, "rows": lines[-1]["rows"], "settled": 2, "needs-person": 2, "refused": 1}  # fmt: skip
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert lines[-1] == json.loads(in_one.stdout.splitlines()[-1])
    assert content(dataset) == content(tmp_path / "in_one")


def test_what_is_decided_meanwhile_waits_for_the_next_run(
    plans: Path, mapper: MediaMapper, tmp_path: Path
) -> None:
    order = Order([str(plans / "a.csv")], str(tmp_path / "ds"), processes=1)
    batch = Batch(order, mapper)
    assert batch.job.key
    mapper.memory.remember([ZONK], "anna")
    assert states(batch.publish(list(batch.outcomes()))) == {"a": "needs-person"}
    assert states(done(order, mapper)) == {"a": "settled"}


def test_an_encrypted_memory_is_read_by_every_process(plans: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "MEDIAMAPPER_HOME": str(tmp_path / "memory"),
        "MEMORY_ENCRYPTION_KEY": "correct horse",
    }
    with LLMMemoryManager(tmp_path / "memory", "correct horse") as memory:
        memory.store.remember([ZONK], "anna")
    run = subprocess.run(
        command(plans, tmp_path / "ds"), stdout=subprocess.PIPE, env=environment, check=False
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert {Path(line["plan"]).stem: line["state"] for line in lines[:-1]}["a"] == "settled"


TEMPLATE = """name: own
fields:
  - name: placement
  - name: start_date
    type: date
  - name: end_date
    type: date
  - name: amount
    type: money
    kind: measure
    synonyms: [{}]
"""


def test_another_template_or_setting_does_not_use_what_is_stored(plans: Path, tmp_path: Path) -> None:
    (plans / "own.csv").write_text(
        "Placement,Start date,End date,Zonk total\nTop,2026-01-05,2026-01-11,100\n", "utf-8"
    )
    template = tmp_path / "own.yaml"

    def key(synonym: str, **options: object) -> str:
        template.write_text(TEMPLATE.format(synonym), "utf-8")
        chosen = settings.load(tmp_path / "memory", template=str(template), **options)
        return Batch(Order([str(plans / "own.csv")], str(tmp_path / "ds")), MediaMapper(chosen)).job.key

    first = key("Zonk total")
    assert key("Zonk total") == first
    assert key("Zonk total", user="anna", llm=True) == first
    assert first not in (key("Other total"), key("Zonk total", accept_above=0.9))
