"""A table as it is compared with others that may be versions of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache

from worker.knowledge.values import KINDS, load_lists, load_values
from worker.lazy_dataclass import dataclass
from worker.plans.columns import sample_rows
from worker.plans.versions.names import (
    SET_ASIDE,
    StateName,
    VersionName,
    names_time,
    says_void,
    state_name,
    version_name,
)
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import SheetLayout, Table
from worker.text import CJK, compared, normalise, plain, words
from worker.values.amounts import parse_amount

UNNAMED = VersionName((), frozenset())
STATES = frozenset({"version", "final", *SET_ASIDE})
"""Roles of a sheet's name that hold for each of its tables."""
SUBJECTS = ("advertiser", "brand", "product", "market", "country", "region")
"""What a brief says a plan is for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table with what it is compared by."""

    sheet: int
    table: int
    name: str
    """As `table_name` has it."""
    version: VersionName
    """What the table's title, the sheet's name and what stands above the tables say."""
    own_version: VersionName
    """What tells the table from the others of its sheet."""
    title_version: VersionName
    """What the title of a sheet's one table says."""
    headers: frozenset[str]
    amounts: dict[tuple[str, ...], float]
    """The sum of all numbers of each line, by the line's texts."""
    cells: Mapping[str, Sequence[Cell]]
    """The lines' cells by header; of two columns with one header, the first."""
    places: bool
    """Named after a part of the plan: a market, a channel, a platform, a publisher."""
    named_by_time: bool
    state: StateName | None
    """What the sheet's name, or the title of one of several tables, says beside a day."""
    hidden: bool
    order: int
    subjects: Mapping[str, str] = field(default_factory=dict)
    """What the brief says that the sheet is for, by field: brand -> 'Acme Soap'."""

    def is_for_others(self, other: Candidate) -> bool:
        """Whether the briefs name two brands, markets or products: two plans, or two parts of one."""
        both = self.subjects.keys() & other.subjects.keys()
        return any(self.subjects[name] != other.subjects[name] for name in both)


def table_name(layout: SheetLayout, number: int) -> str:
    """What a version is called: the sheet, 'sheet!title' or 'sheet!12:40' where the sheet has several tables."""
    if len(layout.tables) < 2:
        return layout.sheet
    table = layout.tables[number]
    top = table.header_rows[0] if table.header_rows else table.first_row
    return f"{layout.sheet}!{table.title or f'{top}:{table.last_row}'}"


def candidate_of(layout: SheetLayout, grid: Grid, sheet: int, number: int) -> Candidate:
    """The table at *number* of the book's *sheet*, both from 0."""
    table = layout.tables[number]
    several = len(layout.tables) > 1
    of_sheet = version_name(layout.sheet)
    own = version_name(table.title) if several and table.title else of_sheet
    void = {"void"} if _is_void(layout, grid) else set()
    of_title = version_name(table.title or "") if not several else UNNAMED
    states = frozenset((of_sheet.roles | of_title.roles) & STATES | void)
    numbers = (own.number, of_sheet.number, of_title.number if of_title.roles & STATES else None)
    number_of_version = (
        next((number for number in numbers if number is not None), None) if states else own.number
    )
    return Candidate(
        sheet=sheet,
        table=number,
        name=table_name(layout, number),
        version=replace(own, roles=own.roles | states, number=number_of_version),
        own_version=own,
        title_version=of_title,
        headers=frozenset(
            normalise(text)
            for text in (*(c.header for c in table.columns), *(p.label for p in table.periods))
            if text
        ),
        amounts=_amounts(grid, table),
        cells=_cells(grid, table),
        places=_names_part(_beside_version((table.title if several else None) or layout.sheet)),
        named_by_time=any(
            names_time(_beside_version(name))
            for name in ((table.title if several else None) or "", layout.sheet)
        ),
        state=state_name((table.title if several else None) or layout.sheet),
        hidden=grid.hidden,
        order=sheet * 1000 + number,
        subjects={item.field: plain(item.value) for item in layout.brief if item.field in SUBJECTS},
    )


def _is_void(layout: SheetLayout, grid: Grid) -> bool:
    """Whether a text above a sheet's first table says that the sheet counts no longer."""
    top = min((row for table in layout.tables for row in (*table.heading_rows, table.first_row)), default=1)
    return any(isinstance(cell, str) and says_void(cell) for row in grid.cells[: top - 1] for cell in row)


def _amounts(grid: Grid, table: Table) -> dict[tuple[str, ...], float]:
    skipped = {row.row for row in table.skipped}
    columns = [*(c.number for c in table.columns), *(p.number for p in table.periods)]
    amounts: dict[tuple[str, ...], float] = {}
    for row in sample_rows(table.first_row, table.last_row, skipped):
        cells = grid.cells[row - 1]
        values = [cells[column - 1] for column in columns]
        texts = {v: _amount(v) for v in values if isinstance(v, str) and v.strip()}
        key = tuple(plain(v) for v in values if isinstance(v, str) and texts.get(v, 0.0) is None)
        if key:
            of_texts = sum(texts.get(v) or 0.0 for v in values if isinstance(v, str))
            amounts[key] = amounts.get(key, 0.0) + sum(numbers_of(values)) + of_texts
    return amounts


def _cells(grid: Grid, table: Table) -> dict[str, list[Cell]]:
    sample = sample_rows(table.first_row, table.last_row, {row.row for row in table.skipped})
    rows = [grid.cells[row - 1] for row in sample]
    cells: dict[str, list[Cell]] = {}
    headers = [(c.number, c.header) for c in table.columns] + [(p.number, p.label) for p in table.periods]
    for number, header in headers:
        if header:
            cells.setdefault(normalise(header), [row[number - 1] for row in rows])
    return cells


def _beside_version(name: str) -> str:
    """A name without what makes it a version or an option: 'v1' is no week, and 'Option B' no place."""
    version = version_name(name)
    return " ".join(version.base) if version.is_version or version.is_option else name


def _names_part(name: str) -> bool:
    # 'B' is an alias of the balboa, and the letter of a plan
    pieces = [piece for piece in (name, *words(name)) if len(piece) > 1 or CJK.search(piece)]
    known = any(load_values(kind).find(piece) is not None for kind in KINDS for piece in pieces)
    return known or not _directions().isdisjoint(map(compared, pieces))


@lru_cache(maxsize=1)
def _directions() -> frozenset[str]:
    """'nord': half of a country is a part of a plan, as a country is."""
    return frozenset(compared(word) for listed in load_lists("direction").values() for word in listed)


def _amount(text: str) -> float | None:
    """The number that a text is, 0 where it is a mark or a day; None where it has words: 'R$ 1.250,00' is an amount."""
    amount = parse_amount(text) if any(map(str.isdecimal, text)) else None
    if amount is not None:
        return amount.value
    return None if any(map(str.isalpha, text)) else 0.0


def numbers_of(cells: Sequence[Cell]) -> list[float]:
    """The numbers among *cells*."""
    return [float(v) for v in cells if isinstance(v, (int, float)) and not isinstance(v, bool)]
