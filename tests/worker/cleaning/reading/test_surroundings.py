"""What stands around the lines and fills their fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.lines import Lines
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.layout import BriefItem, Section

TEMPLATE = load_template()
NET = ("Net", "net_cost")


def texts(lines: Lines, field: str) -> list[str | None] | None:
    column = lines.texts(field)
    return None if column is None else [column.at(line) for line in range(len(lines))]


@pytest.mark.parametrize(
    ("columns", "rows", "words", "field", "expected"),
    [
        ([NET], [[1]], {}, "market", None),
        ([NET, ("Market", "market")], [[1, "DE"]], {"brief": [("Market", "FR", "market")]}, "market", ["DE"]),
        ([NET], [[1], [2]], {"brief": [("Client", "Nike", "advertiser")]}, "advertiser", ["Nike", "Nike"]),
        (
            [("Channel", "channel"), ("Site", "publisher"), NET],
            [["TV", "A", 1], [None, "B", 2], ["Radio", "C", 3]], {},
            "channel", ["TV", "TV", "Radio"],
        ),
    ],
    ids=["nothing says it", "a column of its own", "the brief", "written once above its group"],
)  # fmt: skip
def test_fields_of_the_lines(
    columns: list[tuple[str, str]],
    rows: list[list[Any]],
    words: dict[str, Any],
    field: str,
    expected: list[str] | None,
) -> None:
    assert texts(read_lines(mapped(columns, rows, **words), TEMPLATE), field) == expected


def test_a_heading_inside_the_table_is_told() -> None:
    plan = mapped(
        [("Site", "publisher"), NET],
        [["Brand: Alpha", None], ["A", 1], ["B", 2]],
        sections=[Section(2, "Brand: Alpha", 1, 3, 4)],
    )
    lines = read_lines(plan, TEMPLATE)
    assert texts(lines, "brand") == ["Alpha", "Alpha"]
    assert [finding.cell for finding in lines.findings if finding.code == "section-as-field"] == ["2:2"]


@pytest.mark.parametrize(
    ("headings", "channels", "campaigns"),
    [
        (["Spring sale", "Garden"], ["TV", "OOH"], ["Spring sale", "Garden"]),
        (["TÉLÉVISION", "Garden"], ["TV", "TV"], ["TÉLÉVISION", "Garden"]),
        (["AFFICHAGE", "TÉLÉVISION"], ["TV", "OOH"], ["AFFICHAGE", "TÉLÉVISION"]),
        (["TÉLÉVISION", "AFFICHAGE"], ["TV", "OOH"], None),
        (["TELEWIZJA", "Poza domem 2026"], ["TV", "OOH"], None),
    ],
    ids=[
        "campaigns",
        "one value under two",
        "over the other's lines",
        "the channel again",
        "half of them known",
    ],
)
def test_headings_that_are_other_words_for_a_column(
    headings: list[str], channels: list[str], campaigns: list[str] | None
) -> None:
    plan = mapped(
        [("Channel", "channel"), ("Site", "publisher"), NET],
        [[headings[0], None, None], [channels[0], "A", 1], [headings[1], None, None], [channels[1], "B", 2]],
        sections=[Section(2, headings[0], 1, 3, 3), Section(4, headings[1], 1, 5, 5)],
    )
    assert texts(read_lines(plan, TEMPLATE), "campaign_name") == campaigns


def test_lines_of_a_report_have_the_days_that_it_is_of() -> None:
    """'March 24, 2020 - April 23, 2020' alone above an export that has no column of days."""
    plan = mapped([("Campaign", "campaign_name"), ("Clicks", "clicks"), ("Cost", "spend")], [["A", 5, 2]])
    days = tuple(
        BriefItem("", day, field, 1, 1, is_guess=True)
        for field, day in (("start_date", "2020-03-24"), ("end_date", "2020-04-23"))
    )
    lines = read_lines(replace(plan, layout=replace(plan.layout, brief=days)), TEMPLATE)
    assert [str(lines.columns[name].values[0]) for name in ("start_date", "end_date")] == [
        "2020-03-24",
        "2020-04-23",
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-03-02", None, "2026-04-06", None], ["2026-03-02", "2026-03-02", "2026-04-06", "2026-04-06"]),
        (["2026-03-02", "2026-03-09", "2026-04-06", None], ["2026-03-02", "2026-03-09", "2026-04-06", "NaT"]),
        ([None, None, "2026-04-06", None], ["NaT", "NaT", "2026-04-06", "NaT"]),
    ],
    ids=["with each key", "a line has its own", "a key without"],
)
def test_days_written_once_with_their_key_hold_for_its_group(
    days: list[str | None], expected: list[str]
) -> None:
    keys = ["TV", None, "Radio", None]
    columns = [("Channel", "channel"), ("Site", "publisher"), ("Start", "start_date"), NET]
    rows = [[key, f"Site {at}", day, 10 * at] for at, (key, day) in enumerate(zip(keys, days, strict=True))]
    read = read_lines(mapped(columns, rows), TEMPLATE).days("start_date")
    assert read is not None and [str(day) for day in read] == expected


@pytest.mark.parametrize(
    ("columns", "rows", "words"),
    [
        ([("Built", None), NET], [[2019, 1], [2020, 2]], {}),
        ([("Year", None), NET], [[2019, 1], ["all", 2]], {}),
        ([("Year", None), NET], [[12, 1], [14, 2]], {}),
        ([("FY27", None), NET], [[2019, 1], [2020, 2]], {}),
    ],
    ids=["another word", "not all are years", "no years", "a fiscal year"],
)
def test_other_numbers_are_no_years_of_their_lines(columns, rows, words) -> None:
    assert "start_date" not in read_lines(mapped(columns, rows, **words), TEMPLATE).columns


def test_a_column_of_years_dates_lines_that_nothing_else_dates() -> None:
    lines = read_lines(mapped([("Year", None), NET], [[2019, 1], ["2020", 2]]), TEMPLATE)
    assert [[str(day) for day in lines.columns[name].values] for name in ("start_date", "end_date")] == [
        ["2019-01-01", "2020-01-01"],
        ["2019-12-31", "2020-12-31"],
    ]


def test_a_flight_of_the_brief_is_nearer_than_a_column_of_years() -> None:
    plan = mapped([("Year", None), NET], [[2026, 1]], brief=[("Start", "2026-03-02", "start_date")])
    assert str(read_lines(plan, TEMPLATE).columns["start_date"].values[0]) == "2026-03-02"
