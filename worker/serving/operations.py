"""What the worker can be asked over HTTP: each route with its verb, the question's form and the answer's."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from worker.cleaning.canonical import Named
from worker.lazy_dataclass import dataclass
from worker.memory.reporting.performance import PerformanceReport
from worker.shapes.memory import Entries, Forgotten, Standing
from worker.shapes.review import Review
from worker.shapes.template import Template
from worker.wire import answers, requests
from worker.wire.differences import DifferenceAnswer


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
    answer: type[object]
    question: type[object] | None = None
    status: int = 200


OPERATIONS = (
    Operation("GET", "/v1/health", "health", answers.Health),
    Operation("GET", "/v1/version", "version", answers.Version),
    Operation("GET", "/v1/template", "template", Template),
    Operation("GET", "/v1/report", "report", PerformanceReport),  # and the summary's numbers beside it
    Operation("POST", "/v1/memory/list", "memory_list", Entries, requests.FilterIn),
    Operation("POST", "/v1/memory/forget", "memory_forget", Forgotten, requests.ForgetIn),
    Operation("POST", "/v1/stop", "stop", answers.Stopping, status=202),
    Operation("POST", "/v1/suggest", "suggest", answers.Suggestions, requests.SuggestIn),
    Operation("POST", "/v1/values", "values", Values, requests.ValuesIn),
    Operation("POST", "/v1/layout", "layout", answers.Layout, requests.MapIn),
    Operation("POST", "/v1/map", "map", answers.Plan, requests.MapIn),
    Operation("POST", "/v1/review", "review", Review, requests.MapIn),
    Operation("POST", "/v1/check", "check", answers.Check, requests.ExportIn),
    Operation("POST", "/v1/export", "export", answers.Export, requests.ExportIn),
    Operation("POST", "/v1/diff", "diff", DifferenceAnswer, requests.DiffIn),
    Operation("POST", "/v1/decide", "decide", Confidences, requests.DecisionsIn),
    Operation("POST", "/v1/decisions", "decide", Confidences, requests.DecisionsIn),  # its first name
    Operation("POST", "/v1/undo", "undo", Confidences, requests.UndoIn),
    Operation("POST", "/v1/jobs", "start_job", answers.JobStart, requests.JobIn, status=202),
    Operation("GET", "/v1/jobs/{id}", "job", answers.JobState),
    Operation("DELETE", "/v1/jobs/{id}", "stop_job", answers.JobState),
)
