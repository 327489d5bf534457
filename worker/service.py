"""The verbs: suggest, layout, map, decide, export. Every door (command line, HTTP, tests) calls these."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from worker import wire
from worker.errors import LayoutError, UsageError
from worker.knowledge.templates import load_template
from worker.mapped_plan import MappedPlan, decided, doubt, in_doubt, tables_of
from worker.matching.cascade import Cascade, Question
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
    SourceColumn,
    Suggestion,
    Table,
    Template,
)

if TYPE_CHECKING:
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


class MediaMapper:
    """One memory folder, one template, and what can be done with them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def template(self) -> Template:
        """The target, loaded once."""
        return load_template(self.settings.template or None)

    @cached_property
    def memory(self) -> MemoryStore:
        """The dynamic tier; opened for reading, so that asking creates nothing."""
        return MemoryStore.open(self.settings)

    @cached_property
    def cascade(self) -> Cascade:
        """Memory, then rules, then (once its door is built) the model."""
        return Cascade(self.template, memory=self.memory)

    def close(self) -> None:
        """Let go of the database."""
        if "memory" in self.__dict__:
            self.memory.close()

    # ------------------------------------------------------------ proposing

    def suggest(self, questions: Sequence[Question]) -> list[list[Suggestion]]:
        """One list of suggestions a question, one suggestion a column, in order."""
        return self.cascade.suggest_many([replace(q, scope=self._scoped(q.scope)) for q in questions])

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
        asked: list[tuple[str, int, Table]] = list(tables_of(layouts))
        by_sheet = {sheet.sheet: _scope_of(sheet, scope) for sheet in layouts}
        answers = self.suggest([Question(_columns(table), by_sheet[sheet]) for sheet, _, table in asked])
        suggestions = {
            (sheet, number): tuple(
                replace(answer, header=column.header)
                for column, answer in zip(table.columns, found, strict=True)
            )
            for (sheet, number, table), found in zip(asked, answers, strict=True)
        }
        findings = (*book.findings, *(f for sheet in layouts for f in sheet.findings))
        return MappedPlan(book.name, self.template, layouts, suggestions, _hidden(book, layouts), findings)

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
        return self._writable().decide(scoped, user or self.user, weight=weight)

    def undo(self, user: str | None = None) -> list[Standing]:
        """Take back the last decisions of *user*; the earlier state is restored exactly."""
        return self._writable().undo(user or self.user)

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
        settled = all(t.ok for t in raw.totals) and all(f.severity == "note" for f in raw.findings)
        return Export(raw, mapped, fields, settled)

    def rehearse(self) -> None:
        """Load what an export needs, word lists and libraries, by making a small one without the memory."""
        from worker.cleaning.build import MappedTable, build_raw_data

        grid = Grid("Plan", [["Site", "Net cost"], ["A", 1.5], ["B", 2.5]])
        layout = self.layout(Book("rehearsal", (grid,)))[0]
        for table in layout.tables:
            answers = Cascade(self.template).suggest(_columns(table))
            fields = {c.number: a.field for c, a in zip(table.columns, answers, strict=True)}
            build_raw_data([MappedTable(grid, layout, table, fields)], self.template)

    # ------------------------------------------------------------ inside

    def _scoped(self, scope: Scope) -> Scope:
        """The template is part of every scope: what a header means depends on the target."""
        return scope if scope.template else replace(scope, template=self.template.name)

    def _writable(self) -> MemoryStore:
        self.close()
        self.__dict__["memory"] = MemoryStore.open(self.settings, create=True)
        self.__dict__.pop("cascade", None)
        return self.memory

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


def _columns(table: Table) -> tuple[SourceColumn, ...]:
    return tuple(SourceColumn(c.header, c.samples, " / ".join(c.parts[:-1])) for c in table.columns)


def _scope_of(sheet: SheetLayout, given: Scope) -> Scope:
    """What the caller says wins; the brief fills in client and market."""
    said = {item.field: item.value for item in reversed(sheet.brief) if item.field}
    return replace(
        given, client=given.client or said.get("advertiser"), market=given.market or said.get("market")
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
