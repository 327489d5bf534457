"""The whole corpus through the real reader: a sentence with a next step or the right cells, soon, and nothing is left behind.

What is read is mapped and exported too, within the same bounds.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.make import corpus, write
from tests.hostile.packing import Hostile
from tests.systems import links, named_pipes
from worker.errors import FileProblem, MediaMapperError
from worker.plans.files import child
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book

SECONDS = 20.0
"""Of the processor's time; most take two tenths of a second."""
MEGABYTES = 200
"""By which the process that asked may grow."""
NEED = {
    "a pipe": [named_pipes],
    "a device": [links],
    "a link to itself": [links],
    "a link to nothing": [links],
    "a link to a plan": [links],
}
"""What a system must have for a case."""
CASES = [
    pytest.param(case, id=f"{case.kind}: {case.name}", marks=NEED.get(case.name, ())) for case in corpus()
]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every child process that reading starts."""
    processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args, **options):  # type: ignore[no-untyped-def]
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(child.subprocess, "Popen", Recorded)
    yield processes


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of the child as well."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def cpu_seconds() -> float:
    """The processor's time that this process and its ended children have used: no busy machine adds to it."""
    return sum(os.times()[:4])


def megabytes(what: str) -> float:
    """What the system says of this process's memory: now (`VmRSS`) or at its highest (`VmHWM`)."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.partition(f"{what}:")[2].split()[0]) / 1024


def idle() -> float:
    """The memory in use, from where the highest is counted anew; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0.0
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return megabytes("VmRSS")


def is_gone(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process and the group that it led have ended; Windows ends such a group with its leader's job."""
    if os.name == "nt":
        return process.returncode is not None
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return process.returncode is not None
    return False


def read(path: Path, folder: Path) -> Book | FileProblem:
    try:
        return read_book(path, settings=Settings(memory_dir=folder))
    except FileProblem as problem:
        return problem


def understand(book: Book, folder: Path) -> None:
    """Map and export, with a memory of its own: what can't be ends with a sentence."""
    mapper = MediaMapper(Settings(memory_dir=folder / "memory"))
    try:
        mapper.export(book, mapper.map(book))
    except MediaMapperError as error:
        assert error.next_step and "\n" not in str(error)
    finally:
        mapper.close()


@pytest.mark.parametrize("case", CASES)
def test_read_rightly_and_understood_or_refused_with_a_sentence(
    case: Hostile, tmp_path: Path, started: list[subprocess.Popen[bytes]], scratch: Path
) -> None:
    place = tmp_path / "plans"
    place.mkdir()
    path = case.put(place)
    before, there = idle(), sorted(place.iterdir())
    start = cpu_seconds()

    found = read(path, tmp_path)

    assert all(map(is_gone, started))
    assert list(scratch.iterdir()) == [] and sorted(place.iterdir()) == there
    if case.code:
        assert isinstance(found, FileProblem), "it was read"
        assert found.code == case.code
        assert found.message and found.next_step and "\n" not in str(found)
    else:
        assert isinstance(found, Book), str(found)
        sheet = found.sheets[0]
        assert {at: sheet.at(*at) for at in case.cells or {}} == (case.cells or {})
        assert set(case.findings) <= {finding.code for finding in found.findings}
        understand(found, tmp_path)
    assert cpu_seconds() - start < SECONDS
    if before:
        assert megabytes("VmHWM") - before < MEGABYTES


def test_the_corpus_is_large_and_named_once() -> None:
    names = [(case.kind, case.name) for case in corpus()]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


@named_pipes
def test_the_corpus_is_always_the_same(tmp_path: Path) -> None:
    light = [case for case in corpus() if not case.heavy and not case.placed]
    for case in light:
        assert case.put(tmp_path).read_bytes() == case.put(tmp_path).read_bytes(), case.name


def test_each_file_that_is_read_says_what_is_right() -> None:
    assert [case.name for case in corpus() if not case.code and not case.cells and not case.findings] == []


def test_the_command_says_it_in_one_line(mediamapper, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = next(case for case in corpus() if case.name == "far corner.xlsx").put(tmp_path)
    done = mediamapper("map", path, "--json")
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1 and "Press Ctrl+End" in done.err


def test_written_to_a_folder_by_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.hostile import make

    light = tuple(case for case in corpus() if case.kind in ("renamed", "place"))
    monkeypatch.setattr(make, "corpus", lambda: light)
    assert write(tmp_path) == len(list((tmp_path / "renamed").iterdir())) > 10
