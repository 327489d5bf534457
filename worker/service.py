"""The verbs: suggest, layout, map, decide, export. Every door (command line, HTTP, tests) calls these."""

from __future__ import annotations

import getpass
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from worker import recipes, wire
from worker.errors import LayoutError, UsageError
from worker.knowledge.templates import load_template
from worker.mapped_plan import MappedPlan, decided, doubt, in_doubt
from worker.matching.cascade import Cascade, Question
from worker.memory.drift import shape_of
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes import (
    EVERYONE,
    Book,
    Chosen,
    Decision,
    Finding,
    Grid,
    Place,
    RowOverride,
    Scope,
    SheetLayout,
    Suggestion,
    Table,
    Template,
)

if TYPE_CHECKING:
    from worker.matching.model import DoorAsker
    from worker.memory.layouts import RecalledLayout
    from worker.memory.manager import LLMMemoryManager
    from worker.memory.shapes import Standing, Summary
    from worker.raw_data import RawData


@dataclass(frozen=True, slots=True)
class Export:
    """Raw data with everything that a person should know about it."""

    raw: RawData
    mapped: MappedPlan
    fields: Mapping[Place, str | None]
    """The field that each column was exported as."""
    settled: bool
    """False where a person must look: a doubt, or totals that differ."""

    def answer(self) -> dict[str, Any]:
        """The JSON of `export`."""
        return {
            "rows": self.raw.table.num_rows,
            "settled": self.settled,
            "findings": wire.findings_by_code(self.raw.findings),
            "reconciliation": wire.totals_answer(self.raw.totals),
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A table with what memory knows of its layout, and what is left to ask."""

    sheet: SheetLayout
    number: int
    table: Table
    recipe: RecalledLayout | None
    question: Question


class MediaMapper:
    """One memory folder, one template, and what can be done with them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def template(self) -> Template:
        """The target, loaded once."""
        return load_template(self.settings.template or None)

    @cached_property
    def manager(self) -> LLMMemoryManager:
        """The dynamic tier under the names of the user's document; asking creates nothing."""
        from worker.memory.manager import LLMMemoryManager

        return LLMMemoryManager(settings_=self.settings)

    @property
    def memory(self) -> MemoryStore:
        """The store behind it."""
        return self.manager.store

    @cached_property
    def cascade(self) -> Cascade:
        """Memory, then rules, then the model where a person allowed it."""
        model = self.asker() if self.settings.llm else None
        return Cascade(self.template, memory=self.memory, model=model)

    def asker(self) -> DoorAsker:
        """The model's place in the cascade."""
        from worker.llm.door import Door
        from worker.llm.prompts import load_prompts
        from worker.matching.model import DoorAsker, context_of
        from worker.memory.ledger import DatabaseLedger

        door = Door(self.settings, ledger=DatabaseLedger(lambda: self.memory.database))
        prompts = load_prompts(self.settings.memory_dir)
        shapes, context = self.settings.samples_to_model, context_of(self.manager)
        return DoorAsker(door, prompts, shapes=shapes, context=context, memory=self.memory)

    def close(self) -> None:
        """Let go of the database."""
        if "manager" in self.__dict__:
            self.manager.close()

    # ------------------------------------------------------------ proposing

    def suggest(
        self, questions: Sequence[Question], notes: list[Finding] | None = None
    ) -> list[list[Suggestion]]:
        """One list of suggestions a question, one suggestion a column, in order.

        To *notes* is added what a person should know: why the model did not answer.
        """
        return self.cascade.suggest_many(self._scoped_questions(questions), notes)

    def show_prompt(self, questions: Sequence[Question]) -> str:
        """Exactly what would leave this machine for *questions*; nothing does."""
        from worker.matching.cascade import show_prompt

        return show_prompt(self._scoped_questions(questions), self.template, self.asker(), self.memory)

    def layout(self, book: Book, overrides: Sequence[RowOverride] = ()) -> tuple[SheetLayout, ...]:
        """What each row of each sheet is, and the tables."""
        from worker.plans.layout import understand_book  # `suggest` needs no layout

        return understand_book(book, overrides)

    def map(self, book: Book, scope: Scope = EVERYONE, overrides: Sequence[RowOverride] = ()) -> MappedPlan:
        """Layout and proposals for every table.

        Raises:
            LayoutError: no sheet holds a table.
        """
        layouts = self.layout(book, overrides)
        if not any(sheet.tables for sheet in layouts):
            raise _no_table(book)
        notes: list[Finding] = []
        asked = self._asked(layouts, scope)
        answers = self.suggest([one.question for one in asked], notes)
        suggestions: dict[tuple[str, int], tuple[Suggestion, ...]] = {}
        for one, found in zip(asked, answers, strict=True):
            named = zip(one.table.columns, recipes.with_recipe(one.table, one.recipe, found), strict=True)
            suggestions[one.sheet.sheet, one.number] = tuple(
                replace(answer, header=column.header) for column, answer in named
            )
            notes += recipes.findings(one.sheet, one.table, one.recipe)
        findings = (*book.findings, *(f for sheet in layouts for f in sheet.findings), *notes)
        return MappedPlan(
            book.name, self.template, layouts, suggestions, scope, _hidden(book, layouts), findings
        )

    def questions(self, book: Book, scope: Scope, overrides: Sequence[RowOverride] = ()) -> list[Question]:
        """What is asked of the cascade for a plan: the columns that no remembered layout answers."""
        return [one.question for one in self._asked(self.layout(book, overrides), scope)]

    def _asked(self, layouts: Sequence[SheetLayout], given: Scope) -> list[_Asked]:
        asked = []
        for sheet in layouts:
            scope = self._scoped(recipes.client_scope(sheet, given))
            for number, table in enumerate(sheet.tables, 1):
                recipe = self.memory.recall_layout(shape_of(table), scope)
                question = Question(recipes.still_open(table, recipe), scope)
                asked.append(_Asked(sheet, number, table, recipe, question))
        return asked

    # ------------------------------------------------------------ deciding

    def decide(
        self, decisions: Sequence[Decision], user: str | None = None, *, weight: float = 1.0
    ) -> list[Standing]:
        """Keep *decisions*, all or none; they are on disk when this returns.

        Raises:
            UsageError: a field that the template does not have, or a decision that says nothing.
        """
        for at, decision in enumerate(decisions, 1):
            self._check(decision, at)
        scoped = [replace(d, scope=self._scoped(d.scope)) for d in decisions]
        return self.memory.decide(scoped, user or self.user, weight=weight)

    def undo(self, user: str | None = None) -> list[Standing]:
        """Take back the last decisions of *user*; the earlier state is restored exactly."""
        return self.memory.undo(user or self.user)

    def report(self) -> Summary:
        """What the memory holds: mappings, decisions, and how they went."""
        return self.memory.summary()

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

    def export(self, book: Book, mapped: MappedPlan, chosen: Chosen | None = None) -> Export:
        """The flat table with its findings and reconciliation; what *chosen* does not name keeps its proposal."""
        from worker.cleaning.build import MappedTable, build_raw_data

        chosen = chosen or Chosen()
        fields: dict[Place, str | None] = {}
        doubts: list[Finding] = []
        for place, table, column, suggestion in mapped.columns():
            settled, fields[place] = decided(chosen, place, column, suggestion)
            if not settled and in_doubt(suggestion, self.settings.accept_above):
                doubts.append(doubt(place[0], table, column, suggestion))
        if not any(fields.values()):
            doubts.append(_nothing_mapped(self.template))
        grids = {grid.sheet: grid for grid in book.sheets}
        layouts = {layout.sheet: layout for layout in mapped.layouts}
        tables = [
            MappedTable(
                grid=grids[sheet],
                layout=layouts[sheet],
                table=table,
                fields={c.number: fields[sheet, number, c.number] for c in table.columns},
                period_measure=_period_measure(chosen, sheet, number, table),
            )
            for sheet, number, table in mapped.taken()
        ]
        raw = build_raw_data(
            tables,
            self.template,
            findings=(*mapped.findings, *doubts),
            rounding=self.settings.rounding,
        )
        if chosen.by_place or chosen.by_header:
            self._remember_layouts(mapped, fields, {f.sheet for f in doubts})
        settled = all(t.ok for t in raw.totals) and all(f.severity == "note" for f in raw.findings)
        return Export(raw, mapped, fields, settled)

    def _remember_layouts(
        self, mapped: MappedPlan, fields: Mapping[Place, str | None], doubtful: Collection[str | None]
    ) -> None:
        """Keep the recipe of what a person decided, so that the next plan of this shape needs nobody."""
        layouts = {layout.sheet: layout for layout in mapped.layouts}
        for sheet, number, table in mapped.taken():
            if sheet not in doubtful:
                chosen = [fields[sheet, number, column.number] for column in table.columns]
                scope = self._scoped(recipes.client_scope(layouts[sheet], mapped.scope))
                self.memory.remember_layout(shape_of(table), chosen, scope, self.user)

    def rehearse(self) -> None:
        """Load what an export needs, word lists and libraries, by making a small one without the memory."""
        from worker.cleaning.build import MappedTable, build_raw_data

        grid = Grid("Plan", [["Site", "Net cost"], ["A", 1.5], ["B", 2.5]])
        layout = self.layout(Book("rehearsal", (grid,)))[0]
        for table in layout.tables:
            answers = Cascade(self.template).suggest(recipes.columns_of(table))
            fields = {c.number: a.field for c, a in zip(table.columns, answers, strict=True)}
            build_raw_data([MappedTable(grid, layout, table, fields)], self.template)

    # ------------------------------------------------------------ inside

    def _scoped(self, scope: Scope) -> Scope:
        """The template is part of every scope: what a header means depends on the target."""
        return scope if scope.template else replace(scope, template=self.template.name)

    def _scoped_questions(self, questions: Sequence[Question]) -> list[Question]:
        return [replace(question, scope=self._scoped(question.scope)) for question in questions]

    def _check(self, decision: Decision, at: int) -> None:
        named = [decision.field, decision.correct_field]
        if decision.decision != "correct" and decision.field is None:
            raise UsageError(
                f"Decision {at} ('{decision.header}') names no field.",
                f"Say which field to {decision.decision}.",
            )
        for field in named:
            if field is not None and field not in self.template.names:
                raise UsageError(
                    f"Decision {at} ('{decision.header}') names the field '{field}', which {self.template.name} does not have.",
                    _nearest(field, self.template),
                )


def _nearest(field: str, template: Template) -> str:
    import difflib

    near = difflib.get_close_matches(field, template.names, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Fields: {', '.join(template.names)}."


def _hidden(book: Book, layouts: Sequence[SheetLayout]) -> frozenset[str]:
    """Hidden sheets, unless nothing else has a table: then they were asked for, or are all there is."""
    hidden = frozenset(grid.sheet for grid in book.sheets if grid.hidden)
    seen = any(layout.tables for layout in layouts if layout.sheet not in hidden)
    return hidden if seen else frozenset()


def _nothing_mapped(template: Template) -> Finding:
    return Finding(
        "nothing-mapped",
        "error",
        f"No column has a field of {template.name}: the rows say only where they came from.",
        "Decide the columns in a review, or choose another --template.",
    )


def _no_table(book: Book) -> LayoutError:
    if all(not any(v is not None for row in grid.cells for v in row) for grid in book.sheets):
        return LayoutError(
            f"{book.name} is empty.", "Check that it is the right file and was saved with its data."
        )
    return LayoutError(
        f"No table was found in {book.name}: no row looks like a header with lines below it.",
        "Look at the sheet; if there is one, name its header row: --row 5=header.",
    )


def _period_measure(chosen: Chosen, sheet: str, number: int, table: Table) -> str | None:
    return chosen.by_place.get((sheet, number, table.periods[0].number)) if table.periods else None
