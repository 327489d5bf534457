"""The task `column_mapping`: one question for all open columns of a sheet, and what of the answer is believed.

Ids are ours, fields are the template's, confidence is capped, and an answer that puts everything in one field is
refused: so a header that talks to the model can at most have its own column proposed wrongly, to a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from worker.lazy_dataclass import dataclass
from worker.llm.answer import CAP, ColumnAnswer
from worker.llm.problems import problem
from worker.llm.prompts import Prompt, Prompts
from worker.llm.quotes import between, gives_orders, quoted, shortened
from worker.llm.schema import NUMBER, TEXT, Schema, list_of, object_of, one_of
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Template
from worker.text import words
from worker.values.shape import magnitude, value_shapes

TASK = "column_mapping"
A_COLUMN = 45
"""Output tokens that one column's answer takes, a reason of 8 words included."""
LONGEST_DESCRIPTION = 110
"""Our fields' are whole ("... not DV360 Revenue, which is spend"); a foreign template's may be a page."""
LONGEST_REASON = 120
MANY = 3
"""From so many answers on, one field for most of them is no coincidence."""
MOST = 0.7


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """One question, with what is needed to read its answer."""

    prompt: Prompt
    schema: Schema
    places: Mapping[str, tuple[int, ...]]
    """By id: the positions of the columns that it stands for; columns that look the same are asked once."""
    names: Mapping[str, str]
    """By id: the header."""
    withheld: tuple[int, ...]
    """Columns whose header gives orders; they were left out."""
    none: str
    """The word for 'no target'."""

    @property
    def answer_tokens(self) -> int:
        """How long an answer may be."""
        return 50 + A_COLUMN * len(self.places)


def column_question(
    prompts: Prompts,
    columns: Sequence[SourceColumn],
    template: Template,
    context: str,
    *,
    shapes: bool,
    neighbours: Sequence[tuple[str, str]] = (),
    about: str = "",
) -> ColumnQuestion:
    """The question for *columns*; with *shapes* the shapes of their values go along, never the values.

    *neighbours* are headers of the same table with the field that they are known to have; *about* is the line on the
    table itself.
    """
    lines: list[str] = []
    places: dict[str, tuple[int, ...]] = {}
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    withheld: list[int] = []
    for at, column in enumerate(columns):
        if gives_orders(f"{column.group} {column.name}"):
            withheld.append(at)
            continue
        line = _line(column, shapes)
        if not line:
            continue
        id_ = ids.setdefault(line, f"c{len(ids) + 1}")
        if id_ not in places:
            lines.append(f"{id_} {line}")
            names[id_] = column.name
        places[id_] = (*places.get(id_, ()), at)
    none = "none" if "none" not in template.names else "(none)"
    prompt = prompts[TASK].filled(
        context=context.strip(),
        source_columns=between("data", [*filter(None, [about]), *_beside(neighbours), *lines]),
        target_columns=_targets(template),
    )
    # Answers are written in this order: what speaks for a field comes before the field, which follows from it.
    answer = object_of(
        id=one_of(tuple(places)), reason=TEXT, field=one_of((*template.names, none)), confidence=NUMBER
    )
    return ColumnQuestion(prompt, object_of(columns=list_of(answer)), places, names, tuple(withheld), none)


def column_answers(question: ColumnQuestion, reply: Mapping[str, object]) -> dict[int, ColumnAnswer]:
    """Answers by position; an id that is answered twice, in two ways, is not answered.

    Raises:
        ModelProblem: nearly everything was put in one field.
    """
    answers: dict[str, ColumnAnswer | None] = {}
    rows = reply["columns"]
    assert isinstance(rows, list)
    for row in rows:
        field = None if row["field"] == question.none else str(row["field"])
        sure = min(max(float(row["confidence"]), 0.0), CAP)
        answer = ColumnAnswer(field, sure, _reason(str(row["reason"])))
        if row["id"] in answers and (answers[row["id"]] is None or answers[row["id"]].field != field):  # type: ignore[union-attr]
            answers[row["id"]] = None
        else:
            answers.setdefault(row["id"], answer)
    _check_spread(question, {id_: answer.field for id_, answer in answers.items() if answer is not None})
    return {
        at: answer for id_, answer in answers.items() if answer is not None for at in question.places[id_]
    }


def _check_spread(question: ColumnQuestion, fields: Mapping[str, str | None]) -> None:
    counts = Counter(field for field in fields.values() if field is not None)
    if not counts or len(fields) < MANY:
        return
    field, count = counts.most_common(1)[0]
    if count > MOST * len(fields):
        headers = [question.names[id_] for id_, answer in fields.items() if answer == field]
        if not share_a_word(headers):
            raise problem(
                "model-suspicious", detail=f"the field '{field}' for {count} of {len(fields)} columns"
            )


def share_a_word(headers: Sequence[str]) -> bool:
    """Whether headers are of one family, like 'Goal 1', 'Goal 2': then one field for all of them is no wonder."""
    word_sets = [{word for word in words(header) if word.isalpha()} for header in headers]
    return bool(word_sets and set.intersection(*word_sets))


def _line(column: SourceColumn, shapes: bool) -> str:
    name, group = shortened(column.name), shortened(column.group, 40)
    seen = value_shapes(column.samples) if shapes else ()
    size = f", {large}" if shapes and (large := magnitude(column.samples)) else ""
    if not name and not seen:
        return ""
    above = f" under {quoted(group)}" if group and group not in name else ""
    return f"{quoted(name)}{above}" + (f" [{'; '.join(seen)}{size}]" if seen else "")


def _beside(neighbours: Sequence[tuple[str, str]]) -> list[str]:
    """Lines without an id, so that they can't be answered."""
    return [
        f"beside: {quoted(header)} -> {field}"
        for header, field in neighbours
        if header.strip() and not gives_orders(header)
    ]


def _targets(template: Template) -> str:
    """Described fields one a line; the others are named in the schema that goes along, and not twice."""
    described = [
        f"{f.name}: {shortened(f.description, LONGEST_DESCRIPTION)}" for f in template.fields if f.description
    ]
    more = ["any other field of the answer's schema"] if len(described) < len(template.fields) else []
    return "\n" + "\n".join(described + more)


def _reason(text: str) -> str:
    return f"AI: {shortened(text, LONGEST_REASON).rstrip('.')}." if text.strip() else "AI: no reason given."
