"""The container of an .xls: its chains are followed once, and its cells are counted before a parser makes room for them."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from worker.errors import FileProblem
from worker.plans.files import xls_container
from xl_addin.workbook.compound_file import compound_file


def old(rows: int = 40, columns: int = 3) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    for row in range(rows):
        for column in range(columns):
            sheet.write(row, column, row + column / 3)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def far(row: int, column: int) -> bytes:
    """A workbook of one number, out there."""
    record = struct.pack("<HHHHHd", 0x203, 14, row, column, 0, 1.0)
    sheet = struct.pack("<HHHH", 0x809, 4, 0x600, 0x10) + record + struct.pack("<HH", 0x0A, 0)
    return compound_file({"Workbook": sheet.ljust(5_000, b"\0")})


@pytest.mark.parametrize("data", [old(), old(3_000), compound_file({"Book": b"\0" * 90}), far(65_535, 255)])
def test_a_sound_one_passes(data: bytes) -> None:
    xls_container.check_reach(xls_container.workbook_stream(data), 20_000_000)


@pytest.mark.parametrize(("row", "column"), [(9, 65_000), (65_535, 400)])
def test_cells_that_no_plan_reaches(row: int, column: int) -> None:
    with pytest.raises(FileProblem) as caught:
        xls_container.check_reach(xls_container.workbook_stream(far(row, column)), 20_000_000)
    assert caught.value.code == "used-area"


def test_cells_of_several_records_count() -> None:
    numbers = struct.pack("<HHHH", 0xBD, 6 + 6, 7, 0) + bytes(6) + struct.pack("<H", 500)
    with pytest.raises(FileProblem):
        xls_container.check_reach(numbers.ljust(5_000, b"\0"), 1_000)


@pytest.mark.parametrize("at", [30, 32, 44, 48, 76])
@pytest.mark.parametrize("said", [0, 1, 0x7FFF_FFFF])
def test_a_header_that_lies_is_damage_or_nothing(at: int, said: int) -> None:
    data = bytearray(old())
    struct.pack_into("<I", data, at, said)
    try:
        xls_container.workbook_stream(bytes(data))
    except FileProblem as problem:
        assert problem.code == "damaged"


def test_sectors_in_a_circle() -> None:
    data = bytearray(old())
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<128I", data, table, *[1] * 128)
    with pytest.raises(FileProblem, match="Damaged"):
        xls_container.workbook_stream(bytes(data))
