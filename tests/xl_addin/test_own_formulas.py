"""Our formulas in a workbook: which they are, how they are told of a decision, and what they become on request."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from worker.errors import UsageError
from xl_addin import own_formulas
from xl_addin.engines.files.app import file_app


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("", False),
        ("MAP_COLUMN(A1)", False),
        ("=SUM(A1:A9)", False),
        ("=ROADMAP_COLUMN(A1)", False),
        ('=IF(A1="MAP_COLUMN",1,0)', False),
        ("=MAP_COLUMN(A1)", True),
        ("=map_why(A1)", True),
        ("=IFERROR(MAP_CONFIDENCE(A1), 0)", True),
        ("=MediaMapper.xlsm!MAP_VALUE(A1, B1)", True),
        ("='C:\\Users\\ann\\XLSTART\\MediaMapper.xlam'!MAP_COLUMN(A1:C1)", True),
        ("{=MAP_COLUMN(A1:C1)}", True),
        ("=ORG.MEDIAMAPPER.CALC.FORMULAS.COLUMN(A1)", True),
    ],
)
def test_which_formulas_are_ours(text: str, ours: bool) -> None:
    assert own_formulas.is_ours(text) is ours


class Block:
    """Cells that show the answers of one formula; notes what is written to them."""

    def __init__(self, address: str, answers: Any) -> None:
        self.Address = address
        self.answers = answers
        self.written: list[Any] = []

    @property
    def Value(self) -> Any:
        return self.answers

    @Value.setter
    def Value(self, value: Any) -> None:
        self.written.append(value)


@dataclass
class Cell:
    """A cell of Excel, or the first of a *spill* or an *array*."""

    Address: str
    Formula: str
    Value: Any = None
    spill: Block | None = None
    array: Block | None = None
    dirty: int = 0

    @property
    def Formula2(self) -> str:
        return self.Formula

    FormulaArray = Formula2

    @property
    def HasSpill(self) -> bool:
        return self.spill is not None

    @property
    def HasArray(self) -> bool:
        return self.array is not None

    @property
    def SpillParent(self) -> Cell:
        return self

    @property
    def SpillingToRange(self) -> Block | None:
        return self.spill

    @property
    def CurrentArray(self) -> Block | None:
        return self.array

    def Dirty(self) -> None:
        self.dirty += 1


@dataclass
class Sheet:
    """A sheet of Excel that finds the cells in which 'MAP_' is written, round and round as Excel does."""

    name: str
    cells: list[Cell]
    written: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def used_range(self) -> Any:
        return SimpleNamespace(api=self)

    def _hits(self) -> list[Cell]:
        return [cell for cell in self.cells if "MAP_" in cell.Formula]

    def Find(self, What: str, LookIn: int, LookAt: int) -> Cell | None:
        assert (What, LookIn, LookAt) == ("MAP_", -4123, 2)
        return next(iter(self._hits()), None)

    def FindNext(self, cell: Cell) -> Cell:
        hits = self._hits()
        return hits[(hits.index(cell) + 1) % len(hits)]

    def range(self, address: str) -> Any:
        return Written(self, address)


@dataclass
class Written:
    """Notes what is written to a range."""

    sheet: Sheet
    address: str

    def clear_contents(self) -> None:
        self.sheet.written.append((self.address, "cleared", ""))

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("formula2", "formula_array"):
            self.sheet.written.append((self.address, name, value))
        super().__setattr__(name, value)


@dataclass
class App:
    """Excel with one workbook."""

    sheets: list[Sheet]
    calculation: str = "automatic"
    calculated: int = 0
    engine: Any = field(default_factory=lambda: SimpleNamespace(name="excel"))

    @property
    def books(self) -> list[Any]:
        return [SimpleNamespace(app=self, sheets=self.sheets)]

    def calculate(self) -> None:
        self.calculated += 1


def cells() -> list[Cell]:
    return [
        Cell("$A$1", "MAP_ is only a text here", "MAP_ is only a text here"),
        Cell("$B$1", "=SUM(C1:C9)", 9.0),
        Cell("$B$2", "=MAP_COLUMN(A2)", "spend"),
        Cell("$B$3", "=MAP_WHY(A2)", "Confirmed twice."),
    ]


# ---------------------------------------------------------------- told of a decision


def test_only_our_cells_are_told_and_excel_calculates_once() -> None:
    app = App([Sheet("One", cells()), Sheet("Two", cells()), Sheet("None", [Cell("$A$1", "=SUM(B1)")])])
    assert own_formulas.recalculate(app) == 4
    assert [cell.dirty for sheet in app.sheets for cell in sheet.cells] == [0, 0, 1, 1, 0, 0, 1, 1, 0]
    assert app.calculated == 1


def test_without_our_formulas_nothing_is_calculated() -> None:
    app = App([Sheet("None", [Cell("$A$1", "=SUM(B1)")])])
    assert (own_formulas.recalculate(app), app.calculated) == (0, 0)


def test_manual_calculation_stays_manual() -> None:
    app = App([Sheet("One", cells())], calculation="manual")
    assert (own_formulas.recalculate(app), app.calculated) == (2, 0)


def test_files_are_left_alone() -> None:
    with file_app() as app:
        app.books.add().sheets[0].range("A1").value = "=MAP_COLUMN(B1)"
        assert own_formulas.recalculate(app) == 0


# ---------------------------------------------------------------- turned into values


def test_answers_take_the_place_of_our_formulas_alone() -> None:
    app = App([Sheet("One", cells())])
    areas = [cell for cell in app.sheets[0].cells if own_formulas.is_ours(cell.Formula)]
    count, restore = own_formulas.keep_values(app.books[0])
    assert (count, [area.Value for area in areas]) == (2, ["spend", "Confirmed twice."])
    restore(SimpleNamespace(sheets={"One": app.sheets[0]}))
    assert app.sheets[0].written == [
        ("$B$2", "formula2", "=MAP_COLUMN(A2)"),
        ("$B$3", "formula2", "=MAP_WHY(A2)"),
    ]


def test_a_formula_that_spills_is_replaced_as_a_whole_and_comes_back_at_its_anchor() -> None:
    answers = (("spend", "publisher", "?"),)
    spilled = Block("$B$2:$D$2", answers)
    sheet = Sheet("One", [Cell("$B$2", "=MAP_COLUMN(A1:C1)", "spend", spill=spilled)])
    count, restore = own_formulas.keep_values(App([sheet]).books[0])
    assert (count, spilled.written) == (1, [answers])
    restore(SimpleNamespace(sheets={"One": sheet}))
    assert sheet.written == [("$B$2", "formula2", "=MAP_COLUMN(A1:C1)")]


def test_an_array_formula_is_replaced_as_a_whole_and_comes_back_as_one() -> None:
    block = Block("$B$2:$C$2", (("spend", "publisher"),))
    sheet = Sheet("One", [Cell("$B$2", "=MAP_COLUMN(A1:B1)", "spend", array=block)])
    count, restore = own_formulas.keep_values(App([sheet]).books[0])
    restore(SimpleNamespace(sheets={"One": sheet}))
    assert count == 1
    assert sheet.written == [
        ("$B$2:$C$2", "cleared", ""),
        ("$B$2:$C$2", "formula_array", "=MAP_COLUMN(A1:B1)"),
    ]


def test_a_file_by_itself_has_no_answers() -> None:
    with file_app() as app, pytest.raises(UsageError, match="no answers to keep"):
        own_formulas.keep_values(app.books.add())
