"""What settles a row's kind whatever its weight says: formulas, exact sums, words that leave no doubt, repeated headers.

Each rule reads the kinds found so far and gives the lines that it changes; `RULES` is their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from worker.plans.rows.briefs_again import briefs_again
from worker.plans.rows.closing import (
    cost_block,
    factors,
    fees,
    fees_by_rate,
    fees_of_all,
    remarks,
    remarks_between,
    repeats_of_totals,
    total_of_one_line,
)
from worker.plans.rows.header_rows import groups, lines_between_repeats, repeats, signature
from worker.plans.rows.heading_edges import (
    caption_below,
    days_under_months,
    edge_marks,
    fact_over_names,
    lines_under_names,
    measure_under_times,
    names_beside_dates,
    names_over_lines,
    names_under_groups,
    numbers_under_names,
    remark_inside_a_group,
    remarks_over_names,
    units_under_names,
)
from worker.plans.rows.letters import NOTHING, NUMBER, TEXT, VALUES, WORDS
from worker.plans.rows.lump_sums import lump_sums
from worker.plans.rows.nested_sums import nested_sums
from worker.plans.rows.profile import Profile
from worker.plans.rows.rollups import rollups
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.sums_apart import sums_apart
from worker.plans.rows.time_rows import days_of_lines, times_in_a_row
from worker.plans.rows.unproven import (
    LEAST_NAMES,
    PROOF,
    first_number,
    has_code_and_names,
    lines_in_full,
    share_a_key,
    unproven_totals,
)
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import ends, is_subtotal, is_total, is_word, starts

MOST_HEADERS = 5
"""Header rows that one table has at most, in a sheet that a person made."""
LEAST_FORMULAS = 2
"""Labelled totals with formulas that show how a sheet makes its totals."""
ALIKE = 0.8
"""Share of the columns that most lines of a list fill, from which a line is one of it."""
LEAST_TEXTS = 3
"""Cells that a header has at least to be known again."""


def markers(sheet: Profile, kinds: Kinds) -> Changes:
    """'START' and 'END' alone in a row, or in each of its cells: above the lines they are metadata, below them notes."""
    last = max((at for at, kind in enumerate(kinds) if kind == "data"), default=-1)
    return {
        at: "note" if at > sheet.first_with_values or at > last >= 0 else "metadata"
        for at, line in enumerate(sheet.lines)
        if line.is_marker
    }


def below_the_end(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines below a row of 'END' marks, up to the next header: sums of the table that ended there."""
    changes: Changes = {}
    has_ended = False
    for at, line in enumerate(sheet.lines):
        if line.is_marker and len(line.filled) > 1 and "data" in kinds[:at]:
            has_ended = True
        elif kinds[at] == "header":
            has_ended = False
        elif has_ended and kinds[at] == "data":
            changes[at] = "total"
    return changes


def endless_headers(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines of text taken for a header of many rows: below its first lines, those that fill the same columns are lines."""
    changes: Changes = {}
    for group in groups(sheet, kinds):
        pattern = sheet.lines[group[-1]].filled
        alike = [at for at in group if sheet.lines[at].filled == pattern]
        below = kinds[group[-1] + 1 :]
        bare = "data" not in below[: below.index("header") if "header" in below else None]
        lone: list[int] = []
        most = _like_most(sheet, group) if len(group) > MOST_HEADERS and len(alike) * 2 <= len(group) else []
        if len(most) * 2 > len(group):
            alike, lone = most, [at for at in group if len(sheet.lines[at].filled) == 1]
        if len(group) > MOST_HEADERS and len(alike) * 2 > len(group) or bare and len(alike) > 2:
            top = max(group[:MOST_HEADERS], key=lambda at: (sheet.name_counts[at], -at))
            changes |= {at: "section" if at in lone else "data" for at in group if at > top}
    return changes


def _like_most(sheet: Profile, group: Sequence[int]) -> list[int]:
    """The lines of a group that fill nearly all columns that most of them fill."""
    counts = Counter(column for at in group for column in sheet.lines[at].filled)
    core = {column for column, count in counts.items() if count * 2 > len(group)}
    return [
        at
        for at in group
        if len(core) >= LEAST_TEXTS and len(core.intersection(sheet.lines[at].filled)) >= ALIKE * len(core)
    ]


def line_before_total(sheet: Profile, kinds: Kinds) -> Changes:
    """A header between lines and their total is a line: no column of values is named in it, or an amount stands in one."""
    return {
        at: "data"
        for at in range(1, len(kinds) - 1)
        if kinds[at] == "header"
        and kinds[at + 1] == "total"
        and "data" in kinds[:at]
        and len(sheet.lines[at].filled) >= LEAST_NAMES
        and (
            sheet.value_columns.isdisjoint(sheet.lines[at].filled)
            or (_goes_on(kinds, at) and not sheet.sum_columns.isdisjoint(sheet.lines[at].numbers))
        )
    }


def _goes_on(kinds: Kinds, at: int) -> bool:
    """Whether only headings of groups stand between a row and the lines above it, and no lines follow."""
    above = next(kind for kind in reversed(kinds[:at]) if kind != "section")
    return above == "data" and "data" not in kinds[at:]


def headers_again(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that say what a header above said, word for word."""
    heads: list[dict[int, str]] = []
    changes: Changes = {}
    for at, line in enumerate(sheet.lines):
        if kinds[at] == "header":
            if len(line.filled) >= LEAST_TEXTS:
                heads.append(signature([line]))
        elif heads and line.is_text and len(line.filled) >= LEAST_TEXTS:
            own = signature([line])
            if any(repeats(own, head) for head in heads):
                changes[at] = "header"
    return changes


def running_numbers(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines of a blank template below a header: nothing but their running number."""
    changes: Changes = {}
    run: list[int] = []
    for at, line in enumerate(sheet.lines):
        lone = len(line.filled) == 1 and line.letters[line.filled[0]] == NUMBER
        before = sheet.lines[run[-1]] if run else None
        goes_on = (
            before
            and lone
            and line.filled == before.filled
            and first_number(line) == first_number(before) + 1
        )
        run = [*run, at] if goes_on else [at] if lone and first_number(line) == 1 else []
        if len(run) >= 2 and "header" in kinds[: run[0]]:
            changes |= dict.fromkeys(run, "data")
    return changes


def formula_totals(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines whose formulas add up lines of the body."""
    return {
        at: "total"
        for at, line in enumerate(sheet.lines)
        if line.row in sheet.summing and kinds[at] in ("data", "section", "note") and "data" in kinds
    }


def heads_of_groups(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that are the exact sum of those right below, and leave open what those name: heads of groups."""
    changes: Changes = {}
    for at, kind in enumerate(kinds[:-1]):
        line, below = sheet.lines[at], sheet.lines[at + 1]
        if kind != "data" or sheet.sums[at].below < 0.9 or sheet.sums[at].columns < 2:
            continue
        indented = below.filled[0] > line.filled[0] and below.letters[below.filled[0]] not in VALUES
        indented = indented and not share_a_key(sheet, line, below)
        unnamed = any(below.letters[c] and not line.letters[c] for c in sheet.text_columns)
        if indented or unnamed:
            changes[at] = "total"
    return changes


def totals_by_label(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines labelled as totals with numbers under columns of numbers; a line only where its label leaves no doubt."""
    changes: Changes = {}
    lines = [at for at, kind in enumerate(kinds) if kind == "data"]
    for at in range(lines[0] + 1 if lines else len(kinds), len(kinds)):
        line = sheet.lines[at]
        if not sheet.has_total_label[at] or kinds[at] == "total" or not _under(sheet, line):
            continue
        closes = at + 1 == len(kinds) or kinds[at + 1] != "data" or sheet.lines[at + 1].gap > 0
        beside_lines = kinds[at] not in ("data", "header") and line.filled[-1] in sheet.sum_columns
        if beside_lines or _leaves_no_doubt(sheet, at, closes):
            changes[at] = "total"
    return changes


def _leaves_no_doubt(sheet: Profile, at: int, closes: bool) -> bool:
    """Whether a labelled line can be no line of its own: by its words, by what it leaves open, or by exact sums.

    *closes*: it ends a group of lines.
    """
    line = sheet.lines[at]
    texts = [str(line.cells[c]) for c in line.filled[:12] if line.letters[c] == TEXT]
    if not texts:
        return _adds_up_exactly(sheet, at)
    if any(map(is_subtotal, texts)) or _names_what_it_adds(texts[0]):
        return True
    if is_word("total", texts[0]) and (at == sheet.last_with_values or not any(line.numbers.values())):
        return True
    if len(texts) == 1:
        nameless = bool(sheet.text_columns) and not any(line.letters[c] for c in sheet.text_columns)
        if nameless or (starts("total", texts[0]) and (closes or sheet.usual_texts >= 2)):
            return True
    return _adds_up_exactly(sheet, at)


def _adds_up_exactly(sheet: Profile, at: int) -> bool:
    sums = sheet.sums[at]
    enough = sums.columns >= 2 or len(sheet.lines[at].numbers) == 1
    return enough and max(sums.above, sums.below) >= 0.9


def _names_what_it_adds(text: str) -> bool:
    """'Total: Campaigns', as the platforms' reports end."""
    word, colon, _ = text.partition(":")
    return bool(colon) and is_word("total", word.strip())


def last_sum(sheet: Profile, kinds: Kinds) -> Changes:
    """The last line with values, where all its numbers are exact sums of lines above, whatever its label but a code."""
    at = sheet.last_with_values
    if at < 2 or kinds[at] != "data" or has_code_and_names(sheet.lines[at]):
        return {}
    sums = sheet.sums[at]
    return {at: "total"} if sums.above >= 0.99 and sums.columns >= 2 and sums.addends >= 2 else {}


def no_sums(sheet: Profile, kinds: Kinds) -> Changes:
    """A first line called total whose numbers are smaller than those below: an average of statistics, no sum."""
    at = sheet.first_with_values
    if at >= len(kinds) - 2 or kinds[at] != "total" or sheet.lines[at].row in sheet.summing:
        return {}
    sums, numbers = sheet.sums[at], sheet.lines[at].numbers
    low = len(numbers) >= 3 and min(numbers.values()) >= 0 and sheet.peaks[at] < 0.3
    return {at: "data"} if low and any(numbers.values()) and max(sums.below, sums.above) < PROOF else {}


def tail_of_totals(sheet: Profile, kinds: Kinds) -> Changes:
    """Rows right below a total that go on with it: discount, fee, VAT, to pay; their numbers stand under values."""
    changes: Changes = {}
    if "data" not in kinds:
        return changes
    last = max(at for at, kind in enumerate(kinds) if kind == "data")
    before_total = False
    for at in range(last, len(kinds)):
        line = sheet.lines[at]
        if at > last and line.gap and kinds[at] != "total":
            break
        if kinds[at] == "total":
            before_total = True
        elif (
            at > last
            and before_total
            and kinds[at] in ("note", "section", "metadata")
            and _under(sheet, line)
        ):
            changes[at] = "total"
    return changes


def list_below(sheet: Profile, kinds: Kinds) -> Changes:
    """A list of labels and values some rows below a table: no totals, unless a value stands under numbers or is their sum."""
    changes: Changes = {}
    if "data" not in kinds:
        return changes
    last = max(at for at, kind in enumerate(kinds) if kind in ("data", "header"))
    gaps = [at for at in range(last + 1, len(kinds)) if sheet.lines[at].gap]
    rows = [at for at in range(gaps[0], len(kinds)) if 1 < len(sheet.lines[at].filled) <= 3] if gaps else []
    beside = [at for at in rows if not any(c in sheet.sum_columns for c in sheet.lines[at].filled[1:])]
    if len(beside) < 2 or beside != rows:
        return changes
    totals = _column_sums(sheet, kinds)
    if any(abs(value) in totals for at in beside for value in sheet.lines[at].numbers.values() if value):
        return {at: "total" for at in beside if _says_sum(sheet.lines[at])}
    return {at: "note" for at in beside if kinds[at] == "total"}


def _column_sums(sheet: Profile, kinds: Kinds) -> set[float]:
    """What the columns of numbers add up to."""
    rows = [sheet.lines[at].numbers for at, kind in enumerate(kinds) if kind == "data"]
    return {abs(round(sum([row.get(column, 0.0) for row in rows]), 2)) for column in sheet.sum_columns}


def _says_sum(line: SheetRow) -> bool:
    text = line.first_text
    return is_total(text) or starts("waterfall", text) or ends("waterfall", text)


def _under(sheet: Profile, line: SheetRow) -> bool:
    """Whether the line's numbers stand under columns of values, with less text than numbers beside a label."""
    values = [c for c in line.filled if line.letters[c] in VALUES and line.letters[c] != NOTHING]
    texts = sum(line.letters[c] not in VALUES for c in line.filled)
    return any(c in sheet.value_columns for c in values) and texts <= len(values) + 1


def lines_beside_formulas(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines that name as much as others and hold no formula, where each labelled total is one: they are no sums by chance."""
    labelled = [at for at, kind in enumerate(kinds) if kind == "total" and sheet.has_total_label[at]]
    if len(labelled) < LEAST_FORMULAS or any(sheet.lines[at].row not in sheet.summing for at in labelled):
        return {}
    least = max(LEAST_NAMES, len(sheet.text_columns) / 2)
    changes: Changes = {}
    for at, line in enumerate(sheet.lines):
        if kinds[at] != "total" or line.row in sheet.summing or at in labelled:
            continue
        names = [line.cells[c] for c in sheet.text_columns if line.letters[c] in WORDS]
        if len(names) >= least and not any(is_word("whole", str(name)) for name in names):
            changes[at] = "data"
    return changes


RULES: tuple[Callable[[Profile, Kinds], Changes], ...] = (
    markers,
    edge_marks,
    days_under_months,
    names_beside_dates,
    names_over_lines,
    endless_headers,
    days_of_lines,
    lines_between_repeats,
    headers_again,
    briefs_again,
    lines_under_names,
    line_before_total,
    names_under_groups,
    numbers_under_names,
    units_under_names,
    measure_under_times,
    caption_below,
    fact_over_names,
    remarks_over_names,
    remark_inside_a_group,
    running_numbers,
    unproven_totals,
    times_in_a_row,
    lines_in_full,
    formula_totals,
    heads_of_groups,
    totals_by_label,
    last_sum,
    nested_sums,
    rollups,
    no_sums,
    lump_sums,
    sums_apart,
    factors,
    total_of_one_line,
    fees,
    fees_by_rate,
    fees_of_all,
    cost_block,
    tail_of_totals,
    list_below,
    repeats_of_totals,
    remarks,
    remarks_between,
    lines_beside_formulas,
    below_the_end,
)
"""The rules in order."""
