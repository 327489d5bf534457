"""The JSON of every door (command line and HTTP), as `docs/json.md` promises it: decoded strictly, encoded compactly.

Decoding goes through msgspec: one typed declaration is the check, the documentation and the HTTP schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any, TypeVar

import msgspec

from worker.errors import UsageError
from worker.matching.cascade import Question
from worker.shapes import (
    Cell,
    Column,
    Decision,
    Finding,
    Grid,
    Merge,
    Period,
    RowKind,
    Scope,
    SheetLayout,
    SourceColumn,
    Suggestion,
    Table,
    Total,
    Verdict,
    shown,
)

Value = str | int | float | bool | None


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

    def question(self, one_to_one: bool | None = None, alternatives: int = 3) -> Question:
        """As the cascade takes it."""
        return Question(
            tuple([c.shape() for c in self.columns]), self.scope.shape(), one_to_one, alternatives
        )


class GridIn(msgspec.Struct):
    """A sheet's values from A1 on."""

    cells: list[list[Value]]
    id: str | int | None = None
    sheet: str = "Sheet1"
    merges: list[tuple[int, int, int, int]] = []
    """First row, first column, last row, last column; from 1."""
    formats: dict[str, str] = {}
    """Number format by cell: {"C4": "0.0%"}."""
    dates: list[tuple[int, int]] = []
    """Cells (row, column) whose text is an ISO date, since JSON has none."""

    def shape(self) -> Grid:
        """Blank text becomes None; short rows are filled up."""
        width = max((len(row) for row in self.cells), default=0)
        cells: list[list[Cell]] = []
        for row in self.cells:
            filled: list[Cell] = [None if value == "" else value for value in row]
            cells.append(filled + [None] * (width - len(row)))
        for at, column in self.dates:
            if 1 <= at <= len(cells) and 1 <= column <= width:
                cells[at - 1][column - 1] = _iso(cells[at - 1][column - 1])
        return Grid(
            sheet=self.sheet,
            cells=cells,
            merges=tuple(Merge(*corners) for corners in self.merges),
            formats={_address(cell): text for cell, text in self.formats.items()},
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


class DecisionsIn(msgspec.Struct):
    """Decisions that belong together: all are kept, or none."""

    decisions: list[DecisionIn]
    user: str | None = None


class UndoIn(msgspec.Struct):
    """Whose last decisions to take back."""

    user: str | None = None


class MapIn(msgspec.Struct):
    """The sheets of a plan, as the add-in reads them."""

    sheets: list[GridIn]
    name: str = "plan"
    scope: ScopeIn = msgspec.field(default_factory=ScopeIn)


class ChoiceIn(msgspec.Struct):
    """The field that one column of a table holds."""

    sheet: str
    column: str
    field: str | None = None
    table: int = 1


class RowKindIn(msgspec.Struct):
    """A person's word on what a row is."""

    sheet: str
    row: int
    kind: RowKind


class ExportIn(MapIn):
    """The sheets, and what was decided for their columns."""

    choices: list[ChoiceIn] = []
    """Decided columns; the others take what is proposed."""
    rows: list[RowKindIn] = []


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
            f"{where.capitalize()} has not the form expected: {error}.", "See `mediamapper --help`."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{where.capitalize()} is not JSON: {error}.", "Check that it was sent whole."
        ) from None


def encode(answer: Any) -> bytes:
    """JSON; shapes and dates included."""
    return msgspec.json.encode(answer)


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


def _iso(value: Cell) -> Cell:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return value
    return moment.date() if moment.time() == time() and len(str(value)) == 10 else moment


def _address(cell: str) -> tuple[int, int]:
    from worker.shapes import column_number

    letters = cell.rstrip("0123456789")
    try:
        return int(cell[len(letters) :]), column_number(letters)
    except ValueError:
        raise UsageError(f"'{cell}' is no cell.", "Write it as C4.") from None
