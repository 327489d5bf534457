"""What planners of each shipped language write over a column, the column alone and with its values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from worker.knowledge.templates import load_template
from worker.knowledge.words import languages
from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

DAYS, AMOUNTS, COUNTS = ("2026-03-02", "2026-02-11"), ("21400", "9800", "15250.5"), ("120", "48", "310")
SAMPLES = {"publisher": (), "net_cost": AMOUNTS, "gross_cost": AMOUNTS, "agency_fee": AMOUNTS, "none": DAYS}
"""Values below a header by its field; the others count."""
HEADERS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("headers_by_language.yaml").read_text("utf-8")
)
"""Language -> field, or `none` -> headers."""


@cache
def cascade() -> Cascade:
    return Cascade(load_template())


def test_every_language_is_here() -> None:
    assert set(languages()) == HEADERS.keys()


@pytest.mark.parametrize("language", HEADERS)
def test_words_of_a_language(language: str) -> None:
    expected = {header: field for field, headers in HEADERS[language].items() for header in headers}
    columns = {h: SourceColumn(h, SAMPLES.get(f, COUNTS)) for h, f in expected.items()}
    fields = {h: cascade().suggest([column])[0].field or "none" for h, column in columns.items()}
    assert fields == expected
