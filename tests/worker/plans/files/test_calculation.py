"""Formulas that a program wrote and nobody worked out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from worker.findings.files import FORMULA_CALCULATED, FORMULA_NOT_CALCULATED
from worker.plans.files.calculation import DEEPEST, calculated
from worker.shapes.finding import Finding
from worker.shapes.grid import Book, Cell, Grid

START = date(2026, 1, 31)
CELLS: list[list[Cell]] = [
    ["Vendor", "Units", "Price", "Start", None],
    ["Alder", 1000, 2.5, START, None],
    ["Birch", 3, 150, datetime(2026, 3, 1, 12), "TBC"],
]


def _book(*formulas: str, errors: dict[tuple[int, int], str] | None = None) -> Book:
    """CELLS with the *formulas* below each other from F2 on."""
    height = max(len(CELLS), len(formulas) + 1)
    rows = [[*row, None] for row in CELLS] + [[None] * 6 for _ in range(height - len(CELLS))]
    places = {(at, 6): text for at, text in enumerate(formulas, 2)}
    grid = Grid("Plan", rows, formulas=places, uncalculated=frozenset(places), errors=errors or {})
    prices = Grid("Price list", [["Alder", 7]])
    own = FORMULA_NOT_CALCULATED.at("Plan", "F2", formulas="1 cell holds a formula")
    return Book("plan.xlsx", (grid, prices), (own,))


def _first(*formulas: str, **words: dict[tuple[int, int], str]) -> Cell:
    return calculated(_book(*formulas, **words)).sheets[0].at(2, 6)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("B2*C2", 2500),
        ("B2*C2/1000", 2.5),
        ("-B3+2*(C3-50)%", -1),
        ("2^3*$B$3", 24),
        ("SUM(B2:B3)", 1003),
        ("SUM(B2:C3,5;A2:A3)", 1160.5),
        ("ROUND(C2,0)", 3),
        ("ROUND(-C2*1.001,1)", -2.5),
        ("MAX(B2:B3)-MIN(B2:B3)", 997),
        ("PRODUCT(B3:C3)", 450),
        ("B3+E2", 3),
        ("'Price list'!B1*B3", 21),
        ("A2", "Alder"),
        ("D2+1", date(2026, 2, 1)),
        ("D2-D2", 0),
        ("EDATE(D2,1)", date(2026, 2, 28)),
        ("EOMONTH(D2,-11)", date(2025, 2, 28)),
        ("EDATE(D3,10)", datetime(2027, 1, 1, 12)),
        ("IF(B2>1,C3,B2)", 150),
        ('IF(A2="alder",C3,F2)', 150),
        ('IF(B2>1,"",1)', None),
        ('IF(OR(A2="x",AND(B3=3,NOT(B2<3))),1,2)', 1),
        ("IF(B2<1,5)", False),
        ("IFERROR(B2/E2,0)", 0),
        ("IFERROR(B2*2,F2)", 2000),
        ("IF(ISERR(B2/0),1,2)", 1),
        ('SUMIF(A2:A3,"Birch",B2:B3)', 3),
        ('SUMIF(B2:B3,">5")', 1000),
        ("SUMIF(A:A,A2,B:B)", 1000),
        ('COUNTIF(A2:A3,"<>Birch")', 1),
        ("SUM('Price list'!B:B)", 7),
        ("COUNT(A2:D2)", 3),
        ("AVERAGE(B2:B3)", 501.5),
        ("ABS(-B3)", 3),
        ('A2&" "&B3', "Alder 3"),
        ("B2>=1000", True),
        ('E2=""', True),
        ("TRUE", True),
    ],
)
def test_plain_arithmetic_over_cells_is_worked_out(formula: str, value: Cell) -> None:
    assert _first(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "B2*",
        "B2 B3",
        "(B2",
        "B2*E2",
        "D2+D3",
        "D2+9999999",
        "10^400",
        "B2:B3",
        "F2+1",
        "Other!A1",
        "Budget*2",
        "SUBTOTAL(9,B2:B3)",
        "SUM()",
        "IF()",
        "B2>B3>",
        'COUNTIF(A2:A3,"A*")',
        "VLOOKUP(A2,A2:B3,2,0)",
        "Price:Rate!B1",
        "ROUND(B2,400)",
        "EDATE(B2,1)",
        "EDATE(D2,99999999)",
        "(" * 5_000 + "1" + ")" * 5_000,
    ],
)
def test_anything_else_is_left_to_excel(formula: str) -> None:
    grid = calculated(_book(formula)).sheets[0]
    assert grid.at(2, 6) is None
    assert grid.uncalculated == {(2, 6)}


def test_formulas_over_formulas_follow_each_other_and_a_circle_has_no_value() -> None:
    grid = calculated(_book("F3*2", "F4+1", "B3", "F6", "F5", "SUM(F2:F4)")).sheets[0]
    assert [grid.at(row, 6) for row in range(2, 8)] == [8, 4, 3, None, None, 15]
    assert grid.uncalculated == {(5, 6), (6, 6)}


def test_a_chain_may_be_long_down_the_sheet_and_no_deeper_than_so_many_up() -> None:
    down = calculated(_book("1", *(f"F{row}+1" for row in range(2, 400)))).sheets[0]
    assert down.at(400, 6) == 399
    up = [f"F{row}+1" for row in range(3, 400)]
    assert _first(*up[:DEEPEST], "1") == DEEPEST + 1
    assert _first(*up, "1") is None


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("B2/0", "#DIV/0!"),
        ("B2/E2", "#DIV/0!"),
        ("B2*A2", "#VALUE!"),
        ("B2*E3", "#VALUE!"),
        ("SUM(C1:C3)+B1", "#REF!"),
        ("AVERAGE(E2:E2)", "#DIV/0!"),
    ],
)
def test_what_excel_shows_as_an_error_is_one(formula: str, error: str) -> None:
    grid = calculated(_book(formula, errors={(1, 2): "#REF!"})).sheets[0]
    assert grid.errors[2, 6] == error
    assert grid.uncalculated == frozenset()


def test_the_branch_that_is_not_taken_makes_no_circle() -> None:
    assert _first('IF(A2="Alder",B2,F3)', "F2*2") == 1000


def test_a_text_that_doubles_from_row_to_row_ends() -> None:
    grid = calculated(_book('"x"', *(f"F{row}&F{row}" for row in range(2, 60)))).sheets[0]
    assert grid.at(5, 6) == "x" * 8
    assert grid.errors[60, 6] == "#VALUE!"


def test_errors_are_worked_out_once() -> None:
    """A chain in which each formula asks twice for the next one is no more work than its length."""
    chain = [f"IFERROR(F{row}+0,F{row}+0)" for row in range(3, 40)]
    assert calculated(_book(*chain, "B2/0")).sheets[0].errors[2, 6] == "#DIV/0!"


def _said(book: Book) -> list[Finding]:
    return [f for f in book.findings if f.code == FORMULA_NOT_CALCULATED.code]


def test_a_sheet_has_one_finding_on_its_formulas() -> None:
    (one,) = _said(calculated(_book("B2*C2", "B3*C3")))
    assert one == FORMULA_CALCULATED.at("Plan", "F2", formulas="2 cells hold formulas")
    (one,) = _said(calculated(_book("B2*C2", "VLOOKUP(A2,A:B,2)")))
    assert one == FORMULA_NOT_CALCULATED.at("Plan", "F3", formulas="1 cell holds a formula")
