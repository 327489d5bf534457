"""The process behind LibreOffice's buttons, as its office starts it."""

from __future__ import annotations

from tests.conftest import Run


def test_the_command_answers_a_line_each_and_ends_with_its_input(mediamapper: Run) -> None:
    ran = mediamapper("calc", "buttons", "--pipe", "no_such_pipe", stdin="")
    assert (ran.code, ran.out) == (0, "")
