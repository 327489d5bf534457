"""The shape of a table, and how one drifts from another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from worker.memory.layouts.table_shape import Bound, Shape, compare, shape_of
from worker.shapes.layout import Column, Period, Table

HEADERS = ("Campaign", "Site", "Format", "Start", "End", "Net Cost", "Impressions", "Clicks")


WEEKS = ("week:net_cost",)


def changed(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """(change, header, former header) of everything that drifted."""
    placed, gone = compare([Bound(header, None) for header in old], Shape(tuple(new)))
    drifts = [column.drift for column in placed if column.drift] + list(gone)
    return [(drift.change, drift.header, drift.was) for drift in drifts]


@pytest.mark.parametrize(
    "new",
    [
        HEADERS,
        ("CAMPAIGN", "site", "Format ", "start", "End", "net_cost", "impressions", "clicks"),
    ],
)
def test_the_same_headers_have_not_drifted(new: tuple[str, ...]) -> None:
    assert changed(HEADERS, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A B C D", "A B X D", [("renamed", "X", "C")]),
        ("A B C D", "A X Y D", [("renamed", "X", "B"), ("renamed", "Y", "C")]),
        ("A B C D", "A B D", [("gone", "C", "")]),
        ("A B C D", "A B C X D", [("new", "X", "")]),
        ("A B C D", "B C D A", [("moved", "A", "")]),
        ("A B C D", "D A B C", [("moved", "D", "")]),
        ("A B C D", "A X D B C", [("new", "X", ""), ("moved", "D", "")]),
        ("A Site C", "A Sites Zone C", [("renamed", "Sites", "Site"), ("new", "Zone", "")]),
        ("A Site Zone C", "A Sites C", [("renamed", "Sites", "Site"), ("gone", "Zone", "")]),
        ("A A B", "A A B", []),
        ("A A B", "A B", [("gone", "A", "")]),
        ("Cost_2025 B", "Cost_2026 B", []),
    ],
)
def test_what_drifted_is_named(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert changed(old.split(), new.split()) == expected


def test_a_header_with_other_guard_words_is_not_a_new_name() -> None:
    found = changed(("Site", "Net Cost", "Clicks"), ("Site", "Gross Cost", "Clicks"))
    assert found == [("new", "Gross Cost", ""), ("gone", "Net Cost", "")]


def test_the_shape_of_a_table_has_no_dates_and_no_values() -> None:
    def table(label: str, weeks: int) -> Table:
        columns = (Column(1, "Site", samples=("Secret Site",)), Column(2, "Net Cost"))
        periods = tuple(Period(3 + at, f"{label} {at}", "week", measure="net_cost") for at in range(weeks))
        return Table((1,), 2, 9, 1, 9, columns, periods)

    january, february = shape_of(table("Jan", 5)), shape_of(table("Feb", 4))
    assert january.fingerprint == february.fingerprint
    assert january == Shape(("Site", "Net Cost"), WEEKS)
    assert Shape(("Site", "Net Cost")).fingerprint != january.fingerprint
