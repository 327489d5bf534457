"""Money that stands there twice, in the line's currency and in the plan's."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

LOCAL, RATES = (185_000.0, 160_000.0, 120_000.0), (0.0885, 0.0862, 0.134)
EUROS = tuple(a * b for a, b in zip(LOCAL, RATES, strict=True))
OTHER = (7.0, 31.0, 12.0)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([("Zorgl", OTHER), ("Kurs", RATES), ("Netto EUR", EUROS)], [None, None, "net_cost"]),
        ([("Zorgl", LOCAL), ("Kurs", RATES), ("Vexo", EUROS)], [None, None, None]),
        ([("Netto lokal valuta", LOCAL), ("Kurs", RATES), ("Netto EUR", EUROS)], ["net_cost", None, "net_cost"]),
        ([("Net local", LOCAL), ("FX rate", RATES), ("Net cost EUR", EUROS)], ["net_cost", None, "net_cost"]),
    ],
    ids=["no product", "no money", "Swedish", "English"],
)  # fmt: skip
def test_what_a_rate_turns_into_money_is_money(
    cascade: Cascade, columns: list[tuple[str, tuple[float, ...]]], expected: list[str | None]
) -> None:
    sources = [
        SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers) for name, numbers in columns
    ]
    assert [one.field for one in cascade.suggest(sources)] == expected
