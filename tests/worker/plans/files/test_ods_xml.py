"""How far the cells of an .ods reach and how much text they hold, whatever is repeated."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.ods_xml import check_reach

MOST = 1_000
MOST_MB = 1
VALUE = '<table:table-cell office:value-type="float" office:value="7"{}/>'
TEXT = '<table:table-cell office:value-type="string"{}>{}</table:table-cell>'
BLANK = "<table:table-cell{}/>"


def times(of: str, count: int | str) -> str:
    return f' table:number-{of}-repeated="{count}"'


def sheet(*rows: str) -> bytes:
    return f'<a><table:table table:name="Plan">{"".join(rows)}</table:table></a>'.encode()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


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
        sheet(row(TEXT.format(times("columns", 100), p("x" * 998)), 10)),
        sheet(row(TEXT.format("", p('<text:s text:c="999999"/>')))),
        sheet(row(BLANK.format(times("columns", 16_000)), 1_048_575)),
    ],
    ids=[
        "empty",
        "one cell",
        "blanks to the corner",
        "a thousand cells",
        "no number",
        "a million characters",
        "a million spaces",
        "no text at all",
    ],
)
def test_what_a_plan_may_reach(content: bytes) -> None:
    check_reach([content], MOST, MOST_MB)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (sheet(row(VALUE.format(times("columns", 1_001)))), "used-area"),
        (sheet(row(BLANK.format(""), 1_000), row(BLANK.format("") + VALUE.format(""))), "used-area"),
        (sheet(row(VALUE.format(""), "9" * 40)), "used-area"),
        (sheet(row(TEXT.format(times("columns", 100), p("x" * 1_000)), 10)), "unpacks-too-far"),
        (sheet(row(TEXT.format("", p('<text:s text:c="1000001"/>')))), "unpacks-too-far"),
        (sheet(row(TEXT.format("", p("<text:s/>") * 5_000), 101)), "unpacks-too-far"),
        (sheet(row(TEXT.format(f' office:string-value="{"x" * 2_000}"', ""), 501)), "unpacks-too-far"),
        (sheet(row(VALUE.format(f' table:formula="{"x" * 2_000}"'), 501)), "unpacks-too-far"),
        (sheet(row(VALUE.format("")))[:-20], "damaged"),
        (b"<!DOCTYPE a>" + sheet(), "xml-entities"),
    ],
    ids=[
        "wide",
        "far down",
        "endless",
        "texts",
        "spaces",
        "paragraphs",
        "an attribute",
        "a formula",
        "cut off",
        "entities",
    ],
)
def test_what_no_plan_reaches_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check_reach([content[:40], content[40:]], MOST, MOST_MB)
    assert caught.value.code == code
