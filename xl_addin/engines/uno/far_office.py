"""The office's objects as the extension holds them: they stay inside the office, and what is asked of them goes there in one message."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from threading import RLock

from xl_addin.calc.inside.steps import (
    ALL,
    CALL,
    CONTEXT,
    DONE,
    DROP,
    GET,
    IS,
    MARK,
    NO_MEMBER,
    PUT,
    NotTheSame,
    Step,
)
from xl_addin.engines.cell_values import Value
from xl_addin.engines.uno.uno_object import UnoObject

SETTER = "set"
"""How the names of methods begin that give nothing back, so that nobody waits for their answer."""
SILENT = frozenset(
    (
        "activate",
        "copyRange",
        "createEntry",
        "end",
        "insertByName",
        "insertNew",
        "insertNewByName",
        "insertTextContent",
        "lockControllers",
        "start",
        "toFront",
        "unlockControllers",
    )
)
"""Other methods that give nothing back."""
PARTS = frozenset(
    (
        "Columns",
        "ConditionalFormats",
        "NamedRanges",
        "Rows",
        "Sheets",
        "StyleFamilies",
        "createEnumeration",
        "createInstance",
        "createStatusIndicator",
        "createTextCursor",
        "getAnnotation",
        "getAnnotations",
        "getByIndex",
        "getByName",
        "getCellByPosition",
        "getCellRangeByPosition",
        "getComponents",
        "getContainerWindow",
        "getFrame",
        "nextElement",
    )
)
"""Members that give an object whenever they give anything, so that nobody waits for its number either."""


class FarOffice:
    """The way to the objects of one office: a question is one message, which takes along the steps before it."""

    def __init__(self, steps: UnoObject, struct: Callable[..., UnoObject]) -> None:
        self.gathers = False
        """Whether steps that nobody waits for may stay here until the next question, or until `flush`."""
        self._there = steps
        self._struct = struct
        self._steps: list[Step] = []
        self._gone: list[int] = []
        self._numbers = count(CONTEXT - 1, -1)
        self._one_at_a_time = RLock()

    @property
    def context(self) -> UnoObject:
        """The office's component context."""
        return FarObject(self, CONTEXT)

    def do(self, what: int, number: int, member: str, value: object = None) -> Value:
        """What a member of an object is, or a method gives back.

        Raises:
            AttributeError: there is no such member, of this object or of one in the steps before.
            NotTheSame: a call in the steps before gave something else.
        """
        with self._one_at_a_time:
            if member in PARTS:
                new_number = next(self._numbers)
                self._add(what, number, member, value, new_number)
                return FarObject(self, new_number)
            self._add(what, number, member, value)
            if what in (PUT, IS) or member in SILENT or member.startswith(SETTER):
                return None if self.gathers else self._sent()
            return self._here(self._sent())

    def do_all(self, numbers: tuple[int, ...], member: str) -> tuple[Value, ...]:
        """What a method of each object gives back, in one message.

        Raises:
            AttributeError, NotTheSame: as `do`.
        """
        answers: tuple[Value, ...] = self.do(ALL, CONTEXT, member, numbers)
        return answers

    def flush(self) -> None:
        """Send the steps that wait, if one of them changes something.

        Raises:
            AttributeError, NotTheSame: as `do`.
        """
        with self._one_at_a_time:
            if any(what in (PUT, CALL) and member not in PARTS for what, _, member, _, _ in self._steps):
                self._sent()

    def end(self) -> None:
        """A call is over, be it by an error: nothing waits any more, and what was only to be seen for a change is not."""
        with self._one_at_a_time:
            self.gathers = False
            self._steps = [step for step in self._steps if step[0] != IS]

    def forget(self, number: int) -> None:
        """Nobody here knows the object any more; called wherever Python clears up, so without a lock."""
        self._gone.append(number)

    def _add(self, what: int, number: int, member: str, value: object, new_number: int = CONTEXT) -> None:
        self._steps.append((what, number, member, self._marked(value), new_number))

    def _sent(self) -> Value:
        steps, self._steps = self._steps, []
        while self._gone:
            steps.append((DROP, self._gone.pop(), "", None, CONTEXT))
        outcome, answer = self._there.execute((self._named(tuple(steps)),))
        if outcome == DONE:
            return answer
        raise AttributeError(answer) if outcome == NO_MEMBER else NotTheSame

    def _named(self, value: object) -> UnoObject:
        return self._struct("com.sun.star.beans.NamedValue", Name=MARK, Value=value)

    def _marked(self, value: Value) -> Value:
        """*value* as it goes to the office: marks in the place of objects."""
        if type(value) is tuple:
            return tuple([self._marked(each) for each in value])
        return self._named(value.far_number) if type(value) is FarObject else value

    def _here(self, value: Value) -> Value:
        """*value* as it came from the office."""
        kind = type(value)
        if kind is float or kind is str:
            return value
        if kind is tuple:
            return tuple([self._here(each) for each in value])
        return FarObject(self, value.Value) if getattr(value, "Name", None) == MARK else value


class FarObject:
    """An object of the office. UNO's methods begin with a small letter, its properties with a capital one."""

    __slots__ = ("far_number", "far_office")
    far_number: int
    far_office: FarOffice

    def __init__(self, office: FarOffice, number: int) -> None:
        object.__setattr__(self, "far_office", office)
        object.__setattr__(self, "far_number", number)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        if not name[0].islower():
            return self.far_office.do(GET, self.far_number, name)

        def method(*arguments: Value) -> Value:  # holds the object, whose number would be dropped without it
            return self.far_office.do(CALL, self.far_number, name, arguments)

        return method

    def __setattr__(self, name: str, value: Value) -> None:
        self.far_office.do(PUT, self.far_number, name, value)

    def __del__(self) -> None:
        if self.far_number != CONTEXT:
            self.far_office.forget(self.far_number)
