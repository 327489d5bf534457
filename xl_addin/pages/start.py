"""The Start sheet of MediaMapper.xlsm: the settings that a planner gives, and the worker's state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.messages.language import original
from worker.shapes.grid import cell_text
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


def settings_of(books: Iterable[Book]) -> Settings | None:
    """The settings of the first of *books* that has any; None where none has."""
    for book in books:
        named = _named(book)
        if CLIENT.casefold() in named:
            return settings_from(lambda name, named=named: _value(named, name))  # type: ignore[misc]
    return None


def settings_from(value_of: Callable[[str], object]) -> Settings:
    """The settings as the named cells of Start have them; *value_of* gives a cell's value."""

    def text(name: str) -> str | None:
        value = value_of(name)
        return cell_text(value).strip() or None  # type: ignore[arg-type]  # a cell's value

    answer = text(ASK_MODEL)
    return Settings(
        Scope(client=text(CLIENT), market=text(MARKET), platform=text(PLATFORM)),
        text(USER),
        None if answer is None else answer.casefold() in YES or original(answer, ("yes",)) is not None,
        original(text(OUR_SHEETS) or "", (BESIDE,)) is not None,
    )


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


def _value(named: dict[str, Name], name: str) -> object:
    place = _place(named, name)
    value = None if place is None else place.value
    return value[0] if isinstance(value, list) else value  # a merged cell's other halves
