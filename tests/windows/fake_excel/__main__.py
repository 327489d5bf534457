"""python -m tests.windows.fake_excel: serves Excel's Application object under its class until `Quit`."""

from __future__ import annotations

import sys
from typing import Any

import pythoncom
import pywintypes
import win32event
from win32com.server import policy, util
from win32com.server.exception import COMException
from win32com.server.util import NewEnum

from tests.windows.fake_excel import CLSID
from tests.windows.fake_excel.application import WITH_NAMES, Application
from tests.windows.fake_excel.thing import Refusal, Thing
from tests.windows.fake_excel.typelib import ENUMERATOR, build, infos, members_of

REJECTED, NO_MEMBER, FAILED, LEFT_OUT, NOT_HERE = (
    -2147418111,
    -2147352573,
    -2146827284,
    -2147352572,
    -2147467263,
)
PUTS = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF


def main() -> None:
    """Serve until somebody quits it."""
    application, types = Application(), infos(build(WITH_NAMES), WITH_NAMES)

    class Policy(policy.BasicWrapPolicy):
        """Members by their names and numbers in the type library."""

        def _wrap_(self, thing: Thing) -> None:
            super()._wrap_(thing)
            self.members = members_of(type(thing))
            self.names = {member.number: member for member in self.members.values()}

        def _GetTypeInfoCount_(self) -> int:
            return 1

        def _GetTypeInfo_(self, index: int, lcid: int) -> tuple[int, Any]:
            if type(self._obj_) not in types:
                raise COMException(scode=NOT_HERE, desc="no type information")
            return 0, types[type(self._obj_)]

        def _getdispid_(self, name: str, fdex: int) -> int:
            if name.lower() not in self.members:
                raise COMException(scode=-2147352570, desc=f"{type(self._obj_).__name__} has no {name}")
            return self.members[name.lower()].number

        def _invokeex_(self, number: int, lcid: int, manner: int, args: Any, *_: Any) -> Any:
            member = self.names.get(number)
            if member is None:
                raise COMException(scode=NO_MEMBER, desc=f"no member {number}")
            if member.name != "Busy" and application.refuses():
                raise COMException(scode=REJECTED, desc="Call was rejected by callee.")
            try:
                return self._answer(member, manner, [native(value) for value in args])
            except COMException:
                raise
            except Refusal as refusal:
                raise COMException(scode=FAILED, desc=str(refusal)) from None
            except Exception as error:  # a gap of this Excel: said as one, or the client shows a bare number
                raise COMException(
                    scode=FAILED, desc=f"fake Excel, {member.name}{args!r}: {error!r}"
                ) from error

        def _answer(self, member: Any, manner: int, args: list[Any]) -> Any:
            if member.number == ENUMERATOR:
                return NewEnum([wrapped(thing) for thing in self._obj_._NewEnum()])
            if manner & PUTS:
                setattr(self._obj_, member.name, args[-1])
                return None
            if member.arguments is not None and not manner & pythoncom.DISPATCH_METHOD:
                raise COMException(scode=NO_MEMBER, desc="a method")
            if member.arguments is None:
                return wrapped(getattr(self._obj_, member.name))
            padded = [*args, *[None] * (len(member.arguments) - len(args))]
            return wrapped(getattr(self._obj_, member.name)(*padded))

    def wrapped(value: Any) -> Any:
        if isinstance(value, Thing):
            return util.wrap(value, pythoncom.IID_IDispatch, usePolicy=Policy)
        return list(value) if isinstance(value, tuple) else value  # pywin32 takes a tuple for several answers

    def native(value: Any) -> Any:
        if isinstance(value, pythoncom.TypeIIDs[pythoncom.IID_IDispatch]):
            return pythoncom.UnwrapObject(value)._obj_
        return None if value is pythoncom.Missing or value == LEFT_OUT else value

    clsid, base = pywintypes.IID(CLSID), policy.DefaultPolicy

    class Door(base):  # type: ignore[misc, valid-type]
        def _CreateInstance_(self, class_id: Any, interface: Any) -> Any:
            if class_id == clsid:
                return util.wrap(application, interface, usePolicy=Policy)
            return base._CreateInstance_(self, class_id, interface)

    policy.DefaultPolicy = Door
    pythoncom.CoRegisterClassObject(
        clsid, pythoncom.MakePyFactory(clsid), pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.REGCLS_MULTIPLEUSE
    )
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    while not application.ended:
        win32event.MsgWaitForMultipleObjects((), False, 1000, win32event.QS_ALLINPUT)
        pythoncom.PumpWaitingMessages()


if __name__ == "__main__":
    main()
