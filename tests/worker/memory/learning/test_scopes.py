"""For whom something holds, and in which order scopes are asked."""

from __future__ import annotations

import pytest

from worker.memory.learning import scopes
from worker.shapes.mapping import Scope


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scope(), Scope(client="", market="  ")),
        (Scope(client="Nike"), Scope(client=" nike ")),
        (Scope(client="Straße"), Scope(client="STRASSE")),
    ],
)
def test_case_and_blanks_do_not_tell_scopes_apart(one: Scope, other: Scope) -> None:
    assert scopes.key(one) == scopes.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scope(client="Nike"), Scope()),
        (Scope(client="Nike"), Scope(market="Nike")),
        (Scope(client="Nike", market="UK"), Scope(client="NikeUK")),
    ],
)
def test_what_differs_stays_apart(one: Scope, other: Scope) -> None:
    assert scopes.key(one) != scopes.key(other)


def test_everybody_is_asked_last_and_alone_where_nothing_is_named() -> None:
    assert scopes.chain(Scope()) == ("",)
    assert scopes.chain(Scope(client="Nike", platform="Meta"))[-1] == ""


def test_narrow_scopes_are_asked_first() -> None:
    asked = scopes.chain(Scope(user="Anna", client="Nike", market="UK"))
    assert [scopes.from_key(key) for key in asked] == [
        Scope(user="anna", client="nike", market="uk"),
        Scope(user="anna", client="nike"),
        Scope(user="anna", market="uk"),
        Scope(user="anna"),
        Scope(client="nike", market="uk"),
        Scope(client="nike"),
        Scope(market="uk"),
        Scope(),
    ]


def test_a_scope_is_told_as_it_was_asked() -> None:
    asked = Scope(client="Nike", market="UK", platform="Meta")
    served = scopes.served(asked, scopes.key(Scope(client="NIKE", market="uk")))
    assert scopes.label(served) == "Nike, UK"
    assert scopes.label(Scope()) == "everybody"
