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


def draft_of(
    field: str | None, confidence: float, header: str = "Zonk", samples: tuple[str, ...] = ()
) -> Draft:
    column = SourceColumn(header, samples)
    work = Work(Question((column,)), (Draft(column),))
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


NAMES = ("Anna Weber", "Ben Koch", "Cem Acar")


@pytest.mark.parametrize(
    ("field", "samples"),
    [
        ("planned_impressions", ()),
        ("planned_impressions", ("120,000", "on request", "included")),
        (
            "planned_impressions",
            ("Anna Weber", "Ben Koch"),
        ),  # two may be words for numbers: 'included', 'on request'
        ("planned_impressions", ("tbd", "TBC", "n/a", "-")),
        ("planned_impressions", ("included", "Included", "INCLUDED")),
        ("planned_impressions", ("一万", "二万", "三万")),
        ("planned_impressions", ("●", "●●", "x●")),
        ("net_cost", ("EUR", "1.000 EUR", "frei", "inklusive")),
        ("start_date", ("Januar", "Februar", "März")),
        ("start_date", ("Mo", "Di", "Mi")),
        ("start_date", ("asap", "tbd", "Ende Mai", "sofort")),
        ("placement", NAMES),
        ("placement_id", NAMES),  # an id may be letters
        (None, NAMES),  # what has no target has none whatever it holds
    ],
)
def test_values_that_the_field_may_have_leave_memory_alone(
    field: str | None, samples: tuple[str, ...]
) -> None:
    draft = draft_of(field, 0.9, samples=samples)
    assert (draft.settled, draft.field) == (True, field)


@pytest.mark.parametrize(
    ("field", "samples"),
    [
        ("planned_impressions", NAMES),
        ("net_cost", (*NAMES, "-", "n/a")),
        ("ctr", ("high", "medium", "low")),
        ("start_date", ("Morgen", "Mittag", "Abend")),
        ("spots", ("ヤマダ", "スズキ", "タナカ")),
    ],
)
@pytest.mark.parametrize("confidence", [0.5, 0.9])
def test_what_was_learnt_on_numbers_is_not_said_of_texts(
    field: str, samples: tuple[str, ...], confidence: float
) -> None:
    draft = draft_of(field, confidence, samples=samples)
    assert not draft.settled
    assert draft.recalled is not None
    assert (draft.recalled.field, draft.recalled.confidence, draft.recalled.unfit) == (None, 0.0, field)
