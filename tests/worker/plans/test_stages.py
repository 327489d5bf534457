"""What titles say: a plan, a report, both or nothing."""

from __future__ import annotations

import pytest

from worker.plans.stages import stage_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Alfa 2026",
        "Planet Foods Q3",
        "Reporter ohne Grenzen",
        "Performance campaign Q3",
        "Plan vs report",
        "Sheet1",
        "Explanations",
    ],
)
def test_a_name_that_says_neither_or_both(text: str) -> None:
    assert stage_of(text) is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Media plan Alfa 2026", "planned"),
        ("Mediaplan_Alfa_2026", "planned"),
        ("Médiaterv – Alfa", "planned"),
        ("Alfa 媒介计划", "planned"),
        ("Digitaalinen mediasuunnitelma", "planned"),
        ("Wrap up Q3", "delivered"),
        ("Kampányriport, szeptember", "delivered"),
        ("Resultatenrapport Alfa", "delivered"),
        ("投放数据报告", "delivered"),
        ("Отчет по кампании", "delivered"),
    ],
)
def test_a_name_of_a_plan_or_a_report(text: str, stage: str) -> None:
    assert stage_of(text) == stage
