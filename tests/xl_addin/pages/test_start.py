"""The settings on Start, on books of a test's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from worker.shapes.mapping import Scope
from xl_addin.pages import start
from xl_addin.pages.start import Settings


@dataclass
class Cell:
    value: Any = None
    selected: bool = False
    sheet: Any = None
    book: Any = None

    def select(self) -> None:
        self.selected = True

    def activate(self) -> None:
        self.selected = True

    @property
    def impl(self) -> Cell:
        return self


@dataclass
class Name:
    name: str
    cell: Cell | None

    @property
    def refers_to_range(self) -> Cell:
        if self.cell is None:
            raise RuntimeError("#REF!")
        return self.cell


@dataclass
class Book:
    names: list[Name] = field(default_factory=list)
    shown: bool = False

    def activate(self) -> None:
        self.shown = True

    @property
    def impl(self) -> Book:
        return self


def book(**values: Any) -> Book:
    made = Book()
    made.names = [Name(f"MM_{name}", Cell(value, sheet=Cell(book=made))) for name, value in values.items()]
    return made


@pytest.mark.parametrize(
    ("books", "settings"),
    [
        ([], None),
        ([Book()], None),
        ([Book([Name("MM_Client", None)])], Settings()),
        ([book(Client=None, Market="  ", AskModel=None)], Settings()),
        (
            [book(Client=" Acme ", Market="DE", Platform="Meta", User="ann")],
            Settings(Scope(None, "Acme", "DE", "Meta"), "ann"),
        ),
        ([Book(), book(Client="Acme")], Settings(Scope(client="Acme"))),
        ([book(Client=None, AskModel="yes")], Settings(ask_model=True)),
        ([book(Client=None, AskModel="no")], Settings(ask_model=False)),
        ([book(Client=None, AskModel=True)], Settings(ask_model=True)),
        ([book(Client=2026.0)], Settings(Scope(client="2026"))),
    ],
)
def test_settings(books: list[Any], settings: Settings | None) -> None:
    assert start.settings_of(books) == settings


def test_the_workers_state_is_written_where_there_is_a_place() -> None:
    with_place = book(Client=None, WorkerStatus="")
    start.show_status([Book(), with_place], "Running")
    assert with_place.names[1].refers_to_range.value == "Running"
    start.show_status([Book()], "Running")


def test_going_to_the_settings() -> None:
    there = book(Client=None)
    assert start.go_to([Book(), there])
    assert there.shown and there.names[0].refers_to_range.selected
    assert not start.go_to([Book()])
