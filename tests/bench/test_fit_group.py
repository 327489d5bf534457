"""The libraries that only fits need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.fit_group import library


def test_a_library_that_is_there_is_given() -> None:
    assert library("json", "bench.fit_matching").dumps([]) == "[]"


def test_one_that_is_not_there_ends_with_the_command() -> None:
    with pytest.raises(SystemExit, match="needs nothing_such.* uv run --group fit python -m bench.fit_rows"):
        library("nothing_such.linear", "bench.fit_rows")


@pytest.mark.parametrize("program", ["bench.fit_matching", "bench.fit_likeness", "bench.fit_rows"])
def test_each_fit_says_how_it_is_run(program: str) -> None:
    """With the library's name taken by nothing, so that it holds where the group is installed as well."""
    script = (
        "import runpy, sys; sys.modules['scipy'] = sys.modules['sklearn'] = None; "
        f"sys.argv = ['{program}', '--made']; runpy.run_module('{program}', run_name='__main__')"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 1
    assert f"uv run --group fit python -m {program}" in ended.stderr
    assert "Traceback" not in ended.stderr
