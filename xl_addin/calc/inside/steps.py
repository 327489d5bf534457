"""Steps with the office's objects, done inside the office for a process outside.

An object that crosses the pipe is looked at from all sides by its Python: one millisecond, where it costs a hundredth of
that here. So objects stay here and numbers go: the process says in one message what to do with which.
"""

from __future__ import annotations

from typing import Any, Callable, Iterable, Tuple

UnoObject = Any
"""Whatever the office hands out: its objects have no types in Python."""
SERVICE = "org.mediamapper.calc.Steps"
"""Named anew when a step changes its form: an extension may be older than the process that asks."""
GET, PUT, CALL, DROP, IS, ALL = range(6)
"""What a step does: read a member, write it, call it, forget the object, see that a call still gives the same; call it
without arguments for each of the objects whose numbers are its value."""
CONTEXT = 0
"""The number of the component context, from which all else is reached; the process counts down from it, the office up."""
MARK = "mediamapper"
"""The name of the `NamedValue` that stands for an object, whose number is its value."""
DONE, NO_MEMBER, NOT_THE_SAME = range(3)
"""What became of the steps: all were done; an object lacks a member; a call gave something else."""
Step = Tuple[int, int, str, UnoObject, int]
"""What to do, with which object, with which of its members, its new value or the method's arguments, and the number that
the process has given to what comes of it; `CONTEXT` where none."""


class NotTheSame(Exception):
    """A call gave something else than before."""


class Failure:
    """Stands under the number of an object that could not be had: whoever uses it hears why, and nobody else."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class Objects:
    """The objects that one process knows by number."""

    def __init__(self, context: UnoObject, mark: Callable[[str, int], UnoObject]) -> None:
        self._by_number = {CONTEXT: context}
        self._mark = mark
        self._kind = type(context)
        self._last = CONTEXT

    def __len__(self) -> int:
        return len(self._by_number)

    def done(self, steps: Iterable[Step]) -> tuple[int, object]:
        """Do *steps* in turn until one can't be done: what became of them, and what the last one gives, as it goes out."""
        try:
            answer: object = None
            for step in steps:
                answer = self._done(step, answer)
            return DONE, self._outside(answer)
        except AttributeError as error:
            return NO_MEMBER, str(error)
        except NotTheSame:
            return NOT_THE_SAME, None

    def _done(self, step: Step, before: object) -> object:
        what, number, member, value, new_number = step
        if what == DROP:
            self._by_number.pop(number, None)  # it was never made where a step before it failed
            return before
        if what == ALL:
            return tuple([getattr(self._of(each), member)() for each in value])
        subject = self._of(number)
        if what == PUT:
            setattr(subject, member, self._inside(value))
            return None
        if what == IS:
            if getattr(subject, member)() != value:
                raise NotTheSame
            return None
        if new_number == CONTEXT:
            return self._answer(subject, step)
        try:
            self._by_number[new_number] = self._answer(subject, step)
        except Exception as error:
            self._by_number[new_number] = Failure(error)
        return None

    def _answer(self, subject: UnoObject, step: Step) -> object:
        what, _, member, value, _ = step
        answer = getattr(subject, member)
        return answer(*self._inside(value)) if what == CALL else answer

    def _of(self, number: int) -> UnoObject:
        subject = self._by_number[number]
        if isinstance(subject, Failure):
            raise subject.error
        return subject

    def _inside(self, value: UnoObject) -> UnoObject:
        """*value* with objects in the place of their marks."""
        if type(value) is tuple:
            return tuple([self._inside(each) for each in value])
        return self._of(value.Value) if getattr(value, "Name", None) == MARK else value

    def _outside(self, value: UnoObject) -> UnoObject:
        """*value* with marks in the place of objects."""
        if type(value) is tuple:
            return tuple([self._outside(each) for each in value])
        if type(value) is not self._kind:
            return value
        self._last += 1
        self._by_number[self._last] = value
        return self._mark(MARK, self._last)
