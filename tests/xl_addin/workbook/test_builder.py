"""Workbook and add-in as a whole: each is what its texts say, everything in it hangs together, and nothing starts by itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.conftest import ROOT
from tests.patience import PATIENCE
from tests.xl_addin.workbook.vba_reading import raptor, sources
from xl_addin import com_server
from xl_addin.buttons import VERBS
from xl_addin.workbook.builder import RIBBON, VBA, build, build_addin, modules
from xl_addin.workbook.package import parts_of
from xl_addin.workbook.pages import ADDIN_CODE, read_pages
from xl_addin.workbook.place import addin_file, workbook_file

LETTER = 0.82
"""Width of an average letter of 10-point text, in the digits that a column's width counts in."""
WORKBOOK, ADDIN = ROOT / "MediaMapper.xlsm", ROOT / "MediaMapper.xlam"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
BUTTONS = (
    "Map columns", "Accept all sure", "Confirm", "Reject", "Next doubt", "Check plan",
    "Export raw data", "Compare with...", "Cancel", "Undo last", "Memory report", "Keep values", "Remove sheets", "Settings", "Doctor",
    "Help",
)  # fmt: skip
IN_EXCEL_SINCE_2010 = {
    "ErrorChecking", "FileSaveAs", "Help", "PasteValues", "ReviewNextComment", "TableInsertExcel", "Undo",
}  # fmt: skip
"""Icons that Excel has under these names; one of another program of Office stays blank."""
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in VBA.glob("*.bas")}
RIBBON_BUTTONS = list(ElementTree.parse(RIBBON).iter(f"{UI}button"))
MENUS = list(ElementTree.parse(RIBBON).iter(f"{UI}dynamicMenu"))


def test_the_file_is_what_its_texts_say() -> None:
    assert WORKBOOK.read_bytes() == build()  # else run: mediamapper workbook build
    assert ADDIN.read_bytes() == build_addin()
    assert (workbook_file(), addin_file()) == (WORKBOOK, ADDIN)


def test_another_place_time_and_language_build_the_same(tmp_path: Path) -> None:
    code = "import sys; from xl_addin.workbook.builder import build; sys.stdout.buffer.write(build())"
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code],
        cwd=tmp_path, env=environment, capture_output=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert done.stdout == build()


def test_every_module_can_be_read_back_without_difference() -> None:
    for file, codes in ((WORKBOOK, read_pages().codes), (ADDIN, (ADDIN_CODE,))):
        texts = {f"VBA/{m.name}": m.text.decode("cp1252") for m in modules(codes)}
        assert sources(file.read_bytes(), file.name) == texts


def test_code_names_are_those_of_the_modules() -> None:
    for built, codes in ((build(), read_pages().codes), (build_addin(), (ADDIN_CODE,))):
        parts = parts_of(built)
        files = ["xl/workbook.xml", *(f"xl/worksheets/sheet{n}.xml" for n in range(1, 1 + len(codes)))]
        names = [re.findall(r'codeName="(\w+)"', parts[file].decode()) for file in files]
        assert names == [["ThisWorkbook"], *([code] for code in codes)]


@pytest.mark.parametrize("file", [WORKBOOK, ADDIN], ids=lambda file: file.suffix)
def test_excel_has_nothing_to_calculate_when_it_opens_one(file: Path) -> None:
    """An untouched file then closes without a question, and stays the file that was hashed."""
    book = parts_of(file.read_bytes())["xl/workbook.xml"].decode()
    assert re.findall(r"<calcPr[^>]*>", book) == ['<calcPr calcId="191029"/>']


def test_only_the_add_in_is_one() -> None:
    types = [parts_of(file.read_bytes())["[Content_Types].xml"] for file in (WORKBOOK, ADDIN)]
    assert [b".addin.macroEnabled.main+xml" in each for each in types] == [False, True]
    assert [b".sheet.macroEnabled.main+xml" in each for each in types] == [True, False]


@pytest.mark.parametrize("file", [WORKBOOK, ADDIN], ids=lambda file: file.suffix)
def test_mraptor_calls_it_ok(file: Path) -> None:
    found = raptor(file)
    assert not found.suspicious
    assert not found.autoexec
    assert not found.write


def test_the_scanner_would_find_a_macro_that_starts_by_itself(tmp_path: Path) -> None:
    bad = tmp_path / "bad.bas"
    bad.write_text('Sub Workbook_Open()\n Shell "calc"\nEnd Sub\n', "utf-8")
    assert raptor(bad).suspicious


# ---------------------------------------------------------------- VBA


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_module_is_explicit_and_bears_its_name(name: str) -> None:
    lines = TEXTS[name].splitlines()
    assert lines[:2] == [f'Attribute VB_Name = "{name}"', "Option Explicit"]
    assert not re.search(r"(?im)^\s*(public|private)?\s*declare\b", TEXTS[name])  # LibreOffice can't read it


def test_only_the_four_formulas_are_listed_among_excels_functions() -> None:
    listed = {
        name
        for text in TEXTS.values()
        if "Option Private Module" not in text
        for name in re.findall(r"(?m)^Public Function (\w+)", text)
    }
    assert listed == {"MAP_COLUMN", "MAP_CONFIDENCE", "MAP_WHY", "MAP_VALUE"}


@pytest.mark.parametrize("verb", ["map_column", "map_confidence", "map_why", "map_value"])
def test_a_formula_has_the_text_of_its_python_twin_in_the_wizard(verb: str) -> None:
    tree = ast.parse((ROOT / "xl_addin" / "udfs.py").read_text(encoding="utf-8"))
    twin = next(f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name == verb)
    text = ast.get_docstring(twin) or ""
    quoted = text.replace('"', '""')
    assert f'Attribute {verb.upper()}.VB_Description = "{quoted}"' in TEXTS["Formulas"]
    assert 0 < len(text) <= 255
    arguments = re.search(rf"Public Function {verb.upper()}\((.*?)\)", TEXTS["Formulas"])
    assert arguments
    names = [a.replace("Optional ", "").split(" ")[0] for a in arguments[1].split(", ")]
    assert names == [a.arg for a in twin.args.args]


def test_vba_and_python_mean_the_same_com_server() -> None:
    assert com_server.CLSID in TEXTS["Python"]


# ---------------------------------------------------------------- ribbon


def test_the_ribbon_has_the_buttons() -> None:
    assert sorted(b.attrib["label"] for b in [*RIBBON_BUTTONS, *MENUS]) == sorted(BUTTONS)
    ids = [e.attrib["id"] for e in ElementTree.parse(RIBBON).iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    tips = [b.attrib["keytip"] for b in [*RIBBON_BUTTONS, *MENUS]]
    assert len(tips) == len(set(tips))


@pytest.mark.parametrize("button", RIBBON_BUTTONS, ids=lambda b: b.attrib["label"])
def test_a_button_is_bound_and_explained(button: ElementTree.Element) -> None:
    label, action = button.attrib["label"], button.attrib["onAction"]
    name = "".join(word.capitalize() for word in label.split())
    assert action == f"MMR_{name}"
    assert f"Public Sub {action}(control As Object)\n    MM_{name}\n" in TEXTS["Buttons"]
    verb = label.lower().replace(" ", "_")
    assert verb in VERBS
    pressed = re.search(rf"Public Sub MM_{name}\(\)\n(.*?)End Sub", TEXTS["Buttons"], re.DOTALL)
    assert pressed and f'Press "{verb}"\n' in pressed[1]
    assert button.attrib["screentip"] == label
    assert 20 <= len(button.attrib["supertip"]) <= 255
    assert button.attrib.get("imageMso", "Undo") in IN_EXCEL_SINCE_2010
    assert ("imageMso" in button.attrib) or button.attrib.get("size") != "large"


def test_the_menu_of_versions_is_made_anew_whenever_it_opens() -> None:
    (menu,) = MENUS
    assert (menu.attrib["label"], menu.attrib["invalidateContentOnDrop"]) == ("Compare with...", "true")
    assert menu.attrib["screentip"] == menu.attrib["label"]
    assert 20 <= len(menu.attrib["supertip"]) <= 255
    text = TEXTS["Buttons"]
    assert f"Public Sub {menu.attrib['getContent']}(control As Object, ByRef content As Variant)\n" in text
    actions = set(re.findall(r'"(MMR_CompareWith\w*)"', text))
    assert actions == {"MMR_CompareWith", "MMR_CompareWithBook"}
    assert all(f"Public Sub {action}(control As Object)\n" in text for action in actions)
    assert 'PressWith "compare_with", ' in text


def test_the_workbook_hides_its_tab_beside_the_add_in() -> None:
    tab = next(ElementTree.parse(RIBBON).iter(f"{UI}tab"))
    assert tab.attrib["getVisible"] == "MMR_TabVisible"
    assert "visible = ThisWorkbook.IsAddin Or Not AddInIsOpen()" in TEXTS["Buttons"]


def test_the_ribbon_in_the_file_is_the_text() -> None:
    for file in (WORKBOOK, ADDIN):
        assert parts_of(file.read_bytes())["customUI/customUI14.xml"] == RIBBON.read_bytes()


# ---------------------------------------------------------------- sheets


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(WORKBOOK, keep_vba=True)


def test_sheets_and_settings_are_where_the_add_in_looks_for_them(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Start", "Review", "Raw data", "Checks", "Memory report", "Example plan"]
    names = {
        "MM_Client",
        "MM_Market",
        "MM_Platform",
        "MM_User",
        "MM_AskModel",
        "MM_OurSheets",
        "MM_WorkerStatus",
    }
    assert set(book.defined_names) == names
    for name in names:
        sheet, cell = next(iter(book.defined_names[name].destinations))
        assert sheet == "Start"
        assert (book[sheet][cell].value is None) == (name != "MM_WorkerStatus")


def test_drop_downs(book: openpyxl.Workbook) -> None:
    lists = {str(v.sqref): v for v in book["Start"].data_validations.dataValidation}
    platform = next(iter(book.defined_names["MM_Platform"].destinations))[1].replace("$", "")
    ask = next(iter(book.defined_names["MM_AskModel"].destinations))[1].replace("$", "")
    assert lists[ask].formula1 == '"yes,no"'
    assert lists[ask].showErrorMessage
    assert not lists[platform].showErrorMessage  # another platform may be written
    known = (ROOT / "knowledge" / "values" / "platform.txt").read_text(encoding="utf-8")
    for name in lists[platform].formula1.strip('"').split(","):
        assert re.search(rf"(?m)^{re.escape(name)} =", known), name


def test_pages_look_alike(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert not sheet.sheet_view.showGridLines
        assert sheet.freeze_panes
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert fonts == {"Calibri"}


def test_no_text_is_wider_than_its_cell(book: openpyxl.Workbook) -> None:
    for sheet in book:
        across = {block.coord.split(":")[0]: block for block in sheet.merged_cells.ranges}
        for cell in (c for row in sheet.iter_rows(min_row=3) for c in row if isinstance(c.value, str)):
            last = across[cell.coordinate].max_col if cell.coordinate in across else cell.column
            letters = [get_column_letter(at) for at in range(cell.column, last + 1)]
            width = sum(sheet.column_dimensions[letter].width for letter in letters)
            heading = cell.font.size > 10 and not cell.fill.fgColor.rgb.endswith("2E5478")
            assert heading or cell.row < 4 or len(cell.value) * LETTER <= width, (
                f"{sheet.title}!{cell.coordinate}"
            )
