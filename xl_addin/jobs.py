"""Long work as a job of the worker: its steps in the status bar, and ways to stop it.

Stopping: Esc where the host turns it into KeyboardInterrupt, and a second click on a button where clicks come through
while the first still runs (LibreOffice's helper, threads). On Windows Excel waits for the running click; there Esc it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

from worker.errors import MediaMapperError, WorkerProblem
from xl_addin.client import Client, said_problem

WAIT = 0.5
"""Seconds a question after the job waits for news: so often the status bar can change."""

_running: dict[str, tuple[Client, str]] = {}
_one_at_a_time = Lock()


class StoppedByPerson(MediaMapperError):
    """A person stopped the work; nothing was written."""

    code = "stopped"


def stop_running() -> bool:
    """Ask the job of an earlier click to stop; False where none runs."""
    with _one_at_a_time:
        running = list(_running.items())
    for name, (folder_client, _) in running:
        # A line of its own: the first is busy waiting for news.
        with Client(folder_client.folder) as client, suppress(MediaMapperError):
            client.stop_job(name)
    return bool(running)


def run(app: Any, client: Client, verb: str, body: Mapping[str, Any], user: str | None) -> dict[str, Any]:
    """The result of `review` or `export`.

    Raises:
        StoppedByPerson: it was stopped.
        MediaMapperError: what the worker said.
    """
    name = client.start_job(verb, body, user)
    with _one_at_a_time:
        _running[name] = (client, verb)
    try:
        return _awaited(app, client, name)
    except KeyboardInterrupt:
        client.stop_job(name)
        raise StoppedByPerson("Stopped; nothing was written.", "Click again when you like.") from None
    finally:
        with _one_at_a_time:
            _running.pop(name, None)
        show(app, False)


def _awaited(app: Any, client: Client, name: str) -> dict[str, Any]:
    while True:
        told = client.job(name, WAIT)
        state = told["state"]
        if state == "done":
            found: dict[str, Any] = told["result"]
            return found
        if state == "stopped":
            raise StoppedByPerson("Stopped; nothing was written.", "Click again when you like.")
        if state == "failed":
            raise said_problem(told.get("error") or {})
        if state not in ("waiting", "running"):
            raise WorkerProblem(f"The worker says '{state}' of the job.", "Restart it: mediamapper serve.")
        show(app, _step(told))


def _step(told: Mapping[str, Any]) -> str:
    step = told.get("step") or "Waiting for another plan"
    of = told.get("of") or 0
    return f"MediaMapper: {step} ({100 * told.get('done', 0) // of} %)" if of else f"MediaMapper: {step}"


def show(app: Any, words: str | bool) -> None:
    """Words in the status bar; False gives it back to the program."""
    with suppress(Exception):  # a host without one shows nothing
        app.status_bar = words
