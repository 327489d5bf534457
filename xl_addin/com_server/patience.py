"""Excel's objects as xlwings uses them, waiting while Excel is busy.

Excel refuses calls from outside while a cell is edited, a box is open or a macro runs. xlwings asks again at once and
for ever; here the next try comes a moment later, and after a while the planner is told what Excel waits for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MethodType
from typing import Any, TypeVar

from worker.errors import MediaMapperError

ComObject = Any
"""An object or a value of Excel's, as pywin32 has it: without types."""
T = TypeVar("T")
REJECTED, RETRY_LATER, IGNORED = -2147418111, -2147417846, -2146777998
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER and VBA_E_IGNORE: Excel is there and takes no call now."""
BUSY = frozenset({REJECTED, RETRY_LATER, IGNORED})
GONE = frozenset({-2147023174, -2147417848, -2147023170})
"""RPC_S_SERVER_UNAVAILABLE, RPC_E_DISCONNECTED and RPC_S_CALL_FAILED: this Excel has ended."""
PROPERTY_PUT = 4
"""DISPATCH_PROPERTYPUT."""
WAIT_SECONDS, PAUSE_SECONDS = 120.0, 0.1
"""So long a planner may take over a cell while our sheets wait to be written."""


class ExcelBusy(MediaMapperError):
    """Excel took no call for a while."""

    code = "excel-busy"


class ExcelGone(MediaMapperError):
    """Excel was closed while something was done for it."""

    code = "excel-gone"


@dataclass(slots=True)
class Patience:
    """How long to wait for Excel, and between two tries; seconds."""

    seconds: float = WAIT_SECONDS
    pause: float = PAUSE_SECONDS
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    is_com_error: Callable[[BaseException], bool] = field(default=lambda error: hasattr(error, "hresult"))

    def call(self, attempt: Callable[[], T], is_busy: Callable[[], bool] = lambda: False) -> T:
        """What *attempt* gives, once Excel takes the call.

        *is_busy* is asked after an AttributeError: pywin32 takes a refusal to look a name up for a missing name.

        Raises:
            ExcelBusy: Excel takes no call within the time.
            ExcelGone: Excel has ended.
        """
        deadline = self.clock() + self.seconds
        while True:
            try:
                return attempt()
            except AttributeError:
                if not is_busy():
                    raise
            except Exception as error:
                if not self.is_com_error(error):
                    raise
                codes = codes_of(error)
                if codes & GONE:
                    raise ExcelGone(
                        "Excel was closed in the meantime.", "Open the plan and click again."
                    ) from None
                if not codes & BUSY:
                    raise
            if self.clock() >= deadline:
                raise ExcelBusy(
                    "Excel is busy: a cell is being edited, or a box of Excel is open.",
                    "Leave the cell with Enter or Esc, close the box, and click again.",
                )
            self.sleep(self.pause)


def codes_of(error: BaseException) -> set[int]:
    """The HRESULT of a COM error, and the one that the server put into its exception."""
    details: Sequence[object] = getattr(error, "excepinfo", None) or ()
    inner = details[5] if len(details) > 5 else None
    return {code for code in (getattr(error, "hresult", None), inner) if isinstance(code, int)}


class Patient:
    """A COM object, and each that it gives, whose calls wait as *patience* says."""

    __slots__ = ("_inner", "_patience")

    def __init__(self, inner: ComObject, patience: Patience) -> None:
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_patience", patience)

    def __repr__(self) -> str:
        return repr(self._inner)

    def __getattr__(self, name: str) -> ComObject:
        value = self._patience.call(lambda: getattr(self._inner, name), lambda: _refuses(self._inner, name))
        return _patient(value, self._patience)

    def __setattr__(self, name: str, value: object) -> None:
        self._patience.call(lambda: _put(self._inner, name, value), lambda: _refuses(self._inner, name))

    def __call__(self, *arguments: object, **named: object) -> ComObject:
        """What the object or method gives for *arguments*."""
        value = self._patience.call(lambda: self._inner(*arguments, **named))
        return _patient(value, self._patience)

    def __iter__(self) -> Iterator[Any]:
        """The things of a collection by their numbers: pywin32 takes a refused enumeration for a missing one."""
        for number in range(1, int(self.Count) + 1):
            yield self(number)


def _patient(value: ComObject, patience: Patience) -> ComObject:
    is_object = {"_oleobj_", "_dispobj_"} & set(getattr(value, "__dict__", ()))
    return Patient(value, patience) if is_object or isinstance(value, MethodType) else value


def _put(inner: ComObject, name: str, value: object) -> None:
    """Set a property; where pywin32 calls it missing it is set without pywin32's help, so that Excel's own answer is heard."""
    try:
        setattr(inner, name, value)
    except AttributeError:
        door = getattr(inner, "_oleobj_", None)
        if door is None:
            raise
        door.Invoke(door.GetIDsOfNames(0, name), 0, PROPERTY_PUT, 0, value)


def _refuses(inner: ComObject, name: str) -> bool:
    """Whether Excel refuses to look *name* up, or refused when pywin32 did so: a name that is there was not missing."""
    try:
        inner._oleobj_.GetIDsOfNames(0, name)
    except AttributeError:
        return False
    except Exception as error:
        return bool(codes_of(error) & BUSY)
    return True
