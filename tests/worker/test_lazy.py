"""Modules that load at their first use."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker import settings
from worker.lazy import LATE
from worker.service import MediaMapper
from worker.shapes.mapping import Decision

EXAMPLE = Path(__file__).parents[2] / "examples" / "de_mediaplan" / "plan.xlsx"
NEVER = (
    "anthropic",
    "babel",
    "openpyxl",
    "peewee",
    "pyarrow.compute",
    "pyarrow.parquet",
    "rich",
    "worker.linkage.linking",
    "xlsxwriter",
    "yaml",
)
"""What no export of a plan to csv needs once the cache folder is filled."""
MOST_COMPILED = 60
"""Methods that an export may compile; there were 226 where each record wrote its own at once."""
LONGEST_PATTERN = 350
"""Characters of a pattern of ours that an export may compile; `word_pattern` keeps the long ones, which are made of words."""
MOST_LETTERS = 4_000
"""Letters that its ranges may have: `re` walks through each, and Chinese, Japanese and Korean take 36 M instructions."""
COUNTING = """
import builtins, json, re, sys
compiled, run = 0, builtins.exec
patterns, letters, ours = [], [], False
compile_, class_ = re._compiler.compile, re._compiler._optimize_charset
def counted_pattern(pattern, flags=0):
    global ours
    frame = sys._getframe(1)
    while frame.f_code.co_filename.startswith(re.__file__.removesuffix("__init__.py")):
        frame = frame.f_back
    ours = isinstance(pattern, str) and frame.f_globals["__name__"].startswith("worker.")
    patterns.extend([pattern] if ours else [])
    return compile_(pattern, flags)
def counted_letters(charset, *rest):
    letters.append(sum(av[1] - av[0] + 1 for op, av in charset if ours and op is re._parser.RANGE))
    return class_(charset, *rest)
re._compiler.compile, re._compiler._optimize_charset = counted_pattern, counted_letters
def counted(code, *rest):
    global compiled
    compiled += isinstance(code, str)
    return run(code, *rest)
builtins.exec = counted
from types import ModuleType
from worker.cli import main
try:
    main()
except SystemExit:
    there = [name for name, module in list(sys.modules.items()) if type(module) is ModuleType]
    sys.stderr.write(json.dumps({"compiled": compiled, "modules": there, "patterns": patterns, "letters": letters}))
"""


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


def test_a_worker_answers_before_it_loads_what_only_later_questions_need() -> None:
    code = (
        "import sys, worker.server; from types import ModuleType\n"
        "print(*sorted(n for n, module in sys.modules.items() if type(module) is ModuleType))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "worker.server" in loaded
    assert loaded & {*NEVER, "fsspec", "psycopg", "pyarrow", "sqlcipher3"} == set()


def test_the_look_at_a_memory_at_a_workers_start_loads_no_peewee(tmp_path: Path) -> None:
    mapper = MediaMapper(settings.load(tmp_path))
    mapper.decide([Decision("Zonk", None, "correct", "placement")])
    mapper.close()
    code = (
        "import sys; from pathlib import Path; from worker.service import MediaMapper; from worker import settings\n"
        f"folder = MediaMapper(settings.load({str(tmp_path)!r})).memory_folder\n"
        "print(folder.store.database.path.is_file(), folder.backups.check_at_start(alone=True), 'peewee' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "None", "False"]


def test_what_is_set_on_an_unloaded_module_stays() -> None:
    code = "from worker.memory.learning import steps\nsteps.load = 1\nsteps.save\nprint(steps.load)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "1"


def _cold_export(home: Path) -> dict[str, object]:
    """The methods that an export compiles, and the modules that it loads; an earlier one has filled the cache folder."""
    environment = {**os.environ, "MEDIAMAPPER_HOME": str(home), "MEDIAMAPPER_CACHE": str(home)}
    command = ["export", str(EXAMPLE), "-o", str(home / "raw.csv"), "--json", "--no-llm", "--force"]
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", COUNTING, *command], capture_output=True, text=True, env=environment
        )
    counted: dict[str, object] = json.loads(done.stderr)
    return counted


def test_an_export_loads_and_compiles_what_it_needs(tmp_path: Path) -> None:
    counted = _cold_export(tmp_path)
    modules, compiled = counted["modules"], counted["compiled"]
    assert isinstance(modules, list)
    assert isinstance(compiled, int)
    assert [name for name in NEVER if name in modules] == []
    assert "worker.writers.delimited" in modules
    assert compiled < MOST_COMPILED


def test_an_export_compiles_no_pattern_that_takes_long(tmp_path: Path) -> None:
    counted = _cold_export(tmp_path)
    patterns, letters = counted["patterns"], counted["letters"]
    assert isinstance(patterns, list)
    assert isinstance(letters, list)
    assert len(patterns) > 50
    assert [pattern for pattern in patterns if len(pattern) > LONGEST_PATTERN] == []
    assert 100 < max(letters) < MOST_LETTERS
