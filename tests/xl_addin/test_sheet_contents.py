"""What stood on one of our sheets comes back, whoever wrote there since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from xl_addin.desk import Desk
from xl_addin.engines.files.app import file_app
from xl_addin.pages import page
from xl_addin.pages.page import CHECKS, OPENINGS
from xl_addin.sheet_contents import SheetContent, all_restored


@pytest.fixture
def desk() -> Iterator[Desk]:
    with file_app() as app:
        yield Desk(app, app.books.add())


def write(book: Any, words: str) -> Any:
    sheet = page.fresh(book, CHECKS)
    sheet["A1"].value = OPENINGS[CHECKS].format(plan=words)
    return sheet


def content(words: str, written: dict[str, str]) -> SheetContent[str]:
    return SheetContent(CHECKS, written, words, write)


def test_a_sheet_that_was_not_there_is_taken_away(desk: Desk) -> None:
    written: dict[str, str] = {}
    restore = content("a plan", written).restorer(desk)
    content("a plan", written).put(desk)
    assert (page.find(desk.book, CHECKS) is not None, len(written)) == (True, 1)
    restore(desk.book)
    assert (page.find(desk.book, CHECKS), written) == (None, {})


def test_what_this_process_wrote_is_written_again(desk: Desk) -> None:
    written: dict[str, str] = {}
    content("first", written).put(desk)
    restore = all_restored([content("second", written).restorer(desk)])
    content("second", written).put(desk)
    restore(desk.book)
    assert desk.book.sheets[CHECKS]["A1"].value == "Checks of first"


def test_a_sheet_of_an_earlier_day_stays_as_it_is_now(desk: Desk) -> None:
    write(desk.book, "an earlier day")
    restore = content("today", {}).restorer(desk)
    restore(desk.book)
    assert desk.book.sheets[CHECKS]["A1"].value == "Checks of an earlier day"
