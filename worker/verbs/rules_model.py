"""The model's side of platform rules: one question on a platform, and its answer as rules that only note."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from worker.errors import ModelProblem, UsageError
from worker.knowledge.platform_rule import MODEL_KINDS
from worker.knowledge.platform_rules import from_model, named
from worker.knowledge.templates import load_template
from worker.knowledge.values import canonical
from worker.lazy_dataclass import dataclass
from worker.llm import door, rules, values
from worker.memory.reporting import ledger
from worker.verbs.model import Model

if TYPE_CHECKING:
    from worker.knowledge.platform_rule import PlatformRule
    from worker.llm.prompts import Prompt
    from worker.llm.schema import Schema


@dataclass(frozen=True, slots=True)
class _Question:
    """A question on a platform, ready to be sent or shown."""

    platform: str
    prompt: Prompt
    schema: Schema


class RulesModel:
    """Asks through a door of its own, with the deadline, budget and ledger of every door."""

    def __init__(self, model: Model, own_door: door.Door | None = None) -> None:
        self._model = model
        self._settings = model.settings
        self._own_door = own_door

    @property
    def allowed(self) -> bool:
        """Whether the setting `llm` allows questions."""
        return self._settings.llm

    def platform_rules(self, platform: str) -> tuple[PlatformRule, ...]:
        """The model's rules of *platform* beyond what ships; what can't be a rule of ours is left out.

        Raises:
            ModelProblem: it may not be asked, or gave no usable answer.
            UsageError: the name of the platform may not leave this machine.
        """
        permit(self.allowed)
        question = self._question(platform)
        answer = self._door.ask(question.prompt, question.schema, answer_tokens=rules.ANSWER_TOKENS)
        return from_model(
            question.platform,
            rules.rules_answer(answer),
            self._door.model,
            _today(),
            {field.name: field.type for field in load_template(self._settings.template or None).fields},
            self._settings.memory_dir,
        )

    def show_prompt(self, platform: str) -> str:
        """Exactly what `platform_rules` would send; nothing is sent."""
        question = self._question(platform)
        return self._door.as_text(question.prompt, question.schema, answer_tokens=rules.ANSWER_TOKENS)

    # ------------------------------------------------------------ inside

    @cached_property
    def _door(self) -> door.Door:
        """A door without a cache of answers: rules have their own, and a second question wants a second answer."""
        if self._own_door is not None:
            return self._own_door
        return door.Door(
            self._settings, ledger=ledger.DatabaseLedger(lambda: self._model.memory.store.database)
        )

    def _question(self, platform: str) -> _Question:
        name = named(platform)
        if canonical("platform", platform) is None and not values.may_leave(name):
            raise UsageError(
                f"'{platform}' was not sent to the model: it reads like no platform's name.",
                "Give a name of a few words, without digits.",
            )
        fields = [field.name for field in load_template(self._settings.template or None).fields]
        prompt, schema = rules.rules_question(self._model.prompts, name, fields, MODEL_KINDS)
        return _Question(name, prompt, schema)


def permit(allowed: bool) -> None:
    """Stop a question that no person allowed.

    Raises:
        ModelProblem: with the setting that allows it.
    """
    if not allowed:
        raise ModelProblem(
            "The model was not asked: the setting llm is off.",
            "Set MEDIAMAPPER_LLM=1, or `llm: true` in settings.yaml, to allow it.",
            code="model-off",
        )


def _today() -> date:
    return datetime.now(UTC).date()
