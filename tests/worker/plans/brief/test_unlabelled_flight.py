"""The flight that a brief gives without a word for it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.plans.brief.unlabelled_flight import guessed_flight
from worker.shapes.layout import BriefItem

FLIGHT = (date(2026, 6, 1), date(2026, 6, 28))
FIRST, LAST = datetime(2026, 6, 1), datetime(2026, 6, 28)


def flight(*rows, taken=(), items=(), year=None):
    lines = {
        row: {column: value for column, value in enumerate(cells, 1) if value is not None}
        for row, cells in enumerate(rows, 1)
    }
    days = [date.fromisoformat(item.value) for item in guessed_flight(lines, taken, items, None, year)]
    return tuple(days) or None


@pytest.mark.parametrize(
    "rows",
    [
        [["Offer valid", FIRST, LAST]],
        [["Prices are valid 01.06.2026 - 28.06.2026"]],
        [["Prepared on", FIRST]],
        [["Women 18-24"]],
        [["Updated June 2026"]],
        [["Prices as of June 2026"]],
        [["Preisstand: Juni 2026"]],
        [["vs Q3 2025"]],
        [["Media plan 2026 v3"]],
        [["Mediabudget 2026 pro Marke"]],
        [["Budget 2026 out of home"]],
        [["Budget 2026 Q1+Q2"]],
        [["Budget 2026"]],
        [["Plan 15 October 2026"]],
        [["TV May 2026", "Radio June 2026"]],
        [["Spring push 01.06.2026 - 28.06.2026"], ["Summer 01.07.2026 - 28.07.2026"]],
        [[LAST, FIRST]],
        [["Contract 01.01.2020 - 31.12.2026"]],
        [["Reference: 01.06.2026 - 28.06.2026"]],
        [["Compared with 01.06.2026 - 28.06.2026"]],
        [["Vergleichszeitraum 01.06.2026 - 28.06.2026"]],
        [["比較期間 2026-06-01 - 2026-06-28"]],
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
        [["Proposal #Q-20881 | Daisy | 1 Jun 2026 – 28 Jun 2026 (2 x 14 days)"]],
        [["Daisy (01.06.2026 - 28.06.2026)"], [None, FIRST, LAST]],
    ],
)
def test_the_one_span_of_days(rows):
    assert flight(*rows) == FLIGHT


@pytest.mark.parametrize(
    ("label", "year", "days"),
    [
        ("Reference", None, None),
        ("Compared with", 2026, None),
        ("Период сравнения", None, None),
        ("Vigencia", 2027, None),
        ("Vigencia", 2026, FLIGHT),
        ("Vigencia", None, FLIGHT),
    ],
)
def test_days_behind_a_label_of_unknown_words(label, year, days):
    items = [BriefItem(label, "01.06.2026 - 28.06.2026", None, 1, 1)]
    assert flight([label, "01.06.2026 - 28.06.2026"], taken={(1, 1), (1, 2)}, items=items, year=year) == days


def test_a_span_without_a_label_goes_before_one_behind_unknown_words():
    items = [BriefItem("Vigencia", "01.07.2026 - 28.07.2026", None, 2, 1)]
    assert flight([FIRST, LAST], taken={(2, 1)}, items=items) == FLIGHT


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("June 2026", date(2026, 6, 1), date(2026, 6, 30)),
        ("TV plan Acme, October 2026 v2", date(2026, 10, 1), date(2026, 10, 31)),
        ("Сплит бюджета: региональное ТВ, сентябрь 2026 (01.09–30.09)", date(2026, 9, 1), date(2026, 9, 30)),
        ("Medieplan v.14-17 2026", date(2026, 3, 30), date(2026, 4, 26)),
        ("Mediaplan KW 14-17 2026", date(2026, 3, 30), date(2026, 4, 26)),
        ("Plan Q3/26", date(2026, 7, 1), date(2026, 9, 30)),
        ("Media plan | Jan - Mar '27 | v3", date(2027, 1, 1), date(2027, 3, 31)),
        ("план жовтень-грудень 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("云岭茶业 2026年6月 网络媒介排期表", date(2026, 6, 1), date(2026, 6, 30)),
        ("แผนสื่อ มกราคม 2569", date(2026, 1, 1), date(2026, 1, 31)),
        ("Digitális kampányok – 2026. I. félév", date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_months_weeks_or_a_quarter_that_a_title_names(title, first, last):
    assert flight([title]) == (first, last)


def test_days_of_a_title_go_before_its_month():
    assert flight(["October 2026"], ["Spring push 01.06.2026 - 28.06.2026"]) == FLIGHT


@pytest.mark.parametrize(
    ("sheet", "year", "days"),
    [
        ("Oktober", None, None),
        ("Mars", 2026, (date(2026, 3, 1), date(2026, 3, 31))),
        ("TV Oct 2026", None, (date(2026, 10, 1), date(2026, 10, 31))),
        ("Plan", 2026, None),
        ("Pro", 2026, None),
        ("Apr", None, None),
        ("Apr", 2026, (date(2026, 4, 1), date(2026, 4, 30))),
        ("04.2026", None, (date(2026, 4, 1), date(2026, 4, 30))),
        ("5.10.-1.11.2026", None, (date(2026, 10, 5), date(2026, 11, 1))),
    ],
)
def test_the_month_of_the_sheets_name(sheet, year, days):
    items = guessed_flight({}, (), (), None, year, sheet)
    assert (tuple(date.fromisoformat(item.value) for item in items) or None) == days
