"""The first step of the cascade: what memory is sure of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_memory import FromMemory
from worker.matching.work import Draft, Question, Work
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Recollection


class Memory:
    """A memory that knows one header."""

    def __init__(self, field: str | None, confidence: float) -> None:
        self.known = Recollection(field, confidence, "Ann said so.")

    def recall_many(self, headers: Sequence[str], scope: Scope) -> dict[str, Recollection]:
        return {"zonk": self.known} if "Zonk" in headers else {}


def draft_of(field: str | None, confidence: float, header: str = "Zonk") -> Draft:
    work = Work(Question((SourceColumn(header),)), (Draft(SourceColumn(header)),))
    [answer] = FromMemory(load_template(), Memory(field, confidence)).answer([work])
    return answer.drafts[0]


def test_an_unknown_header_stays_open() -> None:
    draft = draft_of("reach", 0.9, "Other")
    assert (draft.field, draft.settled, draft.recalled) == (None, False, None)


@pytest.mark.parametrize(
    ("field", "confidence", "settled"),
    [("reach", 0.5, False), ("zonk", 0.9, False), ("reach", 0.9, True), (None, 0.9, True)],
)
def test_only_what_is_sure_and_a_field_of_the_template_answers(
    field: str | None, confidence: float, settled: bool
) -> None:
    draft = draft_of(field, confidence)
    assert draft.settled is settled
    assert draft.field == (field if settled else None)
    assert draft.recalled is not None
