"""Hidden rows: what the plan's own sums say of them decides."""

from __future__ import annotations

import pytest

COLUMNS = [("Site", "publisher"), ("Net cost", "net_cost"), ("Agency fee", "agency_fee")]
LINES = [["Alder", 1230.0, 184.5], ["Birch", 4110.0, 616.5], ["Cedar", 2220.0, 333.0]]


def exported(raw):
    return [row["source_row"] for row in raw.table.to_pylist()]


def codes(raw):
    return {finding.code for finding in raw.findings} & {"lines-hidden", "hidden-row", "rows-unexplained"}


@pytest.mark.parametrize(
    ("hidden", "total"),
    [
        ((), 7560.0),
        ((3,), 7560.0),  # counted
        ((3,), None),  # no sum tells
        ((3,), 5000.0),  # a sum of something else
        ((2, 3, 4), 7560.0),
    ],
)
def test_a_hidden_line_stays_unless_a_sum_leaves_it_out(build, hidden, total):
    rows = [*LINES, ["Total", total]] if total else LINES
    skipped = [(5, "total")] if total else []
    raw = build(COLUMNS, rows, skipped=skipped, hidden_rows=frozenset(hidden))
    assert exported(raw) == [2, 3, 4]
    assert "lines-hidden" not in codes(raw)


def test_a_hidden_line_that_the_sum_leaves_out_is_told_and_goes_with_its_fee(build):
    raw = build(COLUMNS, [*LINES, ["Total", 3450.0]], skipped=[(5, "total")], hidden_rows=frozenset({3}))
    assert exported(raw) == [2, 4]
    assert codes(raw) == {"lines-hidden"}
    assert [total.ok for total in raw.totals if total.measure == "net_cost"] == [True]
