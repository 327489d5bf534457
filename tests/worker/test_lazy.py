"""Modules that load at their first use."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from worker.lazy import LATE


@pytest.mark.parametrize("name", LATE)
def test_each_module_of_the_list_loads(name: str) -> None:
    module = importlib.import_module(name)
    assert vars(module)["__name__"] == name
    assert dir(module)


def test_importing_the_service_runs_none_of_them() -> None:
    code = (
        "import sys, worker.service; from worker.lazy import LATE; from types import ModuleType\n"
        "print([n for n in LATE if n in sys.modules and type(sys.modules[n]) is ModuleType])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_what_is_set_on_an_unloaded_module_stays() -> None:
    code = "from worker.memory.learning import steps\nsteps.load = 1\nsteps.save\nprint(steps.load)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "1"
