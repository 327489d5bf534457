"""One plan of a batch: read, mapped, exported, and its files written into the dataset. It runs in a worker's process."""

from __future__ import annotations

import hashlib
import re
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock

from worker.errors import FileProblem, MediaMapperError
from worker.memory.backup.snapshot import Snapshot
from worker.outputs import addresses
from worker.plans.files.reading import read_plan
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, column_letter
from worker.shapes.mapping import Scope
from worker.shapes.outcome import OpenColumn, PlanOutcome
from worker.shapes.review import PlanChoices
from worker.shapes.template import Template
from worker.text import normalise
from worker.verbs import known_layouts, plan_version
from worker.verbs.export import Export
from worker.verbs.mapped_plan import MappedPlan
from worker.writers.dataset import Dataset, Partitions

_LETTERS = re.compile("[A-Z]+")
_ONE_AT_A_TIME = Lock()
"""A worker of a cluster may have several threads; one memory serves one plan at a time."""
MOST_BYTES = 300_000_000
"""A larger file is not fetched."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided in the batch's review, for one client."""

    fields: Mapping[str, str | None] = field(default_factory=dict)
    """Normalised header -> field."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Plan -> id of a question -> answer."""


@dataclass(frozen=True, eq=False)
class Job:
    """What is done with each plan of a batch; the same for all of them, and the same object for all of a process."""

    dataset: str
    """Where the dataset is, a path or an fsspec address."""
    memory: Snapshot
    """What the workers know, wherever they run; they read copies of it, and this process alone writes the memory."""
    settings: Settings
    """In force for each plan; `memory_dir` is each worker's own copy."""
    template: Template
    client: str | None = None
    partitions: Partitions = ("client", "month")
    decisions: Mapping[str, Answers] = field(default_factory=dict)
    """By client, '' for none: what the review says."""
    previous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Plan -> the files of its last version, whose lines keep their keys."""
    key: str = ""
    """What else an outcome depends on: program, template, memory, partitions; `key_of` makes it."""
    is_continued: bool = False
    """Whether plans that are settled already stay as they are."""


def run(job: Job, plan: str) -> PlanOutcome:
    """What becomes of *plan*; whatever it brings about costs its own line."""
    try:
        data = fetched(plan)
    except MediaMapperError as problem:
        return PlanOutcome(plan, "", "refused", str(problem))
    digest = hashlib.sha256(data).hexdigest()
    try:
        with _ONE_AT_A_TIME:
            return _outcome(job, plan, data, digest)
    except MediaMapperError as problem:
        return PlanOutcome(plan, digest, "refused", str(problem))
    except MemoryError:
        return PlanOutcome(plan, digest, "refused", "There was not enough memory for it. Map it alone.")
    except Exception as error:  # the last door of a line: the other plans go on
        sentence = (
            f"MediaMapper failed inside ({type(error).__name__}). Please report it with the file's kind."
        )
        return PlanOutcome(plan, digest, "refused", sentence)


def fetched(plan: str) -> bytes:
    """The plan's bytes, from wherever it is.

    Raises:
        FileProblem: it is not there, can't be read or is too large.
    """
    fs, path = addresses.file_system(plan)
    try:
        with addresses.problems(plan), fs.open(path, "rb") as file:
            data: bytes = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileProblem(f"There is no file {plan}.", "Check the path.", code="missing") from None
    if len(data) > MOST_BYTES:
        raise FileProblem(
            f"{PurePosixPath(plan).name} has more than {MOST_BYTES // 1_000_000} MB.", "Map its sheets alone."
        )
    return data


@lru_cache(maxsize=1)
def _mapper(job: Job) -> MediaMapper:
    """One a process, over a copy of the memory that goes with it."""
    folder = tempfile.TemporaryDirectory(prefix="mediamapper-", ignore_cleanup_errors=True)
    memory = Path(folder.name)
    job.memory.unpack(memory)
    mapper = MediaMapper(replace(job.settings, memory_dir=memory), template=job.template, key=job.memory.key)
    weakref.finalize(mapper, folder.cleanup)
    return mapper


def _outcome(job: Job, plan: str, data: bytes, digest: str) -> PlanOutcome:
    dataset = Dataset(job.dataset)
    stored = dataset.outcome(plan)
    if stored is not None and stored.digest == digest and _holds(stored, job):
        return stored
    outcome = _exported(job, plan, data, digest, dataset)
    dataset.keep(outcome)
    return outcome


def _holds(stored: PlanOutcome, job: Job) -> bool:
    """Whether a stored outcome is what the job would give: of an earlier, killed run, or settled before a review."""
    return stored.key == job.key or (job.is_continued and stored.state == "settled")


def _exported(job: Job, plan: str, data: bytes, digest: str, dataset: Dataset) -> PlanOutcome:
    mapper = _mapper(job)
    book = _book(plan, data, mapper)
    scope = Scope(client=job.client)
    mapped = mapper.map(book, scope)
    client = _client(mapped, scope)
    decisions = job.decisions.get(client or "", Answers())
    if answers := decisions.answers.get(plan):
        mapped = mapper.map(book, scope, answers=answers)
    choices = PlanChoices(by_header=_in_plan(decisions.fields, mapped))
    previous = dataset.read(job.previous.get(plan, ()))
    earlier = None if previous is None else plan_version.of_table(plan, previous, mapper.template).lines
    export = mapper.export(book, mapped, choices, llm=False, learn=False, previous=earlier)
    findings = Counter(finding.code for finding in export.raw.findings if finding.severity != "note")
    outcome = PlanOutcome(
        plan,
        digest,
        "settled",
        client=client,
        rows=export.raw.rows.num_rows,
        sums=plan_version.sums(export.raw.table, mapper.template),
        findings=dict(sorted(findings.items())),
        key=job.key,
    )
    if export.settled:
        return replace(outcome, files=dataset.write(export.raw.table, plan, digest, client, job.partitions))
    columns = tuple(_open_columns(export, choices, mapper.settings.accept_above))
    questions = tuple(question for question in export.questions if question.is_open)
    reason = _reason(export, len(columns), len(questions))
    return replace(outcome, state="needs-person", reason=reason, columns=columns, questions=questions)


def _client(mapped: MappedPlan, scope: Scope) -> str | None:
    """Whose the plan is: as the batch was told, else as the first brief says."""
    clients = (known_layouts.client_scope(layout, scope).client for layout in mapped.layouts)
    return next((client for client in clients if client), None)


def _book(plan: str, data: bytes, mapper: MediaMapper) -> Book:
    name = PurePosixPath(plan.replace("\\", "/")).name
    with tempfile.TemporaryDirectory(prefix="mediamapper-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_plan(path, settings=mapper.settings)


def _in_plan(fields: Mapping[str, str | None], mapped: MappedPlan) -> dict[str, str | None]:
    """The decisions on headers that the plan has."""
    headers = {normalise(column.header): column.header for _, _, column, _ in mapped.columns()}
    return {headers[header]: field for header, field in fields.items() if header in headers}


def _open_columns(export: Export, choices: PlanChoices, accept_above: float) -> Iterator[OpenColumn]:
    """The columns in doubt, and those without a field whose numbers are left out or unexplained."""
    places = _not_exported(export)
    for row in export.mapped.review(accept_above).rows:
        is_open = row.field is None and (row.sheet, column_letter(row.column)) in places
        if (row.in_doubt or is_open) and not row.periods and row.header not in choices.by_header:
            yield OpenColumn(row.header, row.sample, row.field, row.alternatives)


def _not_exported(export: Export) -> set[tuple[str, str]]:
    """Sheet and letter of the columns with numbers that went nowhere, as the books have it."""
    accounts = export.raw.accounts
    fates = () if accounts is None else (accounts.of("unexplained"), accounts.of("left_out"))
    places = [place.rpartition("!") for fate in fates for place in fate.places]
    return {(sheet, letter[0]) for sheet, _, cell in places if (letter := _LETTERS.match(cell))}


def _reason(export: Export, columns: int, questions: int) -> str:
    """Why a person must look, the weightiest first."""
    if questions:
        return export.questions[0].text if questions == 1 else f"{questions} questions are open."
    differing = [total for total in export.raw.totals if total.ok is False]
    if differing:
        return f"{len(differing)} totals of the plan differ from its lines."
    worst = next((f for s in ("error", "warning") for f in export.raw.findings if f.severity == s), None)
    return worst.sentence if worst else f"{columns} columns are in doubt."
