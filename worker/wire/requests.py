"""Requests of every door (command line and HTTP), decoded strictly; `docs/json.md` promises their form."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from worker.errors import UsageError
from worker.matching.work import Question
from worker.memory.learning.confidence import WEIGHTS
from worker.shapes.grid import cell_text, column_number
from worker.shapes.layout import RowKind
from worker.shapes.mapping import Decision, Scope, SourceColumn, Verdict
from worker.shapes.memory import Filter, Statement, ValueDecision
from worker.shapes.review import PlanChoices, RowOverride
from worker.wire.grid import GridIn, Value


class ScopeIn(msgspec.Struct):
    """For whom the answer is meant; null is everybody."""

    client: str | None = None
    market: str | None = None
    platform: str | None = None
    user: str | None = None
    template: str | None = None

    def shape(self) -> Scope:
        """As the rooms below know it; blank text counts as null."""
        return Scope(
            user=self.user or None,
            client=self.client or None,
            market=self.market or None,
            platform=self.platform or None,
            template=self.template or None,
        )


class ColumnIn(msgspec.Struct):
    """A header and a few of its values."""

    name: Value
    samples: list[Value] = []
    group: str = ""

    def shape(self) -> SourceColumn:
        """Samples become text as a person would see them."""
        samples = tuple([s if type(s) is str else cell_text(s) for s in self.samples])
        name = self.name if type(self.name) is str else cell_text(self.name)
        return SourceColumn(name, samples, self.group)


class SuggestIn(msgspec.Struct):
    """The columns of one table."""

    columns: list[ColumnIn]
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)
    llm: bool | None = None
    """Whether the model may be asked; null is the worker's setting. The command line has its own option for it."""
    one_to_one: bool | None = None
    alternatives: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    language: str = ""
    """In which reasons are wanted, over HTTP: 'de'; English where it is left out, or has no message file."""

    def question(self, one_to_one: bool | None = None, alternatives: int = 3) -> Question:
        """As the cascade takes it; the arguments hold where the question itself says nothing."""
        return Question(
            tuple([c.shape() for c in self.columns]),
            self.scope.shape(),
            one_to_one if self.one_to_one is None else self.one_to_one,
            alternatives if self.alternatives is None else self.alternatives,
        )

    @property
    def size(self) -> tuple[int, int]:
        """Columns, and samples of all of them."""
        return len(self.columns), sum(len(column.samples) for column in self.columns)


class DecisionIn(msgspec.Struct):
    """What a person said of one header."""

    header: str
    decision: Verdict
    field: str | None = None
    correct_field: str | None = None
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)

    def shape(self) -> Decision:
        """As memory takes it."""
        return Decision(self.header, self.field, self.decision, self.correct_field, self.scope.shape())


class StatementIn(msgspec.Struct):
    """A mapping that is known already, and how sure it is."""

    header: str
    field: str | None = None
    confidence: float | None = None
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)

    def shape(self) -> Statement:
        """As memory takes it."""
        return Statement(self.header, self.field, self.confidence, self.scope.shape())


class ValueDecisionIn(msgspec.Struct):
    """What a person said of one value of a field."""

    field: str
    value: str
    canonical: str | None = None
    """What the value is called; null keeps it as it is written."""
    decision: Verdict = "confirm"
    correct_value: str | None | msgspec.UnsetType = msgspec.UNSET
    """With `correct`: the right name, against `canonical` that was proposed. Left out, `canonical` is the right one."""
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)

    def shape(self) -> ValueDecision:
        """As memory takes it."""
        scope = self.scope.shape()
        if self.decision != "correct":
            return ValueDecision(self.field, self.value, self.canonical, self.decision, None, scope)
        if self.correct_value is msgspec.UNSET:
            return ValueDecision(self.field, self.value, self.canonical, "confirm", None, scope)
        return ValueDecision(self.field, self.value, self.canonical, "correct", self.correct_value, scope)


class DecisionsIn(msgspec.Struct):
    """Decisions that belong together: all are kept, or none."""

    decisions: list[DecisionIn] = []
    values: list[ValueDecisionIn] = []
    user: str | None = None
    bulk: bool = False
    """Accepted with many others, seen and not studied: counts half."""

    def shapes(self) -> tuple[list[Decision], list[ValueDecision]]:
        """As memory takes them: decisions on headers, decisions on values."""
        return [d.shape() for d in self.decisions], [v.shape() for v in self.values]

    @property
    def weight(self) -> float:
        """What one of them counts as evidence."""
        return WEIGHTS["bulk" if self.bulk else "confirm"]


class ValuesIn(msgspec.Struct):
    """Values of one field whose one name is wanted."""

    field: str
    values: list[Value]
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)
    language: str = ""

    def texts(self) -> list[str]:
        """As a person would see them."""
        return [value if type(value) is str else cell_text(value) for value in self.values]

    @property
    def size(self) -> tuple[int, int]:
        """One column, and its values."""
        return 1, len(self.values)


class UndoIn(msgspec.Struct):
    """Whose last decisions to take back."""

    user: str | None = None


class FilterIn(msgspec.Struct):
    """Which entries of memory are meant: those that agree with everything that is given."""

    client: str | None = None
    market: str | None = None
    platform: str | None = None
    header: str | None = None
    """A part of the header."""
    field: str | None = None

    def shape(self) -> Filter:
        """As memory takes it."""
        return Filter(self.client, self.market, self.platform, self.header, self.field)


class ForgetIn(msgspec.Struct):
    """What to forget: a client, a header, or a header of one client."""

    client: str | None = None
    header: str | None = None
    user: str | None = None
    """Who asks for it; else the worker's user."""


class RowKindIn(msgspec.Struct):
    """A person's word on what a row is."""

    sheet: str
    row: int
    kind: RowKind


class MapIn(msgspec.Struct):
    """The sheets of a plan as the add-in reads them, or the path of a saved file that the worker reads itself."""

    sheets: list[GridIn] = []
    path: str | None = None
    name: str = "plan"
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)
    llm: bool | None = None
    """Whether the model may be asked; null is the worker's setting."""
    rows: list[RowKindIn] = []
    answers: dict[str, str] = {}
    """Answers to questions about the plan: id -> value."""
    without: list[str] = []
    """Sheets of the file that are not the plan's; MediaMapper's own are left out anyway."""

    @property
    def overrides(self) -> tuple[RowOverride, ...]:
        """The planner's word on rows."""
        return tuple(RowOverride(row.sheet, row.row, row.kind) for row in self.rows)

    @property
    def size(self) -> tuple[int, int]:
        """Columns of the widest sheet, and cells of all sheets."""
        widths = [sheet.width for sheet in self.sheets]
        heights = [len(sheet.cells) for sheet in self.sheets]
        return max(widths, default=0), sum(w * h for w, h in zip(widths, heights, strict=True))


class ChoiceIn(msgspec.Struct):
    """The field that one column of a table holds."""

    sheet: str
    column: str
    field: str | None = None
    table: int = 1


class ExportIn(MapIn):
    """The plan, and what was decided for its columns."""

    choices: list[ChoiceIn] = []
    """Decided columns; the others take what is proposed."""
    user: str | None = None
    """Who decided; else the worker's user."""

    @property
    def plan_choices(self) -> PlanChoices:
        """As the service takes it.

        Raises:
            UsageError: a column that is none.
        """
        by_place = {(c.sheet, c.table, _letters(c.column)): c.field for c in self.choices}
        return PlanChoices(by_place=by_place, overrides=self.overrides)


class DiffIn(msgspec.Struct):
    """Two versions of a plan: each a plan with what was decided for it, or raw data."""

    old: ExportIn
    new: ExportIn

    @property
    def size(self) -> tuple[int, int]:
        """Columns of the widest sheet, and cells of all sheets."""
        (old_width, old_cells), (new_width, new_cells) = self.old.size, self.new.size
        return max(old_width, new_width), old_cells + new_cells


class JobIn(msgspec.Struct):
    """Long work, to be asked for again."""

    verb: Literal["review", "export", "diff"]
    body: msgspec.Raw
    """As the verb's own route takes it."""
    user: str | None = None


def check_size(
    request: SuggestIn | ValuesIn | MapIn | DiffIn, max_request_columns: int, max_request_cells: int
) -> None:
    """Refuse a request of more columns or cells than one may have.

    Raises:
        UsageError: says how many, and which setting allows more.
    """
    columns, cells = request.size
    for what, count, most, setting in (
        ("columns", columns, max_request_columns, "max_request_columns"),
        ("cells", cells, max_request_cells, "max_request_cells"),
    ):
        if count > most:
            raise UsageError(
                f"One request has {count:,} {what}, more than the {most:,} that are taken.",
                f"Send one table at a time and no empty {what}, or raise the setting '{setting}'.",
                code="request-too-large",
            )


def _letters(column: str) -> int:
    try:
        if number := column_number(column):
            return number
    except ValueError:
        pass
    raise UsageError("The column of a choice is no column.", "Write it as C.")
