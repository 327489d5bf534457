"""How far the cells of an .ods reach, whatever is repeated."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.ods_xml import check_reach

MOST = 1_000
VALUE = '<table:table-cell office:value-type="float" office:value="7"{}/>'
BLANK = "<table:table-cell{}/>"


def times(of: str, count: int | str) -> str:
    return f' table:number-{of}-repeated="{count}"'


def sheet(*rows: str) -> bytes:
    return f'<a><table:table table:name="Plan">{"".join(rows)}</table:table></a>'.encode()


def row(cells: str, count: int | str = 1) -> str:
    return f"<table:table-row{times('rows', count)}>{cells}</table:table-row>"


@pytest.mark.parametrize(
    "content",
    [
        sheet(),
        sheet(row(VALUE.format(""))),
        sheet(row(VALUE.format("")), row(BLANK.format(times("columns", 16_000)), 1_048_575)),
        sheet(row(BLANK.format(times("columns", 99)) + VALUE.format("")), row(VALUE.format(""), 9)),
        sheet(row(VALUE.format(times("columns", "many")))),
    ],
    ids=["empty", "one cell", "blanks to the corner", "a thousand cells", "no number"],
)
def test_what_a_plan_may_reach(content: bytes) -> None:
    check_reach([content], MOST)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (sheet(row(VALUE.format(times("columns", 1_001)))), "used-area"),
        (sheet(row(BLANK.format(""), 1_000), row(BLANK.format("") + VALUE.format(""))), "used-area"),
        (sheet(row(VALUE.format(""), "9" * 40)), "used-area"),
        (sheet(row(VALUE.format("")))[:-20], "damaged"),
        (b"<!DOCTYPE a>" + sheet(), "xml-entities"),
    ],
    ids=["wide", "far down", "endless", "cut off", "entities"],
)
def test_what_no_plan_reaches_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check_reach([content[:40], content[40:]], MOST)
    assert caught.value.code == code
