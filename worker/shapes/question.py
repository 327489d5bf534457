"""What only a person can answer of a plan: which version, which year, what the periods hold."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Literal

from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.shapes.template import words_of

QuestionKind = Literal["version", "sheet", "lines", "measure", "periods", "year", "calendar", "dates"]
CURRENCY = "currency"
"""The id of the question in which currency money is; its kind is `measure`, since it says what columns hold."""
Topic = QuestionKind | Literal["currency"]
Effect = Mapping[str, Mapping[str, float]]
"""Field -> currency ('' where there is none) -> the largest difference that an answer makes to its sum."""

NOT_EXPORTED = "not exported"
"""The answer that leaves period columns out of raw data."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a plan, with its answer where somebody gave one."""

    id: str
    """Names the question within its plan, for an answer 'id=value'; the same plan gives the same id again."""
    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()
    """The possible answers; empty where any text is one, such as a year."""
    default: str | None = None
    """What holds until somebody answers; None where nothing is exported before that."""
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """Letters."""
    rows: tuple[int, ...] = ()
    """The sheet's rows."""
    fields: tuple[str, ...] = ()
    effect: Effect = field(default_factory=dict)
    answer: str | None = None
    from_memory: bool = False
    """Whether memory has the answer from an earlier plan of this shape and client."""

    @property
    def value(self) -> str | None:
        """What holds: the answer, else the default."""
        return self.default if self.answer is None else self.answer

    @property
    def topic(self) -> Topic:
        """What memory lists its answer under: the same columns may hold net costs, and those in EUR."""
        return "currency" if self.id == CURRENCY else self.kind

    @property
    def is_open(self) -> bool:
        """Whether amounts depend on an answer that nobody gave: then the plan needs a person.

        On a version or a sheet everything depends that stands there, though no column of it has a measure yet; without
        a year or a day, no amount of a period has its time.
        """
        amounts = [amount for by_currency in self.effect.values() for amount in by_currency.values()]
        whole = self.kind in ("version", "sheet", "year", "dates") and not amounts
        return self.answer is None and (whole or any(amounts))

    @property
    def state(self) -> str:
        """What holds, in a few words: 'answered: lines', 'remembered: net_cost', 'open; taken: Plan v2'."""
        if self.answer is None:
            return f"{'open; ' if self.is_open else ''}taken: {self.default or 'nothing'}"
        return f"{'remembered' if self.from_memory else 'answered'}: {self.answer}"

    @property
    def changes(self) -> tuple[str, ...]:
        """What an answer makes a difference to, a sum each: '46,000.00 USD of planned budget'."""
        return tuple(
            " ".join(filter(None, (f"{amount:,.2f}", currency, "of", words_of(name))))
            for name, by_currency in self.effect.items()
            for currency, amount in by_currency.items()
        )

    def with_answer(self, answers: Mapping[str, str]) -> Question:
        """The question with its answer out of *answers* (id -> value); as it is where they have none.

        Options are compared without regard to case.

        Raises:
            UsageError: the value is none of the options.
        """
        value = answers.get(self.id)
        if value is None:
            return self
        if not self.options:
            return replace(self, answer=value.strip())
        for option in self.options:
            if option.casefold() == value.strip().casefold():
                return replace(self, answer=option)
        raise UsageError(
            f"'{value}' is no answer to the question '{self.id}'.",
            _nearest(value, self.options, f"Answers: {', '.join(self.options)}."),
        )


def numbered(name: str, number: int) -> str:
    """The id of one of several questions of a kind: 'version', 'version-2'."""
    return name if number == 1 else f"{name}-{number}"


def check_answers(answers: Iterable[str], questions: Iterable[Question]) -> None:
    """See that each id in *answers* is the id of a question.

    Raises:
        UsageError: there is no such question.
    """
    ids = list(
        dict.fromkeys(question.id for question in questions)
    )  # mapping and export raise some of them alike
    listed = f"Questions: {', '.join(ids)}." if ids else "This plan raises no question: leave the answer out."
    for unknown in (id_ for id_ in answers if id_ not in ids):
        raise UsageError(f"The plan raises no question '{unknown}'.", _nearest(unknown, ids, listed))


def _nearest(text: str, options: Iterable[str], otherwise: str) -> str:
    by_case = {name.casefold(): name for name in options}
    near = difflib.get_close_matches(text.strip().casefold(), by_case, n=1)
    return f"Did you mean '{by_case[near[0]]}'?" if near else otherwise
