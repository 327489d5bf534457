"""The other tasks: values of closed lists, layouts by shape alone, platform rules as notes."""

from __future__ import annotations

from tests.worker.llm.fake_model import FakeModel
from worker.llm.prompts import Prompts
from worker.llm.rules import rules_answer, rules_question
from worker.llm.schema import wrong_with


def test_rules_are_asked_in_our_forms(prompts: Prompts, make_door, model: FakeModel) -> None:
    prompt, schema = rules_question(
        prompts, "Somewhere", ["notes", "clicks"], {"longest": "not long", "needs": "filled"}
    )
    rule = {
        "kind": "longest",
        "field": "notes",
        "other": "-",
        "limit": 9,
        "sentence": "Nine.",
        "source": "docs\n1",
    }
    assert wrong_with({"rules": [{**rule, "field": "spend"}]}, schema)
    model.says({"rules": [rule] * 30})
    found = rules_answer(make_door().ask(prompt, schema))
    assert len(found) == 12
    assert found[0] == {**rule, "other": None, "limit": 9.0, "source": "docs 1"}
