"""The total of what the periods hold, under its own name or another."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


@pytest.mark.parametrize(
    ("header", "measure", "field"),
    [
        ("Total cost", None, "spend"),
        ("Total cost", "clicks", "spend"),
        ("Gross cost", "net_cost", "gross_cost"),
        ("Total cost", "net_cost", "net_cost"),
        ("Total", "net_cost", "net_cost"),
        ("Total", "grp", "grp"),
        ("Total", "spots", "spots"),
    ],
)
def test_a_total_is_what_the_periods_say(
    cascade: Cascade, header: str, measure: str | None, field: str
) -> None:
    columns = [
        SourceColumn("Network", ("Seven", "Nine")),
        SourceColumn("Total clicks", ("51", "44"), numbers=(51.0, 44.0)),
        SourceColumn(header, ("7260", "6840"), summed=True, numbers=(7260.0, 6840.0), adds_measure=measure),
    ]
    assert cascade.suggest(columns)[2].field == field
