"""The VBA project: oletools reads back what was written, and its protection fields are in Excel's own form."""

from __future__ import annotations

import io

import olefile
import pytest

from tests.xl_addin.workbook.vba_reading import sources as read_back
from worker.errors import UsageError
from xl_addin.workbook.vba_project import PROJECT_ID, WORKBOOK_BASE, Module, document, scramble, vba_project

CODE = 'Attribute VB_Name = "{}"\nOption Explicit\n\nPublic Sub Hello()\n    MsgBox "Grüße €"\nEnd Sub\n'


def module(name: str = "Hello", source: str = CODE) -> Module:
    return Module(name, source.format(name))


def test_modules_come_back_as_they_were() -> None:
    modules = [document("ThisWorkbook", WORKBOOK_BASE), document("Start"), module(), module("Other")]
    found = read_back(vba_project(modules))
    assert found == {f"VBA/{m.name}": m.text.decode("cp1252") for m in modules}


@pytest.mark.parametrize("sheets", [1, 98, 99, 100, 120])
def test_any_number_of_sheets(sheets: int) -> None:
    modules = [document("ThisWorkbook", WORKBOOK_BASE), *(document(f"Sheet{n}") for n in range(sheets))]
    assert len(read_back(vba_project(modules))) == sheets + 1


def test_line_ends_are_those_of_windows() -> None:
    assert module(source="A\r\nB\nC").text == b"A\r\nB\r\nC\r\n"


def test_there_is_no_compiled_code_that_could_differ_from_the_source() -> None:
    with olefile.OleFileIO(io.BytesIO(vba_project([module()]))) as file:
        assert file.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")


@pytest.mark.parametrize("name", ["", "1st", "_x", "a b", "Größe", "x" * 32, "a.b"])
def test_a_name_that_vba_does_not_take(name: str) -> None:
    with pytest.raises(UsageError, match="can't name a VBA module"):
        vba_project([module(name)])


def test_names_differ_by_more_than_case() -> None:
    with pytest.raises(UsageError, match="Two VBA modules"):
        vba_project([module("Json"), module("JSON")])


def test_a_character_that_vba_lacks_is_named() -> None:
    with pytest.raises(UsageError, match="Module Hello holds '≤'"):
        vba_project([module(source="' ≤")])


# ---------------------------------------------------------------- protection fields


def plain(scrambled: bytes) -> tuple[int, int, bytes]:
    """Version, project key and data, as [MS-OVBA] 2.4.3.3 reads them."""
    seed, version, key = scrambled[0], scrambled[1] ^ scrambled[0], scrambled[2] ^ scrambled[0]
    before, last, text = scrambled[1], scrambled[2], key
    out = bytearray()
    for byte in scrambled[3:]:
        text = byte ^ ((before + text) & 0xFF)
        before, last = last, byte
        out.append(text)
    ignored = (seed & 6) // 2
    assert int.from_bytes(out[ignored : ignored + 4], "little") == len(out) - ignored - 4
    return version, key, bytes(out[ignored + 4 :])


EXCELS_OWN = "{5CF9CDAB-B77B-4FE4-BD7E-D29900070E1B}"
"""The project id of a workbook that Excel saved, with the values below."""


@pytest.mark.parametrize(
    ("excels", "data"),
    [
        ("8D8FA61394EA98EA98EA98EA98", b"\0\0\0\0"),  # not protected
        ("8D8FA61394EF95EF95EF", b"\0"),  # no password
        ("8D8FA61394EF95EF9510", b"\xff"),  # visible
    ],
)
def test_we_say_what_excel_says(excels: str, data: bytes) -> None:
    theirs = bytes.fromhex(excels)
    assert plain(theirs)[2] == data
    assert plain(scramble(data, EXCELS_OWN, theirs[0])) == plain(theirs)


@pytest.mark.parametrize("seed", range(0, 256, 5))
def test_any_seed_can_be_read(seed: int) -> None:
    assert plain(scramble(b"\0\x01\xff", PROJECT_ID, seed)) == (
        2,
        sum(PROJECT_ID.encode()) & 0xFF,
        b"\0\x01\xff",
    )
