"""`mediamapper memory ...`, in process: what it prints, and its exit code."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from worker import LLMMemoryManager
from worker.commands.memory import memory as group
from worker.errors import FileProblem, MemoryProblem, UsageError
from worker.memory.keys import keys
from worker.shapes.mapping import Decision


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), standalone_mode=False)


def answer(*arguments: str) -> dict:
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


@pytest.fixture
def taught(own_memory: Path) -> Path:
    with LLMMemoryManager() as memory:
        memory.remember("mappings", "Cost", {"field": "net_cost", "confidence": 0.9})
        memory.remember("mappings", "Weak", {"field": "notes", "confidence": 0.1})
        memory.store.decide([Decision("Wrong", "clicks", "reject")], "anna")
    return own_memory


@pytest.mark.parametrize("verb", ["report", "prune", "archive", "optimize", "retrain", "audit"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_nothing_learnt_is_no_error_and_creates_nothing(
    own_memory: Path, verb: str, form: tuple[str]
) -> None:
    done = run(verb, *form)
    assert done.exception is None and done.return_value == 0 and done.output
    assert not own_memory.exists()


def test_the_report_says_what_fails(taught: Path) -> None:
    assert [f["header"] for f in answer("report")["failing_mappings"]] == ["Wrong"]
    page = run("report").output
    assert "2 mappings" in page and "Wrong" in page and "memory retrain" in page


def test_prune_archive_and_optimise_do_so(taught: Path) -> None:
    assert [s["header"] for s in answer("prune")["pruned"]] == ["Weak"]
    assert answer("archive", "--days", "0")["archived"] == 2
    assert answer("optimize")["bytes_after"] > 0
    report = answer("report")
    assert (report["pruned"], report["archived"]) == (1, 1)


def test_retrain_proposes_and_changes_nothing(taught: Path) -> None:
    with LLMMemoryManager() as memory:
        memory.store.decide([Decision("Impressions", "clicks", "reject")], "anna")
        before = memory.store.standings()
    found = {p["header"]: p["field"] for p in answer("retrain")["proposals"]}
    assert found["Impressions"] in ("impressions", "planned_impressions")
    with LLMMemoryManager() as memory:
        assert memory.store.standings() == before


def test_backup_and_restore(taught: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    assert answer("backup", str(file))["bytes"] == file.stat().st_size
    assert answer("restore", str(file), "--memory", str(tmp_path / "other"))["rows"] > 3
    with LLMMemoryManager(tmp_path / "other") as memory:
        assert memory.recall("mappings", "Cost")["field"] == "net_cost"


def test_mirrors_go_out_and_come_back(taught: Path) -> None:
    assert [Path(f).name for f in answer("export-json")["files"]] == ["mappings.json", "validations.json"]
    assert answer("import-json") == {"new": 0, "changed": 0, "unchanged": 2, "forgotten": 0}
    assert run("import-json").output == "Entries: 0 new, 0 changed, 2 unchanged.\n"


def test_an_import_says_what_stays_forgotten(taught: Path) -> None:
    files = [Path(file) for file in answer("export-json")["files"]]
    copies = taught / "copies"
    copies.mkdir()
    for file in files:
        shutil.copy(file, copies)
    answer("forget", "--header", "Cost")
    output = run("import-json", "--from", str(copies)).output
    assert "Left out since they were forgotten here: 1." in output
    assert answer("import-json", "--from", str(copies))["forgotten"] == 1


def test_the_audit_is_newest_first(taught: Path) -> None:
    assert [line["action"] for line in answer("audit")["audit"]] == ["decide", "remember", "remember"]
    assert "anna" in run("audit").output


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(("restore", "/nowhere/b.json", "--force"), FileProblem), (("backup", "/nowhere/b.json"), FileProblem)],
)
def test_what_can_not_be_done_is_one_sentence(taught: Path, arguments: tuple[str], error: type) -> None:
    caught = run(*arguments).exception
    assert isinstance(caught, error) and "\n" not in str(caught)


def test_a_wrong_key_is_one_sentence(taught: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMORY_ENCRYPTION_KEY", "secret")
    caught = run("report").exception
    assert isinstance(caught, MemoryProblem) and "rekey" in str(caught)


def test_the_last_good_backup_needs_no_name(taught: Path) -> None:
    with LLMMemoryManager() as memory:
        memory.rotate_backups()
        memory.remember("mappings", "Late", "fee")
    assert isinstance(run("restore").exception, UsageError)
    said = answer("restore", "--force")["said"]
    assert "Restored from" in said
    with LLMMemoryManager() as memory:
        assert memory.recall("mappings", "Late") is None and memory.recall("mappings", "Cost") is not None


def test_without_a_backup_there_is_nothing_to_restore(taught: Path) -> None:
    caught = run("restore", "--force").exception
    assert isinstance(caught, MemoryProblem) and "no good backup" in str(caught)


def test_an_audit_that_was_touched_is_exit_1(taught: Path) -> None:
    found = run("audit", "--verify")
    assert found.return_value == 0 and "3 rows" in found.output
    head = answer("audit", "--verify")["head"]
    assert answer("audit", "--verify", "--head", head)["ok"]
    (taught / "llm_memory.audit").unlink()
    found = run("audit", "--verify", "--json")
    assert found.return_value == 1 and json.loads(found.stdout)["broken"] == 1


def test_rekey_takes_keys_from_the_environment_and_leaves_none_there(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMORY_ENCRYPTION_KEY_NEW", "battery staple")
    done = answer("rekey")
    assert done["encrypted"] and not {n for n in os.environ if n.startswith("MEMORY_ENCRYPTION")}
    keys.forget()
    with LLMMemoryManager(encryption_key="battery staple") as memory:
        assert memory.recall("mappings", "Cost")["field"] == "net_cost"
    monkeypatch.setenv("MEMORY_ENCRYPTION_KEY", "battery staple")
    assert "can be read by anybody" in " ".join(run("rekey", "--plain").output.split())
    keys.forget()
    monkeypatch.setenv("MEMORY_ENCRYPTION_KEY", "set before it was encrypted")
    assert "is encrypted" in " ".join(run("rekey").output.split())
    with LLMMemoryManager() as memory:
        assert memory.recall("mappings", "Cost")["field"] == "net_cost"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("rekey",), "no new key"), (("rekey", "--plain", "--store-in-keyring"), "--plain")],
)
def test_a_rekey_that_says_too_little_or_too_much(taught: Path, arguments: tuple[str], said: str) -> None:
    caught = run(*arguments).exception
    assert isinstance(caught, UsageError) and said in str(caught)


def test_list_tells_what_is_held_and_forget_takes_it_away(taught: Path) -> None:
    assert [one["header"] for one in answer("list", "--header", "cost")["mappings"]] == ["Cost"]
    assert "Cost" in run("list", "--field", "net_cost").output
    assert answer("forget", "--header", "Cost")["removal"]["headers"] == 1
    assert answer("list", "--header", "cost")["mappings"] == []
    assert "Nothing was known of it" in run("forget", "--client", "Nobody").output
    assert isinstance(run("forget").exception, UsageError)
