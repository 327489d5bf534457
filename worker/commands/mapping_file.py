"""What a person decided, as files and options say it: JSON mappings, `--row` and `--answer` options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from worker.errors import FileProblem, UsageError
from worker.shapes.grid import Book, column_number
from worker.shapes.layout import RowKind
from worker.shapes.review import Place, PlanChoices, RowOverride

_ROW = re.compile(r"^(?:(?P<sheet>.+)!)?(?P<first>\d+)(?:-(?P<last>\d+))?=(?P<kind>\w+)$")


def read(path: Path) -> PlanChoices:
    """A mapping from JSON: `{"Media Cost": "net_cost"}`, or the answer of `map --json`, edited or not.

    In that answer a column that `map` left open stays open, unless its suggestion says `"decision": "reject"`.

    Raises:
        FileProblem: the file can't be read or is no JSON.
        UsageError: it is JSON of another form.
    """
    try:
        content = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise FileProblem(f"The mapping {path} can't be read.", "Check the path after --mapping.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileProblem(
            f"The mapping {path} is no JSON ({error}).", "Give a review workbook or a JSON mapping."
        ) from error
    if isinstance(content, dict) and isinstance(content.get("sheets"), list):
        return PlanChoices(by_place=_places(content["sheets"], path))
    if isinstance(content, dict) and all(v is None or isinstance(v, str) for v in content.values()):
        return PlanChoices(by_header=content)
    raise UsageError(
        f"The mapping {path} has another form.",
        'Write {"header": "field", ...}, or use the answer of `map --json`.',
    )


def _places(sheets: list[Any], path: Path) -> dict[Place, str | None]:
    try:
        return {
            (str(sheet["sheet"]), number, column_number(column["column"])): _field(suggestion["field"])
            for sheet in sheets
            for number, table in enumerate(sheet["tables"], 1)
            for column, suggestion in zip(table["columns"], table["suggestions"], strict=True)
            if suggestion["field"] is not None or not _is_open(suggestion)
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(
            f"The mapping {path} is not a whole answer of `map --json`.", "Write it again with `map --json`."
        ) from None


def _is_open(suggestion: dict[str, Any]) -> bool:
    """Whether `map` proposed nothing and nobody said anything since: to accept that is no word on the column."""
    return suggestion.get("origin") == "none" and suggestion.get("decision") != "reject"


def _field(name: object) -> str | None:
    if name is not None and not isinstance(name, str):
        raise TypeError
    return name


def answers(options: Sequence[str]) -> dict[str, str]:
    """`--answer` options: id of a question -> answer.

    Raises:
        UsageError: an option of another form, or two answers to one question.
    """
    by_id: dict[str, str] = {}
    for option in options:
        id_, equals, value = (part.strip() for part in option.partition("="))
        if not (id_ and equals and value):
            raise UsageError(f"--answer {option} is not understood.", "Write ID=VALUE, such as version=Plan.")
        if by_id.setdefault(id_, value) != value:
            raise UsageError(f"The question '{id_}' has two answers.", "Give one of them.")
    return by_id


def row_overrides(options: Sequence[str], book: Book) -> tuple[RowOverride, ...]:
    """`--row` options as overrides; without a sheet's name they are meant for the first sheet.

    Raises:
        UsageError: an option of another form, an unknown kind or sheet.
    """
    overrides: list[RowOverride] = []
    for option in options:
        parts = _ROW.match(option.strip())
        if not parts or parts["kind"] not in get_args(RowKind):
            kinds = ", ".join(get_args(RowKind))
            raise UsageError(
                f"--row {option} is not understood.", f"Write [SHEET!]ROW[-ROW]=KIND, the kind being {kinds}."
            )
        names = [grid.sheet for grid in book.sheets]
        sheet = parts["sheet"] or names[0]
        if sheet not in names:
            raise UsageError(f"--row {option}: there is no sheet '{sheet}'.", f"Sheets: {', '.join(names)}.")
        first = int(parts["first"])
        for row in range(first, int(parts["last"] or first) + 1):
            overrides.append(RowOverride(sheet, row, parts["kind"]))  # type: ignore[arg-type]  # checked above
    return tuple(overrides)
