"""Raw data as a plan sheet, and back: the rows are the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from bench import flowchart as bench
from bench.plans import make
from tests.worker.verbs.summary.raw_tables import FEB, JAN, raw_of
from worker.errors import UsageError
from worker.shapes.raw_data import PLAN
from worker.verbs.flowchart.flowchart import flowchart, flowcharts

ROOT = Path(__file__).parents[4]
PLANS = sorted((ROOT / "examples").glob("*/plan.*"))
SEEDS = range(0, 500, 25)
"""A sample of those that `python -m bench.flowchart 500` walks."""

MAR = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.parent.name)
def test_an_export_of_an_examples_flowchart_gives_its_rows(plan: Path, tmp_path: Path) -> None:
    first = bench.exported(plan)
    second = bench.round_trip(first, tmp_path / "flowchart.xlsx")
    assert bench.rows_of(second.raw.table) == bench.rows_of(first.raw.table)


@pytest.mark.parametrize("seed", SEEDS)
def test_so_does_that_of_a_made_plan(seed: int, tmp_path: Path) -> None:
    assert bench.outcome(make(seed).write(tmp_path), tmp_path) in ("same", "no amounts")


def test_lines_stand_by_channel_and_months_are_columns() -> None:
    raw = raw_of(
        [
            ("TV", "A", *JAN, "EUR", 1.0, 2),
            ("OOH", "B", *FEB, "EUR", 4.0, 3),
            ("TV", "C", *JAN, "EUR", 2.0, 4),
            ("TV", "C", *FEB, "EUR", 3.0, 4),
        ]
    )
    chart = flowchart("plan", raw.table, raw.template)
    assert [(group.channel, group.currency, group.first, group.last) for group in chart.groups] == [
        ("TV", None, 0, 1),
        ("OOH", None, 2, 2),
    ]
    (block,) = chart.blocks
    assert (chart.step, block.amounts) == ("month", ((1.0, None), (2.0, 3.0), (None, 4.0)))
    assert {column.field.name: column.values for column in chart.columns}["net_cost"] == (1.0, 5.0, 4.0)


def test_lines_stand_by_currency_where_there_are_several() -> None:
    raw = raw_of(
        [("TV", "A", *JAN, "EUR", 1.0, 2), ("TV", "B", *JAN, "USD", 1.0, 3), ("TV", "C", *JAN, "EUR", 1.0, 4)]
    )
    chart = flowchart("plan", raw.table, raw.template)
    assert [(group.currency, group.last) for group in chart.groups] == [("EUR", 1), ("USD", 2)]


def test_a_measure_that_follows_from_its_lines_sum_has_no_periods_of_its_own() -> None:
    raw = raw_of([("TV", "A", *JAN, "EUR", 1.0, 2), ("TV", "A", *FEB, "EUR", 3.0, 2)])
    for impressions, measures in (
        ([1.0, 3.0], ["net_cost"]),
        ([3.0, 1.0], ["net_cost", "planned_impressions"]),
    ):
        table = raw.table.append_column("planned_impressions", pa.array(impressions))
        blocks = flowchart("plan", table, raw.template).blocks
        assert [block.field and block.field.name for block in blocks] == measures


def test_a_row_that_no_period_holds_is_a_line_with_its_own_days() -> None:
    odd = (date(2026, 1, 10), date(2026, 2, 20))
    raw = raw_of(
        [
            ("TV", "A", *JAN, "EUR", 1.0, 2),
            ("TV", "A", *FEB, "EUR", 2.0, 2),
            ("OOH", "B", *odd, "EUR", 3.0, 3),
        ]
    )
    chart = flowchart("plan", raw.table, raw.template)
    columns = {column.field.name: column.values for column in chart.columns}
    assert (columns["start_date"], columns["end_date"]) == ((None, odd[0]), (None, odd[1]))


def test_flights_can_be_cut_into_months() -> None:
    raw = raw_of([("TV", "A", date(2026, 1, 17), date(2026, 3, 16), "EUR", 590.0, 2)])
    chart = flowchart("plan", raw.table, raw.template, "month")
    assert chart.blocks[0].amounts == ((150.0, 280.0, 160.0),)
    assert [period.start for period in chart.periods] == [JAN[0], FEB[0], MAR[0]]


def test_each_plan_of_a_dataset_has_a_sheet() -> None:
    raw = raw_of([("TV", "A", *JAN, "EUR", 1.0, 2), ("TV", "B", *JAN, "EUR", 1.0, 2)])
    table = raw.table.append_column(PLAN, pa.array(["one.xlsx", "two.xlsx"]))
    assert [(c.name, c.lines) for c in flowcharts("all", table, raw.template)] == [
        ("one.xlsx", 1),
        ("two.xlsx", 1),
    ]


def test_no_rows_are_refused() -> None:
    raw = raw_of([("TV", "A", *JAN, "EUR", 1.0, 2)])
    with pytest.raises(UsageError, match="no rows"):
        flowcharts("raw.csv", raw.table.slice(1), raw.template)
