"""The form of `mappings.json` and `validations.json`: one entry a line, written whole, read strictly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from worker.errors import FileProblem, UsageError
from worker.lazy_dataclass import dataclass
from worker.memory.database.files import whole_file
from worker.memory.layouts.layouts import Recipe
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import scopes
from worker.memory.learning.rules import Rule
from worker.shapes.mapping import Scope
from worker.shapes.memory import Source, Standing, Statement

_EVIDENCE = {"confidence", "scope", "confirmed", "rejected", "source", "last_used"}
_MAPPING = {"header", "field"} | _EVIDENCE
_VALUE = {"of", "value", "canonical"} | _EVIDENCE
_LAYOUT = {"columns", "periods", "scope", "uses", "last_used"}
_RULE = {"name", "rule", "confidence", "scope", "source"}
MOST = 1_000_000
"""Decisions that a file can say were taken on one entry."""


@dataclass(frozen=True, slots=True)
class StatedHeader:
    """A mapping that a file states."""

    statement: Statement
    last_used: str
    """The day, as YYYY-MM-DD; empty where the file names none."""


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value that a file states."""

    field: str
    statement: Statement
    """The value, and its one name as the field."""
    last_used: str
    """As of a header."""


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule that a file states."""

    name: str
    rule: Mapping[str, object]
    confidence: float | None
    source: Source
    scope: Scope


@dataclass(frozen=True, slots=True)
class MirroredMappings:
    """What a `mappings.json` says."""

    headers: Sequence[StatedHeader] = ()
    values: Sequence[StatedValue] = ()
    layouts: Sequence[Recipe] = ()


def write_mappings(
    path: Path, headers: Iterable[Standing], values: Iterable[Standing], layouts: Iterable[Recipe] = ()
) -> int:
    """Write what holds, sorted, one a line; gives how many."""
    header_entries = [
        {"header": s.header, "field": s.field, **_evidence(s)} for s in headers if s.state == "holds"
    ]
    value_entries = [
        {"of": s.about, "value": s.header, "canonical": s.field, **_evidence(s)}
        for s in values
        if s.state == "holds"
    ]
    layout_entries = [_layout(recipe) for recipe in layouts]
    _write(path, {"mappings": header_entries, "values": value_entries, "layouts": layout_entries})
    return len(header_entries) + len(value_entries) + len(layout_entries)


def write_validations(path: Path, rules: Iterable[Rule]) -> int:
    """Write the rules, one a line; gives how many."""
    entries = [
        {
            "name": rule.name,
            "rule": rule.rule,
            "confidence": rule.confidence,
            **_scope_of(rule.scope),
            "source": rule.source,
        }
        for rule in rules
    ]
    _write(path, {"validations": entries})
    return len(entries)


def read_mappings(path: Path) -> MirroredMappings:
    """The mappings, values and layouts of a file, as stated.

    Raises:
        FileProblem: it can't be read.
        UsageError: an entry that is none, with its number.
    """
    content = _read(path, {"mappings", "values", "layouts"})
    headers = [
        StatedHeader(_statement(e, "header", "field", at), _day(e, at))
        for at, e in _entries(content, "mappings", _MAPPING)
    ]
    values = [
        StatedValue(_text(e, "of", at), _statement(e, "value", "canonical", at), _day(e, at))
        for at, e in _entries(content, "values", _VALUE)
    ]
    layouts = [_recipe(e, at) for at, e in _entries(content, "layouts", _LAYOUT)]
    return MirroredMappings(headers, values, layouts)


def read_validations(path: Path) -> list[StatedRule]:
    """The rules of a file.

    Raises:
        FileProblem: it can't be read.
        UsageError: an entry that is none, with its number.
    """
    rules = []
    for at, entry in _entries(_read(path, {"validations"}), "validations", _RULE):
        rule = entry.get("rule")
        if not isinstance(rule, dict):
            raise UsageError(f"{at} has no rule.", "Give a JSON object as its rule.")
        source: Source = "llm" if entry.get("source") == "llm" else "import"
        rules.append(
            StatedRule(_text(entry, "name", at), rule, _confidence(entry, at), source, _scope(entry, at))
        )
    return rules


def _evidence(standing: Standing) -> dict[str, object]:
    return {
        "confidence": round(standing.confidence, 12),
        **_scope_of(standing.scope),
        "confirmed": round(standing.confirmed, 6),
        "rejected": round(standing.rejected, 6),
        "source": standing.source,
        "last_used": standing.last_at.date().isoformat() if standing.last_at else None,
    }


def _layout(recipe: Recipe) -> dict[str, object]:
    return {
        "columns": [list(pair) for pair in zip(recipe.shape.headers, recipe.fields, strict=True)],
        "periods": list(recipe.shape.periods),
        **_scope_of(recipe.scope),
        "uses": recipe.uses,
        "last_used": recipe.last_at[:10],
    }


def _scope_of(scope: Scope) -> dict[str, dict[str, str]]:
    named = {name: getattr(scope, name) for name in scopes.DIMENSIONS if getattr(scope, name)}
    return {"scope": named} if named else {}


def _write(path: Path, content: Mapping[str, list[dict[str, object]]]) -> None:
    with whole_file(path) as file:
        parts = []
        for name, entries in content.items():
            lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
            parts.append(f'"{name}": [\n{lines}\n]' if entries else f'"{name}": []')
        file.write("{\n" + ",\n".join(parts) + "\n}\n")


def _read(path: Path, names: set[str]) -> dict[str, object]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error
    except ValueError as error:
        raise FileProblem(f"{path} is no JSON: {error}.", "Correct it, or export it anew.") from error
    if not isinstance(content, dict) or not content.keys() <= names:
        raise UsageError(f"{path} is not what is exported.", f"It holds {' and '.join(sorted(names))}.")
    return content


def _entries(
    content: Mapping[str, object], name: str, names: set[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    entries = content.get(name, [])
    if not isinstance(entries, list):
        raise UsageError(f"'{name}' is no list.", "Export it anew to see its form.")
    for number, entry in enumerate(entries, 1):
        at = f"Entry {number} of '{name}'"
        if not isinstance(entry, dict):
            raise UsageError(f"{at} is no mapping.", "Export it anew to see its form.")
        if unknown := entry.keys() - names:
            raise UsageError(
                f"{at} has the unknown key '{min(unknown)}'.", f"Known: {', '.join(sorted(names))}."
            )
        yield at, entry


def _text(entry: Mapping[str, object], name: str, at: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{at} has no {name}.", f"Give its {name} as text.")
    return value


def _optional(entry: Mapping[str, object], name: str, at: str) -> str | None:
    return None if entry.get(name) is None else _text(entry, name, at)


def _statement(entry: Mapping[str, object], name: str, target: str, at: str) -> Statement:
    return Statement(
        _text(entry, name, at),
        _optional(entry, target, at),
        _confidence(entry, at),
        _scope(entry, at),
        _count(entry, "confirmed", at),
        _count(entry, "rejected", at),
    )


def _recipe(entry: Mapping[str, object], at: str) -> Recipe:
    columns, periods = entry.get("columns"), entry.get("periods", [])
    if not isinstance(columns, list) or not columns or not all(map(_is_column, columns)):
        raise UsageError(
            f"{at} has no columns.", 'Give them as [["Media Cost", "net_cost"], ["Remarks", null]].'
        )
    if not isinstance(periods, list) or not all(isinstance(period, str) for period in periods):
        raise UsageError(f"{at} has periods that are no list of texts.", 'Write ["week:net_cost"].')
    uses = _count(entry, "uses", at)
    return Recipe(
        Shape(tuple(header for header, _ in columns), tuple(periods)),
        tuple(field for _, field in columns),
        _scope(entry, at),
        max(1, round(uses)),
        _day(entry, at),
    )


def _is_column(pair: object) -> bool:
    match pair:
        case [str(), None] | [str(), str()]:
            return True
    return False


def _count(entry: Mapping[str, object], name: str, at: str) -> float:
    value = entry.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
        raise UsageError(f"{at} has {value!r} as {name}.", f"It is a number from 0 to {MOST:,}.")
    return float(value)


def _confidence(entry: Mapping[str, object], at: str) -> float | None:
    value = entry.get("confidence")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"{at} has the confidence {value!r}.", "It goes from 0 to 1.")
    return float(value)


def _day(entry: Mapping[str, object], at: str) -> str:
    text = _optional(entry, "last_used", at) or ""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(
            f"{at} was last used on '{text}', which is no day.", "Write it as 2026-03-31."
        ) from None


def _scope(entry: Mapping[str, object], at: str) -> Scope:
    names = entry.get("scope", {})
    if not isinstance(names, dict) or not names.keys() <= set(scopes.DIMENSIONS):
        raise UsageError(f"{at} has no scope that is known.", f"It names {', '.join(scopes.DIMENSIONS)}.")
    if not all(value is None or isinstance(value, str) for value in names.values()):
        raise UsageError(f"{at} has a scope that is no text.", "Give names as text.")
    return Scope(**names)
