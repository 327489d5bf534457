"""The client of the worker that buttons ask, the same from click to click."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

from worker import paths
from worker.errors import MediaMapperError
from worker.messages.language import use
from worker.shapes.json import Json
from xl_addin import launcher
from xl_addin.client import QUICK_SECONDS, Client, address_of

_clients: dict[Path, Client] = {}
"""By memory folder."""
_one_at_a_time = Lock()
"""Held while a worker is looked for or started."""


class EarlyClient(Client):
    """Stands for the client of a worker that is still being started: a question waits for that, and says what goes wrong."""

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        seconds: float = QUICK_SECONDS,
        once: bool = False,
    ) -> Json:
        """As the worker's client answers, which hangs up for both."""
        client = _client_of(self.folder)
        answer = client.ask(method, path, body, seconds=seconds, once=once)
        self.revision = client.revision
        return answer


def prepare() -> None:
    """Have a worker there before the first click, which says what goes wrong."""
    with suppress(MediaMapperError):
        _client_of(paths.memory_dir())


def worker_client() -> Client:
    """The client of the memory folder's worker, which is started where there is none.

    While it is being started ahead, whoever clicks need not wait before the first question.

    Raises:
        WorkerProblem: it can't be started, or does not answer in time; says why.
    """
    folder = paths.memory_dir()
    return EarlyClient(folder) if _one_at_a_time.locked() else _client_of(folder)


def _client_of(folder: Path) -> Client:
    with _one_at_a_time:
        client_before = _clients.get(folder)
        if client_before is not None:
            if (
                client_before.address == address_of(folder)
                and (health := launcher.health(client_before)) is not None
            ):
                return _in_its_language(client_before, health)
            client_before.close()
        client = _clients[folder] = launcher.worker(folder)
        return _in_its_language(client, launcher.health(client) or {})


def let_go(folder: Path) -> None:
    """Close the client of *folder*, if there is one."""
    with _one_at_a_time:
        if (client := _clients.pop(folder, None)) is not None:
            client.close()


def _in_its_language(client: Client, health: Json) -> Client:
    """*client*; what is read from now on is in the language of the worker's settings, where they name one."""
    if named := health.get("language"):
        use(str(named))
    return client
