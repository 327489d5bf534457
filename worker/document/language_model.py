"""The model under the names of the user's own document: `llm.map_column(...)`, `llm.generate_validation_rules(...)`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from worker import settings
from worker.errors import ModelProblem, UsageError
from worker.knowledge.platform_rule import MODEL_KINDS
from worker.knowledge.platform_rules import from_model, named
from worker.knowledge.templates import load_template
from worker.knowledge.values import canonical
from worker.settings import Settings
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Field, Template
from worker.verbs.model import Model

if TYPE_CHECKING:
    from worker.document.manager import LLMMemoryManager
    from worker.knowledge.platform_rule import PlatformRule
    from worker.llm.door import Door
    from worker.llm.prompts import Prompt
    from worker.llm.schema import Schema


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on a platform, ready to be sent or shown."""

    platform: str
    prompt: Prompt
    schema: Schema


class LanguageModel:
    """Asks through the one door, with its deadline, budget and ledger; only where the setting `llm` allows it."""

    def __init__(
        self,
        memory_dir: str | os.PathLike[str] | None = None,
        *,
        settings_: Settings | None = None,
        memory: LLMMemoryManager | None = None,
        door: Door | None = None,
    ) -> None:
        """The model that the settings of *memory_dir* name; *memory* gives its questions their context."""
        self.settings = settings_ or settings.load(memory_dir)
        self._memory = memory
        self._door = door

    @property
    def allowed(self) -> bool:
        """Whether a person said that it may be asked."""
        return self.settings.llm

    def map_column(
        self, source_col: str, target_cols: Iterable[str] | Template | None = None
    ) -> dict[str, Any]:
        """The field of *target_cols* (all of the template without them) that the model takes *source_col* for.

        Gives `field` (None where it abstains), `confidence` (below 0.8: nobody has confirmed it), `origin`, `reason`.

        Raises:
            ModelProblem: it may not be asked, or gave no usable answer.
        """
        from worker.matching.model.columns import DoorAsker, context_of, usable

        self._permit()
        template = self._template(target_cols)
        asker = DoorAsker(
            self.door,
            self._model.prompts,
            shapes=self.settings.samples_to_model,
            context=context_of(self.memory),
        )
        found = asker.ask_columns([SourceColumn(source_col)], template, Scope(template=template.name), None)
        answer = usable(found.get(0), template)
        if answer is None:
            reason = found[0].reason if 0 in found else "The model knows no field for it."
            return {"field": None, "confidence": 0.0, "origin": "llm", "reason": reason}
        return {
            "field": answer.field,
            "confidence": answer.confidence,
            "origin": "llm",
            "reason": answer.reason or "The model said so; nobody has confirmed it.",
        }

    def generate_validation_rules(self, platform: str) -> list[dict[str, Any]]:
        """What the model says that a platform demands, beyond what ships; each rule with its code and provenance.

        What can't be a rule of ours is left out; the rest are notes until a person pins them.

        Raises:
            ModelProblem: it may not be asked, or gave no usable answer.
            UsageError: the name of the platform may not leave this machine.
        """
        return [rule.told() for rule in self.platform_rules(platform)]

    def platform_rules(self, platform: str) -> tuple[PlatformRule, ...]:
        """The same as rules."""
        from worker.llm.rules import ANSWER_TOKENS, rules_answer

        self._permit()
        asked = self._question(platform)
        found = self._rules_door.ask(asked.prompt, asked.schema, answer_tokens=ANSWER_TOKENS)
        return from_model(
            asked.platform,
            rules_answer(found),
            self._rules_door.model,
            _today(),
            {field.name: field.type for field in self._template(None).fields},
            self.settings.memory_dir,
        )

    def show_rules_prompt(self, platform: str) -> str:
        """Exactly what `generate_validation_rules` would send; nothing is sent."""
        from worker.llm.rules import ANSWER_TOKENS

        asked = self._question(platform)
        return self._rules_door.shown(asked.prompt, asked.schema, answer_tokens=ANSWER_TOKENS)

    # ------------------------------------------------------------ inside

    def _permit(self) -> None:
        if not self.allowed:
            raise ModelProblem(
                "The model was not asked: the setting llm is off.",
                "Set MEDIAMAPPER_LLM=1, or `llm: true` in settings.yaml, to allow it.",
                code="model-off",
            )

    @property
    def memory(self) -> LLMMemoryManager:
        """What it was given, else the memory of its folder."""
        if self._memory is None:
            from worker.document.manager import LLMMemoryManager

            self._memory = LLMMemoryManager(settings_=self.settings)
        return self._memory

    @cached_property
    def _model(self) -> Model:
        return Model(self.settings, self.memory)

    @property
    def door(self) -> Door:
        """The one door; it stays shut for a while after a problem that the next question would meet as well."""
        return self._door or self._model.door

    @cached_property
    def _rules_door(self) -> Door:
        """Without a cache of answers: rules have their own, and who asks again wants to hear it again."""
        if self._door is not None:
            return self._door
        from worker.llm.door import Door
        from worker.memory.database.ledger import DatabaseLedger

        return Door(self.settings, ledger=DatabaseLedger(lambda: self.memory.store.database))

    def _question(self, platform: str) -> _Asked:
        from worker.llm.rules import rules_question
        from worker.llm.values import may_leave

        name = named(platform)
        if canonical("platform", platform) is None and not may_leave(name):
            raise UsageError(
                f"'{platform}' was not sent to the model: it reads like no platform's name.",
                "Give a name of a few words, without digits.",
            )
        fields = [f.name for f in self._template(None).fields]
        prompt, schema = rules_question(self._model.prompts, name, fields, MODEL_KINDS)
        return _Asked(name, prompt, schema)

    def _template(self, target_cols: Iterable[str] | Template | None) -> Template:
        if isinstance(target_cols, Template):
            return target_cols
        own = load_template(self.settings.template or None)
        if target_cols is None:
            return own
        known = {field.name: field for field in own.fields}
        fields = tuple(known.get(name, Field(name)) for name in map(str, target_cols))
        if not fields:
            raise UsageError("There are no target columns.", "Give the names of the fields to choose from.")
        return replace(own, fields=fields)


def _today() -> date:
    return datetime.now(UTC).date()
