"""What values are called, and which decisions on them are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from worker.document.manager import LLMMemoryManager
from worker.errors import ModelProblem, UsageError
from worker.knowledge.templates import load_template
from worker.memory.store import MemoryStore
from worker.shapes.mapping import EVERYONE, Scope
from worker.shapes.memory import ValueDecision
from worker.shapes.raw_data import UnknownValue
from worker.verbs.value_names import check, named, proposed

TEMPLATE = load_template()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with LLMMemoryManager(tmp_path / "memory") as memory:
        yield memory.store


def test_without_a_memory_the_lists_answer(store: MemoryStore) -> None:
    names = named(TEMPLATE, "platform", ["FB", "Nobody knows"], EVERYONE, store)
    assert [name.canonical for name in names] == ["Meta", None]


def test_a_person_s_word_holds_in_its_scope(store: MemoryStore) -> None:
    nike = Scope(client="Nike")
    store.decide([], "anna", values=[ValueDecision("platform", "Der Grüne", "Meta", "confirm", scope=nike)])
    (name,) = named(TEMPLATE, "platform", ["Der Grüne"], nike, store)
    assert name.canonical == "Meta"
    (name,) = named(TEMPLATE, "platform", ["Der Grüne"], EVERYONE, store)
    assert name.canonical is None


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (ValueDecision("platfrm", "FB", "Meta", "confirm"), "has no field 'platfrm'"),
        (ValueDecision("campaign_name", "Spring", "Summer", "confirm"), "a campaign's own"),
    ],
)
def test_a_decision_that_is_refused(decision: ValueDecision, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check(decision, TEMPLATE)


def test_a_decision_that_may_be_kept() -> None:
    check(ValueDecision("platform", "FB", "Meta", "confirm"), TEMPLATE)


class Model:
    """Answers from a table, or not at all."""

    def __init__(self, answers: Mapping[str, tuple[str, float]] | None) -> None:
        self.answers = answers

    def ask_values(
        self, field: str, values: Sequence[str], names: Sequence[str], scope: Scope
    ) -> Mapping[str, tuple[str, float]]:
        if self.answers is None:
            raise ModelProblem("It was not asked.", "Ask again.", code="model-off")
        assert {name for name, _ in self.answers.values()} <= set(names)
        return self.answers


UNKNOWN = UnknownValue(field="platform", value="Der Grüne", sheet="Plan", cell="B2")


@pytest.mark.parametrize(
    ("answers", "codes"),
    [({}, []), ({"Der Grüne": ("Meta", 0.6)}, ["value-proposed"]), (None, ["model-off"])],
)
def test_what_the_model_takes_them_for_is_a_note(
    answers: Mapping[str, tuple[str, float]] | None, codes: list[str]
) -> None:
    findings = list(proposed([UNKNOWN], TEMPLATE, {}, Model(answers)))
    assert [finding.code for finding in findings] == codes
    assert all(finding.severity == "note" for finding in findings)
