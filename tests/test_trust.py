"""A short run of `bench/trust.py`: what was acknowledged survives, what is damaged is told."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.patience import PATIENCE
from tests.systems import forks

pytestmark = forks


def table(only: str, runs: int) -> dict[str, list[int]]:
    """What happened -> runs, acknowledged, lost, told, right, wrong."""
    done = subprocess.run(
        [sys.executable, "bench/trust.py", "--only", only, "--runs", str(runs)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.strip("|").split("|") for line in done.stdout.splitlines()[2:]]
    return {name.strip(): [int(cell.replace(",", "")) for cell in cells] for name, *cells in lines}


def test_a_process_that_is_killed_has_lost_nothing_it_acknowledged() -> None:
    found = table("kill", 6)
    assert len(found) == 2
    for runs, acknowledged, lost, _, _, wrong in found.values():
        assert (runs, lost, wrong) == (6, 0, 0) and acknowledged > 6


def test_a_power_cut_loses_nothing_acknowledged_with_our_settings_and_something_with_weaker_ones() -> None:
    found = table("power", 40)
    full, normal = found["power cut, synchronous=FULL"], found["power cut, synchronous=NORMAL"]
    assert full[1] > 100 and full[2:] == [0, 0, 0, 0]
    assert normal[2] > 0  # or the power was never cut


def test_a_change_of_keys_that_is_killed_leaves_one_key_and_the_whole_memory() -> None:
    (counts,) = table("rekey", 8).values()
    assert counts == [8, 0, 0, 0, 0, 0]


def test_damage_is_told_or_harmless() -> None:
    found = table("damage", 24)
    assert len(found) == 5
    for name, (_, _, _, told, right, wrong) in found.items():
        assert told > 8 and told + right + wrong == 24
        assert wrong == 0 or name == "damaged memory, plain, last writer killed"
