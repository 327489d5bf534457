"""Columns of several header rows."""

from __future__ import annotations

import pytest

from worker.shapes.mapping import SourceColumn


@pytest.mark.parametrize(
    ("name", "group", "own"),
    [
        ("Cost", "", "Cost"),
        ("Plan / Cost", "", "Plan / Cost"),
        ("Cost", "Plan", "Cost"),
        ("Planned cost", "Plan", "Planned cost"),
        ("Plan", "Plan", "Plan"),
        ("Plan / Cost", "Plan", "Cost"),
        ("Online / Plan / Cost", "Online / Plan", "Cost"),
    ],
)
def test_the_own_header_is_what_no_group_says(name: str, group: str, own: str) -> None:
    assert SourceColumn(name, group=group).own_header == own
