"""The extension: the same bytes each time, and every part of it agrees with the others."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import Run
from worker.errors import FileProblem
from xl_addin import ribbon
from xl_addin.buttons import BUTTONS, VERBS
from xl_addin.calc import build

OOR = "{http://openoffice.org/2001/registry}"
PARTS = dict(build.parts())
WIZARD_LIMIT = 255


def values(xml: str, prop: str) -> list[str]:
    """The values of every property of that name."""
    found = ElementTree.fromstring(xml).iter("prop")
    return [each.findtext("value") or "" for each in found if each.get(f"{OOR}name") == prop]


def test_two_builds_are_the_same_file() -> None:
    assert build.build() == build.build()


def test_nothing_in_it_depends_on_the_day_or_the_machine() -> None:
    archive = zipfile.ZipFile(io.BytesIO(build.build()))
    assert {entry.date_time for entry in archive.infolist()} == {build.OLDEST}
    assert {entry.create_system for entry in archive.infolist()} == {3}
    assert archive.namelist() == sorted(archive.namelist())
    assert not [name for name in archive.namelist() if "__pycache__" in name]


@pytest.mark.parametrize("name", [name for name in PARTS if name.endswith((".xml", ".xcu", ".svg"))])
def test_xml_is_well_formed(name: str) -> None:
    ElementTree.fromstring(PARTS[name])


def test_what_the_manifest_names_is_there() -> None:
    manifest = ElementTree.fromstring(PARTS["META-INF/manifest.xml"])
    named = {value for entry in manifest for key, value in entry.attrib.items() if key.endswith("full-path")}
    assert named <= set(PARTS)
    assert {name for name in PARTS if name.startswith("registry/")} <= named


def test_every_command_is_a_button_of_the_ribbon() -> None:
    commands = [url for url in values(PARTS["registry/Addons.xcu"], "URL") if url != "private:separator"]
    assert commands.count("vnd.mediamapper:map_columns") == 3  # menu, toolbar, icon
    assert {url.removeprefix("vnd.mediamapper:") for url in commands} == set(VERBS)
    assert [verb for verb in VERBS if not callable(getattr(ribbon, verb, None))] == []


def test_every_button_has_an_icon() -> None:
    assert {f"icons/{button.verb}.svg" for button in BUTTONS} == {
        name for name in PARTS if name.startswith("icons/")
    }


def test_every_function_has_texts_that_the_wizard_shows_whole() -> None:
    root = ElementTree.fromstring(PARTS["registry/CalcAddIns.xcu"])
    shown = values(PARTS["registry/CalcAddIns.xcu"], "DisplayName")
    assert {"MAP_COLUMN", "MAP_CONFIDENCE", "MAP_WHY", "MAP_VALUE"} <= set(shown)
    texts = values(PARTS["registry/CalcAddIns.xcu"], "Description")
    assert len(texts) == 4 + 8
    assert [text for text in texts if not 10 <= len(text) <= WIZARD_LIMIT] == []
    assert root is not None


def test_functions_and_parameters_are_those_of_the_type_library() -> None:
    functions = ElementTree.fromstring(PARTS["registry/CalcAddIns.xcu"]).find(
        f".//*[@{OOR}name='AddInFunctions']"
    )
    assert functions is not None
    texts = {
        node.get(f"{OOR}name"): [
            parameter.get(f"{OOR}name") for parameter in node.iterfind(f"node[@{OOR}name='Parameters']/node")
        ]
        for node in functions
    }
    interface = PARTS["types.idl"].split("interface XFormulas")[1].split("};")[0]
    declared = {
        name: re.findall(r"\[in\] any (\w+)", given)
        for name, given in re.findall(r"> (\w+)\((.*?)\);", interface)
    }
    assert texts == declared


def test_what_runs_in_the_office_needs_nothing_of_ours() -> None:
    inside = {name: text for name, text in PARTS.items() if name.endswith(".py")}
    assert [
        name for name, text in inside.items() if re.search(r"^\s*(from|import) (worker|xl_addin)", text, re.M)
    ] == []


def test_the_command_writes_it_and_checks_it(mediamapper: Run, tmp_path: Path) -> None:
    file = tmp_path / "MediaMapper.oxt"
    assert mediamapper("calc", "build", "-o", file).code == 0
    assert file.read_bytes() == build.build()
    file.write_bytes(b"another")
    ran = mediamapper("calc", "build", "-o", file, "--check")
    assert (ran.code, "Build it again" in ran.err) == (2, True)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no"):
        build.check(tmp_path / "none.oxt")


def test_menu_toolbar_and_formulas_speak_every_language() -> None:
    texts = dict(build.parts())
    for value in (
        '<value xml:lang="en">Map columns</value>',
        '<value xml:lang="de">Spalten zuordnen</value>',
    ):
        assert texts["registry/Addons.xcu"].count(value) == 2
    formulas = texts["registry/CalcAddIns.xcu"]
    assert formulas.count('xml:lang="de"') == len(build.descriptions()) > 8
    assert '<prop oor:name="DisplayName"><value xml:lang="en">MAP_COLUMN</value></prop>' in formulas
