"""First bytes that can be no plan get a sentence of their own."""

from __future__ import annotations

import pytest

from worker.errors import FileProblem
from worker.plans.files.contents import refuse_others


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Site;Cost\n",
        b"<7 days;Cost\n",
        "<Площадка>;Cost".encode(),
        b"\xef\xbb\xbfa,b",
        b"%PD",
        b"GIF, Cost",
    ],
)
def test_what_may_be_a_table_is_let_through(head: bytes) -> None:
    refuse_others(head)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"%PDF-1.7", "not-a-workbook"),
        (b"\x89PNG\r\n", "not-a-workbook"),
        (b"PAR1\x15", "not-a-workbook"),
        (b"<!DOCTYPE html><p>", "web-page"),
        (b"  \r\n<TABLE border=1>", "web-page"),
        (b"MIME-Version: 1.0", "web-page"),
        ("<html>".encode("utf-16"), "web-page"),
        (b'<?xml version="1.0"?><html>', "web-page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml-2003"),
        (b"<?xml version='1.0'?><svg/>", "xml"),
    ],
)
def test_what_can_be_no_table_is_refused(head: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as caught:
        refuse_others(head)
    assert caught.value.code == code and caught.value.next_step
