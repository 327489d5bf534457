"""Value lists: what plans write for a platform, a channel, a market and the like, and the one name that we export.

Data is in `knowledge/values/*.txt`, one `Canonical = alias | alias` a line; names of countries come from CLDR as well.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from worker import paths
from worker.errors import UsageError
from worker.knowledge import cldr
from worker.knowledge.cache_file import from_cache
from worker.knowledge.words import entries, read
from worker.lazy_dataclass import dataclass
from worker.text import compared

KINDS = ("platform", "channel", "market", "buy_type", "device", "currency")
"""Fields whose values have a canonical form; a list is named like its field."""


@dataclass(frozen=True, slots=True)
class ValueList:
    """Canonical names and what else is written for them."""

    kind: str
    names: tuple[str, ...]
    aliases: dict[str, str]
    """Compared form -> canonical name."""

    def find(self, value: str) -> str | None:
        """The canonical name of *value*; None when the list does not know it."""
        return self.find_compared(compared(value))

    def find_compared(self, key: str) -> str | None:
        """The canonical name of a value in its compared form."""
        name = self.aliases.get(key)
        return cldr.country(key) if name is None and self.kind == "market" else name


def canonical(kind: str, value: str) -> str | None:
    """What *value* is called in raw data: `canonical("platform", "FB")` is 'Meta'; None when unknown."""
    if kind not in KINDS:
        raise UsageError(f"There is no value list '{kind}'.", f"There are {', '.join(KINDS)}.")
    return load_values(kind).find(value)


@lru_cache(maxsize=32)
def load_values(kind: str, folder: Path | None = None) -> ValueList:
    """The list *kind*; a file `values/<kind>.txt` in the user's *folder* wins over the shipped one.

    Raises:
        FileProblem: the file can't be read.
        UsageError: a line has no `=`, or one alias stands for two names.
    """
    own = folder / "values" / f"{kind}.txt" if folder else None
    return _read_values(kind, own) if own and own.is_file() else _shipped_values()[kind]


@cache
def _shipped_values() -> dict[str, ValueList]:
    return from_cache("values", dict[str, ValueList], _read_shipped_values)


def _read_shipped_values() -> dict[str, ValueList]:
    return {kind: _read_values(kind, paths.shipped("knowledge", "values", f"{kind}.txt")) for kind in KINDS}


def _read_values(kind: str, file: Path) -> ValueList:
    aliases: dict[str, str] = {}
    names = _names_with_aliases(file)
    for name, others in names.items():
        for alias in (name, *others):
            if aliases.setdefault(compared(alias), name) != name:
                raise UsageError(f"{file.name} has '{alias}' under two names.", "Remove it from one of them.")
    return ValueList(kind, tuple(names), aliases)


@lru_cache(maxsize=8)
def load_lists(name: str) -> dict[str, tuple[str, ...]]:
    """A file of the same form whose right side is a list and no alias: `shared_sign`."""
    return _names_with_aliases(paths.shipped("knowledge", "values", f"{name}.txt"))


def _names_with_aliases(file: Path) -> dict[str, tuple[str, ...]]:
    return {entry.name: entry.phrases for entry in entries(read(file), file.name)}
