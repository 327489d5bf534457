"""The JSON of every door (command line and HTTP), as `docs/json.md` promises it: decoded strictly, encoded compactly.

Decoding goes through msgspec: one typed declaration is the check, the documentation and the HTTP schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from worker.errors import UsageError
from worker.grid_in import GridIn, Value
from worker.matching.cascade import Question
from worker.memory.confidence import WEIGHTS
from worker.memory.shapes import ValueDecision
from worker.shapes import (
    Chosen,
    Column,
    Decision,
    Finding,
    Period,
    RowKind,
    RowOverride,
    Scope,
    SheetLayout,
    SourceColumn,
    Suggestion,
    Table,
    Total,
    Verdict,
    column_number,
    shown,
)

if TYPE_CHECKING:
    from worker.memory.report import PerformanceReport


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
        samples = tuple([s if type(s) is str else shown(s) for s in self.samples])
        name = self.name if type(self.name) is str else shown(self.name)
        return SourceColumn(name, samples, self.group)


class SuggestIn(msgspec.Struct):
    """The columns of one table."""

    columns: list[ColumnIn]
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)
    llm: bool | None = None
    """Whether the model may be asked; null is the worker's setting. The command line has its own option for it."""
    one_to_one: bool | None = None
    alternatives: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None

    def question(self, one_to_one: bool | None = None, alternatives: int = 3) -> Question:
        """As the cascade takes it; the arguments hold where the question itself says nothing."""
        return Question(
            tuple([c.shape() for c in self.columns]),
            self.scope.shape(),
            one_to_one if self.one_to_one is None else self.one_to_one,
            alternatives if self.alternatives is None else self.alternatives,
        )


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

    def as_decided(self) -> dict[str, Any]:
        """As the service takes it."""
        return {
            "decisions": [decision.shape() for decision in self.decisions],
            "values": [value.shape() for value in self.values],
            "user": self.user,
            "weight": WEIGHTS["bulk" if self.bulk else "confirm"],
        }


class ValuesIn(msgspec.Struct):
    """Values of one field whose one name is wanted."""

    field: str
    values: list[Value]
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)

    def texts(self) -> list[str]:
        """As a person would see them."""
        return [value if type(value) is str else shown(value) for value in self.values]


class UndoIn(msgspec.Struct):
    """Whose last decisions to take back."""

    user: str | None = None


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
    without: list[str] = []
    """Sheets of the file that are not the plan's; MediaMapper's own are left out anyway."""

    @property
    def overrides(self) -> tuple[RowOverride, ...]:
        """The planner's word on rows."""
        return tuple(RowOverride(row.sheet, row.row, row.kind) for row in self.rows)


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
    def chosen(self) -> Chosen:
        """As the service takes it.

        Raises:
            UsageError: a column that is none.
        """
        by_place = {(c.sheet, c.table, _letters(c.column)): c.field for c in self.choices}
        return Chosen(by_place=by_place, overrides=self.overrides)


class JobIn(msgspec.Struct):
    """Long work, to be asked for again."""

    verb: Literal["review", "export"]
    body: msgspec.Raw
    """As the verb's own route takes it."""
    user: str | None = None


In = TypeVar("In")


def decode(text: bytes | str, kind: type[In], where: str = "the input") -> In:
    """*text* as *kind*; *where* names it in the error.

    Raises:
        UsageError: no JSON, or not of that form; says at which key.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{where.capitalize()} has not the form expected: {_unquoted(error)}.",
            "See `mediamapper --help`.",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"{where.capitalize()} is not JSON: {error}.", "Check that it was sent whole."
        ) from None


def _unquoted(error: msgspec.ValidationError) -> str:
    """What is wrong and at which key, without what was sent: of all its sentences msgspec puts it into one."""
    said = str(error)
    if not said.startswith("Invalid enum value"):
        return said
    _, at, key = said.rpartition(" - at ")
    return f"A word that is not among those known{at}{key}" if at else "A word that is not among those known"


def encode(answer: Any) -> bytes:
    """JSON; shapes and dates included."""
    return msgspec.json.encode(answer)


def raw(encoded: bytes) -> Any:
    """What was encoded already, as part of a larger answer."""
    return msgspec.Raw(encoded)


def schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON schema of a request, for the HTTP description; references are resolved inside it."""
    found = msgspec.json.schema(kind)
    definitions = found.pop("$defs", {})
    resolved: dict[str, Any] = _resolved(found, definitions)
    return resolved


def _resolved(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_resolved(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _resolved(definitions[part["$ref"].rsplit("/", 1)[1]], definitions)
    return {key: _resolved(value, definitions) for key, value in part.items()}


# ---------------------------------------------------------------- answers


def suggestions_answer(suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """`{"suggestions": [...]}`; the shape's own fields are the contract's keys."""
    return {"suggestions": suggestions}


def sheet_answer(
    sheet: SheetLayout, suggestions: Sequence[Sequence[Suggestion]] | None = None, row_kinds: bool = False
) -> dict[str, Any]:
    """One sheet; *suggestions* by table, one for each of its columns."""
    answer: dict[str, Any] = {
        "sheet": sheet.sheet,
        "tables": [
            table_answer(t, None if suggestions is None else suggestions[i])
            for i, t in enumerate(sheet.tables)
        ],
    }
    if row_kinds:
        answer["row_kinds"] = sheet.row_kinds
    if sheet.brief:
        answer["brief"] = sheet.brief
    if sheet.findings:
        answer["findings"] = sheet.findings
    return answer


def table_answer(table: Table, suggestions: Sequence[Suggestion] | None) -> dict[str, Any]:
    """One table as the contract shows it."""
    answer: dict[str, Any] = {
        "header_rows": table.header_rows,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "skipped_rows": table.skipped,
        "columns": [_column(c) for c in table.columns],
        "periods": [_period(p) for p in table.periods],
    }
    if table.sections:
        answer["sections"] = table.sections
    if table.title:
        answer["title"] = table.title
    if table.alternative_of:
        answer["alternative_of"] = table.alternative_of
    if suggestions is not None:
        answer["suggestions"] = suggestions
    return answer


def findings_by_code(findings: Iterable[Finding]) -> dict[str, list[dict[str, Any]]]:
    """Findings grouped by their code, in the order of first appearance."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        grouped.setdefault(finding.code, []).append(
            {
                "severity": finding.severity,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "sentence": finding.sentence,
                "next_step": finding.next_step,
            }
        )
    return grouped


def totals_answer(totals: Sequence[Total]) -> dict[str, Any]:
    """The reconciliation: grand totals under `totals`, the finer levels beside them."""
    finer = [t for t in totals if t.level != "table"]
    return {"totals": [t for t in totals if t.level == "table"], "levels": finer}


def report_answer(report: PerformanceReport) -> dict[str, Any]:
    """The performance report, with the summary's numbers beside it."""
    fields = {name: getattr(report, name) for name in report.__dataclass_fields__}
    summary = {name: getattr(report.summary, name) for name in report.summary.__dataclass_fields__}
    return summary | fields


def _column(column: Column) -> dict[str, Any]:
    return {"column": column.letter, "header": column.header, "samples": column.samples}


def _period(period: Period) -> dict[str, Any]:
    return {
        "column": period.letter,
        "label": period.label,
        "unit": period.unit,
        "start": period.start,
        "end": period.end,
        "measure": period.measure,
    }


def _letters(column: str) -> int:
    try:
        if number := column_number(column):
            return number
    except ValueError:
        pass
    raise UsageError("The column of a choice is no column.", "Write it as C.")
