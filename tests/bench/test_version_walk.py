"""Old versions of every language are not added to the new ones; `bench.version_walk` walks the rest."""

from __future__ import annotations

import pytest

from bench.version_walk import DOORS, PAIRS, verdict
from worker.service import MediaMapper
from worker.settings import Settings


@pytest.fixture(scope="module")
def mapper(tmp_path_factory):
    return MediaMapper(Settings(memory_dir=tmp_path_factory.mktemp("memory")))


@pytest.mark.parametrize(("old", "new"), [("Jan", "Feb"), ("TV", "Radio"), ("Meta", "Google")])
def test_parts_of_a_plan_are_no_versions(mapper, old, new):
    assert verdict(mapper, DOORS["names"](old, new)) == "silent"


@pytest.mark.parametrize("language", PAIRS)
@pytest.mark.parametrize("door", DOORS)
def test_the_version_that_counts_is_taken(mapper, language, door):
    old, new = PAIRS[language].split("|")[0].split("/")
    assert verdict(mapper, DOORS[door](old, new)) == "right", (old, new)


def test_numbers_tell_versions_whatever_stands_behind_them(mapper):
    assert verdict(mapper, DOORS["names"]("v1 - Zorgl", "v2 Wibble")) == "right"


def test_unknown_names_over_lines_in_common_are_asked_for(mapper):
    assert verdict(mapper, DOORS["names"]("Aster", "Begonia")) == "said"
