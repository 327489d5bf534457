"""Scopes: for whom something holds, and who is asked next when nobody narrower knows.

What was learnt for a scope serves every question that agrees with all it names, and never a wider one. Of several
that serve, the narrowest answers: user before client before market before platform before template.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from worker.shapes.mapping import Scope
from worker.text import clean

SHIPPED_TEMPLATE = "raw_data"
DIMENSIONS = ("user", "client", "market", "platform", "template")
EVERYBODY = Scope()
_SEPARATOR = "\x1f"


@lru_cache(maxsize=1024)
def key(scope: Scope) -> str:
    """The scope as it is compared and stored: case and stray spaces do not tell scopes apart."""
    return _joined(_folded(scope))


@lru_cache(maxsize=1024)
def chain(scope: Scope) -> tuple[str, ...]:
    """The keys that serve a question in *scope*, narrowest first; the last is everybody's."""
    choices = [(value, "") if value else ("",) for value in _folded(scope)]
    return tuple(_joined(values) for values in product(*choices))


def tidy(scope: Scope) -> Scope:
    """The scope as written, blanks taken for None."""
    return Scope(*(clean(getattr(scope, name) or "") or None for name in DIMENSIONS))


def from_key(text: str) -> Scope:
    """The scope of a key, in the key's spelling."""
    return Scope(*(value or None for value in text.split(_SEPARATOR))) if text else Scope()


def served(scope: Scope, by: str) -> Scope:
    """The part of *scope* that the key *by* names, spelt as asked."""
    named = from_key(by)
    return Scope(*(getattr(scope, name) if getattr(named, name) else None for name in DIMENSIONS))


def label(scope: Scope) -> str:
    """'Nike, UK'; 'everybody' where it names nobody; with the template in brackets where it is not the shipped one."""
    whom = [value for name in DIMENSIONS if name != "template" and (value := getattr(scope, name))]
    names = ", ".join(whom) or "everybody"
    return f"{names} ({scope.template})" if scope.template not in (None, SHIPPED_TEMPLATE) else names


def _folded(scope: Scope) -> tuple[str, ...]:
    return tuple(clean(getattr(scope, name) or "").casefold() for name in DIMENSIONS)


def _joined(values: tuple[str, ...]) -> str:
    return _SEPARATOR.join(values) if any(values) else ""
