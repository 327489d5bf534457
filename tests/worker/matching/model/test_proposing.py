from __future__ import annotations

from collections.abc import Mapping

from worker.knowledge.templates import load_template
from worker.llm.problems import problem
from worker.matching.model.columns import ColumnRequest, ModelAnswer
from worker.matching.model.proposing import RulesAndModel
from worker.shapes.mapping import Scope

ACME = Scope(client="Acme")


class Model:
    """Says the same field to every header."""

    def __init__(self, fails: bool = False) -> None:
        self.questions: list[list[str]] = []
        self.fails = fails

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        self.questions.append([column.name for column in request.columns])
        if self.fails:
            raise problem("model-key-missing")
        return {at: ModelAnswer("audience", 0.99, "AI: so.") for at in range(len(request.columns))}


def proposed(model: Model | None) -> list[tuple[str, str, str, str | None]]:
    proposer = RulesAndModel(lambda: load_template(None), lambda: model)
    found = proposer.propose(["Clicks", "Qwv zzk"], ACME)
    return [(p.header, p.field, p.origin, p.scope.client) for p in found]


def test_rules_propose_without_memory() -> None:
    assert proposed(None) == [("Clicks", "clicks", "rules", "Acme")]


def test_the_model_is_asked_one_question_for_all() -> None:
    model = Model()
    assert proposed(model) == [
        ("Clicks", "clicks", "rules", "Acme"),
        ("Clicks", "audience", "llm", "Acme"),
        ("Qwv zzk", "audience", "llm", "Acme"),
    ]
    assert model.questions == [["Clicks", "Qwv zzk"]]


def test_without_an_answer_the_rules_stand_alone() -> None:
    assert proposed(Model(fails=True)) == [("Clicks", "clicks", "rules", "Acme")]
