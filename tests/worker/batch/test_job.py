"""One plan of a batch, in this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.worker.batch.jobs import job_over
from worker.batch import job as work
from worker.batch.job import Answers, Job
from worker.errors import FileProblem
from worker.writers.dataset import Dataset

PLAN = "Publisher,Placement,Start date,End date,Net cost\nMeta,Feed,2026-01-05,2026-01-11,300\nNU.nl,Top,2026-02-02,2026-02-08,200\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return job_over(tmp_path, client="Acme")


def test_a_settled_plan_has_files_and_sums(job: Job, tmp_path: Path) -> None:
    plan = tmp_path / "p.csv"
    plan.write_text(PLAN, "utf-8")
    outcome = work.run(job, str(plan))
    assert (outcome.state, outcome.client, outcome.rows) == ("settled", "Acme", 2)
    assert sum(outcome.sums["net_cost"].values()) == 500
    assert [file.rows for file in outcome.files] == [1, 1]
    assert not (tmp_path / "memory").exists()


def test_what_is_stored_holds_until_plan_or_memory_change(job: Job, tmp_path: Path) -> None:
    plan = tmp_path / "p.csv"
    plan.write_text(PLAN, "utf-8")
    stored = replace(work.run(job, str(plan)), reason="as stored")
    Dataset(job.dataset).keep(stored)
    assert work.run(job, str(plan)).reason == "as stored"
    assert work.run(replace(job, key="other"), str(plan)).reason == ""
    Dataset(job.dataset).keep(stored)
    assert work.run(replace(job, key="other", is_continued=True), str(plan)).reason == "as stored"
    plan.write_text(PLAN.replace("300", "400"), "utf-8")
    assert work.run(job, str(plan)).sums["net_cost"] != stored.sums["net_cost"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no file"), (b"", "empty"), (b"PK\x03\x04 nothing", "p.csv")],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(
    job: Job, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    plan = tmp_path / "p.csv"
    if content is not None:
        plan.write_bytes(content)
    outcome = work.run(job, str(plan))
    assert outcome.state == "refused" and sentence in outcome.reason


def test_decisions_are_for_their_client(job: Job, tmp_path: Path) -> None:
    plan = tmp_path / "p.csv"
    plan.write_text(PLAN.replace("Net cost", "Zonk total"), "utf-8")
    assert work.run(job, str(plan)).state == "needs-person"
    decided = {"Acme": Answers({"zonk total": "net_cost"})}
    assert work.run(replace(job, key="2", decisions={"Other": decided["Acme"]}), str(plan)).state == "needs-person"  # fmt: skip
    assert work.run(replace(job, key="3", decisions=decided), str(plan)).state == "settled"


def test_a_file_too_large_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MOST_BYTES", 10)
    (tmp_path / "p.csv").write_text(PLAN, "utf-8")
    with pytest.raises(FileProblem, match="MB"):
        work.fetched(str(tmp_path / "p.csv"))
