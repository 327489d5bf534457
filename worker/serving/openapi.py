"""The worker's routes as an OpenAPI document: what each takes, answers and refuses.

Requests come from the shapes that decode them (`worker/wire.py`), answers from the shapes that are encoded; what is put
together by hand has its shape here. `GET /openapi.json` gives it, to whoever holds the token.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NotRequired, TypedDict

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from worker.cleaning.canonical import Named
from worker.memory.reporting.performance import PerformanceReport
from worker.shapes.accounts import Account
from worker.shapes.finding import Finding, Total
from worker.shapes.layout import BriefItem, PeriodUnit, Section, SkippedRow
from worker.shapes.mapping import Suggestion
from worker.shapes.memory import Standing
from worker.shapes.question import Question
from worker.shapes.review import Review
from worker.shapes.template import Template


class Problem(TypedDict):
    """What happened, and what to do."""

    code: str
    message: str
    next_step: str


class Error(TypedDict):
    """Every answer that is none."""

    error: Problem


class Health(TypedDict):
    """On what the worker works."""

    status: Literal["ok"]
    version: str
    pid: int
    revision: int | None
    memory: str
    llm: bool
    encrypted: bool


class Stopping(TypedDict):
    """The worker ends."""

    status: Literal["stopping"]
    pid: int


class Suggestions(TypedDict):
    """One for each column, in order."""

    suggestions: list[Suggestion]
    findings: NotRequired[list[Finding]]


class Values(TypedDict):
    """One for each value, in order."""

    values: list[Named]


class Confidences(TypedDict):
    """What came of decisions."""

    confidences: list[Standing]


class ColumnOut(TypedDict):
    """A column of a table."""

    column: str
    header: str
    samples: list[str]


class PeriodOut(TypedDict):
    """A column that holds a period."""

    column: str
    label: str
    unit: PeriodUnit
    start: date | None
    end: date | None
    measure: str | None


class TableOut(TypedDict):
    """A table of a sheet."""

    header_rows: list[int]
    first_row: int
    last_row: int
    skipped_rows: list[SkippedRow]
    columns: list[ColumnOut]
    periods: list[PeriodOut]
    sections: NotRequired[list[Section]]
    title: NotRequired[str]
    alternative_of: NotRequired[str]
    suggestions: NotRequired[list[Suggestion]]


class SheetOut(TypedDict):
    """A sheet as it was understood."""

    sheet: str
    tables: list[TableOut]
    brief: NotRequired[list[BriefItem]]
    findings: NotRequired[list[Finding]]


class Mapped(TypedDict):
    """A plan as it was understood."""

    sheets: list[SheetOut]
    findings: list[Finding]
    questions: list[Question]


class FindingOut(TypedDict):
    """A finding beside its code."""

    severity: str
    sheet: str | None
    cell: str | None
    sentence: str
    next_step: str
    fields: list[str]


class Reconciliation(TypedDict):
    """Raw data against the plan's own totals."""

    totals: list[Total]
    levels: list[Total]


class AccountsOut(TypedDict):
    """The plan's numbers by what became of them."""

    exported: Account
    total: Account
    rate: Account
    context: Account
    identifier: Account
    left_out: Account
    unexplained: Account


class TakenAs(TypedDict):
    """The field that a column was exported as."""

    sheet: str
    table: int
    column: str
    field: str | None


class Exported(TypedDict):
    """Raw data."""

    columns: list[str]
    data: list[list[str | float | bool | None]]
    rows: int
    settled: bool
    findings: dict[str, list[FindingOut]]
    reconciliation: Reconciliation
    questions: list[Question]
    accounts: NotRequired[AccountsOut]
    types: dict[str, str]
    all_findings: list[Finding]
    fields: list[TakenAs]


class JobStarted(TypedDict):
    """Where to ask after it."""

    job: str


class JobOut(TypedDict):
    """How far a job is."""

    job: str
    state: Literal["waiting", "running", "done", "failed", "stopped"]
    step: str
    done: int
    of: int
    result: dict[str, Any] | None
    error: Problem | None


ANSWERS: dict[tuple[str, str], tuple[int, Any]] = {
    ("get", "/v1/health"): (200, Health),
    ("get", "/v1/template"): (200, Template),
    ("get", "/v1/report"): (200, PerformanceReport),  # and the summary's numbers beside it
    ("post", "/v1/stop"): (202, Stopping),
    ("post", "/v1/suggest"): (200, Suggestions),
    ("post", "/v1/values"): (200, Values),
    ("post", "/v1/map"): (200, Mapped),
    ("post", "/v1/review"): (200, Review),
    ("post", "/v1/export"): (200, Exported),
    ("post", "/v1/decisions"): (200, Confidences),
    ("post", "/v1/undo"): (200, Confidences),
    ("post", "/v1/jobs"): (202, JobStarted),
    ("get", "/v1/jobs/{id_}"): (200, JobOut),
    ("delete", "/v1/jobs/{id_}"): (200, JobOut),
}
"""Status and shape of each good answer."""
REFUSALS = {
    400: "No HTTP request, or a header that was sent twice.",
    401: "The token is missing or wrong.",
    403: "The request comes from a web page.",
    404: "No such route, or no such job.",
    405: "The route has no such method.",
    408: "The request did not arrive in time.",
    411: "The request does not state its length.",
    413: "The request is too large.",
    415: "The request is not JSON.",
    421: "The request is for another host.",
    422: "What was asked can't be used as given.",
    429: "Too many jobs wait, or too many connections are open.",
    431: "The headers are too long.",
    500: "The worker failed inside.",
    502: "The model gave no usable answer.",
    503: "The memory can't be used.",
}
REVISION_HEADER = {
    "description": "The memory's revision that the answer was worked out from.",
    "schema": {"type": "integer"},
}
WAIT = {
    "name": "wait",
    "in": "query",
    "required": False,
    "description": "Seconds to wait for a change; more than 1 counts as 1.",
    "schema": {"type": "number", "minimum": 0, "default": 0},
}
PLACE = "#/components/schemas/{name}"


def document(app: FastAPI) -> dict[str, Any]:
    """The document, for *app* as it stands."""
    made = get_openapi(
        title=app.title, version=app.version, openapi_version=app.openapi_version, routes=app.routes
    )
    kinds = {kind for _, kind in ANSWERS.values()} | {Error}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=PLACE)
    by_kind = dict(zip(ordered, schemas, strict=True))
    refused = _refusals(by_kind[Error])
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            status, kind = ANSWERS[method, path]
            operation["responses"] = {str(status): _answer("As asked.", by_kind[kind])} | refused
    made["paths"]["/v1/jobs/{id_}"]["get"].setdefault("parameters", []).append(WAIT)
    made["components"] = {
        "schemas": components,
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    made["security"] = [{"token": []}]
    return made


def _refusals(schema: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {str(status): {"description": why, "content": content} for status, why in REFUSALS.items()}


def _answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": description,
        "headers": {"X-Memory-Revision": REVISION_HEADER},
        "content": {"application/json": {"schema": schema}},
    }
