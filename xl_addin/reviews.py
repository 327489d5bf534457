"""Map columns and what follows: the planner's decisions go to memory as they are made, and the rows come back fresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from worker.errors import UsageError
from worker.shapes.grid import Grid
from worker.shapes.json import Json
from worker.shapes.mapping import Decision
from worker.shapes.review import Place, Review, ReviewRow, RowOverride
from worker.shapes.template import Template
from worker.text import normalise
from xl_addin import jobs
from xl_addin.client import Client
from xl_addin.desk import Desk, read_plan, still, whole
from xl_addin.pages import page, review, review_lines, review_questions
from xl_addin.pages.page import REVIEW
from xl_addin.pages.review_lines import Line, decision_text

if TYPE_CHECKING:
    from xlwings import Book, Sheet

NO_REVIEW = "Click Map columns first."
Lines = Sequence[Line]


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """A review as it was written to a workbook, with what it needs to be written again."""

    review: Review
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class TypedDecisions:
    """What a click changed in the Review sheet and in memory; no object of the program, since undo steps hold it."""

    before: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    decided: int = 0
    """Decisions that memory took."""

    def restore(self, book: Book) -> None:
        """Put the rows back as they were before."""
        sheet = page.find(book, REVIEW)
        if sheet is not None and self.before:
            review.rewrite(sheet, self.before, as_typed=True)


@dataclass(slots=True)
class Reviews:
    """The reviews that this process has written, by workbook."""

    written_reviews: dict[str, WrittenReview] = field(default_factory=dict)

    def map(self, desk: Desk, client: Client, typed: TypedDecisions) -> tuple[Review, Callable[[Book], None]]:
        """Read the plan, have it mapped, write the Review sheets; decisions that were made there stay.

        *typed* is the Review sheet as memory knows it. Returns the review, and how to restore what stood there before.
        """
        plan = read_plan(desk)
        overrides = review.read_overrides(desk.ours)
        answers = review_questions.answers(desk.ours)
        body = dict(plan.body) | {"rows": rows_of(overrides), "answers": answers}
        answer = jobs.run(desk.app, client, "review", body, desk.settings.user)
        carried = _carried(msgspec.convert(answer, Review), typed.lines)
        desk = desk.with_place()
        restore = self.restorer(desk, typed.before)
        with whole(desk.app, lambda: restore(desk.ours)):
            review.write_review(desk.ours, carried, plan.grids, _memos(typed.lines))
        self.written_reviews[desk.key] = WrittenReview(carried, plan.grids)
        return carried, restore

    def restorer(self, desk: Desk, lines: Sequence[Line]) -> Callable[[Book], None]:
        """What writes the Review sheets as they stand now, with *lines*; it takes them away where none stand now."""
        before, key = self._before(desk, lines), desk.key

        def restore(book: Book) -> None:
            if before is None:
                review.remove(book)
                self.written_reviews.pop(key, None)
            else:
                review.write_review(book, before.review, before.grids, _memos(lines))
                self.written_reviews[key] = before

        return restore

    def _before(self, desk: Desk, lines: Sequence[Line]) -> WrittenReview | None:
        """What stands there now; None where nothing does."""
        if page.find(desk.ours, REVIEW) is None:
            return None
        before = self.written_reviews.get(desk.key)
        if before is None:
            return WrittenReview(
                Review(desk.book.name, Template("", 1, ()), tuple(line.row for line in lines)), ()
            )
        questions = review_questions.with_answers(
            before.review.questions, review_questions.answers(desk.ours)
        )
        rows = tuple(line.row for line in lines)
        return replace(before, review=replace(before.review, rows=rows, questions=questions))


def is_sure(line: Line) -> bool:
    """Whether the Review sheet showed a planner a sure proposal that is still undecided."""
    return not line.row.in_doubt and bool(line.row.field) and not line.row.decision


def template(client: Client) -> Template:
    """The worker's target."""
    return msgspec.convert(client.template(), Template)


def sheet_of(desk: Desk) -> Sheet:
    """The Review sheet.

    Raises:
        UsageError: there is none.
    """
    sheet = page.find(desk.ours, REVIEW)
    if sheet is None:
        raise UsageError(f"{desk.book.name} has no Review sheet yet.", NO_REVIEW)
    return sheet


def keep_typed(desk: Desk, client: Client) -> TypedDecisions:
    """Send what the planner typed into the Review sheet since; nothing where there is no such sheet."""
    sheet = page.find(desk.ours, REVIEW)
    if sheet is None:
        return TypedDecisions()
    lines = review_lines.read_lines(sheet, template(client))
    return keep(desk, client, sheet, lines, lines)


def keep(
    desk: Desk,
    client: Client,
    sheet: Sheet,
    before: Sequence[Line],
    lines: Sequence[Line],
    *,
    bulk: bool = False,
) -> TypedDecisions:
    """Send the new decisions among *lines* and write the rows back; *before* are the rows as they stood.

    With *bulk* they count half: nobody looked at each.
    """
    new = [line for line in lines if line.new]
    if not new:
        return TypedDecisions(tuple(before), tuple(lines))
    # A column without a header has nothing that memory could know again; its choice still holds for the export.
    decisions = [_decision(line.row, desk) for line in new if line.row.header and not line.row.periods]
    if decisions:
        client.decide(decisions, desk.settings.user, bulk=bulk)
    revision = client.revision or 0
    at = {line.at for line in new}
    after = [
        replace(line, in_memory=decision_text(line.row), revision=revision) if line.at in at else line
        for line in lines
    ]
    after = _refreshed(after, {normalise(line.row.header) for line in new}, desk, client, lift_doubt=not bulk)
    with still(desk.app):
        review.rewrite(sheet, after)
    return TypedDecisions(tuple(before), tuple(after), len(decisions))


def taken_back(desk: Desk, client: Client) -> int:
    """Take back the last click's decisions by what the Review sheet itself remembers; how many rows that were.

    For a process that did not see the click: on macOS each click has one of its own.

    Raises:
        UsageError: nothing to take back, or somebody decided something since.
    """
    sheet = sheet_of(desk)
    lines = review_lines.read_lines(sheet, template(client))
    last = max((line.revision for line in lines if line.in_memory), default=0)
    client.health()
    if not last or client.revision != last:
        raise UsageError(
            "Nothing is known here that could be taken back.",
            "Decisions of earlier days: mediamapper undo takes back the last of yours.",
        )
    client.undo(desk.settings.user)
    open_again = [
        replace(line, row=replace(line.row, decision=None, correct_field=None), in_memory="", revision=0)
        if line.revision == last
        else line
        for line in lines
    ]
    with still(desk.app):
        review.rewrite(sheet, open_again)
    return sum(line.revision == last for line in lines)


def rows_of(overrides: Sequence[RowOverride]) -> list[Json]:
    """The planner's word on rows, as it is sent."""
    return [asdict(override) for override in overrides]


def _decision(row: ReviewRow, desk: Desk) -> Decision:
    assert row.decision is not None
    return Decision(row.header, row.field, row.decision, row.correct_field, desk.settings.scope)


def _refreshed(
    lines: Sequence[Line], headers: set[str], desk: Desk, client: Client, *, lift_doubt: bool
) -> list[Line]:
    """The rows with *headers*, as memory sees them by now: the decided, and others of the same name.

    Without *lift_doubt* an undecided row that was in doubt stays as it is: a bulk accept never decides it, neither at
    once nor by the next click, although memory knows its namesake now.
    """
    rows = [
        line
        for line in lines
        if normalise(line.row.header) in headers and not line.row.periods and (lift_doubt or not line.open)
    ]
    if not rows:
        return list(lines)
    columns = [{"name": line.row.header, "samples": line.row.sample.split(" | ")} for line in rows]
    answers = client.suggest(columns, desk.settings.scope, llm=False, one_to_one=False, alternatives=2)
    fresh = {line.at: answer for line, answer in zip(rows, answers, strict=True)}
    return [replace(line, row=_fresh_row(line.row, fresh.get(line.at))) for line in lines]


def _fresh_row(row: ReviewRow, answer: Json | None) -> ReviewRow:
    if answer is None:
        return row
    fields = {"confidence": answer["confidence"], "origin": answer["origin"], "reason": answer["reason"]}
    if row.decision is None:
        if answer["field"] is None:
            return row
        return (
            replace(row, field=answer["field"], in_doubt=False, **fields)
            if answer["origin"] == "memory"
            else row
        )
    if row.decision == "reject" or answer["field"] != row.final_field:
        return replace(row, reason=DECIDED[row.decision])
    return replace(row, **fields)


DECIDED = {
    "confirm": "You confirmed this field.",
    "reject": "You rejected this field; it will not be proposed again.",
    "correct": "You chose this.",
}


def _memos(lines: Sequence[Line]) -> dict[Place, str]:
    return {(line.row.sheet, line.row.table, line.row.column): review_lines.memo(line) for line in lines}


def _carried(review: Review, lines: Sequence[Line]) -> Review:
    """*review* with the decisions that stand for the same columns."""
    decided = {
        (line.row.sheet, line.row.table, line.row.column, line.row.header): line.row
        for line in lines
        if line.row.decision
    }

    def carried(row: ReviewRow) -> ReviewRow:
        old = decided.get((row.sheet, row.table, row.column, row.header))
        if old is None:
            return row
        return replace(row, field=old.field, decision=old.decision, correct_field=old.correct_field)

    return replace(review, rows=tuple(carried(row) for row in review.rows))
