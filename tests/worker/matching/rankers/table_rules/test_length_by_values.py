"""Columns of spot lengths, whatever their header."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def field(cascade: Cascade, *columns: SourceColumn) -> str | None:
    return cascade.suggest([*columns, SourceColumn("Net cost EUR", ("1200.50", "800"))])[0].field


@pytest.mark.parametrize(
    ("header", "samples"),
    [
        ("Unit", ("CPM", "CPC")),
        ("Unit", ("30", "15")),
        ("Unit", ("0:30", "18:15")),
        ("Unit", ("30 min", "90 min")),
        ("Market", (":30", ":15")),
        ("Daypart", ("18:30", "19:00")),
        ("Unit", ("0:30",)),
        ("Unit", ("00:30", "01:15")),
        ("Unit", ("00:00:30", "00:30:00")),
        ("Uhrzeit", ("00:30", "00:15")),
        ("Time", ("0:30", "0:45")),
    ],
)
def test_no_length_of_a_spot(cascade: Cascade, header: str, samples: tuple[str, ...]) -> None:
    assert field(cascade, SourceColumn(header, samples)) != "duration"


def test_another_column_is_the_duration_already(cascade: Cascade) -> None:
    assert field(cascade, SourceColumn("Unit", (":30",)), SourceColumn("Duration", ("30 sec",))) != "duration"


@pytest.mark.parametrize("header", ["Unit", "Spot", "Copy", "Einheit"])
@pytest.mark.parametrize(
    "samples",
    [
        (":30", ":15"),
        ('30"', '15"'),
        ("30 сек", "15 сек"),
        ("0'30\"",),
        ("0:30", "0:15"),
        ("00:00:30", "00:00:05"),
    ],
)
def test_lengths_are_the_duration(cascade: Cascade, header: str, samples: tuple[str, ...]) -> None:
    assert field(cascade, SourceColumn(header, samples)) == "duration"
