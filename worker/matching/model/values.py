"""The model's word on values that neither memory nor lists know; proposals only, which a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from worker.llm.values import value_answers, value_question
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Scope

if TYPE_CHECKING:
    from worker.llm.door import Door
    from worker.llm.prompts import Prompts

Proposed = dict[str, tuple[str, float]]
"""By value as written: what it may be called, and how sure that is (below 0.8)."""


class ValueAsker:
    """Asks through the one door, once a value: what it said is noted as unconfirmed."""

    def __init__(self, door: Door, prompts: Prompts, memory: MemoryStore, *, may_ask: bool = False) -> None:
        """Without *may_ask* no value leaves, and only what was noted before is known."""
        self._may_ask = may_ask
        self._door = door
        self._prompts = prompts
        self._memory = memory

    def ask_values(self, field: str, values: Sequence[str], names: Sequence[str], scope: Scope) -> Proposed:
        """What these values of *field* may be called, of the closed list *names*; one question for all.

        Values that are no public words never leave, and those it was asked about before are not asked again.
        """
        names_of_values = self._memory.noted_values(field, values, scope)
        if not self._may_ask:
            return {value: name for value, name in names_of_values.items() if name[0] in names}
        question = value_question(
            self._prompts, field, [v for v in values if v not in names_of_values], names
        )
        if question.values:
            reply = self._door.ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)
            answers = value_answers(question, reply)
            for value, (name, sure) in answers.items():
                with suppress(MediaMapperError):  # a note that can't be kept is no reason to lose the answer
                    self._memory.remember_value(field, value, name, sure, scope, source="llm")
            names_of_values |= answers
        return {value: name for value, name in names_of_values.items() if name[0] in names}
