"""A busy Excel is asked again a moment later, and after a while the planner is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from xl_addin.com_server.patience import (
    IGNORED,
    REJECTED,
    RETRY_LATER,
    ExcelBusy,
    ExcelGone,
    Patience,
    Patient,
)


class ComError(Exception):
    """As pywin32 raises it."""

    def __init__(self, hresult: int, inner: int | None = None) -> None:
        super().__init__(hresult)
        self.hresult = hresult
        self.excepinfo = (0, None, None, None, 0, inner) if inner else None


class Sheet:
    """A COM object as pywin32 makes one."""

    def __init__(self, refusals: list[Exception]) -> None:
        self.__dict__["refusals"] = refusals
        self.__dict__["written"] = {}
        self.__dict__["_oleobj_"] = Door(refusals, self.written)

    def _answer(self, value: Any) -> Any:
        if self.refusals:
            raise self.refusals.pop(0)
        return value

    @property
    def Name(self) -> Any:
        return self._answer("Plan")

    @property
    def Parent(self) -> Any:
        return self._answer(Sheet(self.refusals))

    def Range(self, address: str) -> Any:
        return self._answer(Sheet(self.refusals))

    def __setattr__(self, name: str, value: Any) -> None:
        self._answer(None)
        self.written[name] = value

    @property
    def Count(self) -> Any:
        return self._answer(2)

    def __call__(self, number: int) -> Any:
        return self._answer([Sheet(self.refusals), 2.0][number - 1])


class Door:
    """The object below pywin32's wrapper: looks names up and sets properties, and refuses as often as *refusals* says."""

    def __init__(self, refusals: list[Exception], written: dict[str, Any]) -> None:
        self.refusals = refusals
        self.written = written

    def GetIDsOfNames(self, _: int, name: str) -> int:
        if name == "Nothing":
            raise ComError(-2147352570)
        return 7

    def Invoke(self, number: int, _: int, manner: int, wants_answer: int, value: Any) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.written[f"{number} {manner}"] = value


def patient(*refusals: Exception) -> tuple[Any, list[float]]:
    """A sheet that refuses so often, and the pauses that were made for it."""
    slept: list[float] = []
    patience = Patience(seconds=1.0, pause=0.25, clock=lambda: sum(slept), sleep=slept.append)
    return Patient(Sheet(list(refusals)), patience), slept


def test_an_excel_that_answers_is_not_waited_for() -> None:
    sheet, slept = patient()
    assert (sheet.Name, sheet.Range("A1").Name, slept) == ("Plan", "Plan", [])


@pytest.mark.parametrize(
    "error", [ComError(-2147352567, -2146827284), ValueError("no COM at all")], ids=["another code", "no COM"]
)
def test_other_errors_are_raised_at_once(error: Exception) -> None:
    sheet, slept = patient(error)
    with pytest.raises(type(error)):
        _ = sheet.Name
    assert slept == []


def test_a_name_that_is_missing_is_missing() -> None:
    sheet, slept = patient()
    with pytest.raises(AttributeError):
        _ = sheet.Nothing
    assert slept == []


USES: dict[str, Callable[[Any], Any]] = {
    "read": lambda sheet: sheet.Name,
    "go on": lambda sheet: sheet.Parent.Name,
    "call": lambda sheet: sheet.Range("A1").Name,
    "write": lambda sheet: setattr(sheet, "Name", "x"),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    "error", [ComError(REJECTED), ComError(RETRY_LATER), ComError(-2147352567, IGNORED)], ids=["1", "2", "3"]
)
def test_a_busy_excel_is_asked_again(use: str, error: Exception) -> None:
    sheet, slept = patient(error, error)
    USES[use](sheet)
    assert slept == [0.25, 0.25]


def test_a_refusal_that_pywin32_takes_for_a_missing_name_is_a_refusal() -> None:
    sheet, slept = patient(AttributeError("Name"))
    assert (sheet.Name, slept) == ("Plan", [0.25])


@pytest.mark.parametrize(
    ("refusals", "pauses"), [([], 0), ([ComError(REJECTED)], 1), ([ComError(REJECTED)] * 3, 3)]
)
def test_a_property_that_pywin32_calls_missing_is_set_all_the_same(
    refusals: list[Exception], pauses: int
) -> None:
    sheet, slept = patient(AttributeError("Property 'Sheet.Name' can not be set."), *refusals)
    sheet.Name = "x"
    assert (set(sheet._inner.written.values()), len(slept)) == ({"x"}, pauses)


def test_what_excel_has_against_a_value_is_heard() -> None:
    sheet, slept = patient(AttributeError("can not be set"), ComError(-2147352567, -2146827284))
    with pytest.raises(ComError):
        sheet.Name = "x"
    assert slept == []


def test_what_it_gives_is_as_patient() -> None:
    sheet, slept = patient()
    first, second = sheet
    assert (type(first), second) == (Patient, 2.0)
    first.refusals.append(ComError(REJECTED))
    assert first.Name == "Plan"
    assert slept == [0.25]


def test_after_a_while_it_is_said_what_excel_waits_for() -> None:
    sheet, slept = patient(*[ComError(REJECTED)] * 50)
    with pytest.raises(ExcelBusy, match="a cell is being edited"):
        _ = sheet.Name
    assert sum(slept) == 1.0


def test_an_excel_that_was_closed_is_not_waited_for() -> None:
    sheet, slept = patient(ComError(-2147023174))
    with pytest.raises(ExcelGone, match="closed"):
        _ = sheet.Name
    assert slept == []


def test_a_refused_collection_is_walked_to_its_end() -> None:
    sheet, slept = patient(ComError(REJECTED), ComError(REJECTED))
    first, second = sheet
    assert (first.Name, second) == ("Plan", 2.0)
    assert len(slept) == 2
