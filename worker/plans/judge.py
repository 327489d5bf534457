"""The kind of each row: fitted evidence, then what formulas, arithmetic and a planner's word settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.plans.cells import NOTHING, NUMBER, TEXT, VALUES
from worker.plans.header import groups, repeats, signature
from worker.plans.line import Line
from worker.plans.profile import Profile
from worker.plans.rows import features
from worker.plans.sequence import LineKind, decide, forced, scored, weights
from worker.plans.wording import is_subtotal, is_word
from worker.shapes import RowKind

LEAST_SAID = 3
"""Cells that a header has at least to be known again."""
MOST_HEADERS = 5
"""Header rows that one table has at most, in a sheet that a person made."""
AS_LINE: Mapping[RowKind, LineKind] = {
    "metadata": "metadata",
    "header": "header",
    "data": "data",
    "total": "total",
    "subtotal": "total",
    "section": "section",
    "note": "note",
}


def judge(sheet: Profile, said: Mapping[int, RowKind] | None = None) -> list[LineKind]:
    """The kind of each line of the sheet; *said* is a planner's word by row, and the rest is judged around it."""
    given = {row: AS_LINE[kind] for row, kind in (said or {}).items() if kind in AS_LINE}
    by = weights()
    evidence = []
    for at, line in enumerate(sheet.lines):
        word = given.get(line.row)
        evidence.append(forced(word) if word else scored(features(sheet, at), by))
    kinds = decide(evidence, [line.gap > 0 for line in sheet.lines], by)
    for settle in (
        _numbered_lines,
        _formula_totals,
        _labelled_totals,
        _no_sums,
        _tail_of_totals,
        _list_below,
    ):
        for at, kind in settle(sheet, kinds).items():
            if sheet.lines[at].row not in given:
                kinds[at] = kind
    return kinds


def _endless_headers(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Lines of text taken for a header of many rows: below its first lines, those that fill the same columns are lines."""
    found: dict[int, LineKind] = {}
    for group in groups(sheet, kinds):
        if len(group) <= MOST_HEADERS:
            continue
        pattern = sheet.lines[group[-1]].filled
        alike = [at for at in group if sheet.lines[at].filled == pattern]
        if len(alike) * 2 > len(group):
            top = max(group[:MOST_HEADERS], key=lambda at: (sheet.named[at], -at))
            found |= {at: "data" for at in group if at > top}
    return found


def _headers_again(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Lines that say what a header above said, word for word."""
    heads: list[dict[int, str]] = []
    found: dict[int, LineKind] = {}
    for at, line in enumerate(sheet.lines):
        if kinds[at] == "header":
            if len(line.filled) >= LEAST_SAID:
                heads.append(signature([line]))
        elif heads and line.is_text and len(line.filled) >= LEAST_SAID:
            said = signature([line])
            if any(repeats(said, head) for head in heads):
                found[at] = "header"
    return found


def _numbered_lines(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Lines of a blank template below a header: nothing but their running number."""
    found: dict[int, LineKind] = {}
    run: list[int] = []
    for at, line in enumerate(sheet.lines):
        lone = len(line.filled) == 1 and line.letters[line.filled[0]] == NUMBER
        before = sheet.lines[run[-1]] if run else None
        goes_on = before and lone and line.filled == before.filled and _one(line) == _one(before) + 1
        run = [*run, at] if goes_on else [at] if lone and _one(line) == 1 else []
        if len(run) >= 2 and "header" in kinds[: run[0]]:
            found |= dict.fromkeys(run, "data")
    return found


def _one(line: Line) -> float:
    value = line.cells[line.filled[0]]
    return float(value) if isinstance(value, (int, float)) else -1.0


def _formula_totals(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Lines whose formulas add up lines of the body."""
    return {
        at: "total"
        for at, line in enumerate(sheet.lines)
        if line.row in sheet.summing and kinds[at] in ("data", "section", "note") and "data" in kinds
    }


def _labelled_totals(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Lines labelled as totals with numbers under columns of numbers; a line only where its label leaves no doubt."""
    found: dict[int, LineKind] = {}
    lines = [at for at, kind in enumerate(kinds) if kind == "data"]
    for at in range(lines[0] + 1 if lines else len(kinds), len(kinds)):
        line = sheet.lines[at]
        if not sheet.labelled[at] or kinds[at] == "total" or not _under(sheet, line):
            continue
        texts = [str(line.cells[c]) for c in line.filled[:12] if line.letters[c] == TEXT]
        empty = not any(line.numbers.values())
        certain = any(map(is_subtotal, texts)) or (
            is_word("total", texts[0]) and (empty or at == sheet.last_valued)
        )
        if certain or (kinds[at] not in ("data", "header") and line.filled[-1] in sheet.sum_columns):
            found[at] = "total"
    return found


def _no_sums(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """A first line called total whose numbers are smaller than those below: an average of statistics, no sum."""
    at = sheet.first_valued
    if at >= len(kinds) - 2 or kinds[at] != "total" or sheet.lines[at].row in sheet.summing:
        return {}
    found, numbers = sheet.sums[at], sheet.lines[at].numbers
    low = len(numbers) >= 3 and min(numbers.values()) >= 0 and sheet.peaks[at] < 0.3
    return {at: "data"} if low and any(numbers.values()) and max(found.below, found.above) < 0.35 else {}


def _tail_of_totals(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """Rows right below a total that go on with it: discount, fee, VAT, to pay; their numbers stand under values."""
    found: dict[int, LineKind] = {}
    if "data" not in kinds:
        return found
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
            found[at] = "total"
    return found


def _list_below(sheet: Profile, kinds: Sequence[LineKind]) -> dict[int, LineKind]:
    """A list of labels and values some rows below a table: no totals unless a value stands under a column of numbers."""
    found: dict[int, LineKind] = {}
    if "data" not in kinds:
        return found
    last = max(at for at, kind in enumerate(kinds) if kind in ("data", "header"))
    gaps = [at for at in range(last + 1, len(kinds)) if sheet.lines[at].gap]
    listed = [at for at in range(gaps[0], len(kinds)) if 1 < len(sheet.lines[at].filled) <= 3] if gaps else []
    beside = [at for at in listed if not any(c in sheet.sum_columns for c in sheet.lines[at].filled[1:])]
    if len(beside) >= 2 and beside == listed:
        found = {at: "note" for at in beside if kinds[at] == "total"}
    return found


def _under(sheet: Profile, line: Line) -> bool:
    """Whether the line's numbers stand under columns of values, with less text than numbers beside a label."""
    values = [c for c in line.filled if line.letters[c] in VALUES and line.letters[c] != NOTHING]
    texts = sum(line.letters[c] not in VALUES for c in line.filled)
    return any(c in sheet.value_columns for c in values) and texts <= len(values) + 1
