"""Groups of an earlier plan and of differences beside the current plan, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def proposals(cascade: Cascade, groups: tuple[str, ...], header: str) -> list[str | None]:
    columns = [SourceColumn(f"{group} / {header}", ("1500", "200", "90"), group) for group in groups]
    return [
        one.field for one in cascade.suggest([SourceColumn("Publisher", ("Meta", "Google")), *columns])[1:]
    ]


@pytest.mark.parametrize("groups", [("Change",), ("Previous plan",), ("Media", "Digital")])
def test_other_groups_keep_their_measure(cascade: Cascade, groups: tuple[str, ...]) -> None:
    assert None not in proposals(cascade, groups, "Impressions")


@pytest.mark.parametrize(
    ("groups", "header"),
    [
        (("Plan", "Ist", "Abweichung"), "Impressions"),
        (("План", "Факт", "Отклонение"), "Показы"),
        (("Prévu", "Réalisé", "Écart"), "Impressions"),
    ],
)
def test_the_difference_is_no_measure(cascade: Cascade, groups: tuple[str, ...], header: str) -> None:
    assert proposals(cascade, groups, header)[-1] is None


def test_the_current_plan_counts(cascade: Cascade) -> None:
    groups = ("Previous plan (v2)", "Current plan (v3)", "Change")
    previous, current, change = proposals(cascade, groups, "Impressions")
    assert (previous, change) == (None, None)
    assert current is not None
