"""What 'Undo last' can take back, by workbook."""

from __future__ import annotations

from xl_addin.journal import MOST, Journal, Step


def test_the_journal_keeps_each_books_steps() -> None:
    journal = Journal()
    assert journal.last("a") is None
    journal.add("a", Step("first"))
    journal.add("b", Step("other"))
    journal.add("a", Step("second"))
    assert (journal.last("a"), journal.last("b")) == (Step("second"), Step("other"))
    journal.drop("a")
    assert journal.last("a") == Step("first")


def test_the_journal_is_bounded() -> None:
    journal = Journal()
    for number in range(MOST + 10):
        journal.add("a", Step(str(number)))
    for _ in range(MOST):
        journal.drop("a")
    assert journal.last("a") is None
