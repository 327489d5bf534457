"""Headers that ask for a yes or a no."""

from __future__ import annotations

import pytest

from worker.matching.words.questions import asks_yes_or_no


@pytest.mark.parametrize(
    "header", ["Guaranteed clicks", "Net cost", "Ziel", "Targeting", "Vereinbarte Kosten", "タイアップ", ""]
)
def test_a_name_is_no_question(header: str) -> None:
    assert not asks_yes_or_no(header)


@pytest.mark.parametrize(
    "header",
    [
        "Within budget?",
        "Guaranteed (Y/N)",
        "Ziel (ja/nein)",
        "Таргетинг (да/нет)",
        "タイアップ有無",
        "预算内？",
    ],
)
def test_a_mark_or_a_word_asks(header: str) -> None:
    assert asks_yes_or_no(header)
