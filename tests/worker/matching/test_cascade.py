"""Memory first, then rules, then the model: who answers what, and who must not."""

from collections.abc import Mapping, Sequence

import pytest

from worker import text
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade, FromModel
from worker.matching.from_memory import FromMemory
from worker.matching.from_rules import FromRules
from worker.matching.model.columns import CAP, ColumnRequest, ModelAnswer
from worker.matching.work import Question
from worker.shapes.mapping import Scope, SourceColumn, Suggestion
from worker.shapes.memory import Recollection
from worker.shapes.template import Field, Template

TEMPLATE = load_template()


class Remembering:
    """A memory that holds what a test puts in, and counts how often it is asked."""

    def __init__(self, **known: Recollection) -> None:
        self.known = known
        self.asked: list[tuple[Sequence[str], Scope]] = []

    def recall_many(self, headers: Sequence[str], scope: Scope) -> Mapping[str, Recollection]:
        self.asked.append((headers, scope))
        keys = {text.normalise(header) for header in headers}
        return {key: found for key, found in self.known.items() if key in keys}


class Answering:
    """A model that says what a test puts in, and keeps what it was asked."""

    def __init__(self, *answers: ModelAnswer) -> None:
        self.answers = answers
        self.asked: list[Sequence[SourceColumn]] = []

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        self.asked.append(request.columns)
        return dict(enumerate(self.answers))


def one(cascade: Cascade, header: str) -> Suggestion:
    return cascade.suggest([SourceColumn(header)])[0]


def test_the_matchers_are_a_list_that_reads_as_the_cascade_runs():
    assert [type(m) for m in Cascade(TEMPLATE).matchers] == [FromMemory, FromRules, FromModel]


def test_no_columns_give_no_suggestions():
    assert Cascade(TEMPLATE).suggest([]) == []
    assert Cascade(TEMPLATE).suggest_many([]) == ([], ())


def test_memory_above_the_line_answers_alone():
    memory = Remembering(clicks=Recollection("spend", 0.8, "Confirmed 4 times."))
    model = Answering(ModelAnswer("clicks", 0.79, "no"))
    found = one(Cascade(TEMPLATE, memory=memory, model=model), "Clicks")
    assert (found.field, found.confidence, found.origin) == ("spend", 0.8, "memory")
    assert found.reason == "Confirmed 4 times."
    assert not model.asked


def test_memory_can_say_that_a_column_has_no_target():
    memory = Remembering(clicks=Recollection(None, 0.9, "Left open twice."))
    found = one(Cascade(TEMPLATE, memory=memory), "Clicks")
    assert (found.field, found.origin, found.reason) == (None, "memory", "Left open twice.")


def test_a_rejected_field_is_never_proposed_and_the_reason_says_so():
    memory = Remembering(clicks=Recollection(None, 0.0, "", frozenset({"clicks"})))
    found = one(Cascade(TEMPLATE, memory=memory), "Clicks")
    assert found.field != "clicks"
    assert "clicks" not in {a.field for a in found.alternatives}
    assert "Rejected before: clicks" in found.reason


def test_the_model_can_not_bring_a_rejected_field_back():
    memory = Remembering(zzyzx=Recollection(None, 0.0, "", frozenset({"clicks"})))
    model = Answering(ModelAnswer("clicks", 0.7, "sounds like it"))
    assert one(Cascade(TEMPLATE, memory=memory, model=model), "Zzyzx").field is None


def test_a_weaker_memory_counts_as_evidence():
    weak = Remembering(zzyzx=Recollection("notes", 0.7, "Confirmed once."))
    found = one(Cascade(TEMPLATE, memory=weak), "Zzyzx")
    assert (found.field, found.origin, found.reason) == ("notes", "memory", "Confirmed once.")
    assert 0 < found.confidence < 0.8


def test_a_field_the_template_lacks_is_not_taken_from_memory():
    memory = Remembering(clicks=Recollection("old_field", 0.95, "Confirmed 9 times."))
    assert one(Cascade(TEMPLATE, memory=memory), "Clicks").field == "clicks"


def test_memory_is_asked_once_a_scope_with_each_header_once():
    memory = Remembering()
    scope = Scope(client="Nike")
    questions = [
        Question((SourceColumn("Clicks"), SourceColumn("Clicks")), s) for s in (scope, scope, Scope())
    ]
    Cascade(TEMPLATE, memory=memory).suggest_many(questions)
    assert memory.asked == [(["Clicks"], scope), (["Clicks"], Scope())]


def test_what_memory_gave_out_is_not_given_out_again():
    memory = Remembering(kampagnennummer=Recollection("campaign_id", 0.95, "Confirmed."))
    cascade = Cascade(TEMPLATE, memory=memory)
    found = cascade.suggest([SourceColumn("Campaign ID"), SourceColumn("Kampagnennummer")])
    assert [s.field for s in found] == [None, "campaign_id"]


def test_the_model_is_asked_only_for_what_is_open_in_one_question():
    model = Answering(ModelAnswer("audience", 0.95, "It lists segments."))
    columns = [SourceColumn("Campaign ID"), SourceColumn("Zzyzx"), SourceColumn("Qwrtz")]
    found = Cascade(TEMPLATE, model=model).suggest(columns)
    assert [[c.name for c in asked] for asked in model.asked] == [["Zzyzx", "Qwrtz"]]
    assert (found[1].field, found[1].origin, found[1].confidence) == ("audience", "llm", CAP)
    assert found[2].field is None


@pytest.mark.parametrize("field", [None, "no_such_field"])
def test_the_model_may_only_choose_from_the_template(field: str | None):
    model = Answering(ModelAnswer(field, 0.7, "because"))
    assert one(Cascade(TEMPLATE, model=model), "Zzyzx").field is None


def test_a_template_nobody_knows_is_matched_by_likeness():
    template = Template("people", 1, (Field("date_of_birth", "date"), Field("family_name"), Field("city")))
    columns = [SourceColumn("DOB"), SourceColumn("familyNameLabel"), SourceColumn("Cities")]
    found = Cascade(template).suggest(columns)
    assert [s.field for s in found] == ["date_of_birth", "family_name", "city"]
    assert {s.origin for s in found} == {"rules"}
