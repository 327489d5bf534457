"""The worker's routes as an OpenAPI document: what each takes, answers and refuses.

It is made from the shapes that decode requests and encode answers. `GET /openapi.json` gives it, to whoever holds the
token.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from worker.findings.registry import registry
from worker.knowledge.platform_rule import KINDS
from worker.llm.problems import CODES
from worker.memory.reporting.performance import PerformanceReport
from worker.serving.operations import OPERATIONS, Confidences, Operation, Values
from worker.shapes.json import Json
from worker.shapes.memory import Entries, Forgotten
from worker.shapes.review import Review
from worker.shapes.template import Template
from worker.wire import answers
from worker.wire.answers import Error
from worker.wire.differences import DifferenceAnswer

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
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
WAIT = {
    "name": "wait",
    "in": "query",
    "required": False,
    "description": "Seconds to wait for a change; more than 1 counts as 1.",
    "schema": {"type": "number", "minimum": 0, "default": 0},
}
ANSWERS: Mapping[str, type[object]] = {
    "health": answers.Health,
    "version": answers.Version,
    "template": Template,
    "report": PerformanceReport,  # and the numbers of the summary beside it
    "memory_list": Entries,
    "memory_forget": Forgotten,
    "stop": answers.Stopping,
    "suggest": answers.Suggestions,
    "values": Values,
    "layout": answers.Layout,
    "map": answers.Plan,
    "review": Review,
    "check": answers.Check,
    "export": answers.Export,
    "diff": DifferenceAnswer,
    "decide": Confidences,
    "undo": Confidences,
    "start_job": answers.JobStart,
    "job": answers.JobState,
    "stop_job": answers.JobState,
}
"""The form of each verb's answer. It stands here, since describing it loads rooms that no start of a worker waits for."""
PLACE = "#/components/schemas/{name}"
FINDING_CODE = {"$ref": PLACE.format(name="FindingCode")}


def document(version: str, summaries: Mapping[str, str]) -> Json:
    """The document of the worker of this *version*; *summaries* say what each verb does."""
    kinds: set[type[object]] = {*ANSWERS.values(), Error}
    kinds |= {o.question for o in OPERATIONS if o.question}
    ordered = sorted(kinds, key=lambda kind: (kind.__name__, kind.__module__))
    schemas, components = msgspec.json.schema_components(ordered, ref_template=PLACE)
    by_kind = dict(zip(ordered, schemas, strict=True))
    components = {name: _with_codes(schema) for name, schema in components.items()}
    components["FindingCode"] = _finding_code()
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(
            operation, summaries[operation.verb], by_kind
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "MediaMapper", "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _finding_code() -> Json:
    """The codes of all findings; those of platform rules are open, since a user may add rules."""
    kinds = "|".join(kind.replace("_", "-") for kind in KINDS)
    rule = {
        "type": "string",
        "pattern": f"-({kinds})-",
        "description": "A platform rule: platform-kind-fields.",
    }
    return {"title": "FindingCode", "anyOf": [{"enum": sorted({*registry(), *CODES})}, rule]}


def _with_codes(schema: Json) -> Json:
    """The schema with `FindingCode` wherever it has the code of a finding, as a value or as a key."""
    properties: Json = dict(schema.get("properties", {}))
    if schema.get("title") == "Finding":
        properties["code"] = FINDING_CODE
    if properties.get("findings", {}).get("type") == "object":
        properties["findings"] = {**properties["findings"], "propertyNames": FINDING_CODE}
    return {**schema, "properties": properties} if properties else schema


def _described(operation: Operation, summary: str, by_kind: Mapping[type[object], Json]) -> Json:
    refused = {
        str(status): {"description": why, "content": _json(by_kind[Error])}
        for status, why in REFUSALS.items()
    }
    answer = {
        "description": "As asked.",
        "headers": {"X-Memory-Revision": REVISION_HEADER},
        "content": _json(by_kind[ANSWERS[operation.verb]]),
    }
    described: Json = {
        "summary": summary,
        "operationId": f"{operation.method.lower()} {operation.path}",
        "responses": {str(operation.status): answer} | refused,
    }
    if operation.question is not None:
        described["requestBody"] = {"required": True, "content": _json(by_kind[operation.question])}
    if "{id}" in operation.path:
        described["parameters"] = [ID, WAIT] if operation.method == "GET" else [ID]
    return described


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
