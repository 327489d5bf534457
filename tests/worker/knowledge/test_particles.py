"""Small words: every listed kind is known and has a word."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from worker.knowledge.particles import Particle, any_of, particles
from worker.knowledge.words import phrases


def test_every_kind_that_a_language_lists_is_asked_for() -> None:
    assert {name for name, _ in phrases("particles")} == set(get_args(Particle))


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("nothing", "ka", True),
        ("nothing", "k. a.", True),
        ("nothing", "kz", False),
        ("and", "und", True),
        ("and", "un", False),
        ("period behind", "주차", True),
    ],
)
def test_a_pattern_fits_its_words(name: Particle, text: str, fits: bool) -> None:
    assert (re.fullmatch(any_of(name), text) is not None) is fits


def test_the_longest_comes_first() -> None:
    lengths = [len(word) for word in particles("ending")]
    assert lengths == sorted(lengths, reverse=True)
