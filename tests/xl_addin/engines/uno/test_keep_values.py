"""Our formulas become values in LibreOffice: single ones, array formulas as a whole, and nobody else's."""

from __future__ import annotations

from typing import Any

from xl_addin import own_formulas


def test_answers_take_the_place_of_our_formulas_alone(office_books: Any) -> None:
    book = office_books.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [["spend", "clicks"]]
    sheet["A3"].formula = '=IF(1=1, A1, MAP_COLUMN("x"))'
    sheet["A4"].formula = "=A1"
    sheet["A6:B6"].formula_array = '=IF(1=1, A1:B1, MAP_COLUMN("x"))'
    count, restore = own_formulas.keep_values(book)
    assert count == 2
    assert sheet["A3"].formula == "spend"
    assert sheet["A4"].formula == "=A1"
    assert sheet["A6:B6"].formula == (("spend", "clicks"),)
    restore(book)
    assert own_formulas.is_ours(sheet["A3"].formula)
    assert sheet["B6"].has_array and own_formulas.is_ours(sheet["B6"].formula)
