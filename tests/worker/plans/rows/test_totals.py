from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.plans.rows.totals import summing_rows, sums

Row = dict[int, float]


def found(rows: list[Row], labels: tuple[int, ...] = ()) -> list[str]:
    """For each row 'above', 'below' or '-' by what it adds up in most of its columns."""
    return [
        "above" if s.above >= 0.6 and s.above >= s.below else "below" if s.below >= 0.6 else "-"
        for s in sums(rows, labels)
    ]


def rows(*values: tuple[float, ...]) -> list[Row]:
    return [dict(enumerate(row)) for row in values]


@pytest.mark.parametrize(
    "unrelated",
    [
        rows((10, 3), (20, 5), (70, 1)),
        rows((5, 5), (5, 5), (5, 5)),
        rows((0, 0), (0, 0), (0, 0)),
        [{}, {}, {}],
        rows((10, 3)),
    ],
)
def test_rows_that_add_up_nothing_are_left_alone(unrelated: list[Row]) -> None:
    assert set(found(unrelated)) == {"-"}


def test_a_sum_below_its_lines() -> None:
    assert found(rows((10, 3), (20, 5), (70, 1), (100, 9)))[-1] == "above"


def test_a_sum_above_its_lines() -> None:
    assert found(rows((100, 9), (10, 3), (20, 5), (70, 1)))[0] == "below"


def test_rounded_parts_still_add_up() -> None:
    assert found(rows((1234.5, 99.1), (400.2, 33.0), (500.1, 33.0), (334.3, 33.0)))[0] == "below"


def test_subtotals_are_not_added_to_the_grand_total() -> None:
    table = rows((10, 1), (20, 2), (30, 3), (5, 4), (6, 5), (11, 9), (41, 12))
    assert [i for i, way in enumerate(found(table, (2, 5, 6))) if way == "above"] == [2, 5, 6]


def test_nested_sums_above_their_lines() -> None:
    table = rows((60, 12), (30, 5), (10, 2), (20, 3), (30, 7), (14, 3), (16, 4))
    assert [i for i, way in enumerate(found(table)) if way == "below"] == [0, 1, 4]


def test_a_subtotal_that_differs_is_no_sum() -> None:
    assert found(rows((200000, 1000), (180000, 3000), (420000, 4100)))[-1] == "-"


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=2, max_size=12))
def test_any_sum_of_all_lines_is_found(lines: list[tuple[int, int]]) -> None:
    total = (sum(a for a, _ in lines), sum(b for _, b in lines))
    assert sums(rows(*lines, total))[-1].above >= 0.6


@pytest.mark.parametrize(
    ("formula", "sums_up"),
    [
        ("=SUM(C2:C9)", True),
        ("SUM($C$2:$C$9)", True),
        ("=SUBTOTAL(9,C2:C9)", True),
        ("=ROUND(SUM(C2:C9),2)", True),
        ("=SUM(A10:B10)", False),
        ("=SUM(D2:D9)", False),
        ("=SUM(C10:C12)", False),
        ("=C2*C3", False),
    ],
)
def test_formulas_that_add_up_their_own_column(formula: str, sums_up: bool) -> None:
    assert (10 in summing_rows({(10, 3): formula})) is sums_up


def test_one_sum_among_many_products_is_no_total_row() -> None:
    formulas = {(10, column): "=A10*B10" for column in range(4, 12)} | {(10, 3): "=SUM(C2:C9)"}
    assert summing_rows(formulas) == frozenset()
