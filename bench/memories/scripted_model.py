"""A model on loopback that makes no mistake: it speaks OpenAI's API, answers by a peer's script, and counts tokens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType

from bench.memories.embedding import embed
from worker.shapes.json import Json
from worker.tokens import estimate


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a peer asks its model."""

    messages: tuple[tuple[str, str], ...]
    """Role and text."""
    tools: tuple[str, ...] = ()
    """Names of the functions that may be called."""
    schema: str = ""
    """The JSON schema or format that the answer has to fit, as JSON; empty for free text."""

    @property
    def text(self) -> str:
        """All messages."""
        return "\n".join(text for _, text in self.messages)


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, or calls of functions with their arguments."""

    text: str = ""
    calls: tuple[tuple[str, dict[str, object]], ...] = ()


Script = Callable[[Prompt], Answer]


class ScriptedModel:
    """The server, while the block runs; embeddings come from `embedding.py`."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._lock = Lock()
        self.calls = 0
        self.tokens_in = 0
        self.tokens_out = 0
        self.failure = ""
        """The first prompt that the script could not answer; then the peer's figures are void."""

    def __enter__(self) -> ScriptedModel:
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                try:
                    status, reply = 200, model.reply(self.path, request)
                except Exception as error:
                    model.failure = model.failure or f"{type(error).__name__}: {error}"
                    status, reply = 400, {"error": {"message": str(error)}}
                body = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it is, as a base of OpenAI's API."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def reply(self, path: str, request: Json) -> Json:
        """The body that answers *request*."""
        return _embeddings(request) if path.endswith("/embeddings") else self._completion(request)

    def _completion(self, request: Json) -> Json:
        prompt = _prompt(request)
        answer = self._script(prompt)
        calls = [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)},
            }
            for number, (name, arguments) in enumerate(answer.calls)
        ]
        tools = json.dumps(request.get("tools") or "")
        prompt_tokens = sum(estimate(text) for _, text in prompt.messages) + estimate(tools + prompt.schema)
        answer_tokens = estimate(answer.text + "".join(json.dumps(call) for call in answer.calls))
        with self._lock:
            self.calls += 1
            self.tokens_in += prompt_tokens
            self.tokens_out += answer_tokens
        message = {"role": "assistant", "content": answer.text or None}
        return {
            "id": "scripted",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [
                {
                    "index": 0,
                    "message": message | ({"tool_calls": calls} if calls else {}),
                    "finish_reason": "tool_calls" if calls else "stop",
                }
            ],
            "usage": {
                "prompt_tokens": prompt_tokens,
                "completion_tokens": answer_tokens,
                "total_tokens": prompt_tokens + answer_tokens,
            },
        }


def _prompt(request: Json) -> Prompt:
    return Prompt(
        tuple((message["role"], _text(message.get("content"))) for message in request["messages"]),
        tuple(tool["function"]["name"] for tool in request.get("tools") or ()),
        json.dumps(request["response_format"]) if request.get("response_format") else "",
    )


def _text(content: object) -> str:
    """The text of a message, that may come in parts."""
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _embeddings(request: Json) -> Json:
    inputs = request["input"]
    texts = [str(text) for text in inputs] if isinstance(inputs, list) else [str(inputs)]
    data = [
        {"object": "embedding", "index": index, "embedding": embed(text)} for index, text in enumerate(texts)
    ]
    return {
        "object": "list",
        "data": data,
        "model": "scripted",
        "usage": {"prompt_tokens": 0, "total_tokens": 0},
    }
