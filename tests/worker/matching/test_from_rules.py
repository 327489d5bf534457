"""The second step of the cascade: the rules, and whose rules."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_rules import FromRules, ranker_for
from worker.matching.rankers.general import General
from worker.matching.rankers.renamed import Renamed
from worker.matching.rankers.rules import Rules
from worker.matching.work import Draft, Question, Work
from worker.shapes.mapping import SourceColumn
from worker.shapes.memory import Recollection
from worker.shapes.template import Field, Template


def template_of(*names: str) -> Template:
    return Template("own", 1, tuple(Field(name) for name in names))


@pytest.mark.parametrize(
    ("template", "kind"),
    [
        (template_of("barcode", "shelf"), General),
        (template_of("Media cost", "Impressions", "Clicks"), Renamed),
        (load_template(), Rules),
    ],
    ids=["anybody's", "media in other words", "the shipped one"],
)
def test_each_template_has_its_ranker(template: Template, kind: type) -> None:
    assert type(ranker_for(template)) is kind


def draft_of(recalled: Recollection | None, *, settled: bool = False) -> Draft:
    column = SourceColumn("Net cost", ("12.50", "7.00"))
    work = Work(Question((column,)), (Draft(column, recalled, settled=settled),))
    [answer] = FromRules(load_template()).answer([work])
    return answer.drafts[0]


def test_what_memory_settled_is_left_alone() -> None:
    assert draft_of(None, settled=True).ranking is None


def test_an_open_column_gets_the_rules_answer() -> None:
    draft = draft_of(None)
    assert (draft.field, draft.origin, draft.settled) == ("net_cost", "rules", False)


def test_a_weaker_memory_that_agrees_gives_its_reason() -> None:
    draft = draft_of(Recollection("net_cost", 0.6, "Ann said so."))
    assert (draft.field, draft.origin, draft.reason) == ("net_cost", "memory", "Ann said so.")


def test_a_field_that_was_rejected_is_not_proposed_again() -> None:
    draft = draft_of(Recollection(None, 0.0, "", frozenset({"net_cost"})))
    assert draft.field != "net_cost"
    assert "net_cost" not in dict(draft.alternatives)
    assert "Rejected before: net_cost." in draft.reason


def test_a_field_that_texts_do_not_fit_is_named_in_the_reason() -> None:
    draft = draft_of(Recollection(None, 0.0, "", unfit="clicks"))
    assert (draft.field, draft.origin) == ("net_cost", "rules")
    assert draft.reason.endswith(
        "Memory says 'clicks', which needs numbers or dates; these values are texts."
    )
