"""`mappings.json` and `validations.json`: what holds, readable, diffable, and taken back in after an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from worker.errors import FileProblem, UsageError
from worker.memory.backup.mirror_files import (
    MirroredMappings,
    StatedHeader,
    StatedRule,
    StatedValue,
    read_mappings,
    read_validations,
    write_mappings,
    write_validations,
)
from worker.memory.layouts.layouts import Recipe
from worker.memory.learning import scopes
from worker.memory.learning.lessons import MAPPINGS, RULES, values_of
from worker.memory.learning.rules import Rule
from worker.memory.learning.tombstones import Tombstone, covered_until, layout_covered_until
from worker.memory.store import MemoryStore
from worker.outputs.output import Output
from worker.outputs.record import Record
from worker.shapes.memory import ImportCounts, Standing, Statement
from worker.text import normalise

MAPPINGS_FILE = "mappings.json"
VALIDATIONS_FILE = "validations.json"

Fate = Literal["new", "changed", "unchanged", "forgotten"]
"""What becomes of an entry; the names are those of `ImportCounts`."""
_TAKEN = ("new", "changed")


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
    mappings.write(lambda path: write_mappings(path, store.standings(), values, store.layouts.all()))
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

    What memory knows nothing of comes with the counts of the file; a known entry that was edited keeps its own.
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
    mirrored = read_mappings(mappings) if mappings.is_file() else MirroredMappings()
    rules = read_validations(validations) if validations.is_file() else []
    tombstones = store.tombstones()
    fates = Counter(
        [
            *_take_headers(store, mirrored.headers, tombstones),
            *_take_values(store, mirrored.values, tombstones),
            *_take_layouts(store, mirrored.layouts, tombstones),
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
    if not headers:
        return []
    store_has = _Known(store.standings())
    fates = [store_has.fate(one.statement, one.last_used, MAPPINGS, tombstones) for one in headers]
    statements = [h.statement for h, fate in zip(headers, fates, strict=True) if fate in _TAKEN]
    store.remember([store_has.uncounted(one) for one in statements], "", source="import")
    return fates


def _take_values(
    store: MemoryStore, values: Sequence[StatedValue], tombstones: Sequence[Tombstone]
) -> list[Fate]:
    fates: list[Fate] = []
    for field in dict.fromkeys(value.field for value in values):
        standings = _Known(store.value_standings(field))
        of_field = [value for value in values if value.field == field]
        kind = values_of(field)
        these = [standings.fate(one.statement, one.last_used, kind, tombstones) for one in of_field]
        statements = [v.statement for v, fate in zip(of_field, these, strict=True) if fate in _TAKEN]
        store.remember([standings.uncounted(one) for one in statements], "", source="import", values_of=field)
        fates += these
    return fates


class _Known:
    """What memory holds of headers, or of the values of one field, as an import compares it."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        self._holds: dict[tuple[str, str], tuple[str | None, float]] = {}
        self._pairs: set[tuple[str, str, str | None]] = set()
        for one in standings:
            place = normalise(one.header), scopes.key(one.scope)
            self._pairs.add((*place, one.field))
            if one.state == "holds":
                self._holds[place] = one.field, round(one.confidence, 12)

    def fate(self, stated: Statement, last_used: str, kind: str, tombstones: Sequence[Tombstone]) -> Fate:
        """What becomes of an entry that was *last_used* on that day."""
        key, scope = normalise(stated.header), scopes.key(stated.scope)
        standing = self._holds.get((key, scope))
        same = not _differs(standing, stated.field, stated.confidence)
        return _fate(standing is not None, same, covered_until(tombstones, kind, key, scope), last_used)

    def uncounted(self, stated: Statement) -> Statement:
        """*stated* without counts where the pair has counts of its own."""
        if (normalise(stated.header), scopes.key(stated.scope), stated.field) in self._pairs:
            return replace(stated, confirmed=0.0, rejected=0.0)
        return stated


def _take_layouts(
    store: MemoryStore, recipes: Sequence[Recipe], tombstones: Sequence[Tombstone]
) -> list[Fate]:
    recipe_of = {(one.shape.fingerprint, scopes.key(one.scope)): one for one in store.layouts.all()}
    fates: list[Fate] = []
    news: list[Recipe] = []
    for one in recipes:
        scope = scopes.key(one.scope)
        recipe = recipe_of.get((one.shape.fingerprint, scope))
        same = recipe is not None and (recipe.shape.headers, recipe.fields) == (one.shape.headers, one.fields)
        until = layout_covered_until(tombstones, one.shape.headers, scope)
        fate = _fate(recipe is not None, same, until, one.last_at[:10])
        if fate in _TAKEN:
            news.append(one if recipe is None else replace(one, uses=0))
        fates.append(fate)
    store.layouts.take_in(news)
    return fates


def _take_rules(
    store: MemoryStore, rules: Sequence[StatedRule], tombstones: Sequence[Tombstone]
) -> list[Fate]:
    rule_of = {(normalise(r.name), scopes.key(r.scope)): r for r in store.rules.all()}
    fates: list[Fate] = []
    for stated in rules:
        key, scope = normalise(stated.name), scopes.key(stated.scope)
        own = rule_of.get((key, scope))
        same = own is not None and _says_the_same(own, stated)
        fate = _fate(own is not None, same, covered_until(tombstones, RULES, key, scope), "")
        if fate in _TAKEN:
            store.rules.remember(
                stated.name, stated.rule, stated.confidence, stated.scope, source=stated.source
            )
        fates.append(fate)
    return fates


def _says_the_same(own: Rule, stated: StatedRule) -> bool:
    """Whether *stated* changes nothing; a model's rule never replaces a person's."""
    if stated.source == "llm" and own.source != "llm":
        return True
    return own.rule == stated.rule and stated.confidence in (None, own.confidence)


def _fate(is_there: bool, same: bool, forgotten_until: str, last_used: str) -> Fate:
    """What becomes of an entry.

    Where a tombstone covers it, only what memory has learnt anew is changed, and not by an older export: one whose
    day of last use (YYYY-MM-DD; empty where it has none) lies before the tombstone's.
    """
    if is_there and same:
        return "unchanged"
    if forgotten_until and (not is_there or (last_used and last_used < forgotten_until[:10])):
        return "forgotten"
    return "changed" if is_there else "new"


def _differs(standing: tuple[str | None, float] | None, field: str | None, sure: float | None) -> bool:
    return standing is None or standing[0] != field or (sure is not None and standing[1] != round(sure, 12))
