"""`mappings.json` and `validations.json`: what holds, readable, diffable, and taken back in after an edit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from worker.errors import FileProblem, UsageError
from worker.memory.database.files import written
from worker.memory.learning import scopes
from worker.memory.learning.lessons import MAPPINGS, values_of
from worker.memory.learning.rules import RULES, Rule
from worker.memory.learning.tombstones import Tombstone, covered_until
from worker.memory.store import MemoryStore
from worker.outputs.output import Output
from worker.outputs.record import Record
from worker.shapes.mapping import Scope
from worker.shapes.memory import ImportCounts, Source, Standing, Statement
from worker.text import normalise

MAPPINGS_FILE = "mappings.json"
VALIDATIONS_FILE = "validations.json"
_MAPPING = {"header", "field", "confidence", "scope", "confirmed", "rejected", "source", "last_used"}
_VALUE = {"of", "value", "canonical", "confidence", "scope", "confirmed", "rejected", "source", "last_used"}
_RULE = {"name", "rule", "confidence", "scope", "source"}

Fate = Literal["new", "changed", "unchanged", "forgotten"]
"""What becomes of an entry; the names are those of `ImportCounts`."""
_TAKEN = ("new", "changed")


@dataclass(frozen=True, slots=True)
class StatedHeader:
    """A mapping told outright."""

    statement: Statement
    last_used: str
    """The day, as YYYY-MM-DD; empty where the file names none."""


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value told outright."""

    field: str
    value: str
    canonical: str | None
    confidence: float | None
    scope: Scope
    last_used: str
    """As of a header."""


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule told outright."""

    name: str
    rule: Mapping[str, object]
    confidence: float | None
    source: Source
    scope: Scope


def export(store: MemoryStore, *, force: bool = False) -> tuple[Path, Path]:
    """Write `mappings.json` and `validations.json` into the folder.

    Raises:
        FileProblem: somebody edited one of them and there is no *force*, or it can't be written.
    """
    folder = store.settings.memory_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = folder / MAPPINGS_FILE, folder / VALIDATIONS_FILE
    values = (standing for field in store.value_fields() for standing in store.value_standings(field))
    mappings, validations = (Output(path, "mirror", folder, force=force) for path in paths)
    mappings.check()
    validations.check()
    mappings.write(lambda path: write_mappings(path, store.standings(), values))
    validations.write(lambda path: write_validations(path, store.rules.all()))
    return paths


def refreshed(store: MemoryStore) -> list[Path]:
    """Write anew the mirrors that are there; gives those that stay as they are, since somebody edited them."""
    folder = store.settings.memory_dir
    there = [path for path in (folder / MAPPINGS_FILE, folder / VALIDATIONS_FILE) if path.is_file()]
    if not there:
        return []
    try:
        export(store)
    except FileProblem:
        return there
    return []


def take_in(store: MemoryStore, folder: Path) -> ImportCounts:
    """Take what differs from what holds; what says the same is left alone, so that nothing counts twice.

    What was forgotten comes back only where it was learnt anew since. Entries that are no longer in the files stay.

    Raises:
        UsageError: neither file is there, or an entry that can't be taken; nothing of its file was.
        FileProblem: one of them can't be read.
    """
    mappings, validations = folder / MAPPINGS_FILE, folder / VALIDATIONS_FILE
    if not mappings.is_file() and not validations.is_file():
        raise UsageError(
            f"{folder} has neither {mappings.name} nor {validations.name}.",
            "Write them with `mediamapper memory export-json`.",
        )
    headers, values = read_mappings(mappings) if mappings.is_file() else ([], [])
    rules = read_validations(validations) if validations.is_file() else []
    tombstones = store.tombstones()
    fates = Counter(
        [
            *_take_headers(store, headers, tombstones),
            *(_take_value(store, value, tombstones) for value in values),
            *_take_rules(store, rules, tombstones),
        ]
    )
    if folder.resolve() == store.settings.memory_dir.resolve():
        for path in filter(Path.is_file, (mappings, validations)):
            Record(folder).add(path, "mirror")  # what they say is in memory: they may be written anew
    return ImportCounts(fates["new"], fates["changed"], fates["unchanged"], fates["forgotten"])


def _take_headers(
    store: MemoryStore, headers: Sequence[StatedHeader], tombstones: Sequence[Tombstone]
) -> list[Fate]:
    known = {
        (normalise(s.header), scopes.key(s.scope)): (s.field, round(s.confidence, 12))
        for s in store.standings()
        if s.state == "holds"
    }
    fates: list[Fate] = []
    for header in headers:
        stated = header.statement
        key, scope = normalise(stated.header), scopes.key(stated.scope)
        held = known.get((key, scope))
        same = not _differs(held, stated.field, stated.confidence)
        until = covered_until(tombstones, MAPPINGS, key, scope)
        fates.append(_fate(held is not None, same, until, header.last_used))
    if different := [h.statement for h, fate in zip(headers, fates, strict=True) if fate in _TAKEN]:
        store.remember(different, "", source="import")
    return fates


def _take_value(store: MemoryStore, stated: StatedValue, tombstones: Sequence[Tombstone]) -> Fate:
    scope = scopes.key(stated.scope)
    held = [
        (s.field, round(s.confidence, 12))
        for s in store.value_standings(stated.field, stated.value)
        if s.state == "holds" and scopes.key(s.scope) == scope
    ]
    same = not _differs(held[0] if held else None, stated.canonical, stated.confidence)
    until = covered_until(tombstones, values_of(stated.field), normalise(stated.value), scope)
    fate = _fate(bool(held), same, until, stated.last_used)
    if fate in _TAKEN:
        store.remember_value(
            stated.field, stated.value, stated.canonical, stated.confidence, stated.scope, source="import"
        )
    return fate


def _take_rules(
    store: MemoryStore, rules: Sequence[StatedRule], tombstones: Sequence[Tombstone]
) -> list[Fate]:
    known = {(normalise(r.name), scopes.key(r.scope)): r for r in store.rules.all()}
    fates: list[Fate] = []
    for stated in rules:
        key, scope = normalise(stated.name), scopes.key(stated.scope)
        held = known.get((key, scope))
        same = held is not None and _says_the_same(held, stated)
        fate = _fate(held is not None, same, covered_until(tombstones, RULES, key, scope), "")
        if fate in _TAKEN:
            store.rules.remember(
                stated.name, stated.rule, stated.confidence, stated.scope, source=stated.source
            )
        fates.append(fate)
    return fates


def _says_the_same(held: Rule, stated: StatedRule) -> bool:
    """Whether *stated* changes nothing; a model's rule never replaces a person's."""
    if stated.source == "llm" and held.source != "llm":
        return True
    return held.rule == stated.rule and stated.confidence in (None, held.confidence)


def _fate(held: bool, same: bool, forgotten_until: str, last_used: str) -> Fate:
    """What becomes of an entry.

    Where a tombstone covers it, only what memory has learnt anew is changed, and not by an older export: one whose
    day of last use (YYYY-MM-DD; empty where it has none) lies before the tombstone's.
    """
    if held and same:
        return "unchanged"
    if forgotten_until and (not held or (last_used and last_used < forgotten_until[:10])):
        return "forgotten"
    return "changed" if held else "new"


def _differs(held: tuple[str | None, float] | None, field: str | None, sure: float | None) -> bool:
    return held is None or held[0] != field or (sure is not None and held[1] != round(sure, 12))


def write_mappings(path: Path, headers: Iterable[Standing], values: Iterable[Standing]) -> int:
    """Write what holds, sorted, one a line; gives how many."""
    told_headers = [
        {"header": s.header, "field": s.field, **_evidence(s)} for s in headers if s.state == "holds"
    ]
    told_values = [
        {"of": s.about, "value": s.header, "canonical": s.field, **_evidence(s)}
        for s in values
        if s.state == "holds"
    ]
    _write(path, {"mappings": told_headers, "values": told_values})
    return len(told_headers) + len(told_values)


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


def read_mappings(path: Path) -> tuple[list[StatedHeader], list[StatedValue]]:
    """The mappings and values of a file, as stated.

    Raises:
        FileProblem: it can't be read.
        UsageError: an entry that is none, with its number.
    """
    content = _read(path, {"mappings", "values"})
    headers = [
        StatedHeader(
            Statement(_text(e, "header", at), _optional(e, "field", at), _number(e, at), _scope(e, at)),
            _day(e, at),
        )
        for at, e in _entries(content, "mappings", _MAPPING)
    ]
    values = [
        StatedValue(
            _text(e, "of", at),
            _text(e, "value", at),
            _optional(e, "canonical", at),
            _number(e, at),
            _scope(e, at),
            _day(e, at),
        )
        for at, e in _entries(content, "values", _VALUE)
    ]
    return headers, values


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
            StatedRule(_text(entry, "name", at), rule, _number(entry, at), source, _scope(entry, at))
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


def _scope_of(scope: Scope) -> dict[str, dict[str, str]]:
    named = {name: getattr(scope, name) for name in scopes.DIMENSIONS if getattr(scope, name)}
    return {"scope": named} if named else {}


def _write(path: Path, content: Mapping[str, list[dict[str, object]]]) -> None:
    with written(path) as file:
        parts = []
        for name, entries in content.items():
            lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
            parts.append(f'"{name}": [\n{lines}\n]' if entries else f'"{name}": []')
        file.write("{\n" + ",\n".join(parts) + "\n}\n")


def _read(path: Path, known: set[str]) -> dict[str, object]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror or error}.", "Check its name.") from error
    except ValueError as error:
        raise FileProblem(f"{path} is no JSON: {error}.", "Correct it, or export it anew.") from error
    if not isinstance(content, dict) or not content.keys() <= known:
        raise UsageError(f"{path} is not what is exported.", f"It holds {' and '.join(sorted(known))}.")
    return content


def _entries(
    content: Mapping[str, object], name: str, known: set[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    entries = content.get(name, [])
    if not isinstance(entries, list):
        raise UsageError(f"'{name}' is no list.", "Export it anew to see its form.")
    for number, entry in enumerate(entries, 1):
        at = f"Entry {number} of '{name}'"
        if not isinstance(entry, dict):
            raise UsageError(f"{at} is no mapping.", "Export it anew to see its form.")
        if unknown := entry.keys() - known:
            raise UsageError(
                f"{at} has the unknown key '{min(unknown)}'.", f"Known: {', '.join(sorted(known))}."
            )
        yield at, entry


def _text(entry: Mapping[str, object], name: str, at: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{at} has no {name}.", f"Give its {name} as text.")
    return value


def _optional(entry: Mapping[str, object], name: str, at: str) -> str | None:
    return None if entry.get(name) is None else _text(entry, name, at)


def _number(entry: Mapping[str, object], at: str) -> float | None:
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
