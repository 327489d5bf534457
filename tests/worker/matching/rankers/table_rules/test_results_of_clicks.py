"""Results that letters in common suggest, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

HEAD = (
    SourceColumn("Complexe", ("Li\u00e8ge", "Namur")),
    SourceColumn("Du", ("2026-12-02", "2026-12-09")),
    SourceColumn("Au", ("2026-12-29", "2026-12-29")),
    SourceColumn("Prix net HTVA", ("1450", "890")),
)
SALLES = SourceColumn("Salles", ("9", "5", "8"), numbers=(9.0, 5.0, 8.0))


@pytest.mark.parametrize("header", ["Conversions", "Leads"])
def test_a_result_that_its_word_names_stays(cascade: Cascade, header: str) -> None:
    column = SourceColumn(header, ("9", "5", "8"), numbers=(9.0, 5.0, 8.0))
    assert cascade.suggest([*HEAD, column])[-1].field == "conversions"


def test_without_clicks_likeness_makes_no_result(cascade: Cascade) -> None:
    assert cascade.suggest([*HEAD, SALLES])[-1].field is None
    clicks = SourceColumn("Clics", ("900", "500", "800"), numbers=(900.0, 500.0, 800.0))
    assert cascade.suggest([*HEAD, clicks, SALLES])[-1].field == "conversions"


def test_what_is_written_with_a_currency_is_no_count(cascade: Cascade) -> None:
    rate = SourceColumn("Kadar", ("RM 28,500.00", "RM 8,200.00", "RM 620.00"))
    assert cascade.suggest([*HEAD[:3], rate])[-1].field not in ("conversions", "video_completions")
