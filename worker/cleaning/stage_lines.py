"""Lines of what was delivered among those of the plan, told apart by a column: 'Plan' and 'Actual' below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.cleaning.lines import Lines, Texts, rows_named
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import is_money
from worker.cleaning.stage_rows import stages_of
from worker.findings.books import LINES_DELIVERED
from worker.plans.periods.measures import measure_in
from worker.shapes.finding import Finding
from worker.shapes.layout import Column
from worker.text import plain

AGAIN = 0.5
"""Share of the delivered lines of which the plan has one with the same name and day; fewer are a status of each line."""
MOST_WORDS = 4
"""Words by which the column tells its lines apart."""
PROBE = 24
"""Lines by which it is seen whether a column may do so."""


def without_delivered_lines(
    mapped: MappedTable, lines: Lines, rounding: float
) -> tuple[MappedTable, list[Finding]]:
    """A table without the lines of which a column says that they were delivered, where those of the plan stand beside them.

    Where most of them have no line of the plan, the word is the state of a line, and all stay; so they do where the table
    only holds what was spent.
    """
    del rounding
    if any(is_money(c.field) and c.field.stage == "delivered" for c in lines.columns.values()):
        return mapped, []
    rows = lines.rows.tolist()
    for column in mapped.table.columns:
        if not _are_few(mapped.grid.picked(column.number, rows[:PROBE])):
            continue
        words = [_word(cell) for cell in mapped.grid.picked(column.number, rows)]
        actual = [
            at for at, word in enumerate(words) if _is_delivered(word) and rows[at] not in mapped.rows_by_word
        ]
        if actual and _are_stages(words) and _are_told_again(lines, column, actual):
            return _without(mapped, lines, column, actual, words[actual[0]])
    return mapped, []


def _are_few(cells: Sequence[object]) -> bool:
    """Whether the first lines have no more words than tell stages apart, which a column of names has at once."""
    return 0 < len({_word(cell) for cell in cells} - {""}) <= MOST_WORDS


def _word(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _are_stages(words: Sequence[str]) -> bool:
    """Whether each line has a word, and each is one for the plan, a budget or what was delivered, both among them."""
    some = set(words)
    return (
        len(some) <= MOST_WORDS
        and any(map(_is_of_plan, some))
        and all(_is_delivered(word) or _is_of_plan(word) for word in some)
    )


def _is_delivered(word: str) -> bool:
    return "actual" in stages_of(word)


def _is_of_plan(word: str) -> bool:
    says = "planned" in stages_of(word) or measure_in([word]) == "planned_budget"
    return bool(word) and says and not _is_delivered(word)


def _are_told_again(lines: Lines, column: Column, actual: Sequence[int]) -> bool:
    """Whether the plan has most of the delivered lines as well: by the texts of a column and the day, where there is one."""
    apart = set(actual)
    days = [list(days) for name in ("date", "start_date") if (days := lines.days(name)) is not None]
    for name, one in lines.columns.items():
        if name == "currency" or one.number in (None, column.number) or not isinstance(one.values, Texts):
            continue
        names = [*map(plain, one.values.names), ""]  # the last one of those without a text
        keys = list(zip((names[code] for code in one.values.codes.tolist()), *days, strict=True))
        planned = {key for at, key in enumerate(keys) if at not in apart}
        again = sum(keys[at] in planned for at in actual)
        if len(planned) > 1 and again >= AGAIN * len(actual):
            return True
    return False


def _without(
    mapped: MappedTable, lines: Lines, column: Column, actual: Sequence[int], word: str
) -> tuple[MappedTable, list[Finding]]:
    rows = lines.rows[list(actual)].tolist()
    note = LINES_DELIVERED.at(
        lines.sheet,
        f"{rows[0]}:{rows[-1]}",
        count=len(rows),
        rows=rows_named(rows),
        header=column.header or column.letter,
        word=word,
    )
    return replace(mapped.without_lines(rows), rows_left_out=mapped.rows_left_out | set(rows)), [note]
