"""The task `value_mapping`: how written values of a closed list are meant ('FB' is Facebook).

Only values that could stand in a public word list leave: short, without digits or addresses, of fields with a closed
list. A campaign's name can never be among them, since its field has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.lazy_dataclass import dataclass
from worker.llm.answer import CAP
from worker.llm.prompts import Prompt, Prompts
from worker.llm.quotes import between, gives_orders, quoted
from worker.llm.schema import NUMBER, Schema, list_of, object_of, one_of
from worker.text import clean

TASK = "value_mapping"
LONGEST = 30
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """One question, with what is needed to read its answer."""

    prompt: Prompt
    schema: Schema
    values: Mapping[str, str]
    """By id: the value as written."""
    none: str

    @property
    def answer_tokens(self) -> int:
        """How long an answer may be."""
        return 50 + 25 * len(self.values)


def may_leave(value: str) -> bool:
    """Whether a value is a word that says nothing of a campaign."""
    tidy = clean(value)
    plain = all(c.isalpha() or c in " &+/.-'()" for c in tidy)
    return (
        bool(tidy)
        and plain
        and len(tidy) <= LONGEST
        and len(tidy.split()) <= MOST_WORDS
        and not gives_orders(tidy)
    )


def value_question(
    prompts: Prompts, field: str, values: Sequence[str], canonical: Sequence[str]
) -> ValueQuestion:
    """The question for the values that may leave; *canonical* is the field's closed list and must not be empty."""
    unknown = dict.fromkeys(clean(value) for value in values if may_leave(value))
    by_id = {f"v{at}": value for at, value in enumerate(unknown, 1)}
    none = "none" if "none" not in canonical else "(none)"
    prompt = prompts[TASK].filled(
        field=quoted(field),
        source_values=between("data", [f"{id_} {quoted(value)}" for id_, value in by_id.items()]),
        target_values=" | ".join(canonical),
    )
    answer = object_of(id=one_of(tuple(by_id)), value=one_of((*canonical, none)), confidence=NUMBER)
    return ValueQuestion(prompt, object_of(values=list_of(answer)), by_id, none)


def value_answers(question: ValueQuestion, reply: Mapping[str, object]) -> dict[str, tuple[str, float]]:
    """Canonical value and confidence, below 0.8, by value as written; what has none is left out."""
    rows = reply["values"]
    assert isinstance(rows, list)
    return {
        question.values[row["id"]]: (str(row["value"]), min(max(float(row["confidence"]), 0.0), CAP))
        for row in rows
        if row["value"] != question.none
    }
