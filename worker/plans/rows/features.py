"""Row features: the yes-or-no facts about a row from which its kind is judged.

`facts` has their names; `knowledge/row_weights.json` holds what each counts for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from worker.plans.rows.facts import Fact, Label, Relation, Shape
from worker.plans.rows.letters import LONG, NOTHING, PERIOD, TEXT, VALUES, WORDS, YEAR
from worker.plans.rows.profile import Profile
from worker.plans.rows.sheet_row import SheetRow
from worker.plans.rows.wording import Role, contains, ends, is_word, names_unit, starts
from worker.values.dates.times import time_of

_FOOTNOTE = re.compile(
    r"^\s*(?:\\|\(?\d{1,2}[.):]\s|[\d¹²³]{1,2}\)|[*†‡]|[a-zA-Z.]\s?:\s|[-–—•]\s|\(\d\)|[.…:]{1,3}\s*[=:]|\d\s?[A-Z])"
)
_SENTENCE = re.compile(r"[^\W\d_]{2}[.;]\s|[.]$")
_KEY = re.compile(r"[:：]\s*$")
_KEY_VALUE = re.compile(r"^[^:：]{2,40}[:：]\s*\S")
_LINK = re.compile(r"https?://|www\.|@\w")
_LENGTHS = ((60, Label.LENGTH_60), (30, Label.LENGTH_30), (12, Label.LENGTH_12))
_ROLES: dict[Role, Label] = {"note": Label.SAYS_NOTE, "title": Label.SAYS_TITLE, "brief": Label.SAYS_BRIEF}


def features(sheet: Profile, at: int) -> list[str]:
    """The facts that hold for the line at position *at*."""
    line = sheet.lines[at]
    facts: list[str] = [
        Fact.BIAS,
        *_counts(sheet, at),
        *_place(sheet, at),
        *_label(line),
        *_neighbours(sheet, at),
    ]
    facts += _header_like(sheet, at)
    facts += _total_like(sheet, at)
    if sheet.has_values[at]:
        facts += _sum_like(sheet, at)
    if line.row in sheet.broad:
        facts.append(_reach(sheet, line) if len(line.filled) == 1 else Fact.MERGED_GROUPS)
    if sheet.merge_counts.get(line.row, 0) >= 2:
        facts.append(Fact.MERGES_MANY)
    return facts


def _reach(sheet: Profile, line: SheetRow) -> Fact:
    """How far the merge of a lone text reaches: across the table, from its first column, or inside."""
    if sheet.broad[line.row] >= 0.8 * sheet.width:
        return Fact.MERGED_ACROSS
    return Fact.MERGED_FROM_FIRST if line.filled[0] <= sheet.first_column else Fact.MERGED_INSIDE


def _counts(sheet: Profile, at: int) -> Iterator[str]:
    line, own = sheet.lines[at], sheet.shapes[at]
    count = len(line.filled)
    yield Relation.IS.of(own)
    share = count / max(1, sheet.width)
    yield _fullness(count, share)
    if own in (Shape.ONE_TEXT, Shape.LONG):
        yield Fact(f"{own}-{'first' if line.filled[0] <= sheet.first_column else 'inside'}")
    if line.filled[0] > sheet.first_column and count > 1:
        yield Relation.FIRST_BLANK.of(own)
    if LONG in line.letters:
        yield Fact.HAS_LONG
    texts = [str(line.cells[c]) for c in line.filled if line.letters[c] in WORDS]
    if count > 2 and len(set(texts)) < len(texts):
        yield Fact.REPEATS_TEXT


def _fullness(count: int, share: float) -> Fact:
    """How much of the width is filled; of few cells their number."""
    if share >= 0.8:
        return Fact.FULL
    if share >= 0.4:
        return Fact.HALF
    return Fact.FEW if count > 2 else Fact(f"count-{count}")


def _place(sheet: Profile, at: int) -> Iterator[str]:
    line, own = sheet.lines[at], sheet.shapes[at]
    if at == 0:
        yield Fact.FIRST_LINE
    elif at == 1:
        yield Fact.SECOND_LINE
    if at < sheet.first_with_values:
        yield Relation.BEFORE_VALUES.of(own)
        if at <= sheet.first_broad:
            alone = len(line.filled) == 1
            yield Fact.NOTHING_BROAD_ABOVE_ONE if alone else Fact.NOTHING_BROAD_ABOVE_MORE
    elif at > sheet.last_with_values:
        yield Relation.AFTER_VALUES.of(own)
        yield Fact.AFTER_VALUES_GAP if sheet.tail_start <= at else Fact.AFTER_VALUES_CLOSE
    else:
        yield Relation.AMID_VALUES.of(own)
    if at == len(sheet.lines) - 1:
        yield Fact.LAST_LINE
    if at == sheet.first_with_values:
        yield Fact.FIRST_VALUED
    if at == sheet.last_with_values:
        yield Fact.LAST_VALUED
    yield Fact(f"gap-before-{min(line.gap, 2)}")
    following = sheet.lines[at + 1].gap if at + 1 < len(sheet.lines) else 2
    yield Fact(f"gap-after-{min(following, 2)}")


def _label(line: SheetRow) -> Iterator[str]:
    text = line.first_text
    if not text:
        return
    alone = len(line.filled) == 1
    yield from (label.of(alone) for label in _looks(text))
    if is_word("note", text):
        yield Fact.IS_NOTE_WORD
    labels = [str(line.cells[c]) for c in line.filled[:8] if line.letters[c] in WORDS]
    if sum(is_word("brief", label) for label in labels) >= 2:
        yield Fact.BRIEFS_MANY if len(line.filled) <= 6 else Fact.BRIEFS_WIDE
    if sum(bool(_KEY.search(label)) for label in labels) >= 2:
        yield Fact.COLONS_MANY
    if is_word("marker", text):
        yield Fact.MARKER


def _looks(text: str) -> Iterator[Label]:
    """What a label looks like; '2. kvartal 2026' is no footnote and no sentence that goes on, but a time."""
    length = len(text)
    is_time = time_of(text) is not None
    yield next((label for least, label in _LENGTHS if length > least), Label.SHORT)
    for role, label in _ROLES.items():
        if starts(role, text):
            yield label
    if _FOOTNOTE.match(text) and not is_time:
        yield Label.FOOTNOTE
    if _KEY.search(text):
        yield Label.COLON
    elif _KEY_VALUE.match(text):
        yield Label.KEY_VALUE
    if _SENTENCE.search(text) and length > 25:
        yield Label.SENTENCE
    if _LINK.search(text):
        yield Label.LINK
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        yield Label.CAPITALS
    if text[:1] == "(" and text.rstrip()[-1:] == ")":
        yield Label.BRACKETS
    if letters and letters[0].islower() and not is_time:
        yield Label.SMALL_LETTER
    if names_unit(text):
        yield Label.UNIT


def _neighbours(sheet: Profile, at: int) -> Iterator[str]:
    own = sheet.shapes[at]
    before = sheet.shapes[at - 1] if at else Shape.EDGE
    after = sheet.shapes[at + 1] if at + 1 < len(sheet.lines) else Shape.EDGE
    yield Relation.AFTER.of(own, before)
    yield Relation.BEFORE.of(own, after)
    if at and sheet.name_counts[at - 1] >= 3:
        yield Relation.BELOW_NAMES.of(own)
    if at + 1 < len(sheet.lines) and sheet.name_counts[at + 1] >= 3:
        yield Relation.ABOVE_NAMES.of(own)
    if any(sheet.name_counts[at + 1 : at + 4]) and max(sheet.name_counts[at + 1 : at + 4]) > max(
        3, sheet.name_counts[at]
    ):
        yield Fact.MORE_NAMES_SOON
    if sheet.name_counts[at] >= 3 and not any(
        count > sheet.name_counts[at] for count in sheet.name_counts[max(0, at - 3) : at + 4]
    ):
        yield Fact.MOST_NAMES_HERE


def _header_like(sheet: Profile, at: int) -> Iterator[str]:
    line = sheet.lines[at]
    if len(line.filled) < 2:
        return
    texts = [c for c in line.filled if line.letters[c] in WORDS]
    yield from _against_below(sheet, at, texts)
    names = sheet.name_counts[at]
    if names >= 2:
        most = names * 2 >= min(len(line.filled), 40)
        yield Fact.COLUMN_NAMES_MOST if most else Fact.COLUMN_NAMES_SOME
    rest = line.filled[1:]
    if not sheet.has_values[at] and line.values * 2 <= len(rest) + 1:
        units = sum([names_unit(str(line.cells[c])) for c in rest[:40]])
        if units and units * 2 >= len(rest[:40]):
            yield Fact.UNITS
    if rest and all(line.letters[c] in (YEAR, PERIOD) for c in rest):
        yield Fact.YEARS_ONLY
    elif PERIOD in line.letters and any(line.letters[c] == PERIOD for c in rest):
        yield Fact.HAS_PERIOD
    wide = 0.6 * sheet.width
    if len(line.filled) >= wide:
        yield Fact.FIRST_WIDE if at == sheet.first_wide else Fact.LATER_WIDE
        same = sum(line.filled == other.filled for other in sheet.lines[at + 1 : at + 4])
        yield Fact(f"filled-as-next-{same}")
        yield Fact(f"filled-as-before-{_alike_before(sheet, at)}")
    if line.is_text and all(len(str(line.cells[c])) <= 40 for c in line.filled):
        yield Fact.SHORT_TEXTS
    if NOTHING in line.letters and sum([line.letters[c] == NOTHING for c in rest]) * 2 > len(rest):
        yield Fact.MOSTLY_NOTHING


def _against_below(sheet: Profile, at: int, texts: list[int]) -> Iterator[str]:
    """Whether words stand over values, and how many cells are of the kind of those in the next lines with values."""
    line = sheet.lines[at]
    below = [sheet.lines[i] for i in range(at + 1, min(at + 9, len(sheet.lines))) if sheet.has_values[i]][:3]
    if not below:
        return
    under = Counter(c for other in below for c in other.value_columns)
    over = sum([2 * under[c] >= len(below) for c in texts])
    if over:
        most = over * 2 >= len(line.filled)
        yield Fact.WORDS_OVER_VALUES_MOST if most else Fact.WORDS_OVER_VALUES_SOME
    both = set(line.filled).intersection(below[0].filled)
    unlike = both & (line.value_columns ^ below[0].value_columns)
    share = (len(both) - len(unlike)) / len(both) if both else 0.0
    how = "all" if share == 1 else "most" if share >= 0.7 else "some" if share else "none"
    yield Fact(f"agrees-below-{how}")


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
        yield Fact.LABEL_TOTAL
        yield Fact.LABEL_TOTAL_VALUED if sheet.has_values[at] else Fact.LABEL_TOTAL_SHORT
        if any(is_word("total", text) or is_word("subtotal", text) for text in texts):
            yield Fact.LABEL_TOTAL_ALONE
    elif any(contains("total", text) for text in texts[:1]):
        yield Fact.LABEL_MENTIONS_TOTAL
    if any(starts("waterfall", text) or ends("waterfall", text) for text in texts[:2]):
        yield Fact.LABEL_WATERFALL
    if len(line.filled) <= 3 and at > sheet.first_with_values:
        under = sum(c in sheet.sum_columns for c in values)
        all_under = under == len(values)
        yield Fact.SHORT_UNDER_SUMS if all_under else Fact.SHORT_BESIDE_SUMS
        if at and sheet.has_total_label[at - 1] and not line.gap:
            yield Fact.SHORT_RIGHT_BELOW_TOTAL
        if sheet.tail_start <= at:
            yield Fact.SHORT_UNDER_SUMS_GAP if all_under else Fact.SHORT_BESIDE_SUMS_GAP


def _sum_like(sheet: Profile, at: int) -> Iterator[str]:
    line, sums = sheet.lines[at], sheet.sums[at]
    best = max(sums.below, sums.above)
    way = "below" if sums.below >= sums.above else "above"
    strength = ""
    if best >= 0.35 and (best >= 0.6 or sums.columns >= 2):
        strength = "all" if best >= 0.9 else "most" if best >= 0.6 else "some"
        yield Fact(f"sum-{way}-{strength}-{'many' if sums.columns >= 3 else 'few'}")
        if sums.addends >= 5 and best >= 0.6:
            yield Fact.SUM_LONG
    if line.row in sheet.summing:
        yield Fact.SUM_FORMULA
    if sheet.has_total_label[at]:
        yield Fact(f"label-total-sum-{strength or 'none'}")
        if at == sheet.last_with_values:
            yield Fact.LABEL_TOTAL_LAST
        if at == sheet.first_with_values and sheet.peaks[at] < 0.3:
            yield Fact.LABEL_TOTAL_FIRST_LOW
    if line.first_text and starts("whole", line.first_text):
        yield Fact.LABEL_WHOLE
    missing = [c for c in sheet.text_columns if not line.letters[c]]
    if missing:
        label = "total" if sheet.has_total_label[at] else "none"
        which = "all" if len(missing) == len(sheet.text_columns) else "some"
        yield Fact(f"texts-missing-{which}-label-{label}")
    peak = sheet.peaks[at]
    if peak >= 0.6:
        yield Fact.PEAK_MOST
        if at == sheet.first_with_values:
            yield Fact.PEAK_FIRST
    elif peak >= 0.3:
        yield Fact.PEAK_SOME
    if at and len(line.filled) < 0.6 * len(sheet.lines[at - 1].filled):
        yield Fact.FEWER_THAN_ABOVE
    if line.letters[line.filled[0]] not in (TEXT, LONG):
        yield Fact.STARTS_WITH_VALUE
