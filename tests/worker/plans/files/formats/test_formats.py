"""The registry of file formats: content decides, the folder lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import FileProblem
from worker.plans.files import formats


def test_the_folder_is_the_registry() -> None:
    files = {file.stem for file in Path(formats.__file__).parent.glob("*.py")} - {"__init__"}
    assert {one.name for one in formats.registry()} == files


def test_the_format_that_takes_all_is_asked_last() -> None:
    assert [one.last for one in formats.registry()] == [False, False, True]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"", "text"),
        (b"Site;Cost\n", "text"),
        (b"PK", "text"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old_workbook"),
    ],
)
def test_content_decides(head: bytes, name: str) -> None:
    assert formats.of_content(head).name == name


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"<html><table>", b"<?xml version='1.0'?><a/>"])
def test_what_can_be_no_plan_is_refused(head: bytes) -> None:
    with pytest.raises(FileProblem):
        formats.of_content(head)


@pytest.mark.parametrize(
    ("suffix", "name"), [(".csv", "text"), (".xlsb", "workbook"), (".xls", "old_workbook"), (".docx", None)]
)
def test_a_suffix_belongs_to_one_format(suffix: str, name: str | None) -> None:
    match = formats.of_suffix(suffix)
    assert (match.name if match else None) == name
    assert len(set(formats.suffixes())) == len(formats.suffixes())
