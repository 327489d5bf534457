"""Bare money is planned in plans and delivered in reports; `bench.stage_walk` walks all languages and kinds of tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest

from bench.stage_walk import KINDS, verdict, words
from worker import settings
from worker.service import MediaMapper

LANGUAGES = {language.name: language for language in words()}


@pytest.fixture(scope="module")
def mapper() -> Iterator[MediaMapper]:
    with tempfile.TemporaryDirectory() as memory:
        mapper = MediaMapper(settings.load(memory, llm=False))
        yield mapper
        mapper.close()


@pytest.mark.parametrize("language", ["de", "en", "es", "fa", "ja", "zh"])
@pytest.mark.parametrize(
    "kind",
    [
        "bare",
        "undated",
        "rates",
        "impressions",
        "months",
        "influencers",
        "options",
        "forecast",
        "report",
        "report title",
    ],
)
def test_cost_has_the_stage_of_its_table(mapper: MediaMapper, language: str, kind: str) -> None:
    word = LANGUAGES[language].bare[0]
    assert verdict(mapper, KINDS[kind](LANGUAGES[language], word))[0] == "right"
