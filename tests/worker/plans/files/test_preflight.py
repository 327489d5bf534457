"""A workbook's container is checked before anything in it is parsed."""

from __future__ import annotations

import zipfile

import pytest

from tests.hostile.packing import lying, ole, package, workbook
from worker.errors import FileProblem
from worker.plans.files.preflight import LAST_COLUMN, LAST_ROW, Archive, check_area, check_ole


def code_of(call) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(FileProblem) as caught:
        call()
    return str(caught.value.code)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (10, 100), (1_000, 1)])
def test_an_area_that_a_plan_may_have(rows: int, columns: int) -> None:
    check_area(rows, columns, "Plan", 1_000)


@pytest.mark.parametrize(("rows", "columns"), [(1_001, 1), (LAST_ROW + 1, 0), (0, LAST_COLUMN + 1)])
def test_an_area_that_no_plan_has(rows: int, columns: int) -> None:
    assert code_of(lambda: check_area(rows, columns, "Plan", 1_000)) == "used-area"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_unpacked_in_pieces(compression: int) -> None:
    content = bytes(range(256)) * 6_000
    archive = Archive(package({"xl/workbook.xml": content, "a.bin": b""}, compression), 2)
    pieces = list(archive.pieces("XL\\Workbook.xml"))
    assert len(pieces) > 1 and b"".join(pieces) == content
    assert archive.size("xl/workbook.xml") == len(content) and "a.bin" in archive
    assert (archive.read("missing"), archive.size("missing")) == (b"", 0)
    assert archive.names("xl/", ".xml") == ["xl/workbook.xml"]


def test_a_member_read_twice_counts_once() -> None:
    archive = Archive(package({"a": b"0" * 900_000}), 1)
    assert len(archive.read("a")) == len(archive.read("a"))
    archive.count(frozenset())


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "xlsx"),
        ({"xl/workbook.bin": b"\1"}, "xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "ods"),
    ],
)
def test_the_kind_of_a_workbook(members: dict[str, str | bytes], kind: str) -> None:
    assert Archive(package(members), 1).format() == kind


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"word/document.xml": "<a/>"}, "not-a-workbook"),
        ({"readme.txt": "hello"}, "not-a-workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "not-a-workbook"),
        ({"content.xml": "<a/>", "META-INF/manifest.xml": "<encryption-data/>"}, "password"),
        ({"xl/styles.xml": "<a/>"}, "damaged"),
    ],
)
def test_what_is_no_workbook(members: dict[str, str | bytes], code: str) -> None:
    assert code_of(lambda: Archive(package(members), 1).format()) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\3\4 and nothing more", "damaged"),
        (package({"a": b"0" * 1_000_001}), "unpacks-too-far"),
        (lying(package({"a": b"0" * 2_000_000}), "a", 10), "unpacks-too-far"),
        (lying(package({"a": b"0" * 500}), "a", 10), "damaged"),
    ],
    ids=["no zip", "too large", "claims little", "claims a little less"],
)
def test_what_unpacks_to_something_else_is_refused(data: bytes, code: str) -> None:
    assert code_of(lambda: Archive(data, 1).count(frozenset())) == code


def test_what_is_read_later_is_not_counted_now() -> None:
    Archive(lying(workbook(), "xl/workbook.xml", 10), 9).count(frozenset({"xl/workbook.xml"}))


@pytest.mark.parametrize("name", ["Workbook", "Book"])
def test_an_old_workbook_is_let_through(name: str) -> None:
    check_ole(ole(name))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("EncryptedPackage", "Workbook"), "password"),
        (("WordDocument",), "not-a-workbook"),
        (("__substg1.0_",), "not-a-workbook"),
        (("Other",), "damaged"),
    ],
)
def test_other_old_files_are_refused(names: tuple[str, ...], code: str) -> None:
    assert code_of(lambda: check_ole(ole(*names))) == code
