"""Exports in warm children of this process: each plan in a child of its own, so that what dies, dies alone."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from bench.outcome import Outcome
from worker import settings
from worker.errors import MediaMapperError
from worker.plans.files import child, reading, workbooks
from worker.plans.files.child_wire import Message
from worker.service import MediaMapper
from worker.verbs.export import Export
from worker.wire import answers
from worker.wire import json as wire_json

CRASH = 3
"""The exit code of a child that raised what no door would catch."""


@contextmanager
def read_here() -> Iterator[None]:
    """Read workbooks in this process: a warm child needs no further child that may die in its stead."""
    guarded = child.messages
    child.messages = _messages
    try:
        yield
    finally:
        child.messages = guarded


def _messages(
    file: BinaryIO, *, settings: settings.Settings, sheets: Sequence[str] | None, careful: bool
) -> Iterator[Message]:
    file.seek(0)
    limits = workbooks.Limits(settings.max_unpacked_mb, settings.max_cells, careful)
    messages: list[Message] = []
    workbooks.read(file.read(), None if sheets is None else list(sheets), limits, messages.append)
    yield from messages


def exported(path: Path) -> Export:
    """The export of a plan by an empty memory, with no decision and no model.

    Raises:
        MediaMapperError: what the command line would say with exit 2.
    """
    memory = tempfile.mkdtemp()
    try:
        mapper = MediaMapper(settings.load(memory, llm=False))
        with read_here():
            book = reading.read_plan(path, settings=mapper.settings)
        flat = mapper.export(book, mapper.map(book))
        mapper.close()
        return flat
    finally:
        shutil.rmtree(memory, ignore_errors=True)


def outcome(path: Path) -> Outcome:
    """What exporting a plan gives, in this process."""
    try:
        export = exported(path)
    except MediaMapperError as problem:
        return Outcome(2, {}, (), str(problem))
    except Exception:  # whatever a plan brings about is what is measured
        return Outcome(CRASH, {}, (), traceback.format_exc().strip()[-400:])
    answer = json.loads(wire_json.encode(answers.check_answer(export)))
    return Outcome(0 if export.settled else 1, answer, export.raw.table.to_pylist())


def in_children(paths: Sequence[Path], workers: int) -> Iterator[Outcome]:
    """The outcomes in order, *workers* children at a time."""
    running: list[tuple[int, IO[bytes]]] = []
    rest = iter(paths)
    for path in rest:
        running.append(_started(path))
        if len(running) >= workers:
            yield _finished(*running.pop(0))
    for one in running:
        yield _finished(*one)


def _started(path: Path) -> tuple[int, IO[bytes]]:
    answer = tempfile.TemporaryFile()  # noqa: SIM115  # `_finished` closes it
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            pickle.dump(outcome(path), answer)
            answer.flush()
            os._exit(0)
        finally:
            os._exit(CRASH)
    return pid, answer


def _finished(pid: int, answer: IO[bytes]) -> Outcome:
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status):
        return Outcome(CRASH, {}, (), "the child died")
    answer.seek(0)
    with answer:
        outcome: Outcome = pickle.load(answer)
    return outcome


def warm(example: Path) -> None:
    """Load all that an export needs, so that children start with it."""
    outcome(example)
