"""What one piece of evidence changes, and that a replay of all gives the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.memory.learning import confidence, lessons
from worker.memory.learning.lessons import Group, Place, Proof

PLACE = Place("mappings", "cost", "")


def proof(target: str, sort: str = "confirm", weight: float = 1.0, **more: object) -> Proof:
    return Proof(PLACE, target, "Cost", sort, **({"source": "confirm", "weight": weight, "at": "t"} | more))


def states(*proofs: Proof) -> dict[str, str]:
    return {target: lesson.state for target, lesson in lessons.replay(proofs).items()}


LLM = {"source": "llm", "sort": "stated", "weight": 0.0, "amount": 0.79}


@pytest.mark.parametrize(
    ("proofs", "expected"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([proof("net", "adjust", amount=0.1)], {}, id="an adjustment of nothing is nothing"),
        pytest.param([proof("net", **LLM)], {"net": "noted"}, id="a model's word waits"),
        pytest.param(
            [proof("net"), proof("net", **LLM)], {"net": "holds"}, id="a model's word changes nothing"
        ),
        pytest.param(
            [proof("net", **LLM), proof("net", weight=0.1)], {"net": "holds"}, id="an export takes it"
        ),
        pytest.param([proof("net"), proof("net")], {"net": "holds"}, id="confirmed"),
        pytest.param([proof("net", "reject")], {"net": "rejected"}, id="rejected, never held"),
        pytest.param([proof("net"), proof("net", "reject")], {"net": "rejected"}, id="the last word wins"),
        pytest.param(
            [proof("net", "reject"), proof("net")],
            {"net": "holds"},
            id="an explicit confirm lifts a rejection",
        ),
        pytest.param(
            [proof("net", "reject"), proof("net", weight=0.5)], {"net": "rejected"}, id="a weak one does not"
        ),
        pytest.param(
            [proof("net"), proof("gross")], {"net": "replaced", "gross": "holds"}, id="newer replaces older"
        ),
        pytest.param(
            [proof("net"), proof("gross", weight=0.1)],
            {"net": "holds", "gross": "noted"},
            id="an untouched export replaces no decision",
        ),
        pytest.param(
            [proof("net", weight=0.1), proof("gross", weight=0.5)],
            {"net": "replaced", "gross": "holds"},
            id="weak evidence yields to stronger",
        ),
        pytest.param(
            [proof("net", sort="stated", source="stated"), proof("gross", weight=0.5)],
            {"net": "holds", "gross": "noted"},
            id="what was stated is as good as a decision",
        ),
        pytest.param(
            [proof("net"), proof("")], {"net": "replaced", "": "holds"}, id="no target contradicts a target"
        ),
    ],
)
def test_states(proofs: list[Proof], expected: dict[str, str]) -> None:
    assert states(*proofs) == expected


def test_what_is_replaced_ends_when_the_newer_begins() -> None:
    group = lessons.replay([proof("net", at="1"), proof("gross", at="2")])
    assert (group["net"].valid_from, group["net"].valid_to) == ("1", "2")
    assert (group["gross"].valid_from, group["gross"].valid_to) == ("2", None)


def test_a_models_stated_confidence_is_no_start() -> None:
    group = lessons.replay([proof("net", **LLM), proof("net")])
    assert confidence.confidence(group["net"].tally, "beta") == pytest.approx(2 / 3 + 0.05, abs=1e-12)


@pytest.mark.parametrize("policy", ["additive", "beta"])
def test_stating_again_moves_to_exactly_there(policy: str) -> None:
    group: Group = {}
    for told in (proof("net"), proof("net"), proof("net", "stated", source="stated", amount=0.4)):
        group = lessons.learn(group, lessons.weighed(group, told, {}))
    assert confidence.confidence(group["net"].tally, policy) == pytest.approx(0.4, abs=1e-12)


PROOFS = st.builds(
    proof,
    st.sampled_from(["net", "gross", ""]),
    st.sampled_from(["confirm", "reject", "stated", "adjust"]),
    st.sampled_from([0.1, 0.5, 1.0]),
    amount=st.floats(0, 1),
    source=st.sampled_from(["confirm", "llm"]),
)


@given(st.lists(PROOFS, max_size=20))
def test_at_most_one_target_holds_and_nothing_is_lost(proofs: list[Proof]) -> None:
    group: Group = {}
    for told in proofs:
        before = set(group)
        group = lessons.learn(group, told)
        assert before <= set(group)
        assert sum(lesson.state == "holds" for lesson in group.values()) <= 1
