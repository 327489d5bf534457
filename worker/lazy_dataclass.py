"""`dataclass(frozen=True)` of the standard library, whose methods are written when they are called.

The standard decorator compiles six methods a class, 0.8 ms, and a start imports over a hundred classes of which it
makes few. Here a class has its fields and slots at once, and `__repr__`, `__eq__` and `__hash__` from the first call of
each on; `__init__` works by hand until it is called often, for to compile one takes as long as a hundred calls. They do
what the standard library's do for what a field may say here: a default, a factory, `repr` and `compare`. Type checkers
see the standard decorator.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

    from _typeshed import DataclassInstance

    Fields = Sequence[dataclasses.Field[Any]]
else:

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """The decorator; it is for frozen classes alone, and for their methods as they are written there."""
        if not frozen:
            raise TypeError("Take dataclasses.dataclass for a class that is not frozen.")
        return lambda cls: _record(cls, slots)


OFTEN = 20
"""Calls of an `__init__` from which on it is worth being compiled."""


def _record(cls: type, slots: bool) -> type:
    """*cls* as a record: made once more, as slots need it, and with its methods, which to set afterwards costs more."""
    undocumented = not cls.__doc__
    if undocumented:
        cls.__doc__ = cls.__name__  # else the standard library works out the signature of `__init__` for it
    marked: type = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    fields = dataclasses.fields(cast("type[DataclassInstance]", marked))
    names = tuple(field.name for field in fields)
    cell: list[type[DataclassInstance]] = []
    body = {name: value for name, value in vars(marked).items() if name not in ("__dict__", "__weakref__")}
    body["__qualname__"] = cls.__qualname__
    if undocumented:
        body["__doc__"] = None
    if slots:
        body = {name: value for name, value in body.items() if name not in names} | _slots(cls, names)
    body = {**_frozen(cell, names), **_methods(cell, fields), **body}
    cell.append(cast("type[DataclassInstance]", type(cls)(cls.__name__, cls.__bases__, body)))
    return cell[0]


def _methods(cell: Sequence[type], fields: Fields) -> dict[str, Callable[..., object]]:
    """The methods of the class that *cell* will hold, none of them compiled yet."""
    late = {name: _until_called(cell, name, fields) for name in _WRITERS}
    return {"__init__": _by_hand(fields, late["__init__"]), **{n: late[n] for n in late if n != "__init__"}}


def _until_called(cell: Sequence[type], name: str, fields: Fields) -> Callable[..., object]:
    """What stands for the method *name* until its first call writes it."""

    def method(self: object, *arguments: object, **named: object) -> object:
        (record,) = cell
        written = _WRITERS[name](fields)
        written.__name__, written.__qualname__ = name, f"{record.__qualname__}.{name}"
        setattr(record, name, written)
        return written(self, *arguments, **named)

    return method


def _by_hand(fields: Fields, write: Callable[..., object]) -> Callable[..., object]:
    """An `__init__` that *write* takes the place of once it is called often, or with arguments that do not fit."""
    names = [field.name for field in fields]
    calls = 0

    def __init__(self: object, *arguments: object, **named: object) -> None:
        nonlocal calls
        calls += 1
        values = dict(zip(names, arguments, strict=False))
        if calls > OFTEN or len(arguments) > len(names) or not values.keys().isdisjoint(named):
            write(self, *arguments, **named)
            return
        values |= named
        for field in fields:
            if field.name not in values:
                values[field.name] = _default(field)
        if len(values) > len(names) or any(value is dataclasses.MISSING for value in values.values()):
            write(self, *arguments, **named)  # which says what is wrong
            return
        for name in names:
            object.__setattr__(self, name, values[name])

    return __init__


def _default(field: dataclasses.Field[Any]) -> object:
    """A field's value where nothing is given; `MISSING` where it must be."""
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def _init(fields: Fields) -> Callable[..., None]:
    """Sets each field to an argument, or to its default."""
    names: dict[str, Any] = {"_put": object.__setattr__, "_unset": object()}
    parameters, body = [], []
    for at, field in enumerate(fields):
        parameter = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            names[f"_make{at}"] = field.default_factory
            parameter = f"{field.name}=_unset"
            value = f"_make{at}() if {field.name} is _unset else {field.name}"
        elif field.default is not dataclasses.MISSING:
            names[f"_default{at}"] = field.default
            parameter = f"{field.name}=_default{at}"
        parameters.append(parameter)
        body.append(f"_put(_self, {field.name!r}, {value})")
    exec(f"def __init__({', '.join(['_self', *parameters])}):\n  " + "\n  ".join(body or ["pass"]), names)
    init: Callable[..., None] = names["__init__"]
    return init


def _repr(fields: Fields) -> Callable[[object], str]:
    """Names the class with its fields and their values."""
    names = [field.name for field in fields if field.repr]

    @reprlib.recursive_repr()
    def __repr__(self: object) -> str:
        values = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{type(self).__qualname__}({values})"

    return __repr__


def _eq(fields: Fields) -> Callable[[object, object], bool]:
    """Holds for records of one class whose compared fields are equal."""
    values = _values(fields)

    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(fields: Fields) -> Callable[[object], int]:
    """That of the compared fields' values."""
    values = _values(fields)

    def __hash__(self: object) -> int:
        return hash(values(self))

    return __hash__


def _values(fields: Fields) -> Callable[[object], tuple[object, ...]]:
    """The tuple of the values that are compared."""
    names = [field.name for field in fields if field.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


_WRITERS: dict[str, Callable[[Fields], Callable[..., object]]] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
}
"""What writes each method."""


def _slots(cls: type, names: tuple[str, ...]) -> dict[str, object]:
    """Slots for the fields that no base has, and how a record without a `__dict__` is copied and pickled."""
    there = {name for base in cls.__mro__[1:] for name in vars(base).get("__slots__", ())}

    def __getstate__(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    own = tuple([name for name in names if name not in there])
    return {"__slots__": own, "__getstate__": __getstate__, "__setstate__": __setstate__}


def _frozen(cell: Sequence[type], names: tuple[str, ...]) -> dict[str, Callable[..., object]]:
    """Let nobody set or delete an attribute of a record; copies and pickles go round that."""

    def __setattr__(self: object, name: str, value: object) -> None:
        if type(self) is cell[0] or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self: object, name: str) -> None:
        if type(self) is cell[0] or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}
