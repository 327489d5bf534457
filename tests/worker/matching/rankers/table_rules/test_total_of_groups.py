"""One measure under several groups, one of which may be the total of the others."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

FIRST, SECOND = (100.0, 21.4, 53.6, 44.7), (72.4, 64.6, 64.9, 40.0)
BOTH = tuple(a + b for a, b in zip(FIRST, SECOND, strict=True))


def fields(cascade: Cascade, header: str, **groups: tuple[float, ...]) -> list[str | None]:
    columns = [
        SourceColumn(f"{group} / {header}", tuple(map(str, some)), group, numbers=some)
        for group, some in groups.items()
    ]
    head = SourceColumn("City", ("York", "Leeds", "Hull", "Bath"))
    return [suggestion.field for suggestion in cascade.suggest([head, *columns])[1:]]


def test_what_is_no_sum_of_the_others_is_no_total(cascade: Cascade) -> None:
    assert fields(cascade, "GRP", One=FIRST, Two=SECOND, Total=FIRST)[0] == "grp"


def test_a_field_that_columns_share_keeps_its_parts(cascade: Cascade) -> None:
    assert fields(cascade, "Net cost", One=FIRST, Two=SECOND, Total=BOTH)[0] == "net_cost"


@pytest.mark.parametrize(
    ("header", "total", "field"),
    [
        ("GRP 25-54", "Итого", "grp"),
        ("Spots", "Total", "spots"),
        ("TRP", "Gesamt", "grp"),
        ("Planned impressions", "All channels", "planned_impressions"),
    ],
)
def test_the_total_is_the_measure(cascade: Cascade, header: str, total: str, field: str) -> None:
    whole = {"One": tuple(map(round, FIRST)), "Two": tuple(map(round, SECOND))}
    whole[total] = tuple(a + b for a, b in zip(*whole.values(), strict=True))
    assert fields(cascade, header, **whole) == [None, None, field]
