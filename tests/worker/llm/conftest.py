from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.worker.llm.fake_model import FakeModel
from worker.errors import ModelProblem
from worker.llm.columns import column_question
from worker.llm.door import Door
from worker.llm.ledger import SessionLedger
from worker.llm.messages import THINKING
from worker.llm.prompts import Prompts, load_prompts
from worker.settings import Settings
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Field, Template

MakeDoor = Callable[..., Door]


@pytest.fixture
def model() -> Iterator[FakeModel]:
    """A model that runs here, and is told what to say."""
    with FakeModel().running() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(memory_dir=tmp_path / "memory", llm=True, llm_deadline_seconds=PATIENCE)


@pytest.fixture
def ledger() -> SessionLedger:
    return SessionLedger()


@pytest.fixture
def slept() -> list[float]:
    """How long the door would have waited between its tries."""
    return []


@pytest.fixture
def make_door(model: FakeModel, settings: Settings, ledger: SessionLedger, slept: list[float]) -> MakeDoor:
    """`make_door(llm_tokens_per_day=10)`: a door to the fake model, which never sleeps."""

    def make(environment: dict[str, str] | None = None, cache: Any = None, **changed: Any) -> Door:
        return Door(
            replace(settings, **changed),
            ledger=ledger,
            cache=cache,
            environment=model.environment if environment is None else environment,
            sleep=slept.append,
        )

    return make


@pytest.fixture
def prompts(tmp_path: Path) -> Prompts:
    return load_prompts(tmp_path)


TEMPLATE = Template("small", 1, (Field("clicks"), Field("spend", "money")))


@pytest.fixture
def question(prompts: Prompts):
    return column_question(prompts, [SourceColumn("Taps", ("12",))], TEMPLATE, "", shapes=True)


def ask(door: Door, question: Any) -> dict[str, Any]:
    return door.ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)


def problem_of(door: Door, question: Any) -> ModelProblem:
    with pytest.raises(ModelProblem) as caught:
        ask(door, question)
    return caught.value


def door_estimate(door: Door, question: Any) -> int:
    return door.estimated(question.prompt, question.schema) + question.answer_tokens + THINKING
