"""Long work as a job of the worker: its steps in the status bar, and ways to stop it.

Ways to stop: the button Cancel (and Esc in Excel, which the macros lay on that button), a second click on the button
whose work runs, and KeyboardInterrupt where the host turns Esc into it. A stop takes effect before anything is written:
reading the plan and the worker's part can be stopped, the short writing afterwards can't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError, WorkerProblem
from worker.messages.language import tr
from worker.shapes.json import Json
from xl_addin.client import Client, said_problem

if TYPE_CHECKING:
    from xlwings import App

WAIT = 0.5
"""Seconds a question after the job waits for news: so often the status bar can change."""

_running: dict[str, Client] = {}
"""Jobs of the worker that somebody waits for, by their id."""
_clicks: list[object] = []
"""Clicks under way, whether their job has begun or not."""
_stop = Event()
_one_at_a_time = Lock()


class StoppedByPerson(MediaMapperError):
    """A person stopped the work; nothing was written."""

    code = "stopped"


@contextmanager
def one_click(is_stopped: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """A click is under way: `stop_running` stops it.

    *is_stopped* tells whether a person stopped it before it was listed here, where `stop_running` could not find it.
    """
    click = object()
    with _one_at_a_time:
        _clicks.append(click)
    try:
        # After the click is listed: a stop that comes from here on finds it there.
        if is_stopped():
            _stop.set()
        yield
    finally:
        with _one_at_a_time:
            _clicks.remove(click)
            if not _clicks:
                _stop.clear()


def stop_running() -> bool:
    """Ask the click under way to stop; False where there is none."""
    with _one_at_a_time:
        if not _clicks:
            return False
        _stop.set()
        running = list(_running.items())
    for name, busy in running:
        # A line of its own: the other is busy waiting for news.
        with Client(busy.folder) as client, suppress(MediaMapperError):
            client.stop_job(name)
    return True


def check() -> None:
    """Raises StoppedByPerson where a person asked to stop; called between two pieces of work."""
    if _stop.is_set():
        raise _stopped()


def _stopped() -> StoppedByPerson:
    return StoppedByPerson("Stopped; nothing was written.", "Click again when you like.")


def run(app: App, client: Client, verb: str, body: Json, user: str | None) -> Json:
    """The result of `review`, `export` or `diff`.

    Raises:
        StoppedByPerson: it was stopped.
        MediaMapperError: what the worker said.
    """
    check()
    name = client.start_job(verb, body, user)
    with _one_at_a_time:
        _running[name] = client
    try:
        if _stop.is_set():
            client.stop_job(name)
        result = _awaited(app, client, name)
        check()
        return result
    except KeyboardInterrupt:
        client.stop_job(name)
        raise _stopped() from None
    finally:
        with _one_at_a_time:
            _running.pop(name, None)
        show(app, False)


def _awaited(app: App, client: Client, name: str) -> Json:
    while True:
        job = client.job(name, WAIT)
        state = job["state"]
        if state == "done":
            result: Json = job["result"]
            return result
        if state == "stopped":
            raise _stopped()
        if state == "failed":
            raise said_problem(job.get("error") or {})
        if state not in ("waiting", "running"):
            raise WorkerProblem(f"The worker says '{state}' of the job.", "Restart it: mediamapper serve.")
        show(app, _step(job))


def _step(job: Json) -> str:
    step = tr(job.get("step") or "Waiting for another plan")
    of = job.get("of") or 0
    return f"MediaMapper: {step} ({100 * job.get('done', 0) // of} %)" if of else f"MediaMapper: {step}"


def show(app: App, words: str | bool) -> None:
    """Words in the status bar; False gives it back to the program."""
    with suppress(Exception):  # a host without one shows nothing
        app.status_bar = words
