"""`dataclass(frozen=True, slots=True)` of the standard library, whose methods are written when one of them is called.

The standard decorator compiles six methods a class, 0.8 ms, and a start imports over a hundred classes of which it
makes few. Here a class has its fields and slots at once, and `__init__`, `__repr__`, `__eq__` and `__hash__` from the
first call of each on, in a quarter of the time. They do what the standard library's do for what a field may say here:
a default, a factory, `repr` and `compare`. Type checkers see the standard decorator.
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

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """The decorator; it is for frozen classes with slots alone, and for their methods as they are written there."""
        if not (frozen and slots):
            raise TypeError("Take dataclasses.dataclass for a class that is not frozen or has no slots.")
        return _record


def _record(cls: type) -> type:
    undocumented = not cls.__doc__
    if undocumented:
        cls.__doc__ = cls.__name__  # else the standard library works out the signature of `__init__` for it
    late = [name for name in _WRITERS if name not in cls.__dict__]
    with_slots = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)
    record = cast("type[DataclassInstance]", with_slots(cls))
    if undocumented:
        record.__doc__ = None
    for name in late:
        setattr(record, name, _until_called(record, name))
    _freeze(record)
    return record


def _until_called(record: type[DataclassInstance], name: str) -> Callable[..., object]:
    """What stands for the method *name* until its first call writes it."""

    def method(self: object, *arguments: object, **named: object) -> object:
        written = _WRITERS[name](dataclasses.fields(record))
        written.__name__, written.__qualname__ = name, f"{record.__qualname__}.{name}"
        setattr(record, name, written)
        return written(self, *arguments, **named)

    return method


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


def _freeze(record: type[DataclassInstance]) -> None:
    """Let nobody set or delete an attribute of a record; copies and pickles go round that."""
    names = tuple(field.name for field in dataclasses.fields(record))

    def __setattr__(self: object, name: str, value: object) -> None:
        if type(self) is record or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self: object, name: str) -> None:
        if type(self) is record or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    def __getstate__(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    for method in (__setattr__, __delattr__, __getstate__, __setstate__):
        setattr(record, method.__name__, method)
