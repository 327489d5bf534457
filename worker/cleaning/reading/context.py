"""What stands around the lines and holds for them: merged cells, headings inside the table, the brief."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from worker.cleaning.lines import Ints, Texts
from worker.knowledge.values import KINDS, load_values
from worker.knowledge.words import phrases
from worker.shapes.grid import Cell, Grid
from worker.shapes.layout import BriefItem, Section, Table
from worker.shapes.template import Template
from worker.text import clean, compared
from worker.values.dates.parsing import parse_date, parse_range

OUTLINE_FIELDS = (
    "market",
    "advertiser",
    "brand",
    "product",
    "campaign_name",
    "channel",
    "platform",
    "publisher",
)
"""Key columns that people write once for a group of lines."""
LEAST_BLANK = 0.2
"""Share of blanks below which a column is no outline but has gaps."""
_LABELLED = re.compile(r"\s*([^:：|]{2,30}?)\s*(?:[:：|]|\s[-–—]\s)\s*(.+)")

_LISTED = ("market", "channel", "platform", "device")
"""Fields whose values headings often are, and that have lists of them."""
_BULLET = re.compile(r"^[▸►▶•●○■□◆▪‣→»*#>\s-]+(?=\w)")


# ---------------------------------------------------------------- fill down


def fill_merged(cells: list[Cell], rows: Ints, column: int, grid: Grid) -> None:
    """Give every line of a merged range the value that stands in its first cell."""
    for merge in grid.merges:
        if merge.first_column <= column <= merge.last_column and merge.last_row > merge.first_row:
            first, last = np.searchsorted(rows, [merge.first_row, merge.last_row + 1])
            value = grid.at(merge.first_row, merge.first_column)
            for line in range(int(first), int(last)):
                if cells[line] is None or cells[line] == "":
                    cells[line] = value


def fill_outline(column: Texts, rows: Ints, inner: Texts | None) -> Texts | None:
    """A key that is written once above its group, carried down; None where the column is not written so.

    It is when it starts with a value, never repeats one from line to line, and its blanks have a value in *inner*, the
    next key column. A total or a heading between ends a group.
    """
    blank = column.codes < 0
    if (
        inner is None
        or not len(blank)
        or blank.mean() < LEAST_BLANK
        or blank[0]
        or (inner.codes[blank] < 0).any()
    ):
        return None
    if ((column.codes[1:] == column.codes[:-1]) & ~blank[1:]).any():
        return None
    last = np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank))))
    group = np.cumsum(np.r_[0, np.diff(rows) > 1])
    same = group[last] == group
    return Texts(np.where(same, column.codes[last], -1), column.names)


# ---------------------------------------------------------------- sections


def section_fields(
    sections: Sequence[Section], other_fields: frozenset[str], template: Template
) -> dict[str, list[tuple[Section, str]]]:
    """Field -> the headings that give it its values, with the value each gives.

    A heading says itself what it is ('Brand: Alpha'), or its value is on a list (a market, a channel), or its level
    tells: of two levels the outer is the brand and the inner the campaign. What finds no field goes to `notes`.
    """
    free = [name for name in template.names if name not in other_fields]
    placed: dict[str, list[tuple[Section, str]]] = {}
    open_levels: dict[int, list[tuple[Section, str]]] = {}
    for level in sorted({s.level for s in sections}):
        here = [s for s in sections if s.level == level]
        listed = _listed([s.text for s in here], free)
        for section in here:
            labelled, value = labelled_as(section.text)
            name = labelled if labelled in free else listed
            if labelled and labelled not in free:
                continue
            if name:
                placed.setdefault(name, []).append((section, value))
            else:
                open_levels.setdefault(level, []).append((section, value))
    by_position = [n for n in ("brand", "campaign_name") if n in free and n not in placed]
    levels = sorted(open_levels)
    if len(levels) == 1 and "campaign_name" in by_position:
        by_position = ["campaign_name"]
    for i, level in enumerate(levels):
        name = by_position[i] if i < len(by_position) else "notes"
        if name in free:
            placed.setdefault(name, []).extend(open_levels[level])
    return placed


def carried(headings: Sequence[tuple[Section, str]], rows: Ints) -> Texts:
    """Each line's heading; of several, the innermost."""
    texts: list[str | None] = [None] * len(rows)
    for section, value in sorted(headings, key=lambda h: (h[0].level, h[0].row)):
        first, last = np.searchsorted(rows, [section.first_row, section.last_row + 1])
        texts[int(first) : int(last)] = [value] * int(last - first)
    return Texts.of(texts)


def labelled_as(text: str) -> tuple[str | None, str]:
    """('brand', 'Alpha') for 'Brand: Alpha'; (None, the text) where no known label leads."""
    tidy = _BULLET.sub("", clean(text))
    match = _LABELLED.fullmatch(tidy)
    field = _labels().get(compared(match[1])) if match else None
    return (field, match[2].strip()) if match and field else (None, tidy)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {compared(phrase): field for field, phrase in phrases("sections")}


def _listed(texts: Sequence[str], free: Sequence[str]) -> str | None:
    """The value list that knows most of *texts*, and at least half: 'TV' over one of four channels is no Tuvalu."""
    counts = {
        kind: sum(listed_as(kind, text) is not None for text in texts) for kind in _LISTED if kind in free
    }
    kind = max(counts, key=lambda kind: counts[kind], default=None)
    return kind if kind and counts[kind] * 2 >= max(len(texts), 1) else None


def listed_as(kind: str, text: str) -> str | None:
    """The value of a list of *kind* that *text* names; None where it names none, or no list is kept."""
    return load_values(kind).find(text) if kind in KINDS else None


# ---------------------------------------------------------------- the brief


def brief_values(brief: Sequence[BriefItem], names: frozenset[str], template: Template) -> dict[str, str]:
    """Field -> value for what the brief says and no column does; amounts in a brief are totals and fill no line."""
    dimensions = {f.name for f in template.fields if f.kind == "dimension"}
    values: dict[str, str] = {}
    for item in brief:
        if item.field in dimensions and item.field not in names and item.value.strip():
            values.setdefault(item.field, item.value)
    return values


def without_guesses(brief: Sequence[BriefItem]) -> list[BriefItem]:
    """What labels of the brief name: a guessed flight fills dates, and is nothing to hold lines against."""
    return [item for item in brief if not item.is_guess]


def flight_of(brief: Sequence[BriefItem], year: int | None) -> tuple[date | None, date | None]:
    """The plan's first and last day, as its brief says; a period in one cell gives both."""
    values: Mapping[str, str] = {item.field: item.value for item in reversed(brief) if item.field}
    start, end = values.get("start_date") or values.get("date"), values.get("end_date")
    if start and (span := parse_range(start, None, year)) and span[0] != span[1]:
        return span
    return (_day(start, year), _day(end, year))


def _day(text: str | None, year: int | None) -> date | None:
    return (parse_date(text, None, year) or parse_date(text, "dmy", year)) if text else None


def year_of(table: Table, brief: Sequence[BriefItem], title: str) -> int | None:
    """The year that completes '5 Jan': of the periods, else of the brief, the table's title or the sheet's name."""
    starts = [p.start.year for p in table.periods if p.start]
    if starts:
        return starts[0]
    texts = [item.value for item in brief] + [table.title or "", title]
    year = next((m[0] for t in texts if (m := re.search(r"(?<!\d)20\d\d(?!\d)", t))), None)
    return int(year) if year else None
