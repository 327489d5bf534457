"""When the sheets are calculated again."""

from __future__ import annotations

import threading

import pytest

from tests.patience import PATIENCE
from tests.xl_addin.calc.test_answers import ScriptedLink
from xl_addin.calc.inside import watch as module
from xl_addin.calc.inside.answers import Answers
from xl_addin.calc.inside.watch import Watch


@pytest.fixture
def watch() -> Watch:
    answers = Answers(ScriptedLink())
    return Watch(answers, ScriptedLink(), lambda: None)


def links(watch: Watch) -> tuple[ScriptedLink, ScriptedLink]:
    """That of the formulas, and its own."""
    assert isinstance(watch.answers.link, ScriptedLink) and isinstance(watch.link, ScriptedLink)
    return watch.answers.link, watch.link


def test_nothing_new(watch: Watch) -> None:
    watch.answers.column("Start")
    assert watch.look() is False


def test_a_decision(watch: Watch) -> None:
    watch.answers.column("Start")
    links(watch)[1].memory = "2"
    assert watch.look() is True


def test_a_decision_that_a_new_formula_heard_of_first(watch: Watch) -> None:
    """It was asked on the new revision; the cells around it still show the old one, once."""
    formulas, own = links(watch)
    watch.answers.column("Start")
    formulas.memory = own.memory = "2"
    formulas.now += 10
    watch.answers.column("Media Cost")
    assert watch.look() is True
    watch.answers.start_over()
    watch.answers.column((("Start", "Media Cost"),))
    assert watch.look() is False


def test_sheets_that_are_calculated_anew_are_so_once(watch: Watch) -> None:
    formulas, own = links(watch)
    watch.answers.column("Start")
    formulas.memory = own.memory = "2"
    formulas.now += 10
    assert watch.look() is True
    watch.answers.start_over()
    watch.answers.column("Start")
    assert watch.look() is False


def test_a_worker_that_comes_and_goes(watch: Watch) -> None:
    formulas, own = links(watch)
    formulas.gone = own.gone = "No worker."
    watch.answers.column("Start")
    assert watch.look() is False  # as the cells say already
    formulas.gone = own.gone = ""
    assert watch.look() is True
    watch.answers.column("Start")
    assert watch.look() is False
    own.gone = "No worker."
    assert watch.look() is True


def test_while_the_formulas_rest_nobody_asks(watch: Watch) -> None:
    formulas, own = links(watch)
    own.memory = "2"
    formulas._quiet_until = formulas.now + 1
    assert watch.look() is False


def test_the_thread_looks_when_nudged_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 30.0)
    changed = threading.Event()
    formulas = ScriptedLink()
    answers = Answers(formulas)
    own = ScriptedLink()
    own.memory = "2"
    answers.column("Start")
    formulas.now += 10
    watch = Watch(answers, own, changed.set)
    watch.start()
    watch.start()
    watch.nudge()
    assert changed.wait(PATIENCE)
    watch.end()
    thread = watch._thread
    assert thread
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_paused_it_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    own = ScriptedLink()
    own.memory = "2"
    looks = threading.Semaphore(0)

    def changed() -> None:
        watch.pause()
        looks.release()

    watch = Watch(Answers(ScriptedLink()), own, changed)
    watch.start()
    assert looks.acquire(timeout=PATIENCE)
    assert not looks.acquire(timeout=0.1)  # ten looks long
    watch.start()
    assert looks.acquire(timeout=PATIENCE)
    watch.end()
