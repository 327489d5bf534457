"""The wire to the model, through the anthropic SDK; the SDK is loaded when something is sent, which takes seconds.

The SDK's own time limits hold for each read, so a server that drips outlives them: the call runs in a thread that can
be left behind, and stops by itself at its next read.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Literal, Protocol, TypeVar
from urllib.parse import urlsplit

import anthropic

from worker import lazy
from worker.lazy_dataclass import dataclass
from worker.llm.problems import problem

Verb = Literal["create", "count_tokens", "batch", "batch_state", "batch_results", "batch_cancel"]
BATCHES: Mapping[Verb, tuple[str, str]] = {
    "batch": ("POST", "/v1/messages/batches"),
    "batch_state": ("GET", "/v1/messages/batches/{id}"),
    "batch_results": ("GET", "/v1/messages/batches/{id}/results"),
    "batch_cancel": ("POST", "/v1/messages/batches/{id}/cancel"),
}
"""Method and path of what is asked of batches; the results' own address is not followed: it may lead elsewhere."""
T = TypeVar("T")
HOME = "https://api.anthropic.com"
LARGEST = 1_000_000
"""Bytes of an answer; what is longer is none of ours."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


class Unreachable(Exception):
    """No connection, or one that broke."""


class Transport(Protocol):
    """Carries one request."""

    def send(self, verb: Verb, body: Mapping[str, object], key: str, address: str, seconds: float) -> Reply:
        """The answer to one request; *body* of a verb on a batch is {"id": its name}.

        Raises:
            TimeoutError: after *seconds*, whatever the server does.
            Unreachable: the network's fault.
        """
        ...


class SdkTransport:
    """The anthropic SDK with its repeats and redirects off."""

    def load(self) -> None:
        """Import the SDK, so that the seconds it takes are not counted as the model's."""
        lazy.load(anthropic)

    def send(self, verb: Verb, body: Mapping[str, object], key: str, address: str, seconds: float) -> Reply:
        """See `Transport.send`."""
        until = time.monotonic() + seconds
        # A redirect would carry the key to whoever is named in it.
        http = anthropic.DefaultHttpxClient(
            follow_redirects=False, trust_env=urlsplit(address).hostname not in _LOOPBACK
        )
        client = anthropic.Anthropic(
            api_key=key,
            base_url=address,
            max_retries=0,
            timeout=max(seconds, 0.01),
            http_client=http,
            open_telemetry=False,  # questions go to the model, not into traces as well
        )
        try:
            return within(seconds, lambda: _exchange(client, verb, body, until))
        finally:
            with suppress(Exception):  # a thread left behind may still hold it
                http.close()


def _exchange(client: anthropic.Anthropic, verb: Verb, body: Mapping[str, object], until: float) -> Reply:
    try:
        if verb in BATCHES:
            return _of_batches(client, verb, body)
        messages = client.messages.with_streaming_response
        with getattr(messages, verb)(**body) as response:
            return Reply(response.status_code, _lower(response.headers), _read(response.iter_bytes(), until))
    except anthropic.APITimeoutError as error:
        raise TimeoutError from error
    except anthropic.APIStatusError as error:
        return Reply(error.status_code, _lower(error.response.headers), error.response.content)
    except anthropic.APIConnectionError as error:
        raise Unreachable(_why(error)) from error
    except TimeoutError:
        raise
    except Exception as error:
        # A body that breaks off, or stops, raises the HTTP library's own errors, unwrapped.
        if time.monotonic() >= until:
            raise TimeoutError from error
        raise Unreachable(_why(error)) from error


def _of_batches(client: anthropic.Anthropic, verb: Verb, body: Mapping[str, object]) -> Reply:
    import httpx2  # the SDK's own, loaded with it

    method, path = BATCHES[verb]
    path = path.format_map(body)
    if method == "GET":
        response = client.get(path, cast_to=httpx2.Response)
    else:
        response = client.post(path, cast_to=httpx2.Response, body=None if "id" in body else dict(body))
    return Reply(response.status_code, _lower(response.headers), response.content)


def _read(chunks: Iterable[bytes], until: float) -> bytes:
    read = bytearray()
    for chunk in chunks:
        read += chunk
        if time.monotonic() > until:
            raise TimeoutError
        if len(read) > LARGEST:
            break
    return bytes(read)


def within(seconds: float, job: Callable[[], T]) -> T:
    """What *job* gives; after *seconds* it is left to itself.

    Raises:
        TimeoutError: it was not ready.
    """
    outcomes: queue.SimpleQueue[tuple[T] | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcomes.put((job(),))
        except BaseException as error:
            outcomes.put(error)

    threading.Thread(target=run, name="a question to the model", daemon=True).start()
    try:
        outcome = outcomes.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome[0]


def address_of(environment: Mapping[str, str]) -> str:
    """Where the model is: `ANTHROPIC_BASE_URL`, else the provider.

    Raises:
        ModelProblem: it is no web address.
    """
    address = environment.get("ANTHROPIC_BASE_URL", "").strip()
    if not address:
        return HOME
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise problem("model-address", address=address)
    return address.rstrip("/")


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}


def _why(error: BaseException) -> str:
    cause = error.__cause__ or error
    return str(cause).splitlines()[0][:120] if str(cause) else type(cause).__name__
