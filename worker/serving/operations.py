"""What the worker can be asked over HTTP: each route with its verb and the question's form; answers' forms are in `openapi`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from worker.cleaning.canonical import Named
from worker.lazy_dataclass import dataclass
from worker.shapes.memory import Standing
from worker.wire import requests


class Values(Struct):
    """One name a value, in order."""

    values: list[Named]


class Confidences(Struct):
    """The confidence of each header after decisions."""

    confidences: list[Standing]


@dataclass(frozen=True, slots=True)
class Operation:
    """One route."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    verb: str
    """The name of its handler in `routes.Routes`; two routes of one verb are the same."""
    question: type[object] | None = None
    status: int = 200


OPERATIONS = (
    Operation("GET", "/v1/health", "health"),
    Operation("GET", "/v1/version", "version"),
    Operation("GET", "/v1/template", "template"),
    Operation("GET", "/v1/report", "report"),
    Operation("POST", "/v1/memory/list", "memory_list", requests.FilterIn),
    Operation("POST", "/v1/memory/forget", "memory_forget", requests.ForgetIn),
    Operation("POST", "/v1/stop", "stop", status=202),
    Operation("POST", "/v1/suggest", "suggest", requests.SuggestIn),
    Operation("POST", "/v1/values", "values", requests.ValuesIn),
    Operation("POST", "/v1/layout", "layout", requests.MapIn),
    Operation("POST", "/v1/map", "map", requests.MapIn),
    Operation("POST", "/v1/review", "review", requests.MapIn),
    Operation("POST", "/v1/check", "check", requests.ExportIn),
    Operation("POST", "/v1/export", "export", requests.ExportIn),
    Operation("POST", "/v1/diff", "diff", requests.DiffIn),
    Operation("POST", "/v1/decide", "decide", requests.DecisionsIn),
    Operation("POST", "/v1/decisions", "decide", requests.DecisionsIn),  # its first name
    Operation("POST", "/v1/undo", "undo", requests.UndoIn),
    Operation("POST", "/v1/jobs", "start_job", requests.JobIn, status=202),
    Operation("GET", "/v1/jobs/{id}", "job"),
    Operation("DELETE", "/v1/jobs/{id}", "stop_job"),
)
