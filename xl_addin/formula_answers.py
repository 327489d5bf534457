"""What formulas show: answers from memory and rules, kept here until a decision changes something.

Thousands of cells recalculate at once, most of them asking what was asked before. So: a range is one question;
what was answered is kept; whether it still holds is asked a few times a second, not once a cell; and while nobody
answers, only one cell every few seconds finds that out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from worker.errors import MediaMapperError, WorkerProblem
from worker.messages.language import problem_text, tr
from worker.shapes.json import Json
from worker.shapes.mapping import EVERYONE
from xl_addin.client import QUICK_SECONDS, Client

FRESH_SECONDS = 0.2
"""For so long the memory's revision is taken as known; a decision shows at the next recalculation after that."""
QUIET_SECONDS = 2.0
"""After a failure nobody is asked for so long: 10,000 cells must not wait for 10,000 refusals."""
MOST_KEPT = 200_000
AT_ONCE = 500
"""Headers a request; a longer range is asked in parts, each well within the time limit."""

Question = tuple[str, tuple[str, ...]]
"""A header with samples of its column, or a field with one value."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known for one header or value."""

    name: str | None
    """Field or standard spelling; None where it stays open."""
    confidence: float
    reason: str
    settled: bool = True
    """False where nothing could be found out: then `reason` says why, and what to do."""
    none_by_memory: bool = False
    """Somebody decided that the column has no target."""


class Answers:
    """Asks *client* what is not known yet."""

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self.client = client
        self.scope = EVERYONE
        """For whom formulas answer: what the Start sheet said when a button last read it."""
        self._clock = clock
        self._cache: dict[tuple[object, ...], Answer] = {}
        self._state: tuple[object, ...] = ()
        self._looked_at = float("-inf")
        self._quiet_until = float("-inf")
        self._trouble: MediaMapperError | None = None

    def forget(self) -> None:
        """Something was decided here: look at the next question."""
        self._looked_at = self._quiet_until = float("-inf")

    def headers(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a header, in order."""

        def ask(open_questions: Sequence[Question]) -> Iterable[Answer]:
            columns = [{"name": header, "samples": samples} for header, samples in open_questions]
            # Each header by itself: a cell must say the same alone and in a range.
            reply = self.client.suggest(columns, self.scope, llm=False, one_to_one=False, alternatives=1)
            return map(_of_suggestion, reply)

        return self._answers("header", questions, ask)

    def values(self, field: str, values: Sequence[str]) -> list[Answer]:
        """One answer a value, in order."""

        def ask(open_questions: Sequence[Question]) -> Iterable[Answer]:
            reply = self.client.values(field, [each[0] for each in open_questions], self.scope)
            return map(_of_value, reply)

        return self._answers(f"value of {field}", [(value, ()) for value in values], ask)

    def _answers(
        self,
        kind: str,
        questions: Sequence[Question],
        ask: Callable[[Sequence[Question]], Iterable[Answer]],
    ) -> list[Answer]:
        self._look()
        scope = self.scope
        new = [q for q in dict.fromkeys(questions) if (kind, scope, q) not in self._cache]
        for first in range(0, len(new), AT_ONCE):
            part = new[first : first + AT_ONCE]
            answers = self._call(lambda part=part: list(ask(part)))  # type: ignore[misc]
            if answers is None:
                break
            if self._state != self._now():
                self._start_anew()
            self._cache |= {(kind, scope, q): answer for q, answer in zip(part, answers, strict=True)}
        open_answer = self._unknown()
        return [self._cache.get((kind, scope, q), open_answer) for q in questions]

    def _look(self) -> None:
        """See whether anybody decided something since."""
        now = self._clock()
        if now - self._looked_at < FRESH_SECONDS:
            return
        if self._call(lambda: self.client.health(QUICK_SECONDS)) is not None:
            self._looked_at = now
            if self._state != self._now() or len(self._cache) > MOST_KEPT:
                self._start_anew()

    def _now(self) -> tuple[object, ...]:
        """A restarted worker may count revisions anew."""
        return self.client.address, self.client.revision

    def _start_anew(self) -> None:
        self._cache.clear()
        self._state = self._now()

    def _call(self, call: Callable[[], T]) -> T | None:
        """The answer, or None where there is none now."""
        if self._clock() < self._quiet_until:
            return None
        try:
            reply = call()
        except MediaMapperError as trouble:
            self._trouble = trouble
            self._quiet_until = self._clock() + QUIET_SECONDS
            return None
        self._trouble = None
        return reply

    def _unknown(self) -> Answer:
        return Answer(
            None, 0.0, problem_text(self._trouble or WorkerProblem("The worker gave no answer.")), False
        )


def of_problem(sentence: str) -> Answer:
    """Where the question itself is wrong."""
    return Answer(None, 0.0, tr(sentence), False)


def _of_suggestion(suggestion: Json) -> Answer:
    no_target = suggestion["field"] is None and suggestion["origin"] == "memory"
    return Answer(
        suggestion["field"], suggestion["confidence"], tr(suggestion["reason"]), none_by_memory=no_target
    )


def _of_value(value: Json) -> Answer:
    return Answer(value["canonical"], value["confidence"], value["reason"])
