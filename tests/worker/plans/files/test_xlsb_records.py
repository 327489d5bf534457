"""How far the cells of an .xlsb sheet reach, by its records alone."""

from __future__ import annotations

import struct

import pytest

from worker.errors import FileProblem
from worker.plans.files.xlsb_records import check_reach


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(body) < 0x80
    return head + bytes([len(body)]) + body


def row(number: int) -> bytes:
    return record(0, struct.pack("<I", number) + bytes(13))


def cell(column: int, kind: int = 5) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + bytes(8))


@pytest.mark.parametrize(
    "part",
    [
        b"",
        record(129) + record(130),
        row(9) + cell(99),
        row(1_048_575) + cell(16_383, kind=1),
        record(300, b"other records are passed over") + row(0) + cell(0),
    ],
    ids=["nothing", "no cells", "a thousand cells", "a blank cell far out", "other records"],
)
def test_what_a_plan_may_reach(part: bytes) -> None:
    check_reach(part, "Plan", 1_000)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (row(10) + cell(99), "used-area"),
        (row(0) + cell(20_000), "used-area"),
        (row(9)[:-14], "damaged"),
        (b"\x05", "damaged"),
    ],
    ids=["more cells", "beyond the last column", "cut off in a row", "cut off in a head"],
)
def test_what_no_plan_reaches_is_refused(part: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check_reach(part, "Plan", 1_000)
    assert caught.value.code == code
