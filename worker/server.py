"""The local worker: the service's verbs over HTTP, on a free loopback port, for whoever holds the token.

`worker.json` in the memory folder says where it is; a lock beside it keeps a second worker away.
Answers are cached for a session by what was asked and by the memory's revision, so that asking again costs a look-up.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.errors import MediaMapperError, MemoryProblem, ModelProblem
from worker.knowledge import collector
from worker.serving import address_file, connections
from worker.serving.guard import Guard, error_response
from worker.serving.jobs import inside
from worker.serving.log_lines import LogLevel
from worker.serving.request_lines import RequestLines
from worker.serving.routes import Routes
from worker.serving.session import REVISION, Session
from worker.settings import Settings
from worker.verbs import warm_up

STATUS: dict[type[MediaMapperError], int] = {MemoryProblem: 503, ModelProblem: 502}
"""HTTP status of what is not the caller's doing; everything else is 422, but for `STATUS_BY_CODE`."""
STATUS_BY_CODE = {"no-such-job": 404, "busy": 429}


def create_app(
    settings: Settings,
    token: str,
    hosts: frozenset[bytes],
    published: AbstractContextManager[object],
    stop: Callable[[], None],
) -> Starlette:
    """The routes of the contract; *published* is entered while they can answer, *stop* ends the worker."""
    session = Session(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        # In the thread: a large memory takes seconds, and whoever started the worker waits for its address.
        session.thread.submit(lambda: session.mapper.memory_folder.backups.check_at_start(alone=True))
        warming = asyncio.create_task(
            session.do_at_leisure(lambda: warm_up.warm_up(settings.template or None))
        )
        upkeep = asyncio.create_task(session.upkeep.run())
        if session.memory.team is not None:
            session.memory.team.follow()
        with published:
            yield
        upkeep.cancel()
        warming.cancel()
        session.close()

    guard = Middleware(Guard, token=token, hosts=hosts, max_bytes=settings.max_body_mb * 2**20)
    app = Starlette(
        routes=Routes(session, stop).starlette(),
        middleware=[Middleware(RequestLines), guard, Middleware(Revised, session=session)],
        exception_handlers={
            MediaMapperError: _known_error,
            HTTPException: _no_such_route,
            Exception: _unknown_error,
        },
        lifespan=life,
    )
    app.router.redirect_slashes = False
    return app


class Revised:
    """Puts the memory's revision on every answer that does not carry the one it was worked out from."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self.app = app
        self.session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and mark the answer; whoever asks for more than a sign of life is not kept waiting by upkeep."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.setdefault("headers", [])
                if not any(name == REVISION.encode() for name, _ in headers):
                    revision = self.session.revision_if_readable()
                    if revision is not None:
                        headers.append((REVISION.encode(), str(revision).encode()))
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == "/v1/health":
            await self.app(scope, receive, marked)
        else:
            with self.session.upkeep.waited_for():
                await self.app(scope, receive, marked)


async def _known_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, MediaMapperError)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)
    return error_response(STATUS_BY_CODE.get(error.code, status), error.code, error.message, error.next_step)


async def _no_such_route(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return error_response(
        error.status_code,
        "route",
        f"The worker has no such route: {error.detail}.",
        "See docs/json.md.",
        error.headers,
    )


async def _unknown_error(_: Request, error: Exception) -> Response:
    problem = inside(error)
    close = {"Connection": "close"}  # uvicorn hangs up after it: nobody should ask on that connection again
    return error_response(500, problem.code, problem.message, problem.next_step, close)


# ---------------------------------------------------------------- running it


def serve(settings: Settings, log_level: LogLevel = "error") -> None:
    """Serve until stopped; from *log_level* `info` on, each request is a line of JSON on stderr.

    Raises:
        WorkerProblem: another worker serves this folder already.
        MemoryProblem: the folder can't be written.
    """
    folder = settings.memory_dir
    lock = address_file.locked(folder)
    collector.run_seldom()
    token = secrets.token_urlsafe(32)
    # The protocol number must be named: without it asyncio leaves Nagle's delay on, and a call takes 48 ms.
    with lock, socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen(
            connections.QUEUE
        )  # whoever reads the address early waits for the first answer, not in vain
        port = bound.getsockname()[1]
        hosts = frozenset({f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()})
        running: list[uvicorn.Server] = []
        failed: list[MediaMapperError] = []

        def stop() -> None:
            running[0].should_exit = True

        @contextmanager
        def address() -> Iterator[None]:
            """Published within the app's life: before it, a signal would leave the file behind."""
            with ExitStack() as files:
                try:
                    files.enter_context(address_file.published(folder, f"http://127.0.0.1:{port}", token))
                except MediaMapperError as error:  # here it would become a traceback
                    failed.append(error)
                    stop()
                yield

        connections.allow_files(4 * connections.Limits().connections)
        server, _ = connections.server(
            create_app(settings, token, hosts, address(), stop), log_level=log_level
        )
        running.append(server)
        running[0].run(sockets=[bound])
    if failed:
        raise failed[0]
