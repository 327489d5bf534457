"""`dataclass(frozen=True, slots=True)` of the standard library, whose methods are written when one of them is called.

The standard decorator compiles six methods a class, 0.8 ms, and a start imports over a hundred classes of which it
makes few. Here a class has its fields and slots at once, and `__init__`, `__repr__`, `__eq__` and `__hash__`, as the
standard library writes them, from the first call of one of them on. Type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

    from _typeshed import DataclassInstance
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """The decorator; it is for frozen classes with slots alone, and for their methods as they are written there."""
        if not (frozen and slots):
            raise TypeError("Take dataclasses.dataclass for a class that is not frozen or has no slots.")
        return _record


_METHODS = {
    "__init__": (True, False, False, True),
    "__repr__": (False, True, False, False),
    "__eq__": (False, False, True, False),
    "__hash__": (False, False, True, True),
}
"""What the standard decorator is asked for, so that it writes one method: init, repr, eq, frozen."""


def _record(cls: type) -> type:
    undocumented = not cls.__doc__
    if undocumented:
        cls.__doc__ = cls.__name__  # else the standard library works out the signature of `__init__` for it
    late = [name for name in _METHODS if name not in cls.__dict__]
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
        written = _written(record, name)
        setattr(record, name, written)
        return written(self, *arguments, **named)

    return method


def _written(record: type[DataclassInstance], name: str) -> Callable[..., object]:
    """The method that the standard library writes for a class of the same fields."""
    init, repr_, eq, frozen = _METHODS[name]
    fields = [(field.name, field.type, field) for field in dataclasses.fields(record)]
    twin = dataclasses.make_dataclass(
        record.__name__, fields, namespace={"__doc__": name}, init=init, repr=repr_, eq=eq, frozen=frozen
    )
    method: Callable[..., object] = getattr(twin, name)
    method.__qualname__ = f"{record.__qualname__}.{name}"
    return method


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
