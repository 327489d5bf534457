"""The verbs: suggest, layout, map, values, decide, export. Every door (command line, HTTP, tests) calls these."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from worker.cleaning import build
from worker.errors import MemoryProblem
from worker.findings.memory import MEMORY_NOT_KEPT
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade, show_prompt
from worker.matching.model import proposing
from worker.matching.work import Proposals, Question
from worker.memory import folder
from worker.memory.store import MemoryStore
from worker.progress import Progress, part, silent
from worker.settings import ASK, Settings
from worker.shapes.answers import NO_ANSWERS, Answers
from worker.shapes.finding import Finding
from worker.shapes.grid import Book
from worker.shapes.layout import SheetLayout
from worker.shapes.mapping import EVERYONE, Decision, Scope
from worker.shapes.question import check_answers
from worker.shapes.review import Place, PlanChoices, RowOverride
from worker.shapes.template import Template
from worker.verbs import (
    effects,
    field_names,
    known_layouts,
    learn_from_export,
    line_questions,
    plan_version,
    platform_rules,
    remembered_answers,
    table_questions,
    twin_tables,
    understanding,
    value_names,
)
from worker.verbs.export import Export, export_tables, settled_fields
from worker.verbs.flowchart import flowchart
from worker.verbs.mapped_plan import ExportStart, MappedPlan
from worker.verbs.model import Model
from worker.verbs.table_questions import TableQuestion

if TYPE_CHECKING:
    from pathlib import Path

    from worker.cleaning.canonical import Named
    from worker.cleaning.mapped_table import MappedTable
    from worker.linkage.raw_lines import RawLines
    from worker.memory.database.sqlite.connection import Key
    from worker.memory.folder import MemoryFolder
    from worker.memory.reporting.performance import PerformanceReport
    from worker.shapes.difference import Difference
    from worker.shapes.flowchart import Cut, Flowchart
    from worker.shapes.memory import Standing, Statement, ValueDecision
    from worker.verbs.plan_version import PlanVersion


class MediaMapper:
    """One memory folder, one template, and what can be done with them."""

    def __init__(self, settings: Settings, *, template: Template | None = None, key: Key = None) -> None:
        """*template* and the *key* of the memory are looked up by the settings where they are not at hand already."""
        self.settings = settings
        self._key = key
        if template is not None:
            self.template = template

    @cached_property
    def template(self) -> Template:
        """The target, loaded once."""
        return load_template(self.settings.template or None)

    @cached_property
    def memory_folder(self) -> MemoryFolder:
        """The parts of the memory; asking creates nothing."""
        proposer = proposing.RulesAndModel(
            lambda: self.template, lambda: self.model.columns if self.settings.llm else None
        )
        return folder.MemoryFolder(self.settings, key=self._key, proposer=proposer)

    @property
    def memory(self) -> MemoryStore:
        """The store of what people decided."""
        return self.memory_folder.store

    def cascade(self, llm: bool | None = None) -> Cascade:
        """Memory, then rules, then the model where a person allowed it: *llm*, else the setting."""
        return self._with_model if self._may_ask(llm) else self._alone

    @cached_property
    def _alone(self) -> Cascade:
        return Cascade(self.template, memory=self.memory)

    @cached_property
    def _with_model(self) -> Cascade:
        return Cascade(self.template, memory=self.memory, model=self.model.columns)

    def shrink(self) -> None:
        """Give back what is kept of columns beyond a few thousand; the answers stay the same."""
        for name in ("_alone", "_with_model"):
            if name in self.__dict__:
                self.__dict__[name].shrink()

    def _may_ask(self, llm: bool | None) -> bool:
        return self.settings.llm if llm is None else llm

    @cached_property
    def model(self) -> Model:
        """The model's side: what it is asked, and what becomes of its answers."""
        return Model(self.settings, self.memory_folder)

    def close(self) -> None:
        """Let go of the database."""
        if "memory_folder" in self.__dict__:
            self.memory_folder.close()

    # ------------------------------------------------------------ proposing

    def suggest(self, questions: Sequence[Question], *, llm: bool | None = None) -> Proposals:
        """One list of suggestions a question, with notes on the model; *llm* None leaves it to the setting to ask it."""
        return self.cascade(llm).suggest_many(self._scoped_questions(questions))

    def show_prompt(self, questions: Sequence[Question]) -> str:
        """Exactly what would leave this machine for *questions*; nothing does."""
        return show_prompt(self._scoped_questions(questions), self.template, self.model.columns, self.memory)

    def layout(
        self,
        book: Book,
        overrides: Sequence[RowOverride] = (),
        *,
        llm: bool = False,
        progress: Progress = silent,
    ) -> tuple[SheetLayout, ...]:
        """What each row of each sheet is, and the tables; of versions of a plan, the likeliest is taken."""
        return self._understand(book, overrides, lambda _: NO_ANSWERS, llm=llm, progress=progress).layouts

    def _understand(
        self,
        book: Book,
        overrides: Sequence[RowOverride],
        answers: understanding.AnswersOf,
        *,
        llm: bool,
        progress: Progress,
    ) -> understanding.Understanding:
        """With *llm* the model is asked of sheets whose header is not clear."""
        ask_model = self.model.layouts if llm else None
        return understanding.understand(book, overrides, answers, ask_model, progress)

    def map(
        self,
        book: Book,
        scope: Scope = EVERYONE,
        overrides: Sequence[RowOverride] = (),
        *,
        llm: bool | None = None,
        answers: Mapping[str, str] | None = None,
        progress: Progress = silent,
    ) -> MappedPlan:
        """Layout and proposals for every table, and the questions that only a person can answer.

        Args:
            llm: whether the model may be asked; None leaves it to the setting.
            answers: id of a question -> answer. Ids that no question of the plan has are for the caller to look at
                (`check_answers`), since an export may raise more questions.

        Raises:
            LayoutError: no sheet holds a table.
            UsageError: an answer is none of its question's options.
            Stopped: by *progress*.
        """
        understood = self._understand(
            book,
            overrides,
            lambda sheets: self._answers(answers or {}, sheets, scope),
            llm=self._may_ask(llm),
            progress=part(progress, 0, 1),
        )
        layouts = understood.layouts
        no_lines = understanding.check_tables(book, layouts)
        questions = self._table_questions(layouts, scope)
        columns = sum(len(one.question.columns) for one in questions)
        progress(f"Looking for the fields of {columns} columns", len(layouts), len(layouts) + 1)
        proposals = self.suggest([one.question for one in questions], llm=llm)
        by_table = zip(questions, proposals.tables, strict=True)
        suggestions = twin_tables.agreed({one.place: one.suggestions(answers) for one, answers in by_table})
        of_layouts = (finding for sheet in layouts for finding in sheet.findings)
        of_recipes = (finding for one in questions for finding in one.findings())
        mapped = MappedPlan(
            book.name,
            self.template,
            layouts,
            suggestions,
            scope,
            understanding.hidden_sheets(book, layouts),
            (*book.findings, *no_lines, *of_layouts, *understood.notes, *proposals.notes, *of_recipes),
            effects.with_effects(understood.questions, book, layouts, suggestions, self.template),
            understood.answers,
        )
        return self._with_line_questions(book, mapped)

    def _with_line_questions(self, book: Book, mapped: MappedPlan) -> MappedPlan:
        """With what the lines leave to a person under the proposed fields, and a note on each answer from memory."""
        asks_currency = self.settings.currency == ASK
        if line_questions.is_open(mapped, book, asks_currency=asks_currency):
            start = self._export_start(book, mapped, PlanChoices())
            questions = (*mapped.questions, *start.lines.questions(mapped.answers))
            mapped = replace(mapped, questions=questions, proposed=start)
        notes = remembered_answers.notes(mapped.questions)
        return replace(mapped, findings=(*mapped.findings, *notes)) if notes else mapped

    def _answers(self, by_id: Mapping[str, str], sheets: Sequence[SheetLayout], base: Scope) -> Answers:
        """Those that a person gave (*by_id*) with a plan of these sheets, and those that memory has."""
        return Answers(by_id, remembered_answers.memory_of(self.memory, self._sheet_scopes(sheets, base)))

    def questions(self, book: Book, scope: Scope, overrides: Sequence[RowOverride] = ()) -> list[Question]:
        """What is asked of the cascade for a plan: the columns that no remembered layout answers."""
        return [one.question for one in self._table_questions(self.layout(book, overrides), scope)]

    def _table_questions(self, layouts: Sequence[SheetLayout], base: Scope) -> list[TableQuestion]:
        return [*table_questions.of_sheets(layouts, self._sheet_scopes(layouts, base), self.memory.layouts)]

    # ------------------------------------------------------------ deciding

    def decide(
        self,
        decisions: Sequence[Decision],
        user: str | None = None,
        *,
        values: Sequence[ValueDecision] = (),
        weight: float = 1.0,
    ) -> list[Standing]:
        """Keep *decisions* on headers and on *values*, all or none; they are on disk when this returns.

        Raises:
            UsageError: a field that the template does not have, a decision that says nothing, or one on values that are
                a campaign's own.
        """
        for at, decision in enumerate(decisions, 1):
            field_names.check_decision(decision, at, self.template)
        for value in values:
            value_names.check(value, self.template)
        scoped = [replace(d, scope=self._scoped(d.scope)) for d in decisions]
        named = [replace(v, scope=self._scoped(v.scope)) for v in values]
        return self.memory.decide(scoped, user or self.user, values=named, weight=weight)

    def remember(self, statements: Sequence[Statement], user: str | None = None) -> list[Standing]:
        """Keep mappings that are known already, all or none, each from the confidence that it states.

        Raises:
            UsageError: a field that the template does not have, or a confidence beyond 0..1.
        """
        for at, one in enumerate(statements, 1):
            field_names.check_field(f"Mapping {at} ('{one.header}')", one.field, self.template)
        scoped = [replace(one, scope=self._scoped(one.scope)) for one in statements]
        return self.memory.remember(scoped, user or self.user)

    def values(self, field: str, values: Sequence[str], scope: Scope = EVERYONE) -> list[Named]:
        """The one name of each of *values* of a field, in order: from memory, else from the lists.

        Raises:
            UsageError: a field that the template does not have.
        """
        return value_names.named(self.template, field, values, self._scoped(scope), self.memory)

    def undo(self, user: str | None = None) -> list[Standing]:
        """Take back the last decisions of *user*; the earlier state is restored exactly."""
        return self.memory.undo(user or self.user)

    def report(self) -> PerformanceReport:
        """What the memory holds, how its answers went, how honest they are, and what they cost."""
        return self.memory_folder.maintenance.report()

    @property
    def user(self) -> str:
        """Who decides: the setting, else the login name."""
        if self.settings.user:
            return self.settings.user
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "unknown"

    # ------------------------------------------------------------ exporting

    def export(
        self,
        book: Book,
        mapped: MappedPlan,
        choices: PlanChoices | None = None,
        *,
        user: str | None = None,
        llm: bool | None = None,
        progress: Progress = silent,
        learn: bool = True,
        previous: RawLines | None = None,
    ) -> Export:
        """The flat table with its findings and reconciliation; what *choices* does not name keeps its proposal.

        *learn* keeps what *choices* says in memory; a check leaves it as it is.
        Lines of *previous*, the lines of an earlier version of the plan, keep their keys.
        Where the model may be asked, what it takes unknown values for is noted beside them; they stay as written.

        Raises:
            Stopped: by *progress*; nothing was remembered.
            UsageError: an answer to a question that the plan does not raise.
        """
        choices = choices or PlanChoices()
        as_proposed = not (choices.by_place or choices.by_header or choices.overrides)
        start = (as_proposed and mapped.proposed) or self._export_start(book, mapped, choices)
        progress(f"Building raw data from {len(start.tables)} tables", 0, 2)
        layouts = {layout.sheet: layout for layout in mapped.layouts}
        raw = build.build_raw_data(
            start.tables,
            self.template,
            findings=(*mapped.findings, *start.doubts),
            rounding=self.settings.rounding,
            sheets=[(grid, layouts[grid.sheet]) for grid in book.sheets if grid.sheet in layouts],
            answers=mapped.answers,
            previous=previous,
            lines=start.lines,
        )
        check_answers(mapped.answers.by_id, (*mapped.questions, *raw.questions))
        progress("Looking at what is left", 1, 2)
        if raw.unknown and self._may_ask(llm):
            scopes = self._scopes(mapped)
            proposed = value_names.proposed(raw.unknown, self.template, scopes, self.model.values)
            raw = replace(raw, findings=(*raw.findings, *proposed))
        export = Export(raw, mapped, start.fields, choices)
        if learn:
            unlearnt = self._learn(export, start.doubts, user or self.user)
            export = replace(export, raw=replace(raw, findings=(*raw.findings, *unlearnt)))
        return export

    def _learn(self, export: Export, doubts: Sequence[Finding], user: str) -> tuple[Finding, ...]:
        """Keep what a person said of the columns and the answers to the plan's questions; else why nothing was kept."""
        mapped, choices, scopes = export.mapped, export.choices, self._scopes(export.mapped)
        doubtful, sure = {doubt.sheet for doubt in doubts}, self.settings.accept_above
        try:
            if choices.by_place or choices.by_header:
                fields = export.fields
                learn_from_export.learn(self.memory, mapped, choices, fields, doubtful, scopes, user, sure)
            remembered_answers.learn(self.memory, export, scopes, user)
        except MemoryProblem as problem:  # the raw data itself needs nothing of it
            return (MEMORY_NOT_KEPT.at(why=problem.message, step=problem.next_step or ""),)
        return ()

    def _export_start(self, book: Book, mapped: MappedPlan, choices: PlanChoices) -> ExportStart:
        fields, doubts = settled_fields(mapped, choices, self.settings.accept_above, book)
        tables = self._tables(book, mapped, choices, fields)
        briefs = [item for layout in mapped.layouts if not layout.tables for item in layout.brief]
        lines = build.read_lines(
            tables,
            self.template,
            mapped.answers,
            self.settings.rounding,
            briefs=briefs,
            currency=self.settings.currency,
        )
        return ExportStart(fields, doubts, tables, lines)

    def _tables(
        self, book: Book, mapped: MappedPlan, choices: PlanChoices, fields: Mapping[Place, str | None]
    ) -> list[MappedTable]:
        rules = platform_rules.of_export(self.memory_folder)
        return export_tables(book, mapped, choices, fields, self._scopes(mapped), self.memory, rules)

    # ------------------------------------------------------------ versions

    def version(self, path: Path, scope: Scope = EVERYONE) -> PlanVersion:
        """The version of a plan in *path*, a plan or raw data; a plan is exported as proposed, and memory learns nothing.

        Raises:
            FileProblem: it can't be read.
            LayoutError: it is neither raw data nor has a sheet with a table.
        """
        raw = plan_version.read(path, self.template, self.settings)
        if isinstance(raw, plan_version.PlanVersion):
            return raw
        export = self.export(raw, self.map(raw, scope), learn=False)
        return plan_version.of_table(path.name, export.raw.table, self.template, settled=export.settled)

    def diff(self, old: PlanVersion, new: PlanVersion) -> Difference:
        """What changed from one version to the other."""
        return plan_version.difference(old, new, self.template)

    def flowcharts(self, version: PlanVersion, by: Cut | None = None) -> list[Flowchart]:
        """The version as plan sheets, one a plan, over its own periods or calendar ones.

        Raises:
            UsageError: it has no rows, or more plans than a workbook has sheets for.
        """
        return flowchart.flowcharts(version.version.name, version.version.table, self.template, by)

    # ------------------------------------------------------------ inside

    def _scopes(self, mapped: MappedPlan) -> dict[str, Scope]:
        """For whom each sheet is."""
        return self._sheet_scopes(mapped.layouts, mapped.scope)

    def _sheet_scopes(self, sheets: Sequence[SheetLayout], base: Scope) -> dict[str, Scope]:
        return {one.sheet: self._scoped(known_layouts.client_scope(one, base)) for one in sheets}

    def _scoped(self, scope: Scope) -> Scope:
        """The template is part of every scope: what a header means depends on the target."""
        return scope if scope.template else replace(scope, template=self.template.name)

    def _scoped_questions(self, questions: Sequence[Question]) -> list[Question]:
        return [replace(question, scope=self._scoped(question.scope)) for question in questions]
