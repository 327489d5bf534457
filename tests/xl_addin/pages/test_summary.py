"""The Summary sheet of an export."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from worker.shapes.accounts import Account, Accounts
from worker.shapes.summary import Breakdown, ColumnNote, Measure, Months, Summary, Sums
from xl_addin.pages import summary
from xl_addin.pages.page import SUMMARY, is_ours
from xl_addin.pages.summary import ExportSummary

COST = Measure("net_cost", "Net cost", is_money=True)
MONTHS = Months(COST, "EUR", ("TV", "OOH"), (date(2026, 1, 1), date(2026, 2, 1)), ((1.0, 2.0), (3.0, 0.0)))
SHORT = Summary(
    plan="plan.xlsx",
    verdict="Settled: nothing needs a person.",
    settled=True,
    rows=3,
    lines=2,
    first=date(2026, 1, 1),
    last=date(2026, 2, 28),
    measures=(COST,),
    totals=Breakdown("Total", (Sums("all", "EUR", (6.0,)),)),
    breakdowns=(Breakdown("Channel", (Sums("TV", "EUR", (4.0,)), Sums("OOH", "EUR", (2.0,)))),),
    months=MONTHS,
    flighting=None,
    decisions=(),
    left_out=(ColumnNote("Plan!K", "Comment", None, "Nothing fits."),),
    tables_left_out=(),
    questions=(),
)
ACCOUNTS = Accounts({"exported": Account(3, {}, ("Plan!B2:B4",))})


def cells(book: Any) -> list[list[Any]]:
    sheet = book.sheets[SUMMARY]
    block: list[list[Any]] = sheet.range((1, 1), sheet.used_range.last_cell).options(ndim=2).value
    return [row for row in block if any(cell is not None for cell in row)]


def test_verdict_sums_months_and_fates_stand_one_below_the_other(book: Any) -> None:
    summary.write(book, ExportSummary(SHORT, ACCOUNTS))
    rows = [[cell for cell in row if cell is not None] for row in cells(book)]
    assert rows[:3] == [
        ["Raw data in short: plan.xlsx"],
        ["Settled: nothing needs a person."],
        ["3 rows from 2 lines, 2026-01-01 to 2026-02-28."],
    ]
    assert ["TV", "EUR", 4] in rows and ["Feb 2026", 3, 0] in rows
    assert ["Comment", "Plan!K", "Nothing fits."] in rows
    assert rows[-1][:2] == ["Exported", 3]


def test_the_money_by_month_and_channel_is_drawn(book: Any) -> None:
    sheet = summary.write(book, ExportSummary(SHORT, ACCOUNTS))
    assert [chart.title for chart in sheet.charts] == ["Net cost in EUR by month and channel"]
    assert is_ours(sheet)


def test_a_planners_own_summary_is_none_of_ours(book: Any) -> None:
    own = book.sheets.add(SUMMARY)
    own["A1"].value = "Summary of the plan"
    assert not is_ours(own)
    summary.write(book, ExportSummary(SHORT, ACCOUNTS))
    assert own["A1"].value == "Summary of the plan"


def test_the_summary_comes_out_of_an_answer() -> None:
    answer = {
        "summary": msgspec.to_builtins(SHORT),
        "accounts": {"exported": {"cells": 3, "places": ["Plan!B2:B4"]}},
    }
    assert summary.of_answer(answer) == ExportSummary(SHORT, ACCOUNTS)
