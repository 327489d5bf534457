"""Value lists: what plans write for a platform, a channel, a market and the like, and the one name that we export.

Data is in `knowledge/values/*.txt`, one `Canonical = alias | alias` a line; names of countries come from CLDR as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from worker import paths
from worker.errors import UsageError
from worker.knowledge.words import entries, read
from worker.text import clean, fold, words

KINDS = ("platform", "channel", "market", "buy_type", "device", "currency")
"""Fields whose values have a canonical form; a list is named like its field."""

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "tr",
    "ru",
    "ar",
    "vi",
    "zh",
    "zh_Hant",
    "ja",
    "ko",
)
"""In this order country names are looked up; a name that means two countries belongs to the first."""


@dataclass(frozen=True, slots=True)
class ValueList:
    """Canonical names and what else is written for them."""

    kind: str
    names: tuple[str, ...]
    aliases: dict[str, str]
    """Compared form -> canonical name."""

    def find(self, value: str) -> str | None:
        """The canonical name of *value*; None when the list does not know it."""
        name = self.aliases.get(compared(value))
        if name is None and self.kind == "market":
            name = _territory(compared(value))
        return name


def canonical(kind: str, value: str) -> str | None:
    """What *value* is called in raw data: `canonical("platform", "FB")` is 'Meta'; None when unknown.

    Raises:
        UsageError: there is no list of that kind.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no value list '{kind}'.", f"There are {', '.join(KINDS)}.")
    return load_values(kind).find(value)


def compared(value: str) -> str:
    """The form in which two values are the same: letters and digits only, without case, accents and signs.

    A value of signs alone ('€', 'S/') keeps them.
    """
    joined = "".join(words(fold(value)))
    return joined if any(c.isalnum() for c in joined) and "$" not in value else clean(value).casefold()


@lru_cache(maxsize=32)
def load_values(kind: str, folder: Path | None = None) -> ValueList:
    """The list *kind*; a file `values/<kind>.txt` in the user's *folder* wins over the shipped one.

    Raises:
        FileProblem: the file can't be read.
        UsageError: a line has no `=`, or one alias stands for two names.
    """
    own = folder / "values" / f"{kind}.txt" if folder else None
    file = own if own and own.is_file() else paths.shipped("knowledge", "values", f"{kind}.txt")
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


# ---------------------------------------------------------------- countries and their money


def _territory(key: str) -> str | None:
    """ISO 3166 code of a country's code or name, in any of `LANGUAGES`."""
    if len(key) == 2 and key.upper() in _codes():
        return key.upper()
    if len(key) == 3 and (code := _three_letters().get(key)):
        return code
    if len(key) < 3 and key.isascii():
        return None
    return next((code for tag in LANGUAGES if (code := _names(tag).get(key))), None)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel import Locale

    codes = map(str, Locale("en").territories)
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY)


@lru_cache(maxsize=1)
def _three_letters() -> dict[str, str]:
    from babel.core import get_global

    return {
        old.lower(): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1
    }


@lru_cache(maxsize=len(LANGUAGES))
def _names(tag: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale.parse(tag).territories
    return {compared(str(name)): str(code) for code, name in territories.items() if code in _codes()}


def currencies_of(market: str) -> tuple[str, ...]:
    """What is paid with in *market* (ISO 3166 code), today; empty for regions."""
    if market not in _codes():
        return ()
    from babel.numbers import get_territory_currencies

    return tuple(get_territory_currencies(market))


_NO_COUNTRY = frozenset({"EZ", "UN", "QO", "ZZ", "XA", "XB", "EU"})
"""Two-letter codes of CLDR that are no country."""
