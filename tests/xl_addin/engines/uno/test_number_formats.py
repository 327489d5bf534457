"""Number formats as Excel writes them."""

from __future__ import annotations

from typing import Any

import pytest

from xl_addin.engines.uno.number_formats import excel_code


@pytest.mark.parametrize(
    ("office", "excel"),
    [
        ("General", "General"),
        ("#,##0.00", "#,##0.00"),
        ('#,##0.00 "DM, YES"', '#,##0.00 "DM, YES"'),
        ("0.00E+00", "0.00E+00"),
        ("[$€-407] #,##0", "[$€-407] #,##0"),
        ("@", "@"),
        ("YYYY-MM-DD", "yyyy-mm-dd"),
        ("DD.MM.YY HH:MM:SS", "dd.mm.yy hh:mm:ss"),
        ("H:MM AM/PM", "h:mm AM/PM"),
        ("[HH]:MM", "[hh]:mm"),
        ("NN DD", "ddd dd"),
        ("#,##0;[RED]-#,##0", "#,##0;[Red]-#,##0"),
    ],
)
def test_spelling(office: str, excel: str) -> None:
    assert excel_code(office) == excel


@pytest.mark.parametrize("code", ["#,##0.00", "dd.mm.yyyy", '0.0 "%"', "[h]:mm:ss", "@", "General", "mmm-yy"])
def test_a_format_comes_back_as_it_was_given(office_books: Any, code: str) -> None:
    cell = office_books.books.add().sheets[0]["A1"]
    cell.number_format = code
    assert cell.number_format == code


def test_a_format_of_another_language_is_read_in_english(office_books: Any) -> None:
    book = office_books.books.add()
    german = book.impl.office.struct("com.sun.star.lang.Locale", Language="de", Country="DE")
    formats = book.impl.xl.NumberFormats
    book.sheets[0]["A1"].impl.xl.NumberFormat = formats.queryKey("TT.MM.JJJJ", german, False)
    assert book.sheets[0]["A1"].number_format == "dd/mm/yyyy"


def test_no_format_is_refused(office_books: Any) -> None:
    with pytest.raises(ValueError, match="is no number format"):
        office_books.books.add().sheets[0]["A1"].number_format = "#,##0.00 ["
