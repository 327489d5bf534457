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


@pytest.mark.parametrize(
    ("totals", "is_open"),
    [((2_610.0, 3_120.0, 480.0), False), ((87.0, 104.0, 12.0), True)],
)
def test_a_bare_total_repeats_the_counts_that_it_equals(
    cascade: Cascade, totals: tuple[float, ...], is_open: bool
) -> None:
    columns = [
        SourceColumn("Network", ("Seven", "Nine", "Ten")),
        SourceColumn("Spots", ("87", "104", "12"), summed=True, numbers=(87.0, 104.0, 12.0)),
        SourceColumn("Total", tuple(f"{n:g}" for n in totals), summed=True, numbers=totals),
    ]
    assert (cascade.suggest(columns)[2].field is None) is is_open


@pytest.mark.parametrize(
    ("name", "total", "is_open"),
    [("Net cost", "Gross cost", False), ("Net cost", "Total cost", False), ("Net cost", "Grand total", True)],
)
def test_a_bare_total_repeats_the_money_that_it_equals(
    cascade: Cascade, name: str, total: str, is_open: bool
) -> None:
    numbers = (2_610.0, 3_120.0, 480.0)
    texts = tuple(f"{n:g}" for n in numbers)
    columns = [
        SourceColumn("Network", ("Seven", "Nine", "Ten")),
        SourceColumn(name, texts, summed=True, numbers=numbers),
        SourceColumn(total, texts, summed=True, numbers=numbers),
    ]
    fields = [suggestion.field for suggestion in cascade.suggest(columns)[1:]]
    assert fields[0] == "net_cost"
    assert (fields[1] is None) is is_open
