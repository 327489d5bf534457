"""The model under the names of the user's own document: `llm.map_column(...)`, `llm.generate_validation_rules(...)`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from worker import settings
from worker.document.dict_form import Known
from worker.errors import UsageError
from worker.knowledge.templates import load_template
from worker.matching.model.columns import ColumnRequest, DoorAsker, usable
from worker.memory.folder import MemoryFolder
from worker.settings import Settings
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Field, Template
from worker.verbs.model import Model
from worker.verbs.rules_model import RulesModel, permit

if TYPE_CHECKING:
    from worker.document.manager import LLMMemoryManager
    from worker.llm.door import Door


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
        folder = memory.memory_folder if memory is not None else MemoryFolder(self.settings)
        self._model = Model(self.settings, folder)
        self._rules = RulesModel(self._model, door)
        self._door = door

    @property
    def allowed(self) -> bool:
        """Whether a person said that it may be asked."""
        return self.settings.llm

    @property
    def door(self) -> Door:
        """The one door; it stays shut for a while after a problem that the next question would meet as well."""
        return self._door or self._model.door

    def map_column(self, source_col: str, target_cols: Iterable[str] | Template | None = None) -> Known:
        """The field of *target_cols* (all of the template without them) that the model takes *source_col* for.

        Gives `field` (None where it abstains), `confidence` (below 0.8: nobody has confirmed it), `origin`, `reason`.

        Raises:
            ModelProblem: it may not be asked, or gave no usable answer.
        """
        permit(self.allowed)
        template = self._template(target_cols)
        asker = DoorAsker(
            self.door,
            self._model.prompts,
            shapes=self.settings.samples_to_model,
            context=self._model.memory.context.relevant,
            decided=self._model.decided,
        )
        request = ColumnRequest([SourceColumn(source_col)], template, Scope(template=template.name))
        answers = asker.ask_columns(request)
        answer = usable(answers.get(0), template)
        if answer is None:
            reason = answers[0].reason if 0 in answers else "The model knows no field for it."
            return {"field": None, "confidence": 0.0, "origin": "llm", "reason": reason}
        return {
            "field": answer.field,
            "confidence": answer.confidence,
            "origin": "llm",
            "reason": answer.reason or "The model said so; nobody has confirmed it.",
        }

    def generate_validation_rules(self, platform: str) -> list[Known]:
        """What the model says that a platform demands, beyond what ships; each rule with its code and provenance.

        What can't be a rule of ours is left out; the rest are notes until a person pins them.

        Raises:
            ModelProblem: it may not be asked, or gave no usable answer.
            UsageError: the name of the platform may not leave this machine.
        """
        return [rule.as_dict() for rule in self._rules.platform_rules(platform)]

    def show_rules_prompt(self, platform: str) -> str:
        """Exactly what `generate_validation_rules` would send; nothing is sent."""
        return self._rules.show_prompt(platform)

    def _template(self, target_cols: Iterable[str] | Template | None) -> Template:
        if isinstance(target_cols, Template):
            return target_cols
        own = load_template(self.settings.template or None)
        if target_cols is None:
            return own
        by_name = {field.name: field for field in own.fields}
        fields = tuple(by_name.get(name, Field(name)) for name in map(str, target_cols))
        if not fields:
            raise UsageError("There are no target columns.", "Give the names of the fields to choose from.")
        return replace(own, fields=fields)
