"""The local worker: the service's verbs over HTTP, on a free loopback port, for whoever holds the token.

`worker.json` in the memory folder says where it is; a lock beside it keeps a second worker away.
Answers are cached for a session by what was asked and by the memory's revision, so that asking again costs a look-up.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import uvicorn
from cachetools import TTLCache
from fastapi import FastAPI, Request
from fastapi.responses import Response
from filelock import FileLock, Timeout

from worker import wire
from worker.errors import MediaMapperError, MemoryProblem, ModelProblem, WorkerProblem
from worker.guard import Guard, error_response
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes import Book, Chosen, RowOverride, column_number

ADDRESS_FILE = "worker.json"
LOCK_FILE = "worker.lock"
ANSWERS_KEPT = 512
STATUS: dict[type[MediaMapperError], int] = {MemoryProblem: 503, ModelProblem: 502}
"""HTTP status of what is not the caller's doing; everything else is 422."""


class Session:
    """The service in a thread of its own, and the answers given in this session.

    Only the memory's revision is read beside that thread, so that a cached answer waits for nobody's plan.
    """

    def __init__(self, settings: Settings) -> None:
        self.mapper = MediaMapper(settings)
        self.memory = self.mapper.memory  # made here, once: both threads use it
        self.answers: TTLCache[bytes, bytes] = TTLCache(ANSWERS_KEPT, settings.session_minutes * 60)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper")

    async def run(self, work: Callable[[], Any]) -> Any:
        """*work* in the service's thread."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    async def cached(self, route: str, body: bytes, work: Callable[[], Any]) -> Response:
        """The answer of *work*, or the one given before to the same question on the same memory."""
        key = hashlib.blake2b(b"\0".join((route.encode(), str(self.revision).encode(), body))).digest()
        answer = self.answers.get(key)
        if answer is None:
            answer = wire.encode(await self.run(work))
            self.answers[key] = answer
        return Response(answer, media_type="application/json")

    @property
    def revision(self) -> int:
        """Changes whenever anybody, this worker or another program, has decided something."""
        return self.memory.revision()

    def close(self) -> None:
        """Finish what runs, then let go of the database."""
        self.thread.submit(self.mapper.close)
        self.thread.shutdown()


def create_app(
    settings: Settings, token: str, hosts: frozenset[bytes], published: AbstractContextManager[object]
) -> FastAPI:
    """The routes of the contract; *published* is entered while they can answer."""
    session = Session(settings)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        session.thread.submit(session.mapper.rehearse)  # so that the first plan need not wait for word lists
        with published:
            yield
        session.close()

    app = FastAPI(
        title="MediaMapper", version=version("mediamapper"), docs_url=None, redoc_url=None, lifespan=life
    )
    app.add_middleware(Guard, token=token, hosts=hosts, max_bytes=settings.max_body_mb * 2**20)
    app.add_exception_handler(MediaMapperError, _known_error)
    app.add_exception_handler(Exception, _unknown_error)
    _add_routes(app, session)
    return app


def _add_routes(app: FastAPI, session: Session) -> None:
    mapper = session.mapper

    @app.get("/v1/health")
    async def health() -> Response:
        """Whether the worker is there."""
        return _json({"status": "ok", "version": app.version, "pid": os.getpid()})

    @app.post("/v1/suggest", openapi_extra=_body(wire.SuggestIn))
    async def suggest(request: Request) -> Response:
        """A field for each column."""
        body = await request.body()
        asked = wire.decode(body, wire.SuggestIn)
        return await session.cached(
            "suggest", body, lambda: wire.suggestions_answer(mapper.suggest([asked.question()])[0])
        )

    @app.post("/v1/map", openapi_extra=_body(wire.MapIn))
    async def map_plan(request: Request) -> Response:
        """Layout and suggestions for each sheet."""
        body = await request.body()

        def work() -> Any:
            asked = wire.decode(body, wire.MapIn)
            return mapper.map(_book(asked), asked.scope.shape()).answer()

        return await session.cached("map", body, work)

    @app.post("/v1/decisions", openapi_extra=_body(wire.DecisionsIn))
    async def decisions(request: Request) -> Response:
        """Keep decisions; they are on disk when this answers."""
        asked = wire.decode(await request.body(), wire.DecisionsIn)
        decided = [d.shape() for d in asked.decisions]
        return _json({"confidences": await session.run(lambda: mapper.decide(decided, asked.user))})

    @app.post("/v1/undo", openapi_extra=_body(wire.UndoIn))
    async def undo(request: Request) -> Response:
        """Take back the last decisions of a user."""
        asked = wire.decode(await request.body(), wire.UndoIn)
        return _json({"confidences": await session.run(lambda: mapper.undo(asked.user))})

    @app.post("/v1/export", openapi_extra=_body(wire.ExportIn))
    async def export(request: Request) -> Response:
        """Raw data as columns and rows, with findings and reconciliation."""
        asked = wire.decode(await request.body(), wire.ExportIn)
        return _json(await session.run(lambda: _export(mapper, asked)))

    @app.get("/v1/report")
    async def report() -> Response:
        """What the memory holds."""
        return _json(await session.run(mapper.report))


def _export(mapper: MediaMapper, asked: wire.ExportIn) -> dict[str, Any]:
    book = _book(asked)
    chosen = Chosen(
        by_place={(c.sheet, c.table, column_number(c.column)): c.field for c in asked.choices},
        overrides=tuple(RowOverride(r.sheet, r.row, r.kind) for r in asked.rows),
    )
    mapped = mapper.map(book, asked.scope.shape(), chosen.overrides)
    exported = mapper.export(book, mapped, chosen)
    table = exported.raw.table
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return {"columns": table.column_names, "data": rows, **exported.answer()}


def _book(asked: wire.MapIn) -> Book:
    return Book(asked.name, tuple(sheet.shape() for sheet in asked.sheets))


def _body(kind: type[Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": wire.schema(kind)}}
    return {"requestBody": {"required": True, "content": content}}


def _json(answer: Any) -> Response:
    return Response(wire.encode(answer), media_type="application/json")


async def _known_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, MediaMapperError)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)
    return error_response(status, error.code, error.message, error.next_step)


async def _unknown_error(_: Request, error: Exception) -> Response:
    return error_response(
        500,
        "inside",
        f"The worker failed inside ({type(error).__name__}).",
        "Try again; if it stays, report it.",
    )


# ---------------------------------------------------------------- running it


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Raises:
        WorkerProblem: another worker serves this folder already.
        MemoryProblem: the folder can't be written.
    """
    folder = settings.memory_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_FILE)
        lock.acquire(timeout=0)
    except Timeout:
        raise WorkerProblem(f"A worker already serves {folder}.", "Use it, or stop it first.") from None
    except OSError as error:
        raise MemoryProblem(
            f"The memory folder {folder} can't be written: {error.strerror}.", "Choose another with --memory."
        ) from error
    token = secrets.token_urlsafe(32)
    # The protocol number must be named: without it asyncio leaves Nagle's delay on, and a call takes 48 ms.
    with lock, socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        address = folder / ADDRESS_FILE
        hosts = frozenset({f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()})
        app = create_app(settings, token, hosts, _published(address, f"http://127.0.0.1:{port}", token))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, proxy_headers=False, server_header=False, ws="none"
        )
        uvicorn.Server(config).run(sockets=[bound])


@contextmanager
def _published(file: Path, url: str, token: str) -> Iterator[None]:
    """The address file: whole or not at all, its owner's alone from its first moment, gone with the worker."""
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump({"url": url, "token": token, "pid": os.getpid()}, out)
    os.replace(half, file)
    click.echo(f"Serving {url} for {file.parent}; Ctrl+C stops it.", err=True)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
