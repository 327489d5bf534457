"""The worker's routes: each decodes, calls a verb of the service, and encodes."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.background import BackgroundTask

from worker.errors import UsageError
from worker.plans.files import own_sheets
from worker.progress import Progress, part, silent
from worker.service import MediaMapper
from worker.serving import jobs
from worker.serving.session import Session, json_response
from worker.shapes.grid import Book
from worker.shapes.question import check_answers
from worker.wire import answers, grid, json, requests

SHORT, SHORT_BYTES = 4, 4096
"""Headers or values, and bytes, of a question that a formula's cell asks."""
EXPORT_STEPS = 3
"""Of building raw data and writing the answer."""


def add_routes(app: FastAPI, session: Session, stop: Callable[[], None]) -> None:
    """The routes of the contract; *stop* ends the worker."""
    _about_the_worker(app, session, stop)
    _about_columns(app, session)
    _about_plans(app, session)
    _about_decisions(app, session)
    _about_jobs(app, session)


def _about_the_worker(app: FastAPI, session: Session, stop: Callable[[], None]) -> None:
    mapper = session.mapper

    @app.get("/v1/health")
    async def health() -> Response:
        """Whether the worker is there, and on what it works."""
        revision = session.revision_if_readable()
        told = {
            "status": "ok",
            "version": app.version,
            "pid": os.getpid(),
            "revision": revision,
            "memory": str(mapper.settings.memory_dir),
            "llm": mapper.settings.llm,
            "encrypted": session.memory.database.encrypted,
        }
        return json_response(json.encode(told), revision)

    @app.get("/v1/template")
    async def template() -> Response:
        """The fields of the target."""
        return json_response(json.encode(mapper.template))

    @app.get("/v1/report")
    async def report() -> Response:
        """What the memory holds, how its answers went, how honest they are, and what they cost."""
        found = await session.run("report", mapper.report)
        return json_response(json.encode(answers.report_answer(found)))

    @app.post("/v1/stop", status_code=202)
    async def stopped() -> Response:
        """End once this is answered."""
        answer = json_response(json.encode({"status": "stopping", "pid": os.getpid()}), status=202)
        answer.background = BackgroundTask(stop)
        return answer


def _about_columns(app: FastAPI, session: Session) -> None:
    mapper = session.mapper

    @app.post("/v1/suggest", openapi_extra=_body(requests.SuggestIn))
    async def suggest(request: Request) -> Response:
        """A field for each column."""
        body = await request.body()
        asked = json.decode(body, requests.SuggestIn)

        def work() -> Any:
            notes: list[Any] = []
            (found,) = mapper.suggest([asked.question()], notes, llm=asked.llm)
            return answers.suggestions_answer(found) | ({"findings": notes} if notes else {})

        short = asked.llm is False and _is_short(asked.columns, body)
        return await session.cached("suggest", body, work, short=short)

    @app.post("/v1/values", openapi_extra=_body(requests.ValuesIn))
    async def values(request: Request) -> Response:
        """The one name of each value of a field."""
        body = await request.body()
        asked = json.decode(body, requests.ValuesIn)

        def work() -> Any:
            return {"values": mapper.name_values(asked.field, asked.texts(), asked.scope.shape())}

        return await session.cached("values", body, work, short=_is_short(asked.values, body))


def _about_plans(app: FastAPI, session: Session) -> None:
    mapper = session.mapper

    @app.post("/v1/map", openapi_extra=_body(requests.MapIn))
    async def map_plan(request: Request) -> Response:
        """Layout and suggestions for each sheet."""
        body = await request.body()

        def work() -> Any:
            asked = json.decode(body, requests.MapIn)
            book = book_of(asked, mapper)
            mapped = mapper.map(
                book, asked.scope.shape(), asked.overrides, llm=asked.llm, answers=asked.answers
            )
            check_answers(asked.answers, mapped.questions)
            return answers.plan_answer(mapped)

        # A file may change on disk while its path stays the same.
        return await (
            session.answered("map", work) if _reads_a_file(body) else session.cached("map", body, work)
        )

    @app.post("/v1/review", openapi_extra=_body(requests.MapIn))
    async def review(request: Request) -> Response:
        """The plan as the planner reviews it."""
        asked = json.decode(await request.body(), requests.MapIn)
        return await session.answered("review", lambda: reviewed(mapper, asked, silent))

    @app.post("/v1/export", openapi_extra=_body(requests.ExportIn))
    async def export(request: Request) -> Response:
        """Raw data as columns and rows, with findings and reconciliation."""
        asked = json.decode(await request.body(), requests.ExportIn)
        return json_response(
            json.encode(await session.run("export", lambda: exported(mapper, asked, silent)))
        )


def _about_decisions(app: FastAPI, session: Session) -> None:
    mapper = session.mapper

    @app.post("/v1/decisions", openapi_extra=_body(requests.DecisionsIn))
    async def decisions(request: Request) -> Response:
        """Keep decisions; they are on disk when this answers."""
        asked = json.decode(await request.body(), requests.DecisionsIn)
        on_headers, on_values = asked.shapes()
        told = await session.run(
            "decide",
            lambda: mapper.decide(on_headers, asked.user, values=on_values, weight=asked.weight),
        )
        return json_response(json.encode({"confidences": told}))

    @app.post("/v1/undo", openapi_extra=_body(requests.UndoIn))
    async def undo(request: Request) -> Response:
        """Take back the last decisions of a user."""
        asked = json.decode(await request.body(), requests.UndoIn)
        return json_response(
            json.encode({"confidences": await session.run("undo", lambda: mapper.undo(asked.user))})
        )


def _about_jobs(app: FastAPI, session: Session) -> None:
    mapper, doing = session.mapper, session.jobs

    @app.post("/v1/jobs", openapi_extra=_body(requests.JobIn), status_code=202)
    async def start(request: Request) -> Response:
        """Begin long work."""
        asked = json.decode(await request.body(), requests.JobIn)
        work = _job_of(asked, mapper)
        job = doing.start(lambda told: session.timed(asked.verb, lambda: json.encode(work(told))))
        return json_response(json.encode({"job": job.id}), status=202)

    @app.get("/v1/jobs/{id_}")
    async def state(id_: str, request: Request) -> Response:
        """How far it is; with `wait`, in seconds, not before something changed."""
        job = doing.find(id_)
        await doing.changed(job, _seconds(request.query_params.get("wait", "0")))
        return json_response(json.encode(jobs.answer(job)))

    @app.delete("/v1/jobs/{id_}")
    async def stop(id_: str) -> Response:
        """Ask it to stop."""
        job = doing.find(id_)
        doing.stop(job)
        return json_response(json.encode(jobs.answer(job)))


# ---------------------------------------------------------------- work


def _job_of(asked: requests.JobIn, mapper: MediaMapper) -> Callable[[Progress], Any]:
    where = f"the {asked.verb} to be done"
    if asked.verb == "review":
        plan = json.decode(bytes(asked.body), requests.MapIn, where)
        return lambda told: reviewed(mapper, plan, told)
    settled = json.decode(bytes(asked.body), requests.ExportIn, where)
    settled.user = settled.user or asked.user
    return lambda told: exported(mapper, settled, told)


def reviewed(mapper: MediaMapper, asked: requests.MapIn, progress: Progress) -> Any:
    """The review of a plan."""
    book = book_of(asked, mapper, progress)
    mapped = mapper.map(
        book,
        asked.scope.shape(),
        asked.overrides,
        llm=asked.llm,
        answers=asked.answers,
        progress=part(progress, 1, 0),
    )
    check_answers(asked.answers, mapped.questions)
    return mapped.review(mapper.settings.accept_above, asked.overrides)


def exported(mapper: MediaMapper, asked: requests.ExportIn, progress: Progress) -> dict[str, Any]:
    """Raw data as JSON."""
    chosen = asked.chosen
    book = book_of(asked, mapper, progress)
    before = part(progress, 1, EXPORT_STEPS)
    mapped = mapper.map(
        book,
        asked.scope.shape(),
        chosen.overrides,
        llm=asked.llm,
        answers=asked.answers,
        progress=before,
    )
    after = part(progress, len(book.sheets) + 2, 1)
    found = mapper.export(book, mapped, chosen, user=asked.user, llm=asked.llm, progress=after)
    table = found.raw.table
    steps = len(book.sheets) + 2 + EXPORT_STEPS
    progress(f"Writing {table.num_rows:,} rows", steps - 1, steps)
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return {
        "columns": table.column_names,
        "data": rows,
        **answers.export_answer(found),
        **answers.export_details(found),
    }


def book_of(asked: requests.MapIn, mapper: MediaMapper, progress: Progress = silent) -> Book:
    """The plan: its sheets as sent, or the file that is named.

    Raises:
        UsageError: both or neither, or a path that is not whole.
        FileProblem: the file can't be read.
    """
    if asked.path is None:
        progress("Taking in the plan", 0, 1)
        return Book(asked.name, grid.shapes(asked.sheets))
    from worker.plans.files.reading import read_book

    path = Path(asked.path)
    if asked.sheets or not path.is_absolute():
        raise UsageError(
            "A plan is sent either as its sheets, or as the whole path of a saved file.", "Send one of them."
        )
    progress(f"Reading {path.name}", 0, 1)
    return own_sheets.left_out(own_sheets.without(read_book(path, settings=mapper.settings), asked.without))


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found < math.inf:  # no comparison holds for what is no number
        raise UsageError("`wait` is no number of seconds.", "Write ?wait=0.5.")
    return found


def _is_short(asked: Sequence[object], body: bytes) -> bool:
    return len(asked) <= SHORT and len(body) <= SHORT_BYTES


def _reads_a_file(body: bytes) -> bool:
    return b'"path"' in body


def _body(kind: type[Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": json.schema(kind)}}
    return {"requestBody": {"required": True, "content": content}}
