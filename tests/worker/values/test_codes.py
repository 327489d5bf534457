"""Machine names."""

from __future__ import annotations

import pytest

from worker.values.codes import code_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Meta", None),
        ("1 200", None),
        ("12345678", None),
        ("450000000", None),
        ("1200000000.0", None),
        ("a_long_campaign_name_2026", None),
        ("123456789", "long_id"),
        ("144000000", None),
        ("1276000000.0", None),
        ('="468170906203123"', "long_id"),
        ("300x250", "size"),
        ("1080×1920 px", "size"),
        ("example.com", "site"),
        ("example.com/a", "url"),
        ("https://example.org/a", "url"),
        ("anna@example.com", "email"),
        ("40ba77bb-289d-41d9-8a6e", "hash"),
    ],
)
def test_a_code(text: str, code: str | None) -> None:
    assert code_of(text) == code
