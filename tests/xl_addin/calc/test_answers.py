"""What the formulas say, without an office and without a worker: the link is a list of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.calc.inside import answers as module
from xl_addin.calc.inside.answers import Answers
from xl_addin.calc.inside.link import Link, NoAnswer
from xl_addin.calc.inside.words import SOON

KNOWN = {"Media Cost": "spend", "Start": "start_date", "2026": "year"}


class ScriptedLink(Link):
    """Answers from KNOWN, remembers what was asked; `gone` makes it fail, `takes` makes it slow."""

    def __init__(self) -> None:
        super().__init__(clock=lambda: self.now)
        self.now = 100.0
        self.takes = 0.0
        self.gone = ""
        self.memory = "1"
        self.asked: list[Any] = []

    def ask(self, method: str, path: str, question: Any = None) -> Any:
        self.now += self.takes
        if self.gone:
            self.revision = None
            raise NoAnswer(self.gone)
        self.heard = self.now
        self.revision = self.memory
        if path == "/v1/health":
            return {}
        self.asked.append(question)
        if path == "/v1/values":
            said = {"FB": "Meta"}
            return {
                "values": [
                    {"canonical": said.get(v), "confidence": 1.0, "reason": "r"} for v in question["values"]
                ]
            }
        return {"suggestions": [self.suggestion(c) for c in question["columns"]]}

    def suggestion(self, column: Any) -> Any:
        """One, as the worker gives it."""
        name = column["name"]
        if name == "Nothing":
            return {"field": None, "confidence": 0.9, "reason": "Ann said so.", "origin": "memory"}
        field = KNOWN.get(name)
        return {
            "field": field,
            "confidence": 0.8 if field else 0.0,
            "reason": f"why {name}",
            "origin": "rules",
        }


@pytest.fixture
def link() -> ScriptedLink:
    return ScriptedLink()


@pytest.mark.parametrize("blank", [None, "", "  ", 0.0])
def test_a_blank_cell_asks_nothing(link: ScriptedLink, blank: Any) -> None:
    found = Answers(link)
    assert [
        found.column(blank),
        found.confidence(blank),
        found.why(blank),
        found.value("platform", blank),
    ] == [""] * 4
    assert link.asked == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Media Cost", "spend"),
        (" Media Cost ", "spend"),
        ("Zorgl", "?"),
        ("Nothing", ""),
        (2026.0, "year"),
        ((("Media Cost", "", "Start"),), (("spend", "", "start_date"),)),
        ((("Media Cost",), ("Zorgl",)), (("spend",), ("?",))),
        (("Media Cost", "Start"), (("spend", "start_date"),)),
        ((), ()),
    ],
)
def test_the_answer_has_the_form_of_the_question(link: ScriptedLink, given: Any, expected: Any) -> None:
    assert Answers(link).column(given) == expected


def test_a_range_is_one_question_and_the_next_formula_none(link: ScriptedLink) -> None:
    found = Answers(link)
    found.column((("Media Cost", "Start", "Media Cost"),))
    found.why((("Media Cost", "Start"),))
    found.confidence("Start")
    assert len(link.asked) == 1
    assert [c["name"] for c in link.asked[0]["columns"]] == ["Media Cost", "Start"]
    assert (link.asked[0]["llm"], link.asked[0]["one_to_one"]) == (False, False)


@pytest.mark.parametrize(
    ("headers", "samples", "sent"),
    [
        ("A", None, [[]]),
        ("A", (("1",), ("",), (2.0,), ("1",)), [["1", "2"]]),
        ((("A", "B"),), (("1", "x"), ("2", "")), [["1", "2"], ["x"]]),
        ((("A",), ("B",)), (("1", "2"), ("x", "y")), [["1", "x"], ["2", "y"]]),
        ((("A",), ("B",), ("C",)), (("1", "2"), ("x", "y"), ("z", "")), [["1", "2"], ["x", "y"], ["z"]]),
    ],
)
def test_samples_go_with_their_header(link: ScriptedLink, headers: Any, samples: Any, sent: Any) -> None:
    Answers(link).column(headers, samples)
    assert [list(column["samples"]) for column in link.asked[0]["columns"]] == sent


def test_samples_that_do_not_fit_are_said(link: ScriptedLink) -> None:
    found = Answers(link)
    assert found.column((("A", "B", ""),), (("1", "2"),)) == (("?", "?", ""),)
    assert "each of the headers" in found.why((("A", "B", ""),), (("1", "2"),))[0][0]


def test_values(link: ScriptedLink) -> None:
    found = Answers(link)
    assert found.value("platform", (("FB",), ("Zorgl",))) == (("Meta",), ("?",))
    assert found.value((("platform",),), "FB") == "Meta"
    assert len(link.asked) == 1


def test_a_decision_makes_everything_asked_again(link: ScriptedLink) -> None:
    found = Answers(link)
    found.column("Media Cost")
    link.memory = "2"
    assert found.column("Media Cost") == "spend" and len(link.asked) == 1  # not yet looked again
    link.now += module.FRESH + 0.01
    found.column("Media Cost")
    assert len(link.asked) == 2


def test_no_worker_is_a_question_mark_and_why(link: ScriptedLink) -> None:
    link.gone = "No worker."
    found = Answers(link)
    assert (found.column("A"), found.confidence("A"), found.why("A")) == ("?", "?", "No worker.")
    link.gone = ""
    assert found.column("Media Cost") == "spend"


def test_a_worker_that_goes_before_it_was_asked_anew_takes_nothing_along(link: ScriptedLink) -> None:
    """The decision is heard of, and then nobody answers: the sheet keeps what it showed."""
    found = Answers(link)
    found.column("Media Cost")
    link.memory = "2"
    link.now += module.FRESH + 0.01
    found.column("")
    link.gone = "No worker."
    assert (found.column("Media Cost"), found.column("Start")) == ("spend", "?")
    found.forget({"client": None})  # a button is done, for nobody else than before
    assert found.column("Media Cost") == "spend"
    found.forget({"client": "Mellow"})
    assert found.column("Media Cost") == "?"  # what holds for this client was never asked


def test_earlier_answers_are_no_more_than_a_sheet_holds(
    link: ScriptedLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ANSWERS", 3)
    found = Answers(link)
    for revision, names in (("1", ("Media Cost", "Zorgl")), ("2", ("Start", "2026"))):
        link.memory = revision
        link.now += module.FRESH + 0.01
        found.column((names,))
    link.memory = "3"
    link.now += module.FRESH + 0.01
    found.column("")
    link.gone = "No worker."
    assert found.column((("Media Cost", "Start", "2026"),)) == (("?", "start_date", "year"),)


@pytest.mark.parametrize("odd", [{}, {"suggestions": []}, {"suggestions": [{}]}, None, []])
def test_an_answer_of_another_form_is_no_error(
    link: ScriptedLink, odd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Answers(link)
    found.column("Start")
    monkeypatch.setattr(link, "ask", lambda *_: odd)
    assert found.column("Media Cost") == "?"
    assert "not understood" in found.why("Media Cost")


def test_without_an_aside_the_caller_waits(link: ScriptedLink) -> None:
    link.takes = 3.0
    found = Answers(link)
    assert found.column(tuple((f"H{at}",) for at in range(900)))[899] == ("?",)
    assert found.why("H899") == "why H899"


def test_a_large_sheet_waits_a_second_and_the_rest_is_asked_aside(link: ScriptedLink) -> None:
    nudged: list[None] = []
    found = Answers(link, lambda: nudged.append(None))
    link.takes = 0.1
    for at in range(40):
        found.column(f"H{at}")
    waited = len(link.asked)
    assert 5 <= waited <= 12 and len(nudged) == 40 - waited
    assert found.why("H39") == SOON
    aside = ScriptedLink()
    assert found.ask_aside(aside) is True
    assert len(aside.asked) == 1 and len(aside.asked[0]["columns"]) == 40 - waited
    assert found.why("H39") == "why H39" and found.ask_aside(aside) is False


def test_what_was_left_open_is_dropped_when_the_worker_goes(link: ScriptedLink) -> None:
    found = Answers(link, lambda: None)
    link.takes = 2.0
    found.column("A")
    found.column("B")
    aside = ScriptedLink()
    aside.gone = "No worker."
    with pytest.raises(NoAnswer):
        found.ask_aside(aside)
    aside.gone = ""
    assert found.ask_aside(aside) is False


def test_the_scope_of_a_button_counts_for_what_is_asked_next(link: ScriptedLink) -> None:
    found = Answers(link)
    found.forget({"client": "Mellow"})
    found.column("A")
    assert link.asked[0]["scope"] == {"client": "Mellow"}


CELL = st.one_of(st.none(), st.text(max_size=5), st.floats(), st.integers(), st.booleans())
ANYTHING = st.one_of(
    CELL,
    st.lists(CELL, max_size=3).map(tuple),
    st.lists(st.lists(CELL, max_size=3).map(tuple), max_size=3).map(tuple),
)


@given(ANYTHING, ANYTHING, st.sampled_from(["column", "confidence", "why", "value"]))
def test_nothing_raises(first: Any, second: Any, name: str) -> None:
    formula: Callable[[Any, Any], Any] = getattr(Answers(ScriptedLink()), name)
    found = formula(first, second)
    cells = [cell for row in found for cell in row] if isinstance(found, tuple) else [found]
    assert all(isinstance(cell, (str, float)) for cell in cells)
