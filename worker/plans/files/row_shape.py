"""How the XML of a large sheet's rows reads while they are alike: one regular expression, made from rows that came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from worker.plans.files.places import letters_of, number_of

NUMBER = "[-+.0-9Ee]++"
_HEAD = re.compile(r'<row r="(\d{1,7})"[^>]*>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})(\d{1,7})("[^<>]*(?:/>|></c>|><v>|><is><t>|><is><t xml:space="preserve">))'
    r"(?:([^<]*)(</v></c>|</t></is></c>))?"
)
_TYPE = re.compile(r' t="(\w+)"')
_ODD = r"(<row[^>]*/>|<row.*?</row>)"
"""Any other row, whole."""
MOST_COLUMNS = 500
"""Columns of an expression, whose making takes 0.1 ms each."""
TWICE = 2
"""Rows that have the same forms are a shape; one alone is a header or a stray row."""


class Form(NamedTuple):
    """The XML of a cell around its value, behind its place."""

    before: str
    after: str

    def around(self, value: str) -> str:
        """The cell with a value."""
        return f"{self.before}{value}{self.after}"

    @property
    def type(self) -> str:
        """What the cell says of its type."""
        attribute = _TYPE.search(self.before)
        return attribute[1] if attribute else "n"


class Kind(Enum):
    """How the value of a form is read."""

    BLANK = 0
    NUMBER = 1
    TEXT = 2
    SHARED = 3
    OTHER = 4
    """Calamine reads each different one once: dates, truths, errors."""


class OddCell(NamedTuple):
    """A cell of a row that is read by itself."""

    column: int
    form: Form
    value: str


class Group(NamedTuple):
    """What a group of the expression catches: values of one column and kind."""

    column: int
    kind: Kind
    form: Form
    """Of several, the first."""
    in_all: bool
    """Whether it catches something in each row that the expression fits."""


class RowShape:
    """The forms that each column's cells have had; rows that have these are caught by one expression."""

    def __init__(self, kind_of: Callable[[Form, str], Kind]) -> None:
        self._kind_of = kind_of
        self._columns: dict[int, dict[Form, Kind]] = {}
        self._in_all: set[int] = set()
        """Columns that each row has had."""
        self.groups: Sequence[Group] = ()
        self.has_errors = False
        """Whether a form is one of error cells."""
        self._expression = re.compile(r'<row r="(\d+)"()></row>|' + _ODD, re.DOTALL)

    def rows(self, xml: str) -> list[tuple[str, ...]]:
        """A tuple a row: its number, its other attributes, the text of each of `groups`, and all of a row of another shape.

        Raises:
            ValueError: there may be something else than rows.
        """
        if "!" in xml and "<!" in xml:
            raise ValueError("a comment")
        return self._expression.findall(xml)

    def learn(self, rows: Sequence[str]) -> bool:
        """Take on what several of the odd *rows* have in common; whether anything is new.

        Raises:
            ValueError: a row can't be read.
        """
        read = [cells_of(row)[1] for row in rows]
        shapes = Counter(tuple((cell.column, cell.form) for cell in cells) for cells in read)
        samples = {tuple((cell.column, cell.form) for cell in cells): cells for cells in read}
        new = [samples[shape] for shape, count in shapes.items() if count >= TWICE and shape]
        for cells in new:
            self._take_on(cells)
        if len(self._columns) > MOST_COLUMNS:
            raise ValueError("a very wide sheet")
        if new:
            self._compile()
        return bool(new)

    def _take_on(self, cells: Sequence[OddCell]) -> None:
        here = {cell.column for cell in cells}
        self._in_all = self._in_all & here if self._columns else here
        for column, form, value in cells:
            forms = self._columns.setdefault(column, {})
            if form not in forms:
                forms[form] = self._kind_of(form, value)
                self.has_errors |= says_more(form.before)

    def _compile(self) -> None:
        groups: list[Group] = []
        cells = []
        for column, forms in sorted(self._columns.items()):
            choices = [*self._choices(column, forms, groups)]
            cell = f'<c r="{letters_of(column)}\\1(?:{"|".join(choices)})'
            cells.append(cell if column in self._in_all else f"(?:{cell})?+")
        self.groups = groups
        self._expression = re.compile(rf'<row r="(\d+)"([^>]*)>{"".join(cells)}</row>|{_ODD}', re.DOTALL)

    def _choices(self, column: int, forms: Mapping[Form, Kind], groups: list[Group]) -> Iterator[str]:
        """The forms of a column as choices of the expression; numbers of several forms are one group."""
        kinds = dict.fromkeys(forms.values())
        in_all = column in self._in_all and len(kinds) == 1
        for kind in kinds:
            same = [form for form, one in forms.items() if one == kind]
            together = kind in (Kind.NUMBER, Kind.SHARED) and len({form.after for form in same}) == 1
            value = {Kind.NUMBER: NUMBER, Kind.TEXT: "[^<]*+"}.get(kind, "[^<]++")
            if kind == Kind.BLANK:
                yield from (re.escape(form.before) for form in same)
            elif together:
                groups.append(Group(column, kind, same[0], in_all))
                befores = "|".join(re.escape(form.before) for form in same)
                yield f"(?:{befores})({value}){re.escape(same[0].after)}"
            else:
                for form in same:
                    groups.append(Group(column, kind, form, in_all and len(same) == 1))
                    yield f"{re.escape(form.before)}({value}){re.escape(form.after)}"


def cells_of(row: str) -> tuple[int, list[OddCell]]:
    """The number of a row and its cells, from left to right.

    Raises:
        ValueError: it has something that is no plain cell.
    """
    head = _HEAD.match(row)
    if head is None:
        raise ValueError("a row without its number")
    cells: list[OddCell] = []
    at, end = head.end(), len(row) - len("</row>")
    while at < end:
        cell = _CELL.match(row, at)
        if cell is None or cell[2] != head[1]:
            raise ValueError("not a plain cell")
        column = number_of(cell[1])
        if cells and column <= cells[-1].column:
            raise ValueError("cells out of order")
        cells.append(OddCell(column, Form(cell[3], cell[5] or ""), cell[4] or ""))
        at = cell.end()
    return int(head[1]), cells


def says_more(xml: str) -> bool:
    """Whether a cell of a row may be an error, or the row hidden."""
    return '"e"' in xml or "'e'" in xml or "hidden" in xml
