"""The facts of single rows in small sheets."""

from __future__ import annotations

from itertools import chain

import pytest

from worker.plans.rows.facts import all_names
from worker.plans.rows.features import features
from worker.plans.rows.profile import profile
from worker.plans.rows.viterbi import weights
from worker.shapes.grid import Cell, Grid, Merge

PLAN: list[list[Cell]] = [
    ["Media plan", None, None, None, None],
    ["Vendor", "Format", "Start", "Spots", "Net cost"],
    ["Alder", "Story", "2026-03-01", 10, 1000],
    ["Birch", "Banner", "2026-03-08", 25, 2500],
    ["Cedar", "Video", "2026-03-15", 7, 700],
    ["Total", None, None, 42, 4200],
    ["* Prices without VAT.", None, None, None, None],
]


def facts(at: int, rows: list[list[Cell]] = PLAN, **beside: object) -> set[str]:
    return set(features(profile(Grid("Plan", rows, **beside)), at))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "wrong"),
    [
        (2, {"label-total", "column-names-most", "gap-before-1", "has-long", "label-total-sum-all"}),
        (0, {"merged-across", "label-total", "second-line"}),
        (6, {"after-values-gap", "one-colon", "last-valued"}),
    ],
)
def test_what_a_row_is_not(at: int, wrong: set[str]) -> None:
    assert not facts(at) & wrong


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (
            0,
            {"bias", "first-line", "shape-one-text", "count-1", "one-length-short", "before-values-one-text"},
        ),
        (
            1,
            {
                "second-line",
                "column-names-most",
                "words-over-values-most",
                "texts-before-values",
                "first-wide",
            },
        ),
        (2, {"first-valued", "filled-as-next-2", "filled-as-before-0", "agrees-below-all"}),
        (5, {"label-total", "label-total-alone", "sum-above-all-few", "texts-missing-all-label-total"}),
        (6, {"one-footnote", "after-values-one-text", "after-values-close", "last-line"}),
    ],
)
def test_what_a_row_is(at: int, expected: set[str]) -> None:
    assert expected - facts(at) == set()


@pytest.mark.parametrize("text", ["2. kvartal 2026", "20. apr.–3. maj 2026", "17. týden"])
def test_a_time_in_small_letters_is_no_footnote(text: str) -> None:
    rows = [*PLAN[:3], [text, None, None, None, None], *PLAN[3:]]
    assert not facts(3, rows) & {"one-footnote", "one-small-letter"}


def test_a_merge_over_the_table_is_told_by_its_reach() -> None:
    assert "merged-across" in facts(0, merges=(Merge(1, 1, 1, 5),))


def test_a_formula_that_adds_up_rows_is_a_fact() -> None:
    assert "sum-formula" in facts(5, formulas={(6, 5): "SUM(E3:E5)"})


def test_all_facts_of_a_plan_have_names_and_most_have_weights() -> None:
    every = set(chain.from_iterable(facts(at) for at in range(len(PLAN))))
    assert every <= all_names()
    assert len(every & weights().facts.keys()) > 0.8 * len(every)
