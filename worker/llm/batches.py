"""A question as a batch of one: answered when the provider has time, at a part of the price; for when nobody waits."""

from __future__ import annotations

import json
import re

from worker.errors import ModelProblem
from worker.llm.problems import problem
from worker.llm.transport import Reply
from worker.shapes.json import Json

POLL_SECONDS = 20.0
"""Between two looks whether it is answered."""
OURS = "question"
"""What we call the one question of a batch."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


def request_of(body: Json) -> Json:
    """The batch that asks *body*."""
    return {"requests": [{"custom_id": OURS, "params": body}]}


def name_in(reply: Reply, address: str) -> str:
    """The name that the provider gave to a batch.

    Raises:
        ModelProblem: it gave none that can stand in an address.
    """
    name = _content(reply.body, address).get("id")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise problem("model-captive", address=address, detail="a batch without a name")
    return name


def is_answered(reply: Reply, address: str) -> bool:
    """Whether the state of a batch says that it has ended."""
    return _content(reply.body, address).get("processing_status") == "ended"


def answer_in(reply: Reply, address: str) -> Reply:
    """The answer to our question among the results of its batch, as if it had been asked alone.

    Raises:
        ModelProblem: it was not answered.
    """
    for line in filter(None, reply.body.splitlines()):
        row = _content(line, address)
        result = row.get("result")
        if row.get("custom_id") == OURS and isinstance(result, dict):
            if result.get("type") == "succeeded":
                return Reply(200, {}, json.dumps(result.get("message")).encode())
            raise _refusal(result)
    raise problem("model-captive", address=address, detail="results without our question")


def _refusal(result: Json) -> ModelProblem:
    error = result.get("error")
    inner = error.get("error") if isinstance(error, dict) else None
    kind = str(inner.get("type") if isinstance(inner, dict) else result.get("type"))[:60]
    return problem("model-request" if kind == "invalid_request_error" else "model-overloaded", detail=kind)


def _content(body: bytes, address: str) -> Json:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise problem("model-captive", address=address, detail="an answer in another form")
    return content
