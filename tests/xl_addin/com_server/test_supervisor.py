"""The server is started again after a crash, and not when it ended by itself."""

from __future__ import annotations

import pytest

from xl_addin.com_server import DONE, SECOND
from xl_addin.com_server.supervisor import LONGEST_PAUSE, STEADY_SECONDS, supervise


def pauses(*lives: tuple[int, float]) -> tuple[int, list[float]]:
    """The last exit code and the pauses between *lives*, each an exit code and the seconds that it lasted."""
    clock, slept, left = [0.0], [], list(lives)

    def start() -> int:
        code, seconds = left.pop(0)
        clock[0] += seconds
        return code

    code = supervise(start, lambda: clock[0], slept.append)
    assert not left
    return code, slept


@pytest.mark.parametrize("code", [DONE, SECOND])
def test_a_server_that_ended_by_itself_stays_ended(code: int) -> None:
    assert pauses((code, 5.0)) == (code, [])


def test_a_crash_and_a_kill_are_followed_by_a_restart() -> None:
    assert pauses((1, 500.0), (0, 500.0), (-1073741819, 500.0), (DONE, 5.0)) == (DONE, [1.0] * 3)


def test_one_that_can_not_live_is_tried_less_and_less_often() -> None:
    code, slept = pauses(*[(1, 0.5)] * 9, (DONE, 1.0))
    assert (code, slept[:4], slept[-1]) == (DONE, [1.0, 2.0, 4.0, 8.0], LONGEST_PAUSE)


def test_a_steady_life_starts_the_count_anew() -> None:
    assert pauses((1, 0.5), (1, 0.5), (1, STEADY_SECONDS), (DONE, 1.0))[1] == [1.0, 2.0, 1.0]
