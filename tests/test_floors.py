"""What is imported when, and by whom: start-up is something that a planner waits for, and no module leads back to itself."""

from __future__ import annotations

import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def loaded_by(statement: str) -> set[str]:
    """The modules in a fresh interpreter after *statement*."""
    code = f"{statement}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("statement", "kept_out"),
    [
        (
            "import worker.cli",
            {"pandas", "numpy", "fastapi", "pydantic", "xlwings", "peewee", "openpyxl", "yaml", "rich"},
        ),
        ("import worker.service", {"pandas", "numpy", "fastapi", "pydantic", "xlwings", "openpyxl"}),
        ("import xl_addin.pages.review", {"pandas", "numpy", "fastapi", "pydantic", "peewee", "openpyxl"}),
        ("import xl_addin.review_file", {"pandas", "fastapi", "pydantic", "peewee"}),
    ],
)
def test_an_import_leaves_the_heavy_ones_out(statement: str, kept_out: set[str]) -> None:
    assert loaded_by(statement) & kept_out == set()


def test_suggesting_loads_no_table_library() -> None:
    ask = (
        "import io, sys; from worker.cli import cli\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"columns": [{"name": "Clicks"}]}\'))\n'
        "cli.main(['suggest', '--json', '--no-llm'], standalone_mode=False)"
    )
    assert loaded_by(ask) & {"pandas", "numpy", "openpyxl", "peewee", "pydantic", "rich"} == set()


def check_leads_downwards(imports: dict[str, set[str]]) -> None:
    """No module of *imports* comes back to itself."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"These import one another in a circle: {' <- '.join(error.args[1])}")


def test_no_import_leads_in_a_circle() -> None:
    graph = grimp.build_graph("worker", "xl_addin", exclude_type_checking_imports=True)
    check_leads_downwards({m: graph.find_modules_directly_imported_by(m) for m in graph.modules})


def test_a_circle_is_named() -> None:
    with pytest.raises(pytest.fail.Exception, match="a <- c <- b <- a|b <- a <- c <- b|c <- b <- a <- c"):
        check_leads_downwards({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
