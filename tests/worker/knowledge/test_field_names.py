"""What languages call a field."""

from __future__ import annotations

import pytest

from worker.knowledge.field_names import first_names, places


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("conversions", "conversions"),
        ("conversions", "конверсии"),
        ("conversions", "konverze"),
        ("clicks", "klicks"),
    ],
)
def test_first_names(field: str, name: str) -> None:
    assert name in first_names(field)


@pytest.mark.parametrize(
    ("field", "name"),
    [("conversions", "app installs"), ("conversions", "leads"), ("conversions", "contacts"), ("clicks", "")],
)
def test_other_names_are_not_first(field: str, name: str) -> None:
    assert name not in first_names(field)


def test_places() -> None:
    listed = places("it", "ad_id")
    assert listed["id annuncio"] < listed["id creatività"]
    assert places("xx", "ad_id") == {}
