"""Turns sort as steps were done, whatever a clock says."""

from __future__ import annotations

import pytest

from worker.memory.learning import turns

NOON = "2026-05-03T12:00:00.000+00:00"
LATER = "2026-05-03T12:00:00.001+00:00"
YESTERDAY = "2026-05-02T12:00:00.000+00:00"


def after(latest: str, at: str, **how: bool) -> str:
    return turns.following(latest, at, "anna", "a1", **how)


@pytest.mark.parametrize("at", [LATER, NOON, YESTERDAY], ids=["later", "the same moment", "a clock put back"])
def test_the_next_turn_is_behind_the_last_one(at: str) -> None:
    first = after("", NOON)
    assert after(first, at) > first


def test_the_clock_is_the_walls_where_that_is_not_behind() -> None:
    assert turns.moment_of(after("", NOON)) == NOON
    assert turns.moment_of(after(after("", NOON), LATER)) == LATER
    assert turns.moment_of(after(after("", NOON), YESTERDAY)) == NOON


def test_what_is_done_after_a_last_step_is_of_a_later_millisecond() -> None:
    forgetting = after(after("", NOON), NOON, last=True)
    assert forgetting < turns.end_of(NOON) < after(forgetting, YESTERDAY)
    assert turns.moment_of(after(forgetting, NOON)) == LATER


def test_a_full_millisecond_is_followed_by_the_next() -> None:
    turn = after("", NOON)
    full = turn.replace(".00000", f".{turns.LAST}")
    assert turns.moment_of(after(full, NOON)) == LATER


def test_two_copies_and_two_authors_never_give_one_turn() -> None:
    given = {turns.following("", NOON, author, copy) for author in ("anna", "ben") for copy in ("a1", "b2")}
    assert len(given) == 4


def test_what_stands_for_several_steps_is_right_behind_the_last_of_them() -> None:
    last, other = after("", NOON), turns.following("", NOON, "anna", "a2")
    assert last < turns.of_merge(last, 7) < other
