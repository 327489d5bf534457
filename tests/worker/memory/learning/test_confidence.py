"""The arithmetic of confidence, exact to 1e-12."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.memory.learning import confidence
from worker.memory.learning.confidence import PRIOR, Tally, adjust, begun, confirm, mass_for, reject

POLICIES = ("additive", "beta")
EXACT = 1e-12


def told(evidence: str, start: float | None = None, weight: float = 1.0) -> Tally:
    """The tally after '+' confirms and '-' rejects."""
    tally = begun(start)
    for sign in evidence:
        tally = confirm(tally, weight) if sign == "+" else reject(tally, weight)
    return tally


def test_the_prior_has_mean_two_thirds() -> None:
    assert PRIOR.mean == pytest.approx(2 / 3, abs=EXACT)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("start", [0.0, 0.3, 0.7, 1.0])
def test_a_stated_confidence_is_where_it_starts(policy: str, start: float) -> None:
    assert confidence.confidence(begun(start), policy) == pytest.approx(start, abs=EXACT)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_first_steps_are_the_same_under_either_policy(policy: str) -> None:
    assert confidence.confidence(told("+"), policy) == pytest.approx(2 / 3 + 0.05, abs=EXACT)
    assert confidence.confidence(told("-"), policy) == pytest.approx(2 / 3 - 0.10, abs=EXACT)


@pytest.mark.parametrize(
    ("evidence", "start", "weight", "expected"),
    [
        ("", None, 1.0, 2 / 3),
        ("++", None, 1.0, 2 / 3 + 0.10),
        ("+-", None, 1.0, 2 / 3 - 0.05),
        ("+", 0.7, 1.0, 0.75),
        ("-", 0.7, 1.0, 0.60),
        ("+", 0.7, 0.5, 0.725),
        ("+", 0.7, 0.1, 0.705),
        ("-", 0.7, 0.5, 0.65),
        ("+", 0.7, 0.0, 0.7),
        ("+++", 0.9, 1.0, 1.0),
        ("+++-", 0.9, 1.0, 0.9),  # clipped on the way: the order counts
        ("--", 0.15, 1.0, 0.0),
        ("--+", 0.15, 1.0, 0.05),
    ],
)
def test_additive(evidence: str, start: float | None, weight: float, expected: float) -> None:
    assert confidence.confidence(told(evidence, start, weight), "additive") == pytest.approx(
        expected, abs=EXACT
    )


@pytest.mark.parametrize(
    ("evidence", "start", "weight", "expected"),
    [
        ("++", None, 1.0, (34 / 9 + 2) / (51 / 9 + 2)),
        ("+-", None, 1.0, (34 / 9 + 1) / (51 / 9 + 2)),
        ("+", None, 0.5, (34 / 9 + 0.5) / (51 / 9 + 0.5)),
        ("+", 0.7, 1.0, (0.7 * 51 / 9 + 1) / (51 / 9 + 1)),
        ("+" * 100, None, 1.0, (34 / 9 + 100) / (51 / 9 + 100)),
    ],
)
def test_beta(evidence: str, start: float | None, weight: float, expected: float) -> None:
    assert confidence.confidence(told(evidence, start, weight), "beta") == pytest.approx(expected, abs=EXACT)


def test_beta_steps_shrink() -> None:
    seen = [confidence.confidence(told("+" * n), "beta") for n in range(20)]
    steps = [after - before for before, after in zip(seen, seen[1:], strict=False)]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] > 0


@given(
    st.text(alphabet="+-", max_size=30), st.none() | st.floats(0, 1), st.lists(st.floats(-1, 1), max_size=5)
)
def test_an_adjustment_moves_either_policy_by_exactly_its_amount(
    evidence: str, start: float | None, amounts: list[float]
) -> None:
    tally = told(evidence, start)
    for amount in amounts:
        before = [confidence.confidence(tally, policy) for policy in POLICIES]
        tally = adjust(tally, amount, mass_for(tally, amount))
        after = [confidence.confidence(tally, policy) for policy in POLICIES]
        assert after == pytest.approx([min(1, max(0, value + amount)) for value in before], abs=EXACT)


@given(st.text(alphabet="+-", max_size=200), st.none() | st.floats(0, 1))
def test_confidence_stays_between_0_and_1_and_evidence_moves_it_its_way(
    evidence: str, start: float | None
) -> None:
    tally = told(evidence, start)
    for policy in POLICIES:
        now = confidence.confidence(tally, policy)
        assert 0 <= now <= 1
        assert confidence.confidence(confirm(tally), policy) >= now - EXACT
        assert confidence.confidence(reject(tally), policy) <= now + EXACT


def test_a_model_weighs_nothing_and_a_person_most() -> None:
    weights = confidence.WEIGHTS
    assert [weights["llm"], weights["export"], weights["bulk"], weights["confirm"]] == [0.0, 0.1, 0.5, 1.0]
    assert weights["stated"] == weights["import"] == 1.0
    assert confidence.CAP < 0.8  # from where memory answers alone
