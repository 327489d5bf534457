"""What runs in the child process: limits first, then one workbook from stdin, its values to stdout."""

from __future__ import annotations

import gc
import marshal
import os
import sys
from typing import BinaryIO

from worker.errors import FileProblem
from worker.plans.files import workbooks
from worker.plans.files.child_wire import Job, Message, memory_limit

if sys.platform != "win32":
    import resource

OLD_FORMAT = 1_800_000_000
"""Bytes for an .xls, whose cells are not checked before: enough for its 65,536 rows x 256 columns."""


def main(job: Job) -> None:
    """Answer one request and end at once: tidying up millions of cells takes time and serves nobody.

    Everything is imported before the limits: they forbid writing files, compiled modules among them.
    """
    is_enforced = _limit(job)
    gc.disable()
    out = sys.stdout.buffer
    try:
        _answer(job, is_enforced, out)
    except FileProblem as problem:
        _write(out, ("problem", problem.message, problem.next_step, problem.code))
    except MemoryError:
        _write(out, ("memory",))
    out.flush()
    os._exit(0)


def _answer(job: Job, is_enforced: bool, out: BinaryIO) -> None:
    limits = workbooks.Limits(job["max_mb"], job["max_cells"], job["careful"] or not is_enforced)
    data = sys.stdin.buffer.read()
    workbooks.read(data, job["sheets"], limits, lambda message: _write(out, message))
    _write(out, ("end",))


def _write(out: BinaryIO, message: Message) -> None:
    data = marshal.dumps(message)  # type: ignore[arg-type]  # its stub knows no TypedDict
    out.write(len(data).to_bytes(4, "little"))
    out.write(data)


def _limit(job: Job) -> bool:
    """Set what the system lets us; whether memory is limited by it. On Windows the parent's job object does it."""
    if sys.platform == "win32":
        return False
    memory = memory_limit(job)
    if os.pread(sys.stdin.fileno(), 2, 0) == b"\xd0\xcf":
        memory = min(memory, OLD_FORMAT)
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: 2 * job["seconds"] + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        try:
            hard = resource.getrlimit(which)[1]
            resource.setrlimit(which, (most if hard < 0 else min(most, hard), hard))
        except (ValueError, OSError):
            continue
    # macOS takes RLIMIT_AS and ignores it.
    return sys.platform == "linux"
