"""Kinds of charts by xlwings' names, there and back."""

from __future__ import annotations

import pytest

from xl_addin.engines.chart_kinds import KINDS, Kind, kind_of


@pytest.mark.parametrize("name", KINDS)
def test_a_name_comes_back(name: str) -> None:
    assert kind_of(KINDS[name]) == name


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind("bubble"), "combination"),  # what no engine of ours draws
        (Kind("line", stacked=True, percent=True), "combination"),
        (Kind("column", markers=True), "column_clustered"),  # a column has no markers
        (Kind("pie", lines=False), "pie"),
        (Kind("area", percent=True), "area_stacked_100"),  # 100 % without "stacked" is stacked all the same
        (Kind("scatter", markers=True, lines=False), "xy_scatter"),
    ],
)
def test_a_kind_by_its_name(kind: Kind, name: str) -> None:
    assert kind_of(kind) == name
