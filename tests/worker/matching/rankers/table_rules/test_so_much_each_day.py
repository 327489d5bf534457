"""Amounts of a day beside those of the whole line, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

WHOLE, DAY = (24_000.0, 9_300.0, 61_000.0), (774.19, 300.0, 1_967.74)


def fields(cascade: Cascade, *headers: str) -> list[str | None]:
    """The fields of amounts under *headers*, those of a day the smaller ones."""
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    amounts = zip(headers, (WHOLE, DAY), strict=False)
    columns = [SourceColumn(name, tuple(f"{n:g}" for n in many), numbers=many) for name, many in amounts]
    return [suggestion.field for suggestion in cascade.suggest([*head, *columns])[len(head) :]]


@pytest.mark.parametrize("header", ["Daily budget", "Tagesbudget", "Дневной бюджет", "일예산"])
def test_alone_it_is_the_budget(cascade: Cascade, header: str) -> None:
    assert fields(cascade, header) == ["planned_budget"]


@pytest.mark.parametrize(
    ("whole", "daily"),
    [
        ("Budget, USD", "Daily Budget"),
        ("Etat, €", "Tagesbudget"),
        ("Бюджет", "Дневной бюджет"),
        ("예산", "일예산"),
        ("预算", "日预算"),
    ],
)
def test_beside_the_budget_it_is_left_open(cascade: Cascade, whole: str, daily: str) -> None:
    assert fields(cascade, whole, daily) == ["planned_budget", None]
