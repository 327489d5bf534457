"""One answer a column."""

from __future__ import annotations

import pytest

from worker.matching.assignment import assign

Columns = list[list[tuple[str, float]]]
ONE: Columns = [[("ad_id", 0.9)]]
TWO: Columns = [[("ad_id", 0.7)], [("ad_id", 0.9)]]
DATES: Columns = [[("date", 0.9)], [("date", 0.8)]]
SECOND: Columns = [[("ad_id", 0.9)], [("ad_id", 0.6), ("ad_name", 0.3)]]


@pytest.mark.parametrize(
    ("columns", "left_open", "repeatable", "fixed", "fields"),
    [
        pytest.param([[("spend", 0.4)]], [0.6], set(), {}, [None], id="leaving it open is likelier"),
        pytest.param([[]], [1.0], set(), {}, [None], id="no field at all"),
        pytest.param(
            TWO, [0.2, 0.0], set(), {}, [None, "ad_id"], id="the surer column wins wherever it stands"
        ),
        pytest.param(
            SECOND, [0.0, 0.1], set(), {}, ["ad_id", "ad_name"], id="the late one takes its next field"
        ),
        pytest.param(SECOND, [0.0, 0.4], set(), {}, ["ad_id", None], id="unless leaving it open is likelier"),
        pytest.param(DATES, [0.1, 0.1], {"date"}, {}, ["date", "date"], id="a repeatable field repeats"),
        pytest.param(DATES, [0.1, 0.1], None, {}, ["date", "date"], id="every field repeats"),
        pytest.param(
            [[], *ONE], [1.0, 0.1], set(), {0: "ad_id"}, ["ad_id", None], id="a fixed column has it"
        ),
        pytest.param(
            [[], *ONE], [1.0, 0.1], set(), {0: None}, [None, "ad_id"], id="a fixed open column has none"
        ),
    ],
)
def test_one_answer_a_column(
    columns: Columns,
    left_open: list[float],
    repeatable: set[str] | None,
    fixed: dict[int, str | None],
    fields: list[str | None],
) -> None:
    assert assign(columns, left_open, repeatable, fixed) == fields
