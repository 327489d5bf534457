"""The buttons of LibreOffice are those of Excel's ribbon, and each does something."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from xl_addin import ribbon
from xl_addin.buttons import BUTTONS, VERBS, Button
from xl_addin.workbook.builder import RIBBON

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
ICONS = ROOT / "xl_addin" / "calc" / "extension" / "icons"


def test_no_verb_and_no_title_is_there_twice() -> None:
    assert len(set(VERBS)) == len({button.title for button in BUTTONS}) == len(BUTTONS)


def test_the_first_button_starts_no_group() -> None:
    assert not BUTTONS[0].starts_group


@pytest.mark.parametrize("button", BUTTONS, ids=VERBS)
def test_a_button_has_a_verb_and_an_icon(button: Button) -> None:
    assert callable(getattr(ribbon, button.verb))
    assert (ICONS / f"{button.verb}.svg").is_file()


def test_the_ribbon_of_excel_shows_the_same_ones() -> None:
    """In an order of its own: its groups hold large and small buttons."""
    controls = [
        each
        for each in ElementTree.parse(RIBBON).iter()
        if "keytip" in each.attrib and each.tag != f"{UI}tab"
    ]
    titles = [each.attrib["label"] for each in controls]
    assert sorted(titles) == sorted(button.title for button in BUTTONS)
