"""Sums of every language are no lines; `bench.total_walk` walks the rest."""

from __future__ import annotations

import pytest

from bench.total_walk import DOORS, LABELS, POST_DOORS, POSTS, verdict
from worker.service import MediaMapper
from worker.settings import Settings


@pytest.fixture(scope="module")
def mapper(tmp_path_factory):
    return MediaMapper(Settings(memory_dir=tmp_path_factory.mktemp("memory")))


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("door", ["end", "groups"])
def test_a_sum_is_no_line(mapper, language, door):
    label = LABELS[language].split("|")[0]
    assert verdict(mapper, DOORS[door](label)) == "right", label


@pytest.mark.parametrize("language", POSTS)
def test_fees_and_taxes_are_no_lines(mapper, language):
    assert verdict(mapper, POST_DOORS["no sum"](POSTS[language])) != "silent", POSTS[language]


def test_a_line_of_an_unknown_word_that_adds_up_is_told(mapper):
    assert verdict(mapper, DOORS["second column"]("Altogethr")) == "said"
