"""What values look like."""

import pytest

from worker.matching.samples import kind, kind_of


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", "blank"),
        ("-", "blank"),
        ("n/a", "blank"),
        ("0", "blank"),
        ("2025-03-01", "date"),
        ("2025-03-01T10:00:00", "date"),
        ("01.03.2025", "date"),
        ("3/1/25", "date"),
        ("2025年3月1日", "date"),
        ("12 Mar 2025", "date"),
        ("March 2025", "date"),
        ("янв. 2025", "date"),
        ("1200", "integer"),
        ("1,200.50", "decimal"),
        ("1 200,50", "decimal"),
        ("$1,200", "money"),
        ("R$ 176,52", "money"),
        ("1200 руб.", "money"),
        ("12.5%", "percent"),
        ('[{"id": 1}]', "structure"),
        ("[1, 2]", "structure"),
        ("[SEARCH]-Brand", "word"),
        ("[Search] [Brand]", "text"),
        ("300x250", "size"),
        ("1080×1920", "size"),
        ("00:30", "time"),
        ("30s", "time"),
        ('15"', "time"),
        ("https://example.org/a", "url"),
        ("example.com", "site"),
        ("example.com/a", "url"),
        ("7704.36", "decimal"),
        ("2025.03", "date"),
        ("12023684690215123", "long_id"),
        ('="468170906203123"', "long_id"),
        ("40ba77bb-289d-41d9-8a6e", "hash"),
        ("EUR", "currency"),
        ("Germany", "country"),
        ("CPM", "price_model"),
        ("desktop", "device"),
        ("ACTIVE", "status"),
        ("true", "flag"),
        ('{"a": 1}', "structure"),
        ("Pre-roll", "word"),
        ("Pre-roll 15 s spot", "text"),
        ("x" * 30 + " " + "y" * 40, "long_text"),
    ],
)
def test_one_value(value: str, wanted: str):
    assert kind_of(value) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((), "none"),
        (("-", "0"), "blank"),
        (("-", "5"), "integer"),
        (("5", "5.5", "6"), "decimal"),
        (("5", "Total", "7"), "integer"),
    ],
)
def test_a_column_is_what_most_of_its_values_are(values: tuple[str, ...], wanted: str):
    assert kind(values) == wanted
