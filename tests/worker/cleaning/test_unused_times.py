"""Times that date no line: lengths, remarks and what is exported are none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.reading.table_lines import read_lines
from worker.cleaning.unused_times import unused_time
from worker.knowledge.templates import load_template
from worker.shapes.layout import Section

SITE, NET = ("Site", "placement"), ("Net", "net_cost")


def text_of(columns, rows, **said):
    table = mapped([SITE, NET, *columns], rows, **said)
    unused = unused_time(table, read_lines(table, load_template()))
    return unused.text if unused else None


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        ([], [["A", 5]], {}),
        ([], [["A", 5]], {"title": "Media plan 2026"}),
        ([], [["A", 5]], {"title": "Plan for 1 month 2026"}),
        ([], [["A", 5]], {"title": "Prices as of June 2026"}),
        ([("Creative", None)], [["A", 5, "Spring"], ["B", 5, "May sale"], ["C", 5, "Hero"]], {}),
        ([("Length", None)], [["A", 5, "4 weeks"], ["B", 5, "2 weeks"]], {}),
        ([("Format", None)], [["A", 5, "300x250"], ["B", 5, "1/1 page"]], {}),
        ([("Format", None)], [["A", 5, "Q1"], ["B", 5, "300x250"], ["C", 5, "video"]], {}),
    ],
)
def test_nothing_else_names_a_time(columns, rows, said):
    assert text_of(columns, rows, **said) is None


@pytest.mark.parametrize(
    ("columns", "rows", "said", "text"),
    [
        ([("On air", None)], [["A", 5, "T3"], ["B", 5, "T4"]], {}, "T3"),
        ([("Air", None)], [["A", 5, date(2026, 3, 2)], ["B", 5, date(2026, 3, 9)]], {}, "2026-03-02"),
        ([("Air", None)], [["A", 5, "3, 10, 17/3"], ["B", 5, "10, 24/3"]], {}, "3, 10, 17/3"),
        ([("Xyz", None)], [["A", 5, 202603], ["B", 5, 202613]], {}, "W3 2026"),
        ([("Kiedy", None)], [["A", 5, "koniec kwietnia"], ["B", 5, "cały maj"]], {}, "koniec kwietnia"),
        ([], [["A", 5]], {"title": "Keyword report (Jun 14, 2016)"}, "Keyword report (Jun 14, 2016)"),
        ([], [["A", 5]], {"sheet": "KW 12-14"}, "KW 12-14"),
        (
            [],
            [["Block 3/26", None], ["A", 5], ["Block 4/26", None], ["B", 5]],
            {"sections": [Section(2, "Block 3/26", 1, 3, 3), Section(4, "Block 4/26", 1, 5, 5)]},
            "Block 3/26",
        ),
    ],
)
def test_a_time_that_dates_no_line(columns, rows, said, text):
    assert text_of(columns, rows, **said) == text


@pytest.mark.parametrize(
    ("headers", "cells", "text"),
    [
        (("Rank", "Tier"), ((1, 1), (1, 1)), None),
        (("March / CTR", "March / CPM"), ((2, 1), (3, 1)), None),  # numbers of something
        (("March / first part", "Note"), ((1, 1), (1, 1)), None),  # one may be a count
        (("March / first part", "March / second part"), ((1, 1), (None, 1)), "March / first part"),
        (("Mei / Week / a", "Mei / Week / b"), (("x", None), ("x", "x")), "Mei / Week / a"),
    ],
)
def test_marks_under_a_month(headers, cells, text):
    rows = [[name, 5, *marks] for name, marks in zip("AB", cells, strict=True)]
    assert text_of([(header, None) for header in headers], rows) == text
