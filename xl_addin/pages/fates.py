"""Where every number of a plan went, a line a fate: in short on the Summary, in full on a sheet beside a review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from worker.messages.language import tr
from worker.shapes.accounts import FATE_COLOURS, FATE_WORDS, FATES, Account, Accounts, Fate
from worker.shapes.json import Json
from worker.shapes.template import title_of
from xl_addin.pages import page
from xl_addin.pages.page import FATES_PAGE, OPENINGS

if TYPE_CHECKING:
    from xlwings import Book, Sheet

HEADS = ("Where every number went", "Numbers", "What that means", "Sum", "Places")
FORMATS = ("@", f"#,##0{page.NUMBER}", "@", "@", "@")
WIDTHS = (24, 10, 38, 38, 46)
SHORT = 3
"""Columns that a sheet shows which has the sums elsewhere."""
WRAPPED = (2, 3, 4)
"""Places of the columns whose texts break, from 0."""
HOW = "As the proposed fields have it. Decide what is in doubt on the Review, and export."
MOST_PLACES = 12
"""Ranges of one fate; more would hide the next."""
FIRST = 5


def of_answer(answer: Json) -> Accounts:
    """The books in the answer of `export`."""
    accounts = answer.get("accounts")
    by_fate = accounts if isinstance(accounts, Mapping) else {}
    return Accounts({fate: msgspec.convert(by_fate[fate], Account) for fate in FATES if fate in by_fate})


def write(book: Book, plan: str, accounts: Accounts) -> Sheet:
    """Write the sheet behind the others."""
    sheet = page.fresh(book, FATES_PAGE)
    page.title(sheet, OPENINGS[FATES_PAGE].format(plan=plan), HOW)
    page.widths(sheet, WIDTHS)
    rows = write_table(sheet, FIRST - 1, accounts, len(HEADS))
    if rows:
        for at in WRAPPED:
            sheet.range((FIRST, at + 1), (FIRST + len(rows) - 1, at + 1)).wrap_text = True
        page.heights(sheet, FIRST, rows, WIDTHS, WRAPPED)
    page.freeze(sheet, FIRST - 1)
    return sheet


def write_table(sheet: Sheet, at: int, accounts: Accounts, width: int = SHORT) -> list[list[object]]:
    """The rows of the fates that occur, from row *at* on, each in its colour, in the first *width* columns."""
    present = [fate for fate in FATES if accounts.of(fate).cells]
    rows = [_row(fate, accounts.of(fate))[:width] for fate in present]
    page.table_head(sheet, at, HEADS[:width], FORMATS[:width])
    if rows:
        page.body(sheet, at + 1, rows, FORMATS[:width])
    for row, fate in enumerate(present, at + 1):
        sheet.range((row, 1)).color = FATE_COLOURS[fate]
    return rows


def _row(fate: Fate, account: Account) -> list[object]:
    return [tr(title_of(fate)), account.cells, tr(FATE_WORDS[fate]), _sums(account), _places(account)]


def _sums(account: Account) -> str:
    sums = (
        " ".join(filter(None, (f"{amount:,.2f}", currency, "of", field.replace("_", " "))))
        for field, by_currency in account.sums.items()
        for currency, amount in by_currency.items()
    )
    return ", ".join(map(tr, sums))


def _places(account: Account) -> str:
    more = ["..."] if len(account.places) > MOST_PLACES else []
    return ", ".join([*account.places[:MOST_PLACES], *more])
