"""What can go wrong, said to a planner.

    MediaMapperError
    ├── UsageError        an option, a template or a decision that can't be used as given
    ├── FileProblem       a file that can't be read or written
    ├── LayoutError       a sheet in which no table can be found
    ├── MemoryProblem     the memory folder or its database
    ├── ModelProblem      the one door to the model
    └── WorkerProblem     the local worker: not there, busy, refused

Every error has a stable `code`, a sentence on what happened and where, and the next step.
"""

from __future__ import annotations


class MediaMapperError(Exception):
    """An error that a person can act on; `str()` is one line: what happened, then what to do."""

    code = "error"

    def __init__(self, message: str, next_step: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        if code:
            self.code = code

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.next_step) if part)


class UsageError(MediaMapperError):
    """An option, a template or a decision that can't be used as given."""

    code = "usage"


class FileProblem(MediaMapperError):
    """A file that can't be read or written."""

    code = "file"


class LayoutError(MediaMapperError):
    """A sheet in which no table can be found."""

    code = "layout"


class MemoryProblem(MediaMapperError):
    """The memory folder or its database can't be used."""

    code = "memory"


class ModelProblem(MediaMapperError):
    """The model gave no usable answer."""

    code = "model"


class WorkerProblem(MediaMapperError):
    """The local worker can't be reached or refused."""

    code = "worker"
