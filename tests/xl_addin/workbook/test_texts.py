"""The workbook's sources in a language: what is read changes, what is called by name stays."""

import re
from xml.etree import ElementTree

import pytest

from worker.messages.catalogue import languages
from xl_addin.buttons import BUTTONS
from xl_addin.pages.start import settings_from
from xl_addin.workbook.builder import RIBBON, VBA, build, build_addin
from xl_addin.workbook.package import RIBBON_PART, parts_of
from xl_addin.workbook.pages import read_pages
from xl_addin.workbook.texts import page_texts, ribbon_in, vba_in

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
WORDS = ("label", "screentip", "supertip")
MODULES = {path.stem: path.read_text(encoding="utf-8") for path in VBA.glob("*.bas")}


def controls(xml: str) -> list[dict[str, str]]:
    return [each.attrib for each in ElementTree.fromstring(xml).iter() if each.attrib]


@pytest.mark.parametrize("language", languages())
def test_the_ribbon_has_the_same_controls_and_other_words(language: str) -> None:
    english, other = RIBBON.read_text("utf-8"), ribbon_in(RIBBON.read_text("utf-8"), language)
    pairs = list(zip(controls(english), controls(other), strict=True))
    for before, after in pairs:
        assert {k: v for k, v in before.items() if k not in WORDS} == {
            k: v for k, v in after.items() if k not in WORDS
        }
    assert all(before["supertip"] != after["supertip"] for before, after in pairs if "supertip" in before)


def test_a_button_is_called_the_same_on_the_ribbon_and_in_libreoffice() -> None:
    labels = {each.get("label") for each in controls(ribbon_in(RIBBON.read_text("utf-8"), "de"))}
    assert {"Spalten zuordnen", "Zurücknehmen", "Hilfe"} <= labels
    assert len(labels) >= len(BUTTONS)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_of_vba_only_sentences_change(name: str) -> None:
    english, german = MODULES[name], vba_in(MODULES[name], "de")
    assert vba_in(english, "en") == english
    without = re.compile(r'"(?:[^"\n]|"")*"')
    assert without.sub("", english) == without.sub("", german)
    for before, after in zip(without.findall(english), without.findall(german), strict=True):
        assert before == after or (" " in before and after.encode("cp1252"))


@pytest.mark.parametrize("verb", ["MAP_COLUMN", "MAP_CONFIDENCE", "MAP_WHY", "MAP_VALUE"])
def test_the_wizard_has_room_for_a_formula_in_german(verb: str) -> None:
    text = re.search(rf'{verb}\.VB_Description = "(.*)"', vba_in(MODULES["Formulas"], "de"))
    assert text and 0 < len(text[1].replace('""', '"')) <= 255


def test_of_pages_names_stay() -> None:
    part = {"name": "Review", "title": "Settings", "example": "=MAP_WHY(A1)", "list": ["Settings"]}
    assert page_texts(part, "de") == {**part, "title": "Einstellungen"}
    english, german = read_pages(), read_pages("de")
    assert [page.name for page in english.others] == [page.name for page in german.others]
    assert english.example == german.example and english.start != german.start


def test_a_german_workbook_has_german_words_and_the_same_names() -> None:
    german, english = parts_of(build("de")), parts_of(build())
    assert german.keys() == english.keys()
    assert german["xl/workbook.xml"] == english["xl/workbook.xml"]
    assert "Spalten zuordnen" in german[RIBBON_PART].decode()
    assert build_addin("de") != build_addin()


def test_answers_on_start_are_read_in_any_language() -> None:
    for answer, place in (("ja", "neben dem Plan"), ("yes", "beside the plan"), ("x", "Neben dem Plan")):
        given = {"MM_AskModel": answer, "MM_OurSheets": place}
        settings = settings_from(given.get)
        assert (settings.ask_model, settings.beside) == (True, True)
    assert settings_from({"MM_AskModel": "nein"}.get).ask_model is False
    assert settings_from({"MM_OurSheets": "im Plan"}.get).beside is False
