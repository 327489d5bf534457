"""Flights of headings over the lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.layout import Section

TEMPLATE = load_template()
NET, SITE = ("Net", "net_cost"), ("Site", "publisher")
WAVES = [
    ["Wave 1: 24/08/2026 to 06/09/2026", None],
    ["A", 1],
    ["Wave 2: 21/09/2026 to 04/10/2026", None],
    ["B", 2],
]
MONTHS = [["DEC", None], ["A", 1], ["JAN", None], ["B", 2]]
SECTIONS = [Section(2, str(WAVES[0][0]), 1, 3, 3), Section(4, str(WAVES[2][0]), 1, 5, 5)]
FLIGHT = [("Flight", "2026-08-01", "start_date"), ("Flight", "2026-10-31", "end_date")]


@pytest.mark.parametrize(
    ("columns", "rows", "words", "days"),
    [
        # Nothing says a day; the lines have days; a heading has one day.
        ([SITE, NET], [["A", 1]], {"title": "Plan 2026"}, None),
        ([("Day", "date"), NET], [["2026-08-25", 1]], {"title": "Wave 1: 24/08/2026 to 06/09/2026"}, None),
        ([SITE, NET], [["A", 1]], {"title": "As of 06/09/2026"}, None),
        ([SITE, NET], [["A", 1]], {"title": "TV, 02.03.2026 bis 29.03.2026"}, [("2026-03-02", "2026-03-29")]),
        (
            [SITE, NET], WAVES, {"sections": SECTIONS},
            [("2026-08-24", "2026-09-06"), ("2026-09-21", "2026-10-04")],
        ),
        # The range of a report dates its lines.
        (
            [SITE, ("Impressions", "impressions")], [["A", 1]], {"title": "1 March 2026 - 31 March 2026"},
            [("2026-03-01", "2026-03-31")],
        ),
        # The brief's flight is for the lines that no heading dates.
        (
            [SITE, NET], [["Z", 3], *WAVES[2:]], {"sections": [Section(3, str(WAVES[2][0]), 1, 4, 4)], "brief": FLIGHT},
            [("2026-08-01", "2026-10-31"), ("2026-09-21", "2026-10-04")],
        ),
        # Months count where all headings name one; after December comes January of the next year.
        (
            [SITE, NET], [["Phase 1 Mai 2026", None], ["A", 1], ["Display", None], ["B", 2]],
            {"sections": [Section(2, "Phase 1 Mai 2026", 1, 3, 3), Section(4, "Display", 1, 5, 5)]}, None,
        ),
        (
            [SITE, NET], MONTHS,
            {"sections": [Section(2, "DEC", 1, 3, 3), Section(4, "JAN", 1, 5, 5)], "title": "Plan 2026"},
            [("2026-12-01", "2026-12-31"), ("2027-01-01", "2027-01-31")],
        ),
        (
            [SITE, NET], MONTHS,
            {"sections": [Section(2, "1ª quincena: W14 2026", 1, 3, 3), Section(4, "Q3 2026", 1, 5, 5)]},
            [("2026-03-30", "2026-04-05"), ("2026-07-01", "2026-09-30")],
        ),
        # The title is one of the headings, and what all of them say first is no time.
        (
            [SITE, NET], [["A", 1], ["Radio 4/2026", None], ["B", 2]],
            {"title": "Radio 3/2026", "sections": [Section(3, "Radio 4/2026", 1, 4, 4)], "brief": FLIGHT},
            [("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")],
        ),
        # Which is the month, a market says where the headings do not.
        ([SITE, NET], [["A", 1]], {"title": "Wave 1: 03/04/2026 - 05/06/2026"}, None),
        (
            [SITE, NET], [["A", 1]],
            {"title": "Wave 1: 03/04/2026 - 05/06/2026", "brief": [("Market", "USA", "market")]},
            [("2026-03-04", "2026-05-06")],
        ),
    ],
)  # fmt: skip
def test_flights_that_headings_give(
    columns: list[tuple[str, str]],
    rows: list[list[Any]],
    words: dict[str, Any],
    days: list[tuple[str, str]] | None,
) -> None:
    lines = read_lines(mapped(columns, rows, **words), TEMPLATE)
    start, end = lines.days("start_date"), lines.days("end_date")
    if days is None:
        assert start is None and end is None
    else:
        assert start is not None and end is not None
        assert list(zip(map(str, start), map(str, end), strict=True)) == days


@pytest.mark.parametrize(
    ("texts", "campaign"),
    [
        (["Display", "Video"], True),
        (["Mai 2026", "Video"], True),
        (["Mai 2026", "Juni 2026"], False),
        (["MAR", "APR"], False),
    ],
)
def test_a_heading_that_is_a_period_names_no_campaign(texts: list[str], campaign: bool) -> None:
    rows = [[texts[0], None], ["A", 1], [texts[1], None], ["B", 2]]
    sections = [Section(2, texts[0], 1, 3, 3), Section(4, texts[1], 1, 5, 5)]
    lines = read_lines(mapped([SITE, NET], rows, sections=sections), TEMPLATE)
    assert (lines.texts("campaign_name") is not None or lines.texts("channel") is not None) is campaign
