"""The workbooks that we write, read by an OOXML validator; the macros, read by a grammar of VBA."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser
from openxml_audit import FileFormat, OpenXmlValidator

from tests.conftest import ROOT, Run
from xl_addin.workbook import builder

VBA = ROOT / "xl_addin" / "workbook" / "vba"
RIBBON = ROOT / "xl_addin" / "workbook" / "customUI14.xml"
# openpyxl writes the children of a font in an order of its own, which every Excel has read since 2007.
EXCEPTED = re.compile(
    r"Unexpected element '\w+' found /xl/styles\.xml /styleSheet\[1\]/fonts\[1\]/font\[\d+\]"
)
SINCE_2010 = frozenset(
    {"ErrorChecking", "FileSaveAs", "Help", "PasteValues", "ReviewNextComment", "TableInsertExcel", "Undo"}
)
"""Icons of our tab that Excel 2010 has by that name."""


def errors_of(file: Path) -> list[str]:
    """What an Excel of today would object to, but for what is excepted by name."""
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(file)
    texts = [
        f"{error.description} {error.part_uri} {error.path}"
        for error in result.errors
        if error.severity.value == "error"
    ]
    return [text for text in texts if not EXCEPTED.fullmatch(text)]


@pytest.mark.parametrize(("name", "build"), [("a.xlsm", builder.build), ("a.xlam", builder.build_addin)])
def test_workbook_and_addin_are_as_the_schema_says(tmp_path: Path, name: str, build: object) -> None:
    (tmp_path / name).write_bytes(build())  # type: ignore[operator]
    assert errors_of(tmp_path / name) == []


@pytest.mark.parametrize("example", ["weekly_tv_digital_en", "zh_media_plan", "fr_plan_media"])
def test_review_raw_data_and_difference_are_as_the_schema_says(
    mediamapper: Run, tmp_path: Path, example: str
) -> None:
    (plan,) = (ROOT / "examples" / example).glob("plan.*")
    mediamapper("map", plan, "-o", tmp_path / "review.xlsx")
    mediamapper("export", plan, "-o", tmp_path / "raw.xlsx")
    mediamapper("diff", ROOT / "examples" / "de_mediaplan" / "plan.xlsx", plan, "-o", tmp_path / "diff.xlsx")
    names = ("review.xlsx", "raw.xlsx", "diff.xlsx")
    assert {name: errors_of(tmp_path / name) for name in names} == dict.fromkeys(names, [])


def test_an_error_is_seen(tmp_path: Path) -> None:
    """A file that Excel would repair fails the gate."""
    with (
        zipfile.ZipFile(tmp_path / "bad.xlsm", "w") as bad,
        zipfile.ZipFile(ROOT / "MediaMapper.xlsm") as good,
    ):
        for part in good.namelist():
            data = good.read(part)
            bad.writestr(part, data.replace(b"cellXfs", b"cellYfs"))
    assert errors_of(tmp_path / "bad.xlsm")


def syntax_errors(text: str) -> int:
    parser = vbaParser(CommonTokenStream(vbaLexer(InputStream(text.replace("\n", "\r\n")))))
    parser.removeErrorListeners()
    parser.startRule()
    return int(parser.getNumberOfSyntaxErrors())


@pytest.mark.parametrize("module", sorted(VBA.glob("*.bas")), ids=lambda path: path.stem)
def test_macros_are_vba(module: Path) -> None:
    assert syntax_errors(module.read_text("utf-8")) == 0


def test_a_macro_that_is_no_vba_is_seen() -> None:
    assert syntax_errors('Attribute VB_Name = "A"\nSub Press(\nEnd If\n')


def test_icons_are_few_and_old() -> None:
    icons = re.findall(r'imageMso="(\w+)"', RIBBON.read_text("utf-8"))
    assert len(icons) <= 8 and set(icons) <= SINCE_2010
