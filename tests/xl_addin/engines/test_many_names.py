"""A plan that was copied often has thousands of names: an engine walks through them once and asks nothing twice."""

from __future__ import annotations

from typing import Any


def test_names_are_walked_through_once_however_many(sheet: Any, monkeypatch: Any) -> None:
    names = sheet.book.names
    for number in range(40):
        names.add(f"name_{number}", "=Sheet1!$A$1")
    kind, walks = type(names.impl), []
    of = kind.of
    monkeypatch.setattr(kind, "of", lambda self, scope: walks.append(scope) or of(self, scope))
    assert sorted(name.name for name in names) == sorted(f"name_{number}" for number in range(40))
    assert len(walks) == 1 + len(sheet.book.sheets)


def test_names_of_a_sheet_ask_for_its_name_once(sheet: Any, monkeypatch: Any) -> None:
    for number in range(40):
        sheet.names.add(f"name_{number}", "=Sheet1!$A$1")
    kind, asked = type(sheet.impl), []
    name = kind.name.fget
    monkeypatch.setattr(kind, "name", property(lambda self: asked.append(1) or name(self)))
    assert len({name.name for name in sheet.book.names}) == 40
    assert len(asked) < 10
