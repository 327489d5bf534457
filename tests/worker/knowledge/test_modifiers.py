"""Words that say of what sort a figure is."""

from __future__ import annotations

import pytest

from worker.knowledge.modifiers import modifiers_of


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Publisher", set()),
        ("Bis / To", {"end"}),
        ("Cost incl. VAT", {"cost", "incl_vat"}),
        ("Сумма с НДС", {"cost", "filler", "incl_vat", "total"}),
        ("总价（含税）", {"cost", "incl_vat"}),
    ],
)
def test_modifiers_in_several_languages(label: str, names: set[str]) -> None:
    assert modifiers_of(label) == names
