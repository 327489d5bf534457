"""What no line of a table is: the total of a single line, cost blocks, fees, sums stated again, and remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isclose

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.plans.rows.header_rows import bodies
from worker.plans.rows.letters import LONG, TEXT, WORDS
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.taxed_columns import percents_in
from worker.plans.rows.viterbi import Changes, Kinds
from worker.plans.rows.wording import ends, is_total, starts
from worker.text import words
from worker.values.arithmetic import PER_HUNDRED
from worker.values.field_names import names_fee

USUAL = 0.5
"""Share of the lines that a usual column fills."""
FULL = 0.7
"""Share of the usual columns that a row of a cost block fills at most."""
CLOSE = 0.001
LEAST_NUMBERS = 2
MOST_FACTOR = 5.0
"""What a month, a length or a position makes of a price at most."""
_INDEX = "~index"
LEAST_NAMES = 2
LEAST_FULL, LEAST_LINES = 3, 2
"""Cells that a line has at least, and lines, beside which a lone text is none."""
REMARK_SIGNS = frozenset("*※†‡")
SMALL = 1.0
"""Numbers up to this are shares and counts of one, and prove nothing where they come again."""


def factors(sheet: Profile, kinds: Kinds) -> Changes:
    """Rows called an index whose numbers are factors of the columns ('Month index →', .92, 1.04): no lines, but remarks."""
    return {
        at: "note"
        for at, line in enumerate(sheet.lines)
        if kinds[at] == "data"
        and len(line.numbers) >= LEAST_NUMBERS
        and len(line.filled) == len(line.numbers) + 1
        and all(0 < number <= MOST_FACTOR for number in line.numbers.values())
        and not all(number.is_integer() for number in line.numbers.values())
        and _names_index(line.first_text)
    }


def _names_index(label: str) -> bool:
    """Whether a label is called an index, or one of its words is."""
    senses_of, names = shipped_vocabulary().senses, words(label)
    meanings = (senses_of.get(name, ()) for name in (" ".join(names), *names))
    return any(senses and all(sense.name == _INDEX for sense in senses) for senses in meanings)


def total_of_one_line(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines of numbers without a name below a single line that has names, and all of whose numbers they repeat.

    Where the total stands above its one line, a word says so.
    """
    changes: Changes = {}
    since_total = 0
    for at, kind in enumerate(kinds):
        if kind == "data" and since_total == 0 and _heads_one_line(sheet, kinds, at):
            changes[at] = "total"
            continue
        if kind == "data" and since_total == 1 and _repeats(sheet.lines[at], sheet.lines[at - 1]):
            changes[at] = "total"
            since_total = 0
        else:
            since_total = since_total + 1 if kind == "data" else 0
    return changes


def _heads_one_line(sheet: Profile, kinds: Kinds, at: int) -> bool:
    """Whether a row that says 'Total' stands over the one line of a table and has its numbers."""
    after = kinds[at + 1 : at + 3]
    alone = after[:1] == ["data"] and "data" not in after[1:]
    words = [c for c in sheet.lines[at].filled if sheet.lines[at].letters[c] in WORDS]
    return alone and bool(words) and _repeats(sheet.lines[at], sheet.lines[at + 1])


def _repeats(line: SheetRow, above: SheetRow) -> bool:
    """Whether a line has the numbers of the one above, rates and all, and none of its names."""
    texts = [str(line.cells[c]) for c in line.filled if line.letters[c] in WORDS]
    names = above.words
    numbers = line.numbers
    return (
        all(map(is_total, texts))
        and names >= LEAST_NAMES
        and len(numbers) >= LEAST_NUMBERS
        and all(
            c in above.numbers and isclose(value, above.numbers[c], rel_tol=CLOSE, abs_tol=1e-9)
            for c, value in numbers.items()
        )
    )


def remarks(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines and headings of one text that a star or a word for notes begins."""
    return {
        at: "note"
        for at, kind in enumerate(kinds)
        if kind in ("data", "section") and len(sheet.lines[at].filled) == 1 and _is_remark(sheet.lines[at])
    }


def remarks_between(sheet: Profile, kinds: Kinds) -> Changes:
    """A text alone in its row, right of the first column, among lines that all fill the first one: a remark on the line above.

    A heading of lines stands in their first column, is merged across them or bears a fill.
    """
    changes: Changes = {}
    lines = [
        at for at, kind in enumerate(kinds) if kind == "data" and len(sheet.lines[at].filled) >= LEAST_FULL
    ]
    firsts = {sheet.lines[at].filled[0] for at in lines}
    if len(lines) < LEAST_LINES or len(firsts) != 1:
        return {}
    first = firsts.pop()
    for at in range(lines[0] + 1, len(kinds)):
        line = sheet.lines[at]
        if kinds[at] not in ("data", "section") or len(line.filled) > 1 or line.filled[0] <= first:
            continue
        place = line.row, line.filled[0] + 1
        plain = line.row not in sheet.broad and place not in sheet.grid.fills
        if plain and line.letters[line.filled[0]] in (TEXT, LONG) and kinds[at - 1] != "header":
            changes[at] = "note"
    return changes


def _is_remark(line: SheetRow) -> bool:
    (text,) = (line.cells[c] for c in line.filled)
    return isinstance(text, str) and (text.lstrip()[:1] in REMARK_SIGNS or starts("note", text))


def cost_block(sheet: Profile, kinds: Kinds) -> Changes:
    """Rows below a total that leave most of the lines' columns blank: costs, taxes and shares, or notes beside them.

    They end where a line as full as those above the total comes again: that is a section with lines of its own.
    """
    changes: Changes = {}
    for first, last in bodies(kinds):
        totals = [at for at in range(first, last) if kinds[at] == "total" and "data" in kinds[first:at]]
        closing = next((at for at in totals if _is_closing(sheet, kinds, first, at, last)), None)
        if closing is None:
            continue
        for at in range(closing + 1, last):
            if kinds[at] == "data":
                changes[at] = "total" if _has_amounts(sheet, kinds, at) else "note"
    return changes


def _has_amounts(sheet: Profile, kinds: Kinds, at: int) -> bool:
    """Whether amounts stand under the columns of amounts, and no share of one among them."""
    numbers = {c: value for c, value in sheet.lines[at].numbers.items() if c in sheet.sum_columns}
    lines = [sheet.lines[n].numbers for n, kind in enumerate(kinds[:at]) if kind == "data"]
    large = {c for c in numbers if any(abs(line.get(c, 0.0)) > SMALL for line in lines)}
    return any(numbers.values()) and not any(0 < abs(numbers[c]) <= SMALL for c in large)


def _is_closing(sheet: Profile, kinds: Kinds, first: int, total: int, last: int) -> bool:
    """Whether no line below the total is as full as those above it."""
    above = [sheet.lines[at] for at in range(first, total) if kinds[at] == "data"]
    counts = Counter(c for line in above for c in line.filled)
    usual = {c for c, count in counts.items() if count > USUAL * len(above)}
    below = [sheet.lines[at] for at in range(total + 1, last) if kinds[at] == "data"]
    most = FULL * len(usual)
    names = {
        c
        for c in usual
        if sum(line.letters[c] in WORDS for line in above if c in line.filled) * 2 > counts[c]
    }
    return (
        bool(below)
        and len(usual) >= 3
        and all(len(usual.intersection(line.filled)) <= most for line in below)
        and all(not names or len(names.intersection(line.filled)) < len(names) for line in below)
    )


def repeats_of_totals(sheet: Profile, kinds: Kinds) -> Changes:
    """A label with one number below the lines, which is the number of a total or the sum of a column: it is that total."""
    lines = [at for at, kind in enumerate(kinds) if kind == "data"]
    if not lines:
        return {}
    sums = {
        round(abs(value), 2)
        for at, kind in enumerate(kinds)
        if kind == "total"
        for value in sheet.lines[at].numbers.values()
    }
    for column in sheet.sum_columns:
        sums.add(round(abs(sum([sheet.lines[at].numbers.get(column, 0.0) for at in lines])), 2))
    changes: Changes = {}
    for at in range(lines[-1] + 1, len(kinds)):
        line = sheet.lines[at]
        is_pair = len(line.filled) == 2 and line.letters[line.filled[0]] in WORDS and len(line.numbers) == 1
        if is_pair and kinds[at] in ("note", "section", "metadata"):
            value = round(abs(next(iter(line.numbers.values()))), 2)
            if value > SMALL and value in sums:
                changes[at] = "total"
    return changes


def fees(sheet: Profile, kinds: Kinds) -> Changes:
    """Fees and taxes among the lines, above a total or at their end: rows of one name where lines have several.

    Either a word says so, or the total is the sum of an earlier total and of them. Both together do where lines have one
    name as well.
    """
    changes: Changes = {}
    for at in range(1, len(kinds) + 1):
        ends_lines = at == len(kinds) or kinds[at] != "data" or sheet.lines[at].gap > 0
        if not ends_lines or kinds[at - 1] != "data":
            continue
        is_total = at < len(kinds) and kinds[at] == "total"
        run = (_run_above(sheet, kinds, at) or _post_run(sheet, kinds, at)) if is_total else []
        before = run[0] - 1 if run else 0
        if (
            run
            and kinds[before] == "total"
            and _adds(sheet.lines[at], [sheet.lines[n] for n in (before, *run)])
        ):
            changes |= dict.fromkeys(run, "total")
        else:
            changes |= dict.fromkeys(_posts_above(sheet, kinds, at), "total")
    return changes


def fees_of_all(sheet: Profile, kinds: Kinds) -> Changes:
    """Lines called a fee, with as many names and days as others, that count what all others count: serving, tracking."""
    changes: Changes = {}
    for first, last in bodies(kinds):
        lines = [at for at in range(first, last) if kinds[at] == "data" and sheet.lines[at].numbers]
        for at in lines if len(lines) > LEAST_LINES else ():
            line = sheet.lines[at]
            if any(names_fee(str(line.cells[c])) for c in line.filled if line.letters[c] in WORDS):
                others = [sheet.lines[n].numbers for n in lines if n != at]
                sums = {c: sum([other.get(c, 0.0) for other in others]) for c in line.numbers}
                if any(value > SMALL and isclose(sums[c], value) for c, value in line.numbers.items()):
                    changes[at] = "total"
    return changes


def fees_by_rate(sheet: Profile, kinds: Kinds) -> Changes:
    """Fees and taxes anywhere among the lines that are the rate of their name of what all others cost: 'Commission 10%'."""
    changes: Changes = {}
    for first, last in bodies(kinds):
        lines = [at for at in range(first, last) if kinds[at] == "data" and sheet.lines[at].numbers]
        rates = {at: rate for at in lines if _is_post(sheet.lines[at]) and (rate := _rate(sheet.lines[at]))}
        others = [sheet.lines[at].numbers for at in lines if at not in rates]
        for at, rate in rates.items():
            shares = (
                (value, rate * sum([n.get(c, 0.0) for n in others]))
                for c, value in sheet.lines[at].numbers.items()
            )
            if any(value > SMALL and isclose(value, share, rel_tol=CLOSE) for value, share in shares):
                changes[at] = "total"
    return changes


def _rate(line: SheetRow) -> float:
    """The rate in a row's name, 0 where there is none."""
    return next(iter(percents_in(_label(line))), 0.0) / PER_HUNDRED


def _run_above(sheet: Profile, kinds: Kinds, end: int) -> list[int]:
    """Positions of the lines right above *end* that have one name, where the lines above them have more."""
    at = end
    while at and kinds[at - 1] == "data" and sheet.lines[at - 1].words == 1 and sheet.lines[at - 1].numbers:
        at -= 1
    lines = [sheet.lines[n].words for n in range(at) if kinds[n] == "data"]
    return list(range(at, end)) if lines and min(lines) >= LEAST_NAMES else []


def _posts_above(sheet: Profile, kinds: Kinds, end: int) -> list[int]:
    """Positions of the lines right above *end* that are fees or taxes by their one name, below lines that are none.

    Where a line has no more than one name, a rate stands beside one of the words: 'VAT 20%'.
    """
    posts = _post_run(sheet, kinds, end)
    lines = [sheet.lines[n].words for n in range(end - len(posts)) if kinds[n] == "data"]
    if not lines:
        return []
    is_rate = any("%" in _label(sheet.lines[n]) for n in posts)
    return posts if min(lines) >= LEAST_NAMES or is_rate else []


def _post_run(sheet: Profile, kinds: Kinds, end: int) -> list[int]:
    """Positions of the lines right above *end* that bear the name of a fee or a tax."""
    at = end
    while at and kinds[at - 1] == "data" and _is_post(sheet.lines[at - 1]):
        at -= 1
    return list(range(at, end))


def _is_post(line: SheetRow) -> bool:
    """Whether a row has a fee's or a tax's name, no other one, and amounts."""
    label = _label(line)
    return (
        bool(label and line.numbers)
        and sum(isinstance(line.cells[c], str) and line.letters[c] in WORDS for c in line.filled) <= 1
        and (starts("waterfall", label) or ends("waterfall", label) or names_fee(label))
    )


def _label(line: SheetRow) -> str:
    """The first text of a row; 'VAT 20%' is one, though it may be read as a number."""
    texts = (line.cells[c] for c in line.filled)
    return next((text for text in texts if isinstance(text, str) and any(map(str.isalpha, text))), "")


def _adds(whole: SheetRow, parts: Sequence[SheetRow]) -> bool:
    """Whether each number of a line is the sum of those in *parts*."""
    sums = {c: sum([part.numbers.get(c, 0.0) for part in parts]) for c in whole.numbers}
    return bool(sums) and all(isclose(sums[c], value, rel_tol=CLOSE) for c, value in whole.numbers.items())
