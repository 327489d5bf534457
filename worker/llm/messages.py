"""Questions as the Messages API takes them, and its replies as answers or problems."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from worker.errors import ModelProblem
from worker.lazy_dataclass import dataclass
from worker.llm.prices import Price, Usage
from worker.llm.problems import problem
from worker.llm.prompts import Prompt
from worker.llm.schema import Schema, wrong_with
from worker.llm.transport import Reply
from worker.shapes.json import Json
from worker.tokens import AROUND_A_MESSAGE, estimate

THINKING = 1_000
"""Output tokens left for thinking, which counts towards the answer's limit."""
COUNTED = ("model", "system", "messages", "output_config")
"""What of a question the counter takes."""
_CODES = {
    401: "model-key-refused",
    403: "model-key-refused",
    402: "model-no-credit",
    404: "model-unknown",
    429: "model-busy",
}
_REPEATED = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, of the shape that was asked for."""

    value: dict[str, object]
    usage: Usage


def body_of(prompt: Prompt, schema: Schema, model: str, answer_tokens: int, price: Price | None) -> Json:
    """The request, whole; this and nothing else leaves the machine."""
    config: dict[str, object] = {"format": {"type": "json_schema", "schema": dict(schema)}}
    if price and price.effort:
        config["effort"] = price.effort
    return {
        "model": model,
        "max_tokens": answer_tokens + THINKING,
        # The same in every question of a task, and so the first: what the provider keeps of it is read at a tenth.
        "system": [{"type": "text", "text": prompt.system, "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": prompt.user}],
        "output_config": config,
    }


def estimate_of(body: Json) -> int:
    """About how many input tokens a request is."""
    texts = (
        body["system"][0]["text"],
        body["messages"][0]["content"],
        json.dumps(body["output_config"]["format"]["schema"]),
    )
    return AROUND_A_MESSAGE + sum(map(estimate, texts))


def answer_in(reply: Reply, schema: Schema, address: str) -> Answer:
    """The answer in a reply with status 200.

    Raises:
        ModelProblem: it is none; with `usage` where the reply had been paid for.
    """
    message = _json(reply, address)
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        raise problem("model-captive", address=address, detail="an answer in another form")
    usage = _usage(message.get("usage"))
    try:
        return Answer(_value(message, schema), usage)
    except ModelProblem as failure:
        raise Paid(failure, usage) from failure


class Paid(Exception):
    """A problem with an answer that was given, and is paid for."""

    def __init__(self, failure: ModelProblem, usage: Usage) -> None:
        super().__init__(str(failure))
        self.problem = failure
        self.usage = usage


def counted_in(reply: Reply, address: str) -> int:
    """The counter's number.

    Raises:
        ModelProblem: there is none.
    """
    content = _json(reply, address)
    count = content.get("input_tokens") if isinstance(content, dict) else None
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise problem("model-captive", address=address, detail="no count of tokens")
    return count


def problem_in(reply: Reply, address: str, model: str) -> ModelProblem | None:
    """What a reply's status says is wrong."""
    if reply.status == 200:
        return None
    error = _error(reply)
    if error is None and (reply.status < 500 and reply.status != 429):
        return problem("model-captive", address=address, detail=f"HTTP {reply.status}, {_kind(reply)}")
    detail = f"HTTP {reply.status}"
    if reply.status >= 500:
        return problem("model-overloaded", detail=detail)
    if code := _CODES.get(reply.status):
        wait = wait_in(reply)
        return problem(
            code, address=address, model=model, detail=f"; it asks to wait {wait:g} s" if wait else ""
        )
    if error == "billing_error":
        return problem("model-no-credit")
    return problem("model-request", detail=", ".join(filter(None, (detail, error))))


def to_be_repeated(reply: Reply) -> bool:
    """Whether the same question may be answered a little later."""
    return reply.status in _REPEATED


def wait_in(reply: Reply) -> float | None:
    """Seconds that the server asks to wait."""
    header = reply.headers.get("retry-after", "").strip()
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return None
    return seconds if 0 <= seconds < 1e9 else None


def _value(message: Json, schema: Schema) -> dict[str, object]:
    stop = message.get("stop_reason")
    if stop == "refusal":
        raise problem("model-refused")
    if stop in ("max_tokens", "model_context_window_exceeded"):
        raise problem("model-truncated")
    texts = [
        str(block.get("text", ""))
        for block in message["content"]
        if isinstance(block, dict) and block.get("type") == "text"  # thinking may come first
    ]
    try:
        value = json.loads("".join(texts))
    except (ValueError, RecursionError):
        raise problem("model-nonsense", detail="it is no JSON") from None
    if wrong := wrong_with(value, schema):
        raise problem("model-nonsense", detail=wrong)
    content: dict[str, object] = value
    return content


def _usage(content: object) -> Usage:
    tokens_by_kind = content if isinstance(content, dict) else {}
    names = ("input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    counts = (tokens_by_kind.get(name) for name in names)
    return Usage(*(c if isinstance(c, int) and not isinstance(c, bool) and c >= 0 else 0 for c in counts))


def _json(reply: Reply, address: str) -> object:
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        if reply.body.lstrip()[:1] == b"{":
            raise problem("model-truncated") from None
        raise problem("model-captive", address=address, detail=_kind(reply)) from None


def _error(reply: Reply) -> str | None:
    """The API's own name of an error; None where the reply is not the API's."""
    try:
        kind = json.loads(reply.body)["error"]["type"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    return str(kind)[:60]


def _kind(reply: Reply) -> str:
    kind = reply.headers.get("content-type", "").partition(";")[0].strip()
    return "a web page" if kind == "text/html" or reply.body.lstrip()[:1] == b"<" else kind[:40] or "nothing"
