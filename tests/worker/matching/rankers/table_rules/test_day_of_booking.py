"""Days before every flight are no dates of activity."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

START = SourceColumn("Start date", ("2026-09-01", "2026-09-07"))
END = SourceColumn("End date", ("2026-09-14", "2026-09-30"))


@pytest.mark.parametrize(
    ("days", "others", "field"),
    [
        (("2026-09-01", "2026-09-08"), (START, END), "date"),
        (("2026-08-03",), (START,), "date"),
        (("2026-08-03", "2026-08-04"), (), "date"),
        (("2026-08-03",), (START, END), None),
        (("2026-08-03", "2026-08-20"), (START, END), None),
    ],
)
def test_a_day_before_the_flights(
    cascade: Cascade, days: tuple[str, ...], others: tuple[SourceColumn, ...], field: str | None
) -> None:
    assert cascade.suggest([SourceColumn("Date", days), *others])[0].field == field
