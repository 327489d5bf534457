"""Tables of one plan with the same headers."""

from __future__ import annotations

import pytest

from worker.shapes.mapping import Suggestion
from worker.verbs.twin_tables import agreed


def column(header: str, field: str | None, confidence: float) -> Suggestion:
    return Suggestion(header, field, confidence if field else 0.0, "rules", "It says so.")


@pytest.mark.parametrize(
    ("north", "south", "fields"),
    [
        ([("Cost", "net_cost", 0.9)], [("Cost", "net_cost", 0.8)], ["net_cost"]),
        ([("Cost", "net_cost", 0.9)], [("Costs", "spend", 0.8)], ["spend"]),
        ([("Cost", "net_cost", 0.9)], [("Cost", None, 0.0)], [None]),
        ([("Cost", None, 0.0)], [("Cost", "spend", 0.6)], ["spend"]),
        ([("Cost", "net_cost", 0.9)], [("cost", "spend", 0.8)], ["net_cost"]),
        (
            [("Cost", "net_cost", 0.9), ("Budget", "spend", 0.7)],
            [("Cost", "spend", 0.8), ("Budget", "net_cost", 0.75)],
            ["net_cost", "spend"],
        ),
    ],
    ids=["they agree", "other headers", "left open", "nothing to follow", "the surer one", "a whole table is followed"],
)  # fmt: skip
def test_a_column_means_the_same_in_both(
    north: list[tuple[str, str | None, float]],
    south: list[tuple[str, str | None, float]],
    fields: list[str | None],
) -> None:
    tables = {("North", 1): tuple(column(*c) for c in north), ("South", 1): tuple(column(*c) for c in south)}
    assert [one.field for one in agreed(tables)["South", 1]] == fields
    assert [one.header for one in agreed(tables)["South", 1]] == [header for header, *_ in south]


def test_a_doubt_stays_a_doubt() -> None:
    tables = {
        ("North", 1): (column("Format", "ad_format", 0.99),),
        ("South", 1): (column("Format", "duration", 0.6),),
    }
    (south,) = agreed(tables)["South", 1]
    assert (south.field, south.confidence) == ("ad_format", 0.6)
