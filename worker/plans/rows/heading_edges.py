"""The edges of a header: names under merged groups that look like a line, a caption below the names, marks all around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from worker.plans.periods.header_times import looks_like_period
from worker.plans.rows.header_rows import groups
from worker.plans.rows.letters import DATE, LONG, NOTHING, NUMBER, TEXT, WORDS, number
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import names_unit
from worker.shapes.grid import cell_text
from worker.text import plain
from worker.values.amounts import parse_amount
from worker.values.dates.calendar_words import measure_of
from worker.values.dates.parsing import parse_date, parse_range
from worker.values.scales import is_scaled_unit
from worker.values.units import is_currency

LEAST_NAMES = 4
"""Names of a header from which one cell below it is no name."""
NAMED = 0.8
"""Share of a line's cells that stand under the names above it, and of the names that stand over them."""
LEAST_NUMBERED, NUMBERED = 3, 0.8
"""Cells of a row that numbers the columns, and the share of them that have a name above."""
ROWS_OF_NAMES = 3
"""Rows of a header in which the names over such a row stand."""
LEAST_UNITS = 2
"""Units that a row of them has at least."""
LEAST_DAYS = 2
"""Days that a header has at least, to be one by them."""
_DAYS = range(1, 32)
_DAY_FORM = re.compile(r"([^\W\d_])\1{0,3}([./ -])([^\W\d_])\3{0,3}\2([^\W\d_])\4{1,3}")
"""How a day is to be written, in any language: 'dd.mm.yyyy', 'TT.MM.JJJJ', 'jj/mm/aaaa', 'ДД.ММ.ГГГГ'."""
LOOK_BELOW = 5
"""Lines that are looked at below it."""
LEAST_BUDGET = 1_000
"""A number from which it is an amount, and none that counts weeks; years are no numbers."""
COUNTED = 100
"""A number from which it is an amount beside the name of a measure: days of a month, weeks and columns are fewer."""
FACT_REACH = 3
"""Columns from a label of the brief to its value."""
MOST_REMARKS, REMARK = 3, 24
"""Remarks that stand in one row above a header, and the characters from which a text is one."""
MARKED = 0.8
"""Share of a row's cells that one and the same word fills where it marks an edge."""
LEAST_LINES = 2
"""Lines beside which it stands at least."""


def names_under_groups(sheet: Profile, kinds: Kinds) -> Changes:
    """The line right below a header that says something only under its merged groups, and there names: it is header too."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        at = group[-1] + 1
        if at >= len(kinds) or kinds[at] not in ("data", "section", "note"):
            continue
        line, top = sheet.lines[at], sheet.lines[group[-1]]
        under = {
            c
            for merge in sheet.grid.merges
            if merge.first_row == top.row and merge.first_column < merge.last_column
            for c in range(merge.first_column - 1, merge.last_column)
        }
        names = [c for c in line.filled if line.letters[c] in WORDS and line.letters[c] != LONG]
        alone = [c for c in top.filled if c not in under]
        if len(names) >= 2 and len(alone) >= 2 and set(line.filled) <= under and not _numbers(line):
            changes[at] = "header"
    return changes


def _numbers(line: SheetRow) -> int:
    """How many numbers it has; a formula without a result may be a date as well."""
    return sum(line.letters[c] == NUMBER and line.cells[c] is not None for c in line.filled)


def lines_under_names(sheet: Profile, kinds: Kinds) -> Changes:
    """A line with an amount in the header, under a period or with two texts that stand again below: what follows it is no name either."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        below = [sheet.lines[at] for at in range(group[-1] + 1, len(kinds)) if kinds[at] == "data"]
        first = next(
            (
                at
                for n, at in enumerate(group[1:], 1)
                if _is_line(sheet.lines[at], below) or _has_amount(sheet, at, group[:n])
            ),
            None,
        )
        for at in group[group.index(first) :] if first else ():
            changes[at] = "data" if sheet.lines[at].numbers or _has_amount(sheet, at, group[:1]) else "note"
    return changes


def _has_amount(sheet: Profile, at: int, above: Sequence[int]) -> bool:
    """Whether a text under a period of the rows *above* is an amount that is set in thousands: '54,250', '1.200 €'."""
    line = sheet.lines[at]
    return any(
        isinstance(text := line.cells[c], str)
        and not text.strip().isdecimal()
        and (amount := parse_amount(text)) is not None
        and abs(amount.value) >= LEAST_BUDGET
        and any(looks_like_period(sheet.lines[n].cells[c]) for n in above if c in sheet.lines[n].filled)
        for c in line.filled
    )


def _is_line(line: SheetRow, below: Sequence[SheetRow]) -> bool:
    again = [
        c for c in line.filled if line.letters[c] == TEXT and any(line.cells[c] == o.cells[c] for o in below)
    ]
    return len(again) >= 2 and any(n >= LEAST_BUDGET for n in line.numbers.values())


def names_over_lines(sheet: Profile, kinds: Kinds) -> Changes:
    """The line of texts right above the first line of a sheet that has no header: it names the columns of its numbers and dates."""
    if "data" not in kinds or "header" in kinds[: kinds.index("data")]:
        return {}
    at = kinds.index("data")
    if not at or sheet.lines[at].gap or kinds[at - 1] not in ("metadata", "note", "section"):
        return {}
    names, line = sheet.lines[at - 1], sheet.lines[at]
    named = set(names.filled) & set(line.filled)
    is_full = len(named) >= max(LEAST_NAMES, NAMED * len(line.filled), NAMED * len(names.filled))
    return (
        {at - 1: "header"}
        if is_full and names.words == len(names.filled) and named & line.value_columns
        else {}
    )


def names_beside_dates(sheet: Profile, kinds: Kinds) -> Changes:
    """A first line of texts and rising days, under which numbers stand in place of the days, names columns and periods.

    The days of blocks side by side begin anew in each. Lines with flights have days below their days.
    """
    changes: Changes = {}
    for at, line in enumerate(sheet.lines):
        if kinds[at] != "data" or (at and kinds[at - 1] == "data"):
            continue
        days = {c: day for c in line.filled if (day := parse_date(line.cells[c])) and line.letters[c] == DATE}
        rest = [c for c in line.filled if c not in days]
        is_heading = _rise_in_blocks(list(days.values()))
        if not is_heading or not rest or any(line.letters[c] not in (*WORDS, NOTHING) for c in rest):
            continue
        below = [
            sheet.lines[n] for n in range(at + 1, min(len(kinds), at + 1 + LOOK_BELOW)) if kinds[n] == "data"
        ]
        letters = [other.letters[c] for other in below for c in days]
        if letters.count(NUMBER) and DATE not in letters and not any(map(WORDS.__contains__, letters)):
            changes[at] = "header"
    return changes


def _rise_in_blocks(days: Sequence[date]) -> bool:
    """Whether days rise from left to right, once or in several blocks of the same days."""
    starts = [0, *(at for at in range(1, len(days)) if days[at] <= days[at - 1])]
    blocks = [list(days[a:b]) for a, b in pairwise([*starts, len(days)])]
    return len(blocks[0]) >= LEAST_DAYS and all(block == blocks[0] for block in blocks)


def days_under_months(sheet: Profile, kinds: Kinds) -> Changes:
    """The line below a row of months that has names and, under the months, days: they fall where a month begins, and there only."""
    changes: Changes = {}
    for at in range(1, len(kinds)):
        line, above = sheet.lines[at], sheet.lines[at - 1]
        if kinds[at] in ("header", "blank") or kinds[at - 1] not in ("header", "metadata", "note", "section"):
            continue
        days = {c: int(n) for c, n in line.numbers.items() if n in _DAYS}
        others = [line.letters[c] for c in line.filled if c not in days]
        if len(days) < LEAST_DAYS or not all(map(WORDS.__contains__, others)):
            continue
        first, last = min(days), max(days)
        falls = {b for a, b in pairwise(sorted(days)) if days[b] <= days[a]}
        months = {c for c in above.filled if looks_like_period(above.cells[c])}
        if falls and months == {first, *falls} and len(days) == last - first + 1:
            changes |= {at - 1: "header", at: "header"}
    return changes


def units_under_names(sheet: Profile, kinds: Kinds) -> Changes:
    """The line right below a header in which each cell is the unit of a column named above: 'EUR', '#', 'dd.mm.yyyy'."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        at = group[-1] + 1
        if at >= len(kinds) or kinds[at] not in ("data", "section", "note"):
            continue
        line, names = sheet.lines[at], {c for above in group for c in sheet.lines[above].filled}
        texts = [str(line.cells[c]).strip() for c in line.filled]
        alone = len(texts) == 1 and line.filled[0] != min(names) and is_scaled_unit(texts[0])
        if kinds[at] == "data":
            alone = alone or (len(texts) >= LEAST_UNITS and all(map(_is_unit, texts)))
        if alone and names.issuperset(line.filled):
            changes[at] = "header"
    return changes


def _is_unit(text: str) -> bool:
    return names_unit(text) or is_currency(text) or bool(_DAY_FORM.fullmatch(text))


def numbers_under_names(sheet: Profile, kinds: Kinds) -> Changes:
    """The line right below the names of columns that numbers them from the first on, 1, 2, 3: a form's numbering, and no name.

    Names are texts, and dates beside texts. Days below a month and weeks below a quarter begin further right, under one
    name for many.
    """
    changes: Changes = {}
    for at in range(1, len(kinds)):
        line = sheet.lines[at]
        if kinds[at] not in ("header", "data") or not _counts_columns(line):
            continue
        names = _letters_above(sheet, kinds, at)
        if line.filled[0] != min(names):
            continue
        texts = [c for c in line.filled if names.get(c) in WORDS]
        dates = [c for c in line.filled if names.get(c) == DATE]
        named = len(texts) + len(dates) * (len(texts) >= LEAST_NUMBERED)
        if named >= NUMBERED * len(line.filled) and (kinds[at - 1] == "header" or dates):
            changes |= {at - 1: "header", at: "note"}
    return changes


def _letters_above(sheet: Profile, kinds: Kinds, at: int) -> dict[int, str]:
    """The letters of the header right above a line, by column: a name beside two rows of dates stands in the upper one."""
    letters: dict[int, str] = {}
    for above in range(at - 1, max(at - 1 - ROWS_OF_NAMES, -1), -1):
        if above < at - 1 and (kinds[above] != "header" or sheet.lines[above + 1].gap):
            break
        line = sheet.lines[above]
        letters = {c: line.letters[c] for c in line.filled} | letters
    return letters


def _counts_columns(line: SheetRow) -> bool:
    """Whether a line is 1, 2, 3 and so on; of tables side by side each begins anew, and where the first column bears no number, at 2."""
    numbers = [number(line.cells[c]) for c in line.filled]
    first = numbers[0]
    if first not in (1, 2) or len(numbers) < LEAST_NUMBERED:
        return False
    starts = [at for at, n in enumerate(numbers) if n == first]
    parts = [numbers[a:b] for a, b in pairwise([*starts, len(numbers)])]
    return all(
        len(part) >= LEAST_NUMBERED and part == list(range(int(first), int(first) + len(part)))
        for part in parts
    )


def measure_under_times(sheet: Profile, kinds: Kinds) -> Changes:
    """The line right below a header that says only, under its periods, what they hold: 'quantity of units' merged under the months."""
    return {
        group[-1] + 1: "header"
        for group in groups(sheet, kinds)
        if group[-1] + 1 < len(kinds)
        and kinds[group[-1] + 1] in ("data", "section", "note")
        and _says_measure(sheet, group, group[-1] + 1)
    }


def _says_measure(sheet: Profile, above: Sequence[int], at: int) -> bool:
    """Whether all texts of a line name measures, and stand under periods of the header *above*, over some of them at once."""
    line = sheet.lines[at]
    under = set(line.filled)
    for merge in sheet.grid.merges:
        if merge.first_row == line.row and merge.first_column - 1 in line.filled:
            under |= set(range(merge.first_column - 1, merge.last_column))
    periods = {c for n in above for c in sheet.lines[n].filled if looks_like_period(sheet.lines[n].cells[c])}
    return (
        len(under) >= LEAST_DAYS
        and under <= periods
        and all(isinstance(line.cells[c], str) and measure_of(str(line.cells[c])) for c in line.filled)
    )


def caption_below(sheet: Profile, kinds: Kinds) -> Changes:
    """One text alone in the last row of a header, where the rows above name that column and others: a first section."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        if len(group) < 2:
            continue
        line, above = sheet.lines[group[-1]], [sheet.lines[at] for at in group[:-1]]
        texts = [str(line.cells[c]) for c in line.filled if str(line.cells[c]).strip()]
        names = {c for other in above for c in other.filled}
        alone = len(texts) == 1 and line.filled[0] in names and len(above[-1].filled) >= LEAST_NAMES
        alone = alone and not _says_measure(sheet, group[:-1], group[-1])
        if alone and not names_unit(texts[0]) and line.row in sheet.broad:
            changes[group[-1]] = "section"
    return changes


def fact_over_names(sheet: Profile, kinds: Kinds) -> Changes:
    """A label and its value alone in the first row of a header, where the rows below name all columns: a fact of the brief.

    It is one where it goes on a list of facts, says days or a budget, or has a currency beside its word. A heading over a group of
    columns is merged over them, or stands beside others.
    """
    changes: Changes = {}
    for group in groups(sheet, kinds):
        at = group[0]
        line = sheet.lines[at]
        if len(group) < 2 or len(line.filled) != 2 or line.row in sheet.broad:
            continue
        label, value = line.filled
        names = {c for below in group[1:] for c in sheet.lines[below].filled}
        text = str(line.cells[label])
        if line.letters[label] != TEXT or any(map(str.isdecimal, text)) or value - label > FACT_REACH:
            continue
        above = sheet.lines[at - 1] if at and kinds[at - 1] == "metadata" else None
        goes_on = above is not None and above.filled == line.filled and not line.gap
        if _is_currency(line, value) and value in names:
            changes[at] = "metadata"  # the names may leave out the lines' own column
        elif _says_days(line, value) and value not in names and not _is_filled(sheet, kinds, value):
            changes[at] = "metadata"  # it goes on beyond the table
        elif {label, value} <= names and (
            goes_on
            or _says_days(line, value)
            or abs(line.numbers.get(value, 0.0)) >= (COUNTED if measure_of(text) else LEAST_BUDGET)
        ):
            changes[at] = "metadata"
    return changes


def _is_filled(sheet: Profile, kinds: Kinds, column: int) -> bool:
    """Whether a line says anything in a *column*."""
    return any(column in line.filled for line, kind in zip(sheet.lines, kinds, strict=True) if kind == "data")


def remarks_over_names(sheet: Profile, kinds: Kinds) -> Changes:
    """A few texts a row on top of a header, parted by a blank row from the names of all columns: facts and remarks.

    One of them says so by a label's colon or by its length; or each stands alone in its row and says no time and no measure:
    'No. 17/2026', 'Berlin, 09.01.2026' on a letter. 'PLAN' and 'FACT' over columns are short.
    """
    changes: Changes = {}
    for group in groups(sheet, kinds):
        gap = max((n for n in range(1, len(group)) if sheet.lines[group[n]].gap), default=0)
        lines = [sheet.lines[at] for at in group[:gap]]
        if any(len(line.filled) > MOST_REMARKS or not line.is_text for line in lines):
            continue
        texts = [cell_text(line.cells[c]).strip() for line in lines for c in line.filled]
        says_so = any(re.search(r"[:：]\s*\S", text) or len(text) >= REMARK for text in texts)
        if says_so or all(_is_lone_remark(sheet, line) for line in lines):
            changes |= dict.fromkeys(group[:gap], "metadata")
    return changes


def remark_inside_a_group(sheet: Profile, kinds: Kinds) -> Changes:
    """One text in the top row of a header, over the inside of a merged group of the next row: headings begin where groups begin."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        line = sheet.lines[group[0]]
        if len(group) < 3 or len(line.filled) > 1 or line.row in sheet.broad:
            continue
        column = line.filled[0] + 1
        if any(
            merge.first_row == sheet.lines[group[1]].row and merge.first_column < column <= merge.last_column
            for merge in sheet.grid.merges
        ):
            changes[group[0]] = "metadata"
    return changes


def _is_lone_remark(sheet: Profile, line: SheetRow) -> bool:
    """Whether one text stands alone in its row, over no group of columns, and names neither a time nor a measure."""
    text = cell_text(line.cells[line.filled[0]])
    alone = len(line.filled) == 1 and line.letters[line.filled[0]] in (TEXT, LONG)
    return alone and line.row not in sheet.broad and measure_of(text) is None and not is_currency(text)


def _says_days(line: SheetRow, column: int) -> bool:
    span = parse_range(cell_text(line.cells[column]), "dmy")
    return span is not None and span[0] < span[1]


def _is_currency(line: SheetRow, column: int) -> bool:
    return is_currency(cell_text(line.cells[column])) and measure_of(str(line.cells[line.filled[0]])) is None


def edge_marks(sheet: Profile, kinds: Kinds) -> Changes:
    """Rows of one and the same word in every cell, which stands in lines as well: they mark where a table begins and ends."""
    changes: Changes = {}
    lines = [at for at, kind in enumerate(kinds) if kind == "data" and not sheet.lines[at].is_text]
    for at, line in enumerate(sheet.lines):
        outside = bool(lines) and not lines[0] <= at <= lines[-1]
        over_names = tuple(kinds[at : at + 2]) == ("header", "header")
        if len(line.filled) < LEAST_NAMES or not line.is_text or not (outside or over_names):
            continue
        (word, count), *_ = Counter(plain(str(line.cells[c])) for c in line.filled).most_common(1)
        marks = count >= MARKED * len(line.filled) and _stands_beside(sheet, kinds, word)
        if word and marks and kinds[at] in ("header", "data", "section"):
            changes[at] = "note" if lines and at > lines[-1] else "metadata"
    return changes


def _stands_beside(sheet: Profile, kinds: Kinds, word: str) -> bool:
    """Whether a word begins or ends lines: a unit over numbers does not."""
    edges = [
        plain(str(line.cells[column]))
        for line, kind in zip(sheet.lines, kinds, strict=True)
        if kind == "data"
        for column in (line.filled[0], line.filled[-1])
    ]
    return edges.count(word) >= LEAST_LINES
