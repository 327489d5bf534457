"""A short run of the bench: ours and the dictionary over a small stream."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import peers_memory
from bench.memories import environment
from bench.memories.dictionary import Dictionary
from bench.memories.ours import Ours
from bench.memories.table import Result, costs_table, outcomes_table
from bench.memories.trial import Trial, run

CLIENTS, MONTHS = 4, 16


def right(trial: Trial, kind: str) -> float:
    """The share of right answers."""
    outcomes = trial.first[kind]
    return outcomes.get("right", 0) / sum(outcomes.values())


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("dictionary")
    return run(Dictionary(folder, ""), folder, CLIENTS, MONTHS)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("ours")
    return run(Ours(folder, ""), folder, CLIENTS, MONTHS)


def test_ours_is_behind_the_dictionary_on_no_kind(ours: Trial, dictionary: Trial) -> None:
    behind = {kind for kind in dictionary.first if right(ours, kind) < right(dictionary, kind)}
    assert not behind


def test_ours_is_never_wrong(ours: Trial) -> None:
    assert not [kind for kind, outcomes in ours.first.items() if outcomes.get("wrong")]


@pytest.mark.parametrize("kind", ["other spelling", "undone correction"])
def test_ours_knows_what_a_dictionary_does_not(kind: str, ours: Trial, dictionary: Trial) -> None:
    assert right(ours, kind) > right(dictionary, kind)


def test_what_it_costs_is_measured(ours: Trial) -> None:
    assert ours.size > 0
    assert ours.cpu_learn > 0
    assert ours.events
    assert ours.questions


def test_a_memory_that_fails_says_so_in_its_row() -> None:
    """`trial.py` gets a number of months that it refuses."""
    result = peers_memory.measure("dictionary", 1, 3)
    assert result.trial is None
    assert "16 months" in costs_table({"dictionary": result})


def test_a_peer_that_can_not_be_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(environment.PINS, "dictionary", ("nothing==0",))
    monkeypatch.setattr(environment.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(environment, "CACHE", Path(sys.prefix) / "none")
    row = costs_table({"dictionary": peers_memory.measure("dictionary", 1, 16)})
    assert "not measured: could not be installed: uv is not there" in row


def test_the_table_has_a_row_a_kind(ours: Trial, dictionary: Trial) -> None:
    table = outcomes_table({"dictionary": Result(CLIENTS, dictionary), "ours": Result(CLIENTS, ours)})
    lines = table.splitlines()
    assert lines[0] == "|  | dictionary | ours | ours + reader |"
    assert len(lines) == 2 + len(ours.first) + 1


def test_tables_are_written_over_the_old_ones_alone(tmp_path: Path) -> None:
    file = tmp_path / "measured.md"
    file.write_text(
        "# A\n\n## Against other memories\n\nWords.\n\n<!-- tables -->\n\n## B\n\n| b |\n", "utf-8"
    )
    for cell in ("| old |", "| new |\n\n| costs |"):
        peers_memory.write_measured(cell, file)
    assert file.read_text("utf-8") == (
        "# A\n\n## Against other memories\n\nWords.\n\n<!-- tables -->\n\n"
        "| new |\n\n| costs |\n\n## B\n\n| b |\n"
    )
