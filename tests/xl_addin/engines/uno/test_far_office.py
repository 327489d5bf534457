"""Objects that stay inside the office: what goes there together, what waits for an answer, and who hears of what fails."""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from xl_addin.calc.inside.steps import IS, NotTheSame, Objects, Step
from xl_addin.engines.uno.far_office import FarObject, FarOffice


class Cell:
    """An object of an office that is played."""

    def __init__(self, name: str = "context") -> None:
        self.Name = name
        self.Height = 0.0

    def activate(self) -> None:
        self.Height = 9.0

    def getName(self) -> str:  # noqa: N802 - UNO's name
        return self.Name

    def setName(self, name: str) -> None:  # noqa: N802
        self.Name = name

    def getByName(self, name: str) -> Cell:  # noqa: N802
        if name == "nobody":
            raise KeyError(name)
        return Cell(name)

    def getParent(self) -> Cell:  # noqa: N802
        return Cell("parent")

    def getBoth(self, *cells: Cell) -> tuple[str, tuple[Cell, ...]]:  # noqa: N802
        return " ".join(cell.Name for cell in cells), cells


def names_of(cell: Any, cells: list[Any]) -> object:
    return cell.far_office.do_all(tuple(each.far_number for each in cells), "getName")


class Pipe:
    """What goes through to the objects, message by message."""

    def __init__(self) -> None:
        self.objects = Objects(Cell(), lambda name, value: SimpleNamespace(Name=name, Value=value))
        self.messages: list[tuple[Step, ...]] = []

    def execute(self, arguments: tuple[Any, ...]) -> tuple[int, object]:
        self.messages.append(arguments[0].Value)
        return self.objects.done(arguments[0].Value)


@pytest.fixture
def pipe() -> Pipe:
    return Pipe()


@pytest.fixture
def office(pipe: Pipe) -> FarOffice:
    office = FarOffice(pipe, lambda _, **members: SimpleNamespace(**members))
    office.gathers = True
    return office


@pytest.mark.parametrize(
    ("use", "answer", "messages"),
    [
        (lambda cell: None, None, 0),
        (lambda cell: cell.setName("a"), None, 0),
        (lambda cell: cell.activate(), None, 0),
        (lambda cell: (cell.activate(), cell.Height)[-1], 9.0, 1),
        (lambda cell: setattr(cell, "Height", 2.0), None, 0),
        (lambda cell: cell.getByName("a") and None, None, 0),
        (lambda cell: cell.getName(), "context", 1),
        (lambda cell: cell.Height, 0.0, 1),
        (lambda cell: cell.getParent().getName(), "parent", 2),
        (lambda cell: cell.getByName("a").getByName("b").getName(), "b", 1),
        (lambda cell: cell.getBoth(cell.getByName("a"), cell)[0], "a context", 1),
        (lambda cell: cell.getBoth(cell)[1][0].getName(), "context", 2),
        (lambda cell: names_of(cell, [cell.getByName(str(at)) for at in range(9)]), tuple("012345678"), 1),
        (lambda cell: names_of(cell, []), (), 1),
        (lambda cell: (cell.setName("a"), setattr(cell, "Height", 2.0), cell.Height)[-1], 2.0, 1),
    ],
    ids=[
        "nothing",
        "a setter",
        "another method that gives nothing back",
        "such a method before a question",
        "a property that is set",
        "a part",
        "a question",
        "a property",
        "an object that must answer before it is known",
        "parts of parts",
        "objects as arguments",
        "objects in an answer",
        "the same of many objects",
        "the same of none",
        "changes before a question",
    ],
)
def test_one_message_a_question(
    use: Callable[[Any], object], answer: object, messages: int, office: FarOffice, pipe: Pipe
) -> None:
    assert use(office.context) == answer
    assert len(pipe.messages) == messages


def test_changes_that_may_not_wait_go_at_once(office: FarOffice, pipe: Pipe) -> None:
    office.gathers = False
    office.context.Height = 2.0
    assert len(pipe.messages) == 1


@pytest.mark.parametrize(
    ("before", "messages"),
    [
        (lambda office: None, 0),
        (lambda office: office.do(IS, 0, "getName", "another"), 0),
        (lambda office: office.context.getByName("a"), 0),
        (lambda office: office.context.setName("a"), 1),
        (lambda office: setattr(office.context, "Height", 1.0), 1),
    ],
    ids=["nothing", "a check of nothing", "a part that nobody used", "a setter", "a property"],
)
def test_what_changes_something_is_sent_at_the_end_of_a_call(
    before: Callable[[FarOffice], object], messages: int, office: FarOffice, pipe: Pipe
) -> None:
    before(office)
    office.flush()
    office.end()
    assert len(pipe.messages) == messages
    assert office.context.Height in (0.0, 1.0)  # and nothing fails behind it


def test_nothing_is_changed_in_the_place_of_another(office: FarOffice) -> None:
    office.do(IS, 0, "getName", "another")
    office.context.Height = 1.0
    with pytest.raises(NotTheSame):
        office.flush()
    assert office.context.Height == 0.0


def test_whoever_uses_an_object_that_could_not_be_had_hears_why_and_nobody_else(office: FarOffice) -> None:
    nobody = office.context.getByName("nobody")
    assert office.context.getName() == "context"
    with pytest.raises(KeyError, match="nobody"):
        nobody.getName()


@pytest.mark.parametrize(
    "ask", [lambda cell: cell.Depth, lambda cell: cell.getDepth()], ids=["a property", "a method"]
)
def test_a_member_that_is_not_there_is_said_as_python_says_it(
    ask: Callable[[Any], object], office: FarOffice
) -> None:
    with pytest.raises(AttributeError, match="epth"):
        ask(office.context)


def test_objects_that_nobody_knows_any_more_go(office: FarOffice, pipe: Pipe) -> None:
    for number in range(50):
        assert office.context.getByName(str(number)).getName() == str(number)
        assert isinstance(office.context.getParent(), FarObject)
    gc.collect()
    office.context.getName()
    assert len(pipe.objects) == 1
