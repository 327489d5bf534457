"""What the worker writes to its log: places and kinds of errors, never what was in them.

An exception's text may quote a plan's values, and whoever starts the worker may never read its log.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Literal


class PlacesOnly(logging.Formatter):
    """Tells an exception by its kind and by where it was raised."""

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """`ValueError, at worker/serving/routes.py:12 in export, ...`, the innermost place last."""
        kind, _, trace = ei
        places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        return ", ".join([kind.__name__ if kind else "no error", *(f"at {place}" for place in places)])


LogLevel = Literal["error", "info", "debug"]
"""What the worker writes: errors, also a line for each request of a program with the token, also those of strangers."""


def logging_at(level: LogLevel) -> dict[str, object]:
    """The configuration of the worker's process: errors through `PlacesOnly`, and request lines as they are."""
    handler = {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "places": {"()": PlacesOnly, "format": "%(levelname)s %(name)s: %(message)s"},
            "line": {"format": "%(message)s"},
        },
        "handlers": {
            "stderr": {**handler, "formatter": "places"},
            "lines": {**handler, "formatter": "line"},
        },
        "root": {"handlers": ["stderr"], "level": "ERROR"},
        "loggers": {
            # A flood of bad requests is not written down one by one: the log would fill the disk.
            "uvicorn": {"level": "ERROR"},
            "mediamapper.requests": {"level": level.upper(), "handlers": ["lines"], "propagate": False},
        },
    }
