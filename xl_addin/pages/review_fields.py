"""The hidden sheet 'Review fields': what the drop-downs of the Review offer, in words, with each field's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from worker.messages.language import in_any_language, tr
from worker.shapes.template import Template
from xl_addin.looks import BODY, look
from xl_addin.pages import page
from xl_addin.pages.page import FIELDS

if TYPE_CHECKING:
    from xlwings import Book, Range

HEADS = ("Field", "Code", "Type", "Meaning", "In a table")
ONCE = "once"
"""What the last column says of fields that one column of a table alone can be."""


def write(book: Book, template: Template) -> Range:
    """Write the sheet, and give its names: a drop-down's list holds no more than 255 characters itself."""
    sheet = page.fresh(book, FIELDS, first=True)
    names = titles(template)
    rows = [
        [tr(head) for head in HEADS],
        *(
            [names[f.name], f.name, f.type, f.description, "" if f.repeatable else ONCE]
            for f in template.fields
        ),
    ]
    block = sheet.range((1, 1), (len(rows), len(HEADS)))
    page.text(block, rows)
    look(block, BODY)
    sheet.visible = False
    return sheet.range((2, 1), (len(rows), 1))


def picked_twice(fields: Range, picked: Range, table: Sequence[Range]) -> str:
    """The formula that holds where a name of *picked*, one column of a sheet, stands twice and may be there once.

    Args:
        fields: the names of this sheet.
        table: columns beside *picked*, by which the rows of one table are told.
    """
    name = _of_this_row(picked)
    once = fields.offset(0, len(HEADS) - 1)
    place = f"'{fields.sheet.name}'!"
    same = ",".join(f"{one.address},{_of_this_row(one)}" for one in (picked, *table))
    may_be_once = f'COUNTIFS({place}{fields.address},{name},{place}{once.address},"{ONCE}")'
    return f'=AND({name}<>"",{may_be_once}=1,COUNTIFS({same})>1)'


def _of_this_row(column: Range) -> str:
    """The cell of *column* that stands in the row of the formula, without a relative place."""
    return f"INDEX({column.address},ROW()-{column.row - 1})"


def titles(template: Template) -> dict[str, str]:
    """The fields' names in words by their code; where two would read alike, the code itself."""
    words = {field.name: tr(field.title) for field in template.fields}
    counts = Counter(map(str.casefold, words.values()))
    return {name: title if counts[title.casefold()] == 1 else name for name, title in words.items()}


def codes_of(template: Template) -> dict[str, str]:
    """The fields' codes by all that a planner may call them, in small letters: their words in any language, and the code."""
    named = [(word.casefold(), f.name) for f in template.fields for word in in_any_language(f.title)]
    fields_of: dict[str, set[str]] = {}
    for word, name in named:
        fields_of.setdefault(word, set()).add(name)
    words = {word: name for word, name in named if len(fields_of[word]) == 1}
    return words | {f.name.casefold(): f.name for f in template.fields}


def titles_in(book: Book) -> dict[str, str]:
    """The names in words by code, as the sheet of fields has them; none where it has codes alone."""
    sheet = page.find(book, FIELDS)
    rows = page.block_of(sheet, 1, 2) if sheet is not None else []
    if not rows or rows[0][1] not in tuple(in_any_language(HEADS[1])):
        return {}
    return {str(code): str(title) for title, code in rows[1:]}
