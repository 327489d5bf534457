"""Histories of the document beside a plan: what they are, and what is a part of the plan all the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.books.test_price_lists import PLAN, PLAN_FIELDS, TOTAL, mapped
from worker.cleaning.books.version_histories import is_version_history
from worker.knowledge.templates import load_template

FIELDS = ("revenue", "date", None, "notes")


def history(*versions: Any, header: str = "Rev") -> list[list[Any]]:
    rows = [[version, date(2026, 1, at), "KM", "moved money"] for at, version in enumerate(versions, 9)]
    return [[header, "Date", "By", "Change"], *rows]


def verdict(rows: list[list[Any]], fields: tuple[str | None, ...] = FIELDS, **options: Any) -> bool:
    plan = mapped([*PLAN, TOTAL], PLAN_FIELDS)
    return is_version_history(mapped(rows, fields, **options), [plan], load_template())


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        pytest.param(history(1, 2, 3, header="Revenue"), FIELDS, id="money"),
        pytest.param(history("A", "B", "C", header="Version"), FIELDS, id="versions of a film"),
        pytest.param(history(3, 1, 2), FIELDS, id="in no order"),
        pytest.param(history(1, 2, 3), ("planned_units", "date", None, None), id="a volume"),
        pytest.param([*history(1, 2, 3), ["Total", None, None, 6]], FIELDS, id="a total of its own"),
    ],
)
def test_what_stays_a_plan(rows: list[list[Any]], fields: tuple[str | None, ...]) -> None:
    assert not verdict(rows, fields)


def test_a_person_has_the_last_word() -> None:
    assert not verdict(history(1, 2, 3), is_plan_by_word=True)


def test_a_history_alone_is_all_there_is() -> None:
    other = mapped(PLAN, PLAN_FIELDS)
    assert not is_version_history(mapped(history(1, 2, 3), FIELDS), [other], load_template())


@pytest.mark.parametrize(
    "rows",
    [
        history(1, 2, 3),
        history("v3", "v2", "v1", header="Revision"),
        history(1.0, 1.1, 2.0, header="Versie"),
        history("Rev. 1", "Rev. 2", header="Revision"),
        history(1, 2, 3, header="Версия"),
        history("V1", "V2", header="バージョン"),
    ],
)
def test_versions_one_below_the_other(rows: list[list[Any]]) -> None:
    assert verdict(rows)
