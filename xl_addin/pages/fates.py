"""Where every number of a plan went: a line a fate, on the Summary and on a sheet of its own beside a review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from worker.messages.language import tr
from worker.shapes.accounts import FATE_COLOURS, FATE_WORDS, FATES, Account, Accounts
from worker.shapes.json import Json
from worker.shapes.template import title_of
from xl_addin.pages import page
from xl_addin.pages.page import FATES_PAGE, OPENINGS

if TYPE_CHECKING:
    from xlwings import Book, Sheet

HEADS = ("Where every number went", "Numbers", "Sum", "Places", "What that means")
FORMATS = ("@", f"#,##0{page.NUMBER}", "@", "@", "@")
WIDTHS = (30, 12, 44, 50, 90)
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
    write_table(sheet, FIRST - 1, accounts)
    page.freeze(sheet, FIRST - 1)
    return sheet


def write_table(sheet: Sheet, at: int, accounts: Accounts) -> None:
    """The fates that occur, from row *at* on, each in the colour that the copies of exported workbooks give it."""
    present = [fate for fate in FATES if accounts.of(fate).cells]
    page.table_head(sheet, at, HEADS, FORMATS)
    if not present:
        return
    rows = [
        [
            tr(title_of(fate)),
            accounts.of(fate).cells,
            _sums(accounts.of(fate)),
            _places(accounts.of(fate)),
            tr(FATE_WORDS[fate]),
        ]
        for fate in present
    ]
    page.body(sheet, at + 1, rows, FORMATS)
    for row, fate in enumerate(present, at + 1):
        sheet.range((row, 1)).color = FATE_COLOURS[fate]


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
