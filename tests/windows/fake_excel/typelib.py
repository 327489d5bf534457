"""The type library of the played Excel, made from its classes: what pywin32 asks for the names of members and arguments."""

from __future__ import annotations

import inspect
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pythoncom
import pywintypes

LIBRARY = uuid.UUID("{5C0E7D5B-27A1-4B6C-9C3B-5D1E0A6F4E12}")
ITEM, ENUMERATOR = pythoncom.DISPID_VALUE, pythoncom.DISPID_NEWENUM
WIN64, STDCALL = 3, 4
VARIANT = (pythoncom.VT_VARIANT, 0, None)
OPTIONAL, LEFT_OUT = 0x31, -2147352572
"""An argument that may be left out, and what is sent then: pywin32's servers lose what stands behind a missing one."""
GET, PUT, CALL = pythoncom.INVOKE_PROPERTYGET, pythoncom.INVOKE_PROPERTYPUT, pythoncom.INVOKE_FUNC


@dataclass(frozen=True)
class Member:
    """What a class offers under one name."""

    name: str
    number: int
    arguments: tuple[str, ...] | None
    """None for a property."""
    writable: bool = False


@cache
def members_of(kind: type) -> Mapping[str, Member]:
    """The members of a class, by their names in small letters: all that begin with a capital, and `_NewEnum`."""
    members = {}
    for at, name in enumerate(sorted(n for n in dir(kind) if n[0].isupper() or n == "_NewEnum"), 1):
        number = {"Item": ITEM, "_NewEnum": ENUMERATOR}.get(name, at)
        thing = inspect.getattr_static(kind, name)
        if isinstance(thing, property):
            members[name.lower()] = Member(name, number, None, thing.fset is not None)
        else:
            members[name.lower()] = Member(name, number, tuple(inspect.signature(thing).parameters)[1:])
    return members


def build(kinds: Sequence[type]) -> Any:
    """The type library of the classes, as pywin32 reads one from a file."""
    file = Path(tempfile.mkdtemp()) / "excel.tlb"
    library = pythoncom.CreateTypeLib2(WIN64, str(file))
    library.SetName("PlayedExcel")
    library.SetGuid(pywintypes.IID(f"{{{LIBRARY}}}"))
    library.SetVersion(1, 0)
    for kind in kinds:
        info = library.CreateTypeInfo(kind.__name__, pythoncom.TKIND_DISPATCH)
        info.SetGuid(pywintypes.IID(f"{{{uuid.uuid5(LIBRARY, kind.__name__)}}}"))
        for at, (description, names) in enumerate(_functions(kind)):
            info.AddFuncDesc(at, description)
            info.SetFuncAndParamNames(at, names)
        info.LayOut()
    library.SaveAllChanges()
    return pythoncom.LoadTypeLib(str(file))


def infos(library: Any, kinds: Sequence[type]) -> Mapping[type, Any]:
    """The type information of each class."""
    numbers = {library.GetDocumentation(at)[0]: at for at in range(library.GetTypeInfoCount())}
    return {kind: library.GetTypeInfo(numbers[kind.__name__]) for kind in kinds}


def _functions(kind: type) -> Iterator[tuple[Any, list[str]]]:
    for member in members_of(kind).values():
        if member.arguments is not None:
            yield _function(member, CALL, len(member.arguments)), [member.name, *member.arguments]
            continue
        yield _function(member, GET, 0), [member.name]
        if member.writable:
            yield _function(member, PUT, 1), [member.name]


def _function(member: Member, manner: int, arguments: int) -> Any:
    function = pythoncom.FUNCDESC()
    function.memid = member.number
    function.funckind = pythoncom.FUNC_DISPATCH
    function.invkind = manner
    function.callconv = STDCALL
    function.args = [
        (VARIANT[0], OPTIONAL, LEFT_OUT) if manner == CALL else VARIANT for _ in range(arguments)
    ]
    function.cParamsOpt = 0
    function.rettype = (pythoncom.VT_VOID if manner == PUT else pythoncom.VT_VARIANT, 0, None)
    return function
