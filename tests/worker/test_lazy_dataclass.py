"""Records do what classes of the standard decorator do, whichever of their methods is called first."""

from __future__ import annotations

import copy
import dataclasses
import functools
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from worker.lazy_dataclass import OFTEN, dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A record with all that a field can say."""

    name: str
    seconds: int = 30
    channels: list[str] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="", repr=False, compare=False)

    @property
    def short(self) -> bool:
        """Whether the spot is a short one."""
        return self.seconds < 20


@dataclass(frozen=True, slots=True)
class Named:
    """A record that writes some of its methods itself."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and other.name.lower() == self.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())


def fresh() -> Any:
    """`Spot` once more, none of its methods called yet."""

    @dataclass(frozen=True, slots=True)
    class Fresh:
        name: str
        seconds: int = 30

    return Fresh


def test_a_field_is_set_by_place_by_name_or_by_its_default() -> None:
    spot = Spot("A", channels=["TV"])
    assert (spot.name, spot.seconds, spot.channels, spot.short) == ("A", 30, ["TV"], False)
    assert Spot("B").channels is not Spot("B").channels


@pytest.mark.parametrize("arguments", [(), ("A", 1, [], "", "more")])
def test_wrong_arguments_are_refused_by_the_name_of_the_class(arguments: tuple[Any, ...]) -> None:
    for _ in range(2):  # the first call, and any other
        with pytest.raises(TypeError, match=r"Spot\.__init__\(\)"):
            Spot(*arguments)


FIRST_CALLS: dict[str, tuple[Callable[[Any], object], object]] = {
    "repr": (lambda spot: repr(spot).rpartition(".")[2], "Fresh(name='A', seconds=30)"),
    "equal": (lambda spot: spot == type(spot)("A"), True),
    "other value": (lambda spot: spot == type(spot)("B"), False),
    "other type": (lambda spot: spot == "A", False),
    "hash": (lambda spot: hash(spot) == hash(("A", 30)), True),
    "asdict": (dataclasses.asdict, {"name": "A", "seconds": 30}),
    "replace": (lambda spot: dataclasses.replace(spot, seconds=5).seconds, 5),
    "copy": (lambda spot: copy.deepcopy(spot) == spot, True),
    "match": (lambda spot: type(spot).__match_args__, ("name", "seconds")),
}


@pytest.mark.parametrize("call", FIRST_CALLS)
def test_any_method_may_be_the_first(call: str) -> None:
    use, result = FIRST_CALLS[call]
    spot = fresh()("A")
    assert [use(spot), use(spot)] == [result, result]


def test_a_field_left_out_of_repr_and_comparison_stays_out() -> None:
    assert repr(Spot("A", secret="key")) == "Spot(name='A', seconds=30, channels=[])"
    assert Spot("A", secret="key") == Spot("A")


def test_one_field_and_none_are_compared_like_several() -> None:
    @dataclass(frozen=True, slots=True)
    class One:
        name: str

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    assert {One("A"), One("A")} == {One("A")} != {One("B")}
    assert hash(One("A")) == hash(("A",))
    assert Empty() == Empty() != One("A")
    assert repr(Empty()).endswith("Empty()")


def test_a_record_in_itself_is_named_once() -> None:
    channels: list[Any] = []
    channels.append(Spot("A", channels=channels))
    assert repr(channels[0]).count("Spot(") == 1


def test_a_records_own_methods_stay() -> None:
    assert repr(Named("A")) == "<A>"
    assert {Named("A"), Named("a")} == {Named("A")}


def test_nothing_is_set_or_deleted_afterwards() -> None:
    spot = Spot("A")
    for name in ("name", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(spot, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del spot.name
    assert not hasattr(spot, "__dict__")


def test_a_record_is_pickled() -> None:
    spot = Spot("A", 5, ["TV"])
    assert pickle.loads(pickle.dumps(spot)) == spot


def test_a_record_is_the_same_however_often_its_class_is_called() -> None:
    record = fresh()
    first = record.__init__
    spots = [record("A", seconds=at) for at in range(OFTEN)]
    assert record.__init__ is first
    spots += [record(seconds=at, name="A") for at in range(OFTEN, 2 * OFTEN)]
    assert record.__init__ is not first
    assert [(spot.name, spot.seconds) for spot in spots] == [("A", at) for at in range(2 * OFTEN)]


def test_a_record_without_slots_keeps_what_it_worked_out() -> None:
    @dataclass(frozen=True)
    class Loose:
        name: str
        seconds: int = 30

        @functools.cached_property
        def upper(self) -> str:
            return self.name.upper()

    loose = Loose("a")
    assert (loose.upper, vars(loose)) == ("A", {"name": "a", "seconds": 30, "upper": "A"})
    assert loose == Loose("a") == copy.deepcopy(loose)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(loose, "name", "b")  # noqa: B010  a type checker refuses the plain form


def test_a_record_adds_its_fields_to_those_of_a_base() -> None:
    @dataclass(frozen=True, slots=True)
    class Long(Spot):
        minutes: int = 1

    long = Long("A", 60, minutes=2)
    assert (long.name, long.seconds, long.minutes) == ("A", 60, 2)
    assert copy.copy(long) == long


def test_what_is_not_frozen_takes_the_standard_decorator() -> None:
    loosely: Any = dataclass
    with pytest.raises(TypeError, match="dataclasses.dataclass"):
        loosely(frozen=False, slots=True)
