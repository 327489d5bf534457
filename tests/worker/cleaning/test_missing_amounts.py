"""Plans of which no amount is exported, or prices alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import RawData, build_raw_data
from worker.findings.mapping import COLUMN_IN_DOUBT
from worker.shapes.template import Template

Build = Callable[..., RawData]
COST = ("Net cost EUR", "net_cost")


@pytest.mark.parametrize(
    ("columns", "rows", "cells"),
    [
        ([("Site", "publisher"), ("Tarif", "unit_rate"), COST], [["A", 5, 50]], []),
        ([("Site", "publisher"), ("Tarif", "unit_rate")], [["A", None]], []),
        ([("Site", "publisher"), ("Klicks", "clicks"), ("CTR", "ctr")], [["A", 5, 0.1]], []),
        ([("Medio", "publisher"), ("Tarifa", "unit_rate"), COST], [["A", 5, 0]], []),  # no amounts at all, which is said
        ([("Medio", "publisher"), ("Tarifa", "unit_rate"), ("Caras", "planned_units")], [["A", 5, 1], ["B", 7, 2]], ["B2:B3"]),
        ([("Site", "publisher"), ("TKP", "cpm"), ("AIs", "planned_impressions")], [["A", 5, 1000]], ["B2:B2"]),
    ],
)  # fmt: skip
def test_prices_without_any_cost_are_told(
    build: Build, columns: list[tuple[str, str | None]], rows: list[list[Any]], cells: list[str]
) -> None:
    raw = build(columns, rows)
    assert [f.cell for f in raw.findings if f.code == "prices-without-cost"] == cells


def test_tables_without_amounts_are_told_together(template: Template) -> None:
    columns = [("Site", "publisher"), ("Start", "start_date"), COST]
    first, second = (
        replace(mapped(columns, [[site, date(2026, 5, 1), 0]], sheet=sheet), number=number)
        for number, (site, sheet) in enumerate([("A", "May"), ("B", "June")], 1)
    )
    raw = build_raw_data([first, second], template)
    (finding,) = [f for f in raw.findings if f.code == "table-without-amounts"]
    assert finding.sentence == "The lines of 'May' (2:2), 'June' (2:2) hold no amount of money and no volume."


def test_numbers_that_may_be_the_missing_amounts_are_a_note(template: Template) -> None:
    columns = [("Site", "publisher"), ("Zorgl", None), COST]
    for cost, severities in ((0, []), (70, ["warning"])):
        table = replace(mapped(columns, [["A", 4711, cost], ["B", 815, cost]]), unknown=frozenset({2}))
        raw = build_raw_data([table], template, sheets=[(table.grid, table.layout)])
        assert [
            f.severity for f in raw.findings if f.code == "numbers-not-exported" and f.severity != "note"
        ] == severities


DOUBT = COLUMN_IN_DOUBT.at("Plan", "B1", header="Fee", field="agency_fee", confidence=0.7)


@pytest.mark.parametrize(
    ("fees", "told"),
    [([5, None], ["B1"]), ([0, None], []), ([None, None], []), (["soon", 0], [])],
    ids=["an amount", "zeros", "blank", "no number, which is told"],
)
def test_a_doubt_about_a_column_that_holds_nothing_is_none(
    build: Build, fees: list[Any], told: list[str]
) -> None:
    rows = [["A", fees[0], 100], ["B", fees[1], 50]]
    raw = build([("Site", "publisher"), ("Fee", "agency_fee"), COST], rows, options={"findings": [DOUBT]})
    assert [f.cell for f in raw.findings if f.code == "mapping-in-doubt"] == told
