"""The flight that a brief gives without a word for it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.plans.brief.unlabelled_flight import unlabelled_flight

FLIGHT = (date(2026, 6, 1), date(2026, 6, 28))
FIRST, LAST = datetime(2026, 6, 1), datetime(2026, 6, 28)


def flight(*rows, taken=()):
    lines = {
        row: {column: value for column, value in enumerate(cells, 1) if value is not None}
        for row, cells in enumerate(rows, 1)
    }
    found = unlabelled_flight(lines, taken, None)
    return found and found[0]


@pytest.mark.parametrize(
    "rows",
    [
        [["Offer valid", FIRST, LAST]],
        [["Prices are valid 01.06.2026 - 28.06.2026"]],
        [["Prepared on", FIRST]],
        [["Women 18-24"]],
        [["June 2026"]],
        [["Spring push 01.06.2026 - 28.06.2026"], ["Summer 01.07.2026 - 28.07.2026"]],
        [[LAST, FIRST]],
        [["Contract 01.01.2020 - 31.12.2026"]],
    ],
)
def test_no_flight(rows):
    assert flight(*rows) is None


def test_cells_of_a_label_are_left_to_it():
    assert flight(["Last time:", "01.06.2026 - 28.06.2026"], taken={(1, 1), (1, 2)}) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Duration", "4 weeks", "2026.06.01", "2026.06.28"]],
        [["Length", "4 weeks", FIRST, LAST]],
        [["기간", "4주", "2026.06.01", "2026.06.28"]],
        [[None, FIRST, LAST]],
        [[FIRST, "–", LAST]],
        [["2026-06-01 - 2026-06-28"]],
        [["Spring push 01.06.2026 - 28.06.2026"]],
        [["Media plan Daisy, 1 June - 28 June 2026"]],
        [["Медиаплан Дейзи с 1 по 28 июня 2026 г."]],
        [["Daisy (01.06.2026 - 28.06.2026)"], [None, FIRST, LAST]],
    ],
)
def test_the_one_span_of_days(rows):
    assert flight(*rows) == FLIGHT
