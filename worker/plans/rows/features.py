"""Row features: the yes-or-no facts about a row from which its kind is judged.

Each fact is a short name ('label-total', 'after-last-values'); `knowledge/row_weights.json` holds what each counts for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from worker.plans.rows.letters import LONG, NOTHING, PERIOD, TEXT, VALUES, WORDS, YEAR
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.wording import contains, ends, is_word, names_unit, starts

_FOOTNOTE = re.compile(
    r"^\s*(?:\\|\(?\d{1,2}[.):]\s|[\d¹²³]{1,2}\)|[*†‡]|[a-zA-Z.]\s?:\s|[-–—•]\s|\(\d\)|[.…:]{1,3}\s*[=:]|\d\s?[A-Z])"
)
_SENTENCE = re.compile(r"[^\W\d_]{2}[.;]\s|[.]$")
_KEY = re.compile(r"[:：]\s*$")
_KEY_VALUE = re.compile(r"^[^:：]{2,40}[:：]\s*\S")
_LINK = re.compile(r"https?://|www\.|@\w")


def features(sheet: Profile, at: int) -> list[str]:
    """The facts that hold for the line at position *at*."""
    line = sheet.lines[at]
    facts = ["bias", *_counts(sheet, at), *_place(sheet, at), *_label(line), *_neighbours(sheet, at)]
    facts += _header_like(sheet, at)
    facts += _total_like(sheet, at)
    if sheet.has_values[at]:
        facts += _sum_like(sheet, at)
    if line.row in sheet.broad:
        facts.append(f"merged-{_reach(sheet, line)}" if len(line.filled) == 1 else "merged-groups")
    if sheet.merge_counts.get(line.row, 0) >= 2:
        facts.append("merges-many")
    return facts


def _reach(sheet: Profile, line: SheetRow) -> str:
    """How far the merge of a lone text reaches: across the table, from its first column, or inside."""
    if sheet.broad[line.row] >= 0.8 * sheet.width:
        return "across"
    return "from-first" if line.filled[0] <= sheet.first_column else "inside"


def _counts(sheet: Profile, at: int) -> Iterator[str]:
    line, own = sheet.lines[at], sheet.shapes[at]
    count = len(line.filled)
    yield f"shape-{own}"
    share = count / max(1, sheet.width)
    yield "full" if share >= 0.8 else "half" if share >= 0.4 else "few" if count > 2 else f"count-{count}"
    if own in ("one-text", "long"):
        yield f"{own}-{'first' if line.filled[0] <= sheet.first_column else 'inside'}"
    if line.filled[0] > sheet.first_column and count > 1:
        yield f"first-blank-{own}"
    if LONG in line.letters:
        yield "has-long"
    texts = [str(line.cells[c]) for c in line.filled if line.letters[c] in WORDS]
    if count > 2 and len(set(texts)) < len(texts):
        yield "repeats-text"


def _place(sheet: Profile, at: int) -> Iterator[str]:
    line, own = sheet.lines[at], sheet.shapes[at]
    if at == 0:
        yield "first-line"
    elif at == 1:
        yield "second-line"
    if at < sheet.first_with_values:
        yield f"before-values-{own}"
        if at <= sheet.first_broad:
            yield f"nothing-broad-above-{'one' if len(line.filled) == 1 else 'more'}"
    elif at > sheet.last_with_values:
        yield f"after-values-{own}"
        yield "after-values-" + ("gap" if sheet.tail_start <= at else "close")
    else:
        yield f"amid-values-{own}"
    if at == len(sheet.lines) - 1:
        yield "last-line"
    if at == sheet.first_with_values:
        yield "first-valued"
    if at == sheet.last_with_values:
        yield "last-valued"
    yield f"gap-before-{min(line.gap, 2)}"
    following = sheet.lines[at + 1].gap if at + 1 < len(sheet.lines) else 2
    yield f"gap-after-{min(following, 2)}"


def _label(line: SheetRow) -> Iterator[str]:
    text = line.first_text
    if not text:
        return
    alone = "one" if len(line.filled) == 1 else "more"
    length = len(text)
    yield f"{alone}-length-{'60+' if length > 60 else '30+' if length > 30 else '12+' if length > 12 else 'short'}"
    for role in ("note", "title", "brief"):
        if starts(role, text):
            yield f"{alone}-says-{role}"
    if is_word("note", text):
        yield "is-note-word"
    labels = [str(line.cells[c]) for c in line.filled[:8] if line.letters[c] in WORDS]
    if sum(is_word("brief", label) for label in labels) >= 2:
        yield "briefs-many" if len(line.filled) <= 6 else "briefs-wide"
    if sum(bool(_KEY.search(label)) for label in labels) >= 2:
        yield "colons-many"
    if _FOOTNOTE.match(text):
        yield f"{alone}-footnote"
    if _KEY.search(text):
        yield f"{alone}-colon"
    elif _KEY_VALUE.match(text):
        yield f"{alone}-key-value"
    if _SENTENCE.search(text) and length > 25:
        yield f"{alone}-sentence"
    if _LINK.search(text):
        yield f"{alone}-link"
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        yield f"{alone}-capitals"
    if text[:1] == "(" and text.rstrip()[-1:] == ")":
        yield f"{alone}-brackets"
    if letters and letters[0].islower():
        yield f"{alone}-small-letter"
    if names_unit(text):
        yield f"{alone}-unit"
    if is_word("marker", text):
        yield "marker"


def _neighbours(sheet: Profile, at: int) -> Iterator[str]:
    own = sheet.shapes[at]
    before = sheet.shapes[at - 1] if at else "edge"
    after = sheet.shapes[at + 1] if at + 1 < len(sheet.lines) else "edge"
    yield f"{own}-after-{before}"
    yield f"{own}-before-{after}"
    if at and sheet.name_counts[at - 1] >= 3:
        yield f"{own}-below-names"
    if at + 1 < len(sheet.lines) and sheet.name_counts[at + 1] >= 3:
        yield f"{own}-above-names"
    if any(sheet.name_counts[at + 1 : at + 4]) and max(sheet.name_counts[at + 1 : at + 4]) > max(
        3, sheet.name_counts[at]
    ):
        yield "more-names-soon"
    if sheet.name_counts[at] >= 3 and not any(
        count > sheet.name_counts[at] for count in sheet.name_counts[max(0, at - 3) : at + 4]
    ):
        yield "most-names-here"


def _header_like(sheet: Profile, at: int) -> Iterator[str]:
    line = sheet.lines[at]
    if len(line.filled) < 2:
        return
    texts = [c for c in line.filled if line.letters[c] in WORDS]
    yield from _against_below(sheet, at, texts)
    known = sheet.name_counts[at]
    if known >= 2:
        yield "column-names-" + ("most" if known * 2 >= min(len(line.filled), 40) else "some")
    rest = line.filled[1:]
    if not sheet.has_values[at] and line.values * 2 <= len(rest) + 1:
        units = sum([names_unit(str(line.cells[c])) for c in rest[:40]])
        if units and units * 2 >= len(rest[:40]):
            yield "units"
    if rest and all(line.letters[c] in (YEAR, PERIOD) for c in rest):
        yield "years-only"
    elif PERIOD in line.letters and any(line.letters[c] == PERIOD for c in rest):
        yield "has-period"
    wide = 0.6 * sheet.width
    if len(line.filled) >= wide:
        yield f"{'first' if at == sheet.first_wide else 'later'}-wide"
        same = sum(line.filled == other.filled for other in sheet.lines[at + 1 : at + 4])
        yield f"filled-as-next-{same}"
        yield f"filled-as-before-{_alike_before(sheet, at)}"
    if line.is_text and all(len(str(line.cells[c])) <= 40 for c in line.filled):
        yield "short-texts"
    if NOTHING in line.letters and sum([line.letters[c] == NOTHING for c in rest]) * 2 > len(rest):
        yield "mostly-nothing"


def _against_below(sheet: Profile, at: int, texts: list[int]) -> Iterator[str]:
    """Whether words stand over values, and how many cells are of the kind of those in the next lines with values."""
    line = sheet.lines[at]
    below = [sheet.lines[i] for i in range(at + 1, min(at + 9, len(sheet.lines))) if sheet.has_values[i]][:3]
    if not below:
        return
    under = Counter(c for other in below for c in other.value_columns)
    over = sum([2 * under[c] >= len(below) for c in texts])
    if over:
        yield "words-over-values-" + ("most" if over * 2 >= len(line.filled) else "some")
    both = set(line.filled).intersection(below[0].filled)
    unlike = both & (line.value_columns ^ below[0].value_columns)
    share = (len(both) - len(unlike)) / len(both) if both else 0.0
    yield "agrees-below-" + ("all" if share == 1 else "most" if share >= 0.7 else "some" if share else "none")


def _alike_before(sheet: Profile, at: int) -> int:
    """How many lines right above fill the same columns with cells of the same kinds, up to three."""
    line, count = sheet.lines[at], 0
    for above in reversed(sheet.lines[max(0, at - 3) : at]):
        if above.filled != line.filled or above.letters != line.letters:
            break
        count += 1
    return count


def _total_like(sheet: Profile, at: int) -> Iterator[str]:
    """What a label says of adding up, where numbers stand beside it."""
    line = sheet.lines[at]
    values = [c for c in line.filled if line.letters[c] in VALUES]
    if not values:
        return
    texts = [str(line.cells[c]) for c in line.filled[:12] if line.letters[c] in WORDS]
    if sheet.has_total_label[at]:
        yield "label-total"
        yield f"label-total-{'valued' if sheet.has_values[at] else 'short'}"
        if any(is_word("total", text) or is_word("subtotal", text) for text in texts):
            yield "label-total-alone"
    elif any(contains("total", text) for text in texts[:1]):
        yield "label-mentions-total"
    if any(starts("waterfall", text) or ends("waterfall", text) for text in texts[:2]):
        yield "label-waterfall"
    if len(line.filled) <= 3 and at > sheet.first_with_values:
        under = sum(c in sheet.sum_columns for c in values)
        yield f"short-{'under-sums' if under == len(values) else 'beside-sums'}"
        if at and sheet.has_total_label[at - 1] and not line.gap:
            yield "short-right-below-total"
        if sheet.tail_start <= at:
            yield f"short-{'under-sums' if under == len(values) else 'beside-sums'}-gap"


def _sum_like(sheet: Profile, at: int) -> Iterator[str]:
    line, sums = sheet.lines[at], sheet.sums[at]
    best = max(sums.below, sums.above)
    way = "below" if sums.below >= sums.above else "above"
    strength = ""
    if best >= 0.35 and (best >= 0.6 or sums.columns >= 2):
        strength = "all" if best >= 0.9 else "most" if best >= 0.6 else "some"
        yield f"sum-{way}-{strength}-{'many' if sums.columns >= 3 else 'few'}"
        if sums.addends >= 5 and best >= 0.6:
            yield "sum-long"
    if line.row in sheet.summing:
        yield "sum-formula"
    if sheet.has_total_label[at]:
        yield f"label-total-sum-{strength or 'none'}"
        if at == sheet.last_with_values:
            yield "label-total-last"
        if at == sheet.first_with_values and sheet.peaks[at] < 0.3:
            yield "label-total-first-low"
    if line.first_text and starts("whole", line.first_text):
        yield "label-whole"
    missing = [c for c in sheet.text_columns if not line.letters[c]]
    if missing:
        label = "total" if sheet.has_total_label[at] else "none"
        yield f"texts-missing-{'all' if len(missing) == len(sheet.text_columns) else 'some'}-label-{label}"
    peak = sheet.peaks[at]
    if peak >= 0.6:
        yield "peak-most"
        if at == sheet.first_with_values:
            yield "peak-first"
    elif peak >= 0.3:
        yield "peak-some"
    if at and len(line.filled) < 0.6 * len(sheet.lines[at - 1].filled):
        yield "fewer-than-above"
    if line.letters[line.filled[0]] not in (TEXT, LONG):
        yield "starts-with-value"
