"""The child process: it ends in time, dies in one sentence, is never left over, and sees no keys."""

import subprocess
import sys
from contextlib import suppress

import pytest

from tests.hostile.packing import CELL, workbook
from worker.errors import FileProblem
from worker.plans.files import child
from worker.plans.files.formats import workbook as format_
from worker.plans.files.reading import read_book
from worker.settings import Settings

ROWS_OF_A_LARGE_SHEET = '<row><c t="inlineStr"><is><t>some text</t></is></c></row>' * 50_000


@pytest.fixture
def read(tmp_path):
    def reading(data, **settings):
        file = tmp_path / "plan.xlsx"
        file.write_bytes(data)
        return read_book(file, settings=Settings(memory_dir=tmp_path, **settings))

    return reading


def refused(read, data, code, **settings):
    with pytest.raises(FileProblem) as caught:
        read(data, **settings)
    assert caught.value.code == code
    assert caught.value.message.startswith("plan.xlsx: ") and caught.value.next_step


@pytest.fixture
def started(monkeypatch):
    """Every child process that reading starts."""
    processes = []

    class Recorded(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(child.subprocess, "Popen", Recorded)
    return processes


def test_reading_takes_too_long(read, monkeypatch, started):
    monkeypatch.setattr(child, "_START", "while True: pass")
    refused(read, workbook(), "too-slow", read_seconds=1)
    assert [process.returncode is not None for process in started] == [True]


@pytest.mark.parametrize(
    "start",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "import sys; sys.stdout.buffer.write(bytes(range(256)) * 99)",
        "import marshal, sys; d = marshal.dumps(5); sys.stdout.buffer.write(len(d).to_bytes(4, 'little') + d)",
        "print('panicked', end='')",
    ],
)
def test_the_child_dies_or_talks_nonsense(read, monkeypatch, start):
    monkeypatch.setattr(child, "_START", start)
    refused(read, workbook(), "too-much-memory")


def test_no_child_is_left_over(read, started):
    far = workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    for data in (workbook(), workbook()[:-30], far):
        with suppress(FileProblem):
            read(data)
    assert len(started) == 3
    assert all(process.returncode is not None for process in started)


def test_nor_when_the_reader_breaks_off(read, started, monkeypatch):
    monkeypatch.setattr(format_, "grids", lambda messages: next(messages) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read(workbook(ROWS_OF_A_LARGE_SHEET))
    assert all(process.returncode is not None for process in started)


def test_no_child_can_be_started(read, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    refused(read, workbook(), "not-started")


def test_the_child_sees_no_keys(read, monkeypatch, tmp_path):
    seen = tmp_path / "seen"
    monkeypatch.setenv("MEMORY_ENCRYPTION_KEY", "secret")
    monkeypatch.setattr(child, "_START", f"import os; open({str(seen)!r}, 'w').write(repr(dict(os.environ)))")
    refused(read, workbook(), "too-much-memory")
    assert "PATH" in seen.read_text("utf-8")
    assert "secret" not in seen.read_text("utf-8")
