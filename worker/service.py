"""The verbs: suggest, layout, map, decide, export. Every door (command line, HTTP, tests) calls these."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from worker import wire
from worker.errors import LayoutError, UsageError
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade, Question
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes import (
    EVERYONE,
    Book,
    Chosen,
    Column,
    Decision,
    Finding,
    Grid,
    Place,
    Review,
    ReviewRow,
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
class MappedPlan:
    """A plan understood and proposed for, before a person has seen it."""

    plan: str
    template: Template
    layouts: tuple[SheetLayout, ...]
    suggestions: Mapping[tuple[str, int], tuple[Suggestion, ...]]
    """By sheet and table (from 1): one for each of the table's columns."""
    hidden: frozenset[str] = frozenset()
    """Sheets that nobody sees: understood, but not taken."""
    findings: tuple[Finding, ...] = ()

    def taken(self) -> Iterator[tuple[str, int, Table]]:
        """The tables that are exported: sheet, number and table; no hidden sheet, no second version of another."""
        for sheet, number, table in _tables(self.layouts):
            if sheet not in self.hidden and table.alternative_of is None:
                yield sheet, number, table

    def columns(self) -> Iterator[tuple[Place, Table, Column, Suggestion]]:
        """Every column of the tables that are taken, with its place and its suggestion."""
        for sheet, number, table in self.taken():
            for column, suggestion in zip(table.columns, self.suggestions[sheet, number], strict=True):
                yield (sheet, number, column.number), table, column, suggestion

    def answer(self) -> dict[str, Any]:
        """The JSON of `map`."""
        sheets = [
            wire.sheet_answer(sheet, [self.suggestions[sheet.sheet, n + 1] for n in range(len(sheet.tables))])
            for sheet in self.layouts
        ]
        return {"sheets": sheets, "findings": self.findings}

    def review(self, accept_above: float) -> Review:
        """As the planner reviews it: what is in doubt first, then as the sheet has it."""
        rows = [
            ReviewRow(
                sheet=sheet,
                table=number,
                column=column.number,
                header=column.header,
                sample=" | ".join(column.samples[:3]),
                field=suggestion.field,
                confidence=suggestion.confidence,
                origin=suggestion.origin,
                reason=suggestion.reason,
                alternatives=_worth_showing(suggestion),
                in_doubt=in_doubt(suggestion, accept_above),
            )
            for (sheet, number, at), _, column, suggestion in self.columns()
        ]
        rows.sort(key=lambda row: not row.in_doubt)
        return Review(self.plan, self.template, tuple(rows), self.layouts, (), self.findings)


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


WORTH_A_LOOK = 0.3
"""A column left open is in doubt while some field is at least this likely."""


def _worth_showing(suggestion: Suggestion) -> tuple[str, ...]:
    """Two alternatives at most, and none that is next to impossible."""
    return tuple(a.field for a in suggestion.alternatives[:2] if a.confidence >= 0.01)


def in_doubt(suggestion: Suggestion, accept_above: float) -> bool:
    """Whether a person should look: proposed with too little confidence, or open with a likely field."""
    if suggestion.field is not None:
        return suggestion.confidence < accept_above
    best = max((a.confidence for a in suggestion.alternatives), default=0.0)
    return suggestion.origin != "memory" and best >= WORTH_A_LOOK


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
        asked: list[tuple[str, int, Table]] = list(_tables(layouts))
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
            decided, fields[place] = _decided(chosen, place, column, suggestion)
            if (
                not decided
                and table.alternative_of is None
                and in_doubt(suggestion, self.settings.accept_above)
            ):
                doubts.append(_doubt(place[0], table, column, suggestion))
        grids = {grid.sheet: grid for grid in book.sheets}
        layouts = {layout.sheet: layout for layout in mapped.layouts}
        tables = [
            MappedTable(
                grid=grids[sheet],
                layout=layouts[sheet],
                table=table,
                fields={c.number: fields[sheet, number, c.number] for c in table.columns},
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


def _tables(layouts: Sequence[SheetLayout]) -> list[tuple[str, int, Table]]:
    return [(sheet.sheet, number, table) for sheet in layouts for number, table in enumerate(sheet.tables, 1)]


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


def _decided(chosen: Chosen, place: Place, column: Column, suggestion: Suggestion) -> tuple[bool, str | None]:
    if place in chosen.by_place:
        return True, chosen.by_place[place]
    if column.header in chosen.by_header:
        return True, chosen.by_header[column.header]
    return False, suggestion.field


def decisions_of(review: Review, scope: Scope = EVERYONE) -> tuple[Decision, ...]:
    """The rows on which a person said something, as memory takes them."""
    return tuple(
        Decision(row.header, row.field, row.decision, row.correct_field, scope)
        for row in review.rows
        if row.decision
    )


def chosen_of(review: Review) -> Chosen:
    """What a reviewed workbook settles: the rows with a decision, and the planner's word on rows of the sheet."""
    return Chosen(
        by_place={(row.sheet, row.table, row.column): row.chosen for row in review.rows if row.decision},
        overrides=review.overrides,
    )


def _doubt(sheet: str, table: Table, column: Column, suggestion: Suggestion) -> Finding:
    if suggestion.field:
        said = (
            f"'{column.header}' was taken as {suggestion.field}, with {suggestion.confidence:.0%} confidence."
        )
    else:
        said = f"'{column.header}' was left open; the nearest field is {suggestion.alternatives[0].field}."
    return Finding(
        code="mapping-in-doubt",
        severity="warning",
        sentence=said,
        next_step="Decide it in a review (mediamapper map PLAN -o review.xlsx) and export with --mapping review.xlsx.",
        sheet=sheet,
        cell=f"{column.letter}{table.header_rows[-1] if table.header_rows else table.first_row}",
    )
