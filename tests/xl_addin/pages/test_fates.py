"""Where every number went, a line a fate."""

from __future__ import annotations

from typing import Any

from worker.shapes.accounts import Account, Accounts
from xl_addin.pages import fates
from xl_addin.pages.page import FATES_PAGE

ACCOUNTS = Accounts(
    {
        "exported": Account(3, {"net_cost": {"EUR": 1000.0}}, ("Plan!B2:B4",)),
        "unexplained": Account(14, {}, tuple(f"Plan!C{row}" for row in range(14))),
    }
)


def rows(book: Any) -> list[list[Any]]:
    sheet = book.sheets[FATES_PAGE]
    block: list[list[Any]] = sheet.range((fates.FIRST, 1), (fates.FIRST + 1, 5)).value
    return block


def test_a_fate_without_numbers_has_no_line(book: Any) -> None:
    fates.write(book, "plan.xlsx", ACCOUNTS)
    assert [row[0] for row in rows(book)] == ["Exported", "Unexplained"]
    assert book.sheets[FATES_PAGE].used_range.last_cell.row == fates.FIRST + 1


def test_a_line_says_how_many_numbers_what_they_add_up_to_and_where_they_are(book: Any) -> None:
    fates.write(book, "plan.xlsx", ACCOUNTS)
    first, second = rows(book)
    assert first[1] == 3
    assert first[3:] == ["1,000.00 EUR of net cost", "Plan!B2:B4"]
    assert second[1] == 14 and str(second[4]).endswith("Plan!C11, ...")


def test_the_books_come_out_of_an_answer() -> None:
    answer = {
        "accounts": {
            "exported": {"cells": 3, "sums": {"net_cost": {"EUR": 1000.0}}, "places": ["Plan!B2:B4"]}
        }
    }
    assert fates.of_answer(answer).of("exported") == ACCOUNTS.of("exported")
    assert fates.of_answer({}) == Accounts()
