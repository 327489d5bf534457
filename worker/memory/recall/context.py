"""What the model is told beside its question: the essentials always, then what serves these columns best.

Lines are chosen by score until the budget is spent; a line that does not fit is passed over for a shorter one. Scoring
and counting are explained in docs/memory.md.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from worker.lazy_dataclass import dataclass
from worker.memory.recall.similar_headers import Alike
from worker.shapes.grid import cell_text
from worker.shapes.mapping import SourceColumn
from worker.shapes.memory import Recollection
from worker.text import clean, normalise
from worker.tokens import estimate
from worker.values.shape import value_shapes

BUDGET = 350
"""Tokens, the essentials included."""
EXAMPLE_COLUMNS = 6
"""Columns of a table that is shown as an example."""
LONGEST = 60
"""Characters of a header: longer ones are no headers."""
MOST_COLUMNS = 500
Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of context and what it is worth, 0..1."""

    text: str
    score: float


class Lines(str):
    """Text for a prompt that still knows the entries it was made from.

    Joined, printed or searched it is the text; counted and walked through it is its lines, one an entry.
    """

    entries: tuple[object, ...]

    def __new__(cls, text: str, entries: Iterable[object] = ()) -> Lines:
        """The *text* that *entries* make."""
        lines = super().__new__(cls, text)
        lines.entries = tuple(entries)
        return lines

    def __len__(self) -> int:
        """How many lines."""
        return len(self.splitlines())

    def __iter__(self) -> Iterator[str]:
        """Line by line."""
        return iter(self.splitlines())


def columns_of(data: Any) -> tuple[SourceColumn, ...]:
    """The columns of whatever a caller has: a data frame, headers, or columns with samples; None is none.

    Of a frame's values up to three a column are looked at, for their shape.
    """
    if data is None:
        return ()
    if hasattr(data, "columns"):
        return tuple(_frame_column(data, name, at) for at, name in enumerate(data.columns))[:MOST_COLUMNS]
    if isinstance(data, str):
        return (SourceColumn(data),)
    return tuple(c if isinstance(c, SourceColumn) else SourceColumn(_header(c)) for c in data)[:MOST_COLUMNS]


def _frame_column(frame: Any, name: object, at: int) -> SourceColumn:
    cells = frame.iloc[:3, at] if hasattr(frame, "iloc") else ()
    return SourceColumn(
        _header(name), tuple(cell_text(cell) for cell in cells if cell == cell and cell is not None)
    )


def _header(name: object) -> str:
    """A column label; of several levels the texts of all."""
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def top_lines(top: Sequence[tuple[str, Recollection]], skip: Container[str] = ()) -> Iterator[Line]:
    """The mappings confirmed most, without those *skip* already; worth less than anything about these very columns."""
    for at, (header, recollection) in enumerate(top):
        if header not in skip:
            sure = 0.3 * recollection.confidence / (1 + at / 10)
            yield Line(f"{quoted(header)} -> {recollection.field or 'no target'}", sure)


def similar_lines(
    alike: Mapping[str, Sequence[Alike]],
    recollections: Mapping[str, Recollection],
    names: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Line]:
    """Known headers like these columns; of several that say the same only the likest.

    *names* gives headers as they are written, by their normal form, which stands where there is none.
    """
    for key, others in alike.items():
        fields: set[str | None] = set()
        for other in others:
            answer = recollections.get(other.key)
            if answer is None or answer.confidence <= 0 or answer.field in fields:
                continue
            fields.add(answer.field)
            field = answer.field or "no target"
            column, header = (quoted(names.get(name, name)) for name in (key, other.key))
            text = f"{column} -> {field}" if other.key == key else f"{column} ~ {header} -> {field}"
            yield Line(text, 0.5 + 0.4 * other.likeness * answer.confidence)


def example_lines(tables: Iterable[Sequence[tuple[str, str | None]]]) -> Iterator[Line]:
    """Tables of the same client as they were decided, a line each: how this client's headers are meant.

    Columns with a field come first; worth more than what others confirmed often, less than what is like these columns.
    """
    for at, table in enumerate(tables):
        pairs = sorted(
            ((header, field) for header, field in table if header.strip()), key=lambda pair: not pair[1]
        )
        shown_pairs = [
            f"{quoted(header)} -> {field or 'no target'}" for header, field in pairs[:EXAMPLE_COLUMNS]
        ]
        if shown_pairs:
            yield Line("; ".join(shown_pairs), 0.48 - at / 100)


def warning_lines(columns: Iterable[SourceColumn], recollections: dict[str, Recollection]) -> Iterator[Line]:
    """Pairs that people refused for these columns: worth most, since the model would repeat the mistake."""
    for key in dict.fromkeys(normalise(column.name) for column in columns):
        answer = recollections.get(key)
        if answer and answer.rejected:
            yield Line(f"{quoted(key)} is not {' nor '.join(sorted(answer.rejected))}", 1.0)


def shape_lines(columns: Iterable[SourceColumn]) -> Iterator[Line]:
    """What values look like where that tells something; never the values."""
    for column in columns:
        shapes = [shape for shape in value_shapes(column.samples) if shape != "text"]
        if shapes:
            yield Line(f"{quoted(column.name)} holds {' or '.join(shapes)}", 0.4)


def within_budget(titled: Sequence[tuple[str, Sequence[Line]]], budget: int, count: Count = estimate) -> str:
    """The best lines under their titles within *budget* tokens, titles included; empty where nothing fits."""
    ranked = sorted(
        ((line, title) for title, lines in titled for line in lines), key=lambda pair: -pair[0].score
    )
    lines_by_part: dict[str, list[str]] = {}
    rest = budget
    texts: set[str] = set()
    for line, title in ranked:
        cost = count(line.text) + 2 + (0 if title in lines_by_part else count(title) + 2)
        if cost <= rest and line.text not in texts:
            lines_by_part.setdefault(title, []).append(line.text)
            texts.add(line.text)
            rest -= cost
    return "\n".join(
        "\n".join((title, *lines_by_part[title])) for title, _ in titled if title in lines_by_part
    )


def quoted(header: str) -> str:
    """A header as data: one line, no quotes of its own, not too long."""
    text = clean(header).replace('"', "'")
    return f'"{text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"}"'
