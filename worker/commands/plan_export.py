"""The work that `export` and `check` share: raw data from a plan and its mapping, and the answer about it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TypedDict, Unpack

from msgspec import UNSET

from worker.commands import console_tables, mapping_file, piped, plan_file, review_workbook
from worker.commands.answer import write_json
from worker.commands.console import DONE, LOOK, progress
from worker.commands.mapper import close, load_settings
from worker.commands.several import Name
from worker.knowledge import collector
from worker.service import MediaMapper
from worker.shapes.mapping import Scope
from worker.shapes.review import PlanChoices
from worker.verbs import warm_up
from worker.verbs.export import Export
from worker.verbs.mapped_plan import choices_of
from worker.wire import answers


class Understanding(TypedDict):
    """The options that both commands have beside their plans, as click hands them over."""

    mapping: Path | None
    sheets: Sequence[str]
    rows: Sequence[str]
    answers: Sequence[str]
    client: str | None
    market: str | None
    platform: str | None
    template: str | None
    memory: str | None
    no_llm: bool


@collector.paused(
    keep=True
)  # no cycles come of a plan, and to walk all that is read and loaded takes 2 % of an export
def build(
    plan: Path, *, learn: bool, previous: Path | None = None, **options: Unpack[Understanding]
) -> Export:
    """Raw data of *plan* with its findings and reconciliation; what no mapping names keeps its proposal.

    *learn* keeps what the mapping says in memory. Lines of *previous*, an earlier version, keep their keys.
    """
    settings = load_settings(options["memory"], options["template"], options["no_llm"])
    mapper = MediaMapper(settings)
    aside = Thread(target=_load)  # another process reads; meanwhile this one loads what comes next
    aside.start()
    try:
        book = plan_file.read(plan, settings, options["sheets"])
    finally:
        aside.join()
    choices = _choices(options["mapping"], mapper)
    scope = Scope(client=options["client"], market=options["market"], platform=options["platform"])
    with progress("Understanding the plan"):
        overrides = (*choices.overrides, *mapping_file.row_overrides(options["rows"], book))
        choices = replace(choices, overrides=overrides)
        answers = {**choices.answers, **mapping_file.answers(options["answers"])}
        mapped = mapper.map(book, scope, overrides, answers=answers)
    with progress("Building raw data"):
        earlier = None if previous is None else mapper.version(previous, scope).lines
        exported = mapper.export(book, mapped, choices, learn=learn, previous=earlier)
    close(mapper)
    return exported


def _load() -> None:
    with suppress(Exception):  # a failure comes up again where the module is used
        warm_up.load()


def inputs(plan: Path, options: Understanding) -> dict[str, Path | None]:
    """The files that the command reads, by what they are."""
    template = options["template"]
    return {
        "the plan": plan,
        "the mapping": options["mapping"],
        "the template": Path(template) if template else None,
    }


def show(export: Export, as_json: bool, output: Path | None, name: Name = UNSET, *, verbose: bool) -> int:
    """The answer on stdout, and the exit code: `LOOK` where a person must look.

    Where the rows go to stdout, what a person reads goes to stderr.
    """
    if as_json:
        write_json(answers.check_answer(export, name))
    elif output is not None and piped.is_stdout(output):
        with redirect_stdout(sys.stderr):
            console_tables.export(export, Path("standard output"), verbose=verbose)
    else:
        console_tables.export(export, output, verbose=verbose)
    return DONE if export.settled else LOOK


def _choices(mapping: Path | None, mapper: MediaMapper) -> PlanChoices:
    if mapping is None:
        return PlanChoices()
    if mapping.suffix.lower() != ".xlsx":
        return mapping_file.read(mapping)
    return choices_of(review_workbook.read(mapping, mapper.template, mapper.settings))
