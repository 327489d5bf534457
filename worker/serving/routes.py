"""The worker's routes: each decodes, calls a verb of the service, and encodes."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from msgspec import UNSET
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from worker.cleaning.canonical import Named
from worker.errors import UsageError
from worker.messages.language import in_language, supported
from worker.plans.files import own_sheets
from worker.plans.files.reading import read_plan
from worker.progress import Progress, part, silent
from worker.service import MediaMapper
from worker.serving import jobs, openapi
from worker.serving.operations import OPERATIONS, Confidences, Values
from worker.serving.session import Session, json_response
from worker.serving.turns import LONG_BYTES, Caller
from worker.settings import Settings
from worker.shapes.grid import Book
from worker.shapes.mapping import Suggestion
from worker.shapes.memory import Forgotten
from worker.shapes.question import check_answers
from worker.shapes.review import Review
from worker.verbs import plan_version
from worker.verbs.export import Export
from worker.verbs.summary import summary
from worker.wire import answers, grid, json, requests
from worker.wire.differences import DifferenceAnswer, difference_answer

SHORT, SHORT_BYTES = 4, 4096
"""Headers or values, and bytes, of a question that a formula's cell asks."""
Worded = TypeVar("Worded", Suggestion, Named)
Sized = TypeVar("Sized", bound=requests.SuggestIn | requests.ValuesIn | requests.MapIn | requests.DiffIn)
EXPORT_STEPS = 3
"""Of building raw data and writing the answer."""


class Routes:
    """A handler for each verb of `operations.OPERATIONS`, over one session; *stop* ends the worker."""

    def __init__(self, session: Session, stop: Callable[[], None]) -> None:
        self.session = session
        self.mapper = session.mapper
        self.end_worker = stop

    def starlette(self) -> list[Route]:
        """The routes, and the description of all of them."""
        routes = [
            Route(operation.path, getattr(self, operation.verb), methods=[operation.method])
            for operation in OPERATIONS
        ]
        for route in (*routes, described := Route("/openapi.json", self.description, methods=["GET"])):
            if route.methods:
                route.methods.discard("HEAD")  # no program of ours asks for an answer without its body
        return [*routes, described]

    async def description(self, request: Request) -> Response:
        """The OpenAPI document."""
        summaries = {o.verb: str(getattr(self, o.verb).__doc__).split("\n")[0] for o in OPERATIONS}
        return json_response(json.encode(openapi.document(version("mediamapper"), summaries)))

    # ------------------------------------------------------------ the worker itself

    async def health(self, request: Request) -> Response:
        """Whether the worker is there, and on what it works."""
        revision = self.session.revision_if_readable()
        health = answers.Health(
            "ok",
            version("mediamapper"),
            os.getpid(),
            revision,
            str(self.mapper.settings.memory_dir),
            self.mapper.settings.llm,
            self.session.memory.database.encrypted,
            self.mapper.settings.language,
        )
        return json_response(json.encode(health), revision)

    async def version(self, request: Request) -> Response:
        """Which version answers; it reads no memory."""
        return json_response(json.encode(answers.Version(version("mediamapper"))))

    async def template(self, request: Request) -> Response:
        """The fields of the target."""
        return json_response(json.encode(self.mapper.template))

    async def report(self, request: Request) -> Response:
        """What the memory holds, how its answers went, how honest they are, and what they cost."""
        report = await self.session.run("report", self.mapper.report)
        return json_response(json.encode(answers.report_answer(report)))

    async def stop(self, request: Request) -> Response:
        """End once this is answered."""
        answer = json_response(json.encode(answers.Stopping("stopping", os.getpid())), status=202)
        answer.background = BackgroundTask(self.end_worker)
        return answer

    # ------------------------------------------------------------ columns and values

    async def suggest(self, request: Request) -> Response:
        """A field for each column."""
        body = await request.body()
        question = _sized(body, requests.SuggestIn, self.mapper.settings)

        def work() -> answers.Suggestions:
            proposals = self.mapper.suggest([question.question()], llm=question.llm)
            suggestions = _worded(proposals.tables[0], question.language)
            return answers.Suggestions(suggestions, proposals.notes or UNSET)

        short = question.llm is False and _is_short(question.columns, body)
        return await self.session.cached("suggest", body, work, short=short, caller=_caller(request, body))

    async def values(self, request: Request) -> Response:
        """The one name of each value of a field."""
        body = await request.body()
        question = _sized(body, requests.ValuesIn, self.mapper.settings)

        def work() -> Values:
            names = self.mapper.values(question.field, question.texts(), question.scope.shape())
            return Values(_worded(names, question.language))

        short = _is_short(question.values, body)
        return await self.session.cached("values", body, work, short=short, caller=_caller(request, body))

    # ------------------------------------------------------------ plans

    async def layout(self, request: Request) -> Response:
        """What each row of each sheet is, and the tables."""
        body = await request.body()
        plan = _sized(body, requests.MapIn, self.mapper.settings)

        def work() -> answers.Layout:
            layouts = self.mapper.layout(book_of(plan, self.mapper), plan.overrides)
            return answers.layout_answer(layouts)

        return await self.session.answered("layout", work, caller=_caller(request, body))

    async def map(self, request: Request) -> Response:
        """Layout and suggestions for each sheet."""
        body = await request.body()

        def work() -> answers.Plan:
            plan = _sized(body, requests.MapIn, self.mapper.settings)
            book = book_of(plan, self.mapper)
            mapped = self.mapper.map(
                book, plan.scope.shape(), plan.overrides, llm=plan.llm, answers=plan.answers
            )
            check_answers(plan.answers, mapped.questions)
            return answers.plan_answer(self.mapper.export(book, mapped, llm=False, learn=False))

        caller = _caller(request, body)
        if _reads_a_file(body):  # a file may change on disk while its path stays the same
            return await self.session.answered("map", work, caller=caller)
        return await self.session.cached("map", body, work, caller=caller)

    async def review(self, request: Request) -> Response:
        """The plan as the planner reviews it."""
        body = await request.body()
        plan = _sized(body, requests.MapIn, self.mapper.settings)
        work = lambda: review_of(self.mapper, plan, silent)  # noqa: E731
        return await self.session.answered("review", work, caller=_caller(request, body))

    async def check(self, request: Request) -> Response:
        """The findings and the reconciliation of an export, without its rows."""
        body = await request.body()
        plan = _sized(body, requests.ExportIn, self.mapper.settings)
        work = lambda: json.encode(answers.check_answer(raw_data_of(self.mapper, plan, silent, learn=False)))  # noqa: E731
        return json_response(await self.session.run("check", work, caller=_caller(request, body)))

    async def export(self, request: Request) -> Response:
        """Raw data as columns and rows, with findings and reconciliation."""
        body = await request.body()
        plan = _sized(body, requests.ExportIn, self.mapper.settings)
        work = lambda: json.encode(export_of(self.mapper, plan, silent))  # noqa: E731
        return json_response(await self.session.run("export", work, caller=_caller(request, body)))

    async def diff(self, request: Request) -> Response:
        """What changed between two versions of a plan: lines, fields, periods and money."""
        body = await request.body()
        versions = _sized(body, requests.DiffIn, self.mapper.settings)
        work = lambda: diff_of(self.mapper, versions, silent)  # noqa: E731
        return await self.session.answered("diff", work, caller=_caller(request, body))

    # ------------------------------------------------------------ decisions

    async def decide(self, request: Request) -> Response:
        """Keep decisions; they are on disk when this answers."""
        request_body = json.decode(await request.body(), requests.DecisionsIn)
        on_headers, on_values = request_body.shapes()
        standings = await self.session.run(
            "decide",
            lambda: self.mapper.decide(
                on_headers, request_body.user, values=on_values, weight=request_body.weight
            ),
        )
        return json_response(json.encode(Confidences(standings)))

    async def undo(self, request: Request) -> Response:
        """Take back the last decisions of a user."""
        user = json.decode(await request.body(), requests.UndoIn).user
        standings = await self.session.run("undo", lambda: self.mapper.undo(user))
        return json_response(json.encode(Confidences(standings)))

    # ------------------------------------------------------------ what is remembered

    async def memory_list(self, request: Request) -> Response:
        """What memory holds, entry by entry."""
        choice = json.decode(await request.body(), requests.FilterIn).shape()
        return await self.session.answered("memory_list", lambda: self.mapper.memory.entries(choice))

    async def memory_forget(self, request: Request) -> Response:
        """Forget a client or a header for good."""
        what = json.decode(await request.body(), requests.ForgetIn)
        user = what.user or self.mapper.user

        def work() -> Forgotten:
            self.session.answers.clear()
            return self.mapper.memory_folder.forget(what.client, what.header, user)

        return await self.session.answered("memory_forget", work)

    # ------------------------------------------------------------ long work

    async def start_job(self, request: Request) -> Response:
        """Begin long work."""
        order = json.decode(await request.body(), requests.JobIn)
        work = _job_of(order, self.mapper)
        job = self.session.jobs.start(
            lambda progress: self.session.timed(order.verb, lambda: json.encode(work(progress)))
        )
        return json_response(json.encode(answers.JobStart(job.id)), status=202)

    async def job(self, request: Request) -> Response:
        """How far it is; with `wait`, in seconds, not before something changed."""
        job = self.session.jobs.find(request.path_params["id"])
        await self.session.jobs.changed(job, _seconds(request.query_params.get("wait", "0")))
        return json_response(json.encode(jobs.answer(job)))

    async def stop_job(self, request: Request) -> Response:
        """Ask it to stop."""
        job = self.session.jobs.find(request.path_params["id"])
        self.session.jobs.stop(job)
        return json_response(json.encode(jobs.answer(job)))


# ---------------------------------------------------------------- work


def _sized(body: bytes, kind: type[Sized], settings: Settings, where: str = "the input") -> Sized:
    """*body* as *kind*, unless it is larger than the settings allow."""
    request = json.decode(body, kind, where)
    requests.check_size(request, settings.max_request_columns, settings.max_request_cells)
    return request


def _job_of(
    order: requests.JobIn, mapper: MediaMapper
) -> Callable[[Progress], Review | answers.Export | DifferenceAnswer]:
    where = f"the {order.verb} to be done"
    if order.verb == "review":
        plan = _sized(bytes(order.body), requests.MapIn, mapper.settings, where)
        return lambda progress: review_of(mapper, plan, progress)
    if order.verb == "diff":
        versions = _sized(bytes(order.body), requests.DiffIn, mapper.settings, where)
        return lambda progress: diff_of(mapper, versions, progress)
    mapping = _sized(bytes(order.body), requests.ExportIn, mapper.settings, where)
    mapping.user = mapping.user or order.user
    return lambda progress: export_of(mapper, mapping, progress)


def review_of(mapper: MediaMapper, plan: requests.MapIn, progress: Progress) -> Review:
    """The review of a plan."""
    book = book_of(plan, mapper, progress)
    mapped = mapper.map(
        book,
        plan.scope.shape(),
        plan.overrides,
        llm=plan.llm,
        answers=plan.answers,
        progress=part(progress, 1, 0),
    )
    check_answers(plan.answers, mapped.questions)
    return mapped.review(mapper.settings.accept_above, plan.overrides, book.sheets)


def raw_data_of(
    mapper: MediaMapper, plan: requests.ExportIn, progress: Progress, *, learn: bool = True
) -> Export:
    """Raw data of a plan and what was decided for its columns; *learn* as in the service."""
    return _export(mapper, plan, book_of(plan, mapper, progress), progress, learn=learn)


def _export(
    mapper: MediaMapper, plan: requests.ExportIn, book: Book, progress: Progress, *, learn: bool
) -> Export:
    choices = plan.plan_choices
    before = part(progress, 1, EXPORT_STEPS)
    mapped = mapper.map(
        book,
        plan.scope.shape(),
        choices.overrides,
        llm=plan.llm,
        answers=plan.answers,
        progress=before,
    )
    after = part(progress, len(book.sheets) + 2, 1)
    return mapper.export(book, mapped, choices, user=plan.user, llm=plan.llm, progress=after, learn=learn)


def export_of(mapper: MediaMapper, plan: requests.ExportIn, progress: Progress) -> answers.Export:
    """Raw data as JSON."""
    export = raw_data_of(mapper, plan, progress)
    steps = len(export.mapped.layouts) + 2 + EXPORT_STEPS
    progress(f"Writing {export.raw.rows.num_rows:,} rows", steps - 1, steps)
    return answers.export_answer(export, summary.summary_of(export))


def diff_of(mapper: MediaMapper, versions: requests.DiffIn, progress: Progress) -> DifferenceAnswer:
    """What changed from the old version to the new one."""
    old = version_of(mapper, versions.old, _half(progress, 0))
    new = version_of(mapper, versions.new, _half(progress, 1))
    return difference_answer(mapper.diff(old, new), old.settled and new.settled)


def version_of(mapper: MediaMapper, plan: requests.ExportIn, progress: Progress) -> plan_version.PlanVersion:
    """A version: a plan, exported by what was decided for it while memory learns nothing; or raw data as it is."""
    path = _path_of(plan)
    if path is None:
        source = plan_version.of_book(book_of(plan, mapper, progress), mapper.template)
    else:
        progress(f"Reading {path.name}", 0, 1)
        source = plan_version.read(path, mapper.template, mapper.settings)
    if isinstance(source, plan_version.PlanVersion):
        return source
    export = _export(mapper, plan, own_sheets.without(source, plan.without), progress, learn=False)
    return plan_version.of_table(source.name, export.raw.table, mapper.template, settled=export.settled)


def _half(progress: Progress, number: int) -> Progress:
    """*progress* for the first (0) or second (1) of two works alike."""
    return lambda step, done, of: progress(step, number * of + done, 2 * of)


def book_of(plan: requests.MapIn, mapper: MediaMapper, progress: Progress = silent) -> Book:
    """The plan: its sheets as sent, or the file that is named.

    Raises:
        UsageError: both or neither, or a path that is not whole.
        FileProblem: the file can't be read.
    """
    path = _path_of(plan)
    if path is None:
        progress("Taking in the plan", 0, 1)
        return Book(plan.name, grid.shapes(plan.sheets))
    progress(f"Reading {path.name}", 0, 1)
    return read_plan(path, settings=mapper.settings, without=plan.without)


def _path_of(plan: requests.MapIn) -> Path | None:
    """The saved file that is meant; None where the sheets were sent."""
    if plan.path is None:
        return None
    path = Path(plan.path)
    if plan.sheets or not path.is_absolute():
        raise UsageError(
            "A plan is sent either as its sheets, or as the whole path of a saved file.", "Send one of them."
        )
    return path


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:  # no comparison holds for what is no number
        raise UsageError("`wait` is no number of seconds.", "Write ?wait=0.5.")
    return seconds


def _caller(request: Request, body: bytes) -> Caller | None:
    """Who waits for long work; None where the question is short."""
    is_long = len(body) > LONG_BYTES or _reads_a_file(body)
    return Caller(request.receive) if is_long else None


def _worded(entries: Sequence[Worded], language: str) -> list[Worded]:
    """*entries* with their reasons in *language*, as a program calls it."""
    code = supported(language)
    return [replace(entry, reason=in_language(entry.reason, code)) for entry in entries]


def _is_short(items: Sequence[object], body: bytes) -> bool:
    return len(items) <= SHORT and len(body) <= SHORT_BYTES


def _reads_a_file(body: bytes) -> bool:
    return b'"path"' in body
