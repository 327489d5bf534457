"""The Start sheet of MediaMapper.xlsm: the settings that a planner gives, and the worker's state."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.shapes.grid import shown
from worker.shapes.mapping import EVERYONE, Scope
from xl_addin.pages import page
from xl_addin.pages.page import names_of

if TYPE_CHECKING:
    from xlwings import Book, Name, Range

CLIENT, MARKET, PLATFORM = "MM_Client", "MM_Market", "MM_Platform"
USER, ASK_MODEL, STATUS = "MM_User", "MM_AskModel", "MM_WorkerStatus"
OUR_SHEETS, BESIDE = "MM_OurSheets", "beside the plan"
YES = frozenset({"yes", "true", "1", "1.0", "on", "x"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What Start says; empty cells are None."""

    scope: Scope = EVERYONE
    user: str | None = None
    ask_model: bool | None = None
    """None leaves it to the worker's own setting."""
    beside: bool = False
    """Whether our sheets go into a workbook beside the plan instead of into it."""


def settings_of(books: Iterable[Book]) -> Settings:
    """The settings of the first of *books* that has any."""
    for book in books:
        named = _named(book)
        if CLIENT.casefold() in named:
            return Settings(
                Scope(
                    client=_setting(named, CLIENT),
                    market=_setting(named, MARKET),
                    platform=_setting(named, PLATFORM),
                ),
                _setting(named, USER),
                None if (answer := _setting(named, ASK_MODEL)) is None else answer.casefold() in YES,
                (_setting(named, OUR_SHEETS) or "").casefold() == BESIDE,
            )
    return Settings()


def show_status(books: Iterable[Book], words: str) -> None:
    """Write the worker's state to Start, where it is open."""
    for book in books:
        if (place := _place(_named(book), STATUS)) is not None:
            # A protected Start says nothing, which is no reason to refuse the work.
            with suppress(Exception):
                place.value = words
            return


def go_to(books: Iterable[Book], name: str = CLIENT) -> bool:
    """Show the named cell of Start; False where no Start is open."""
    for book in books:
        if (place := _place(_named(book), name)) is not None:
            page.show(place.sheet)
            place.select()
            return True
    return False


def _named(book: Book) -> dict[str, Name]:
    return {name.name.casefold(): name for name in names_of(book)}


def _place(named: dict[str, Name], name: str) -> Range | None:
    value = named.get(name.casefold())
    if value is None:
        return None
    with suppress(
        Exception
    ):  # a name whose cell was deleted refers to nothing; hosts say so in their own ways
        place: Range = value.refers_to_range
        return place
    return None


def _setting(named: dict[str, Name], name: str) -> str | None:
    place = _place(named, name)
    value = None if place is None else place.value
    if isinstance(value, list):  # a merged cell's other halves
        value = value[0]
    return shown(value).strip() or None
