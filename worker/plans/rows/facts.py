"""The names of the facts about rows, as `knowledge/row_weights.json` and `bench/fit_rows.py` write them.

A fact is a `Fact`, or a `Relation` of the row's shape to its place and neighbours, or a `Label` of its first text.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from itertools import product


class Shape(StrEnum):
    """A row in one word, as its neighbours see it."""

    LONG = "long"
    """One long text."""
    ONE_TEXT = "one-text"
    ONE_VALUE = "one-value"
    TWO_TEXTS = "two-texts"
    TEXTS = "texts"
    SEQUENCE = "sequence"
    """Years, periods, or numbers that rise as those of a header do."""
    VALUES = "values"
    """Half of the cells and more are values."""
    MIXED = "mixed"
    EDGE = "edge"
    """No row: beyond the first or the last."""


class Relation(StrEnum):
    """What a row's shape and another's make a fact of."""

    IS = "shape-{own}"
    FIRST_BLANK = "first-blank-{own}"
    BEFORE_VALUES = "before-values-{own}"
    AMID_VALUES = "amid-values-{own}"
    AFTER_VALUES = "after-values-{own}"
    AFTER = "{own}-after-{other}"
    BEFORE = "{own}-before-{other}"
    BELOW_NAMES = "{own}-below-names"
    ABOVE_NAMES = "{own}-above-names"

    def of(self, own: Shape, other: Shape = Shape.EDGE) -> str:
        """The fact's name for a row of shape *own*; *other* is its neighbour's."""
        return _name(self, own, other)


@lru_cache(maxsize=1024)
def _name(relation: Relation, own: Shape, other: Shape) -> str:
    return relation.value.format(own=own.value, other=other.value)


class Label(StrEnum):
    """What a row's first text looks like; it says more where no other cell is filled."""

    SHORT = "length-short"
    LENGTH_12 = "length-12+"
    LENGTH_30 = "length-30+"
    LENGTH_60 = "length-60+"
    SAYS_NOTE = "says-note"
    SAYS_TITLE = "says-title"
    SAYS_BRIEF = "says-brief"
    FOOTNOTE = "footnote"
    COLON = "colon"
    KEY_VALUE = "key-value"
    SENTENCE = "sentence"
    LINK = "link"
    CAPITALS = "capitals"
    BRACKETS = "brackets"
    SMALL_LETTER = "small-letter"
    UNIT = "unit"

    def of(self, alone: bool) -> str:
        """The fact's name; *alone*: the text is the row's only cell."""
        return f"one-{self.value}" if alone else f"more-{self.value}"


class Fact(StrEnum):
    """A fact that needs no other part."""

    # Where merges lie.
    BIAS = "bias"
    MERGED_ACROSS = "merged-across"
    MERGED_FROM_FIRST = "merged-from-first"
    MERGED_INSIDE = "merged-inside"
    MERGED_GROUPS = "merged-groups"
    MERGES_MANY = "merges-many"
    # How much of the width is filled.
    FULL = "full"
    HALF = "half"
    FEW = "few"
    COUNT_1 = "count-1"
    COUNT_2 = "count-2"
    ONE_TEXT_FIRST = "one-text-first"
    ONE_TEXT_INSIDE = "one-text-inside"
    LONG_FIRST = "long-first"
    LONG_INSIDE = "long-inside"
    HAS_LONG = "has-long"
    REPEATS_TEXT = "repeats-text"
    # Where the row stands.
    FIRST_LINE = "first-line"
    SECOND_LINE = "second-line"
    LAST_LINE = "last-line"
    FIRST_VALUED = "first-valued"
    LAST_VALUED = "last-valued"
    NOTHING_BROAD_ABOVE_ONE = "nothing-broad-above-one"
    NOTHING_BROAD_ABOVE_MORE = "nothing-broad-above-more"
    AFTER_VALUES_GAP = "after-values-gap"
    AFTER_VALUES_CLOSE = "after-values-close"
    GAP_BEFORE_0 = "gap-before-0"
    GAP_BEFORE_1 = "gap-before-1"
    GAP_BEFORE_2 = "gap-before-2"
    GAP_AFTER_0 = "gap-after-0"
    GAP_AFTER_1 = "gap-after-1"
    GAP_AFTER_2 = "gap-after-2"
    # What its words are.
    IS_NOTE_WORD = "is-note-word"
    BRIEFS_MANY = "briefs-many"
    BRIEFS_WIDE = "briefs-wide"
    COLONS_MANY = "colons-many"
    MARKER = "marker"
    # Names of columns.
    MORE_NAMES_SOON = "more-names-soon"
    MOST_NAMES_HERE = "most-names-here"
    COLUMN_NAMES_MOST = "column-names-most"
    COLUMN_NAMES_SOME = "column-names-some"
    UNITS = "units"
    YEARS_ONLY = "years-only"
    HAS_PERIOD = "has-period"
    FIRST_WIDE = "first-wide"
    LATER_WIDE = "later-wide"
    FILLED_AS_NEXT_0 = "filled-as-next-0"
    FILLED_AS_NEXT_1 = "filled-as-next-1"
    FILLED_AS_NEXT_2 = "filled-as-next-2"
    FILLED_AS_NEXT_3 = "filled-as-next-3"
    FILLED_AS_BEFORE_0 = "filled-as-before-0"
    FILLED_AS_BEFORE_1 = "filled-as-before-1"
    FILLED_AS_BEFORE_2 = "filled-as-before-2"
    FILLED_AS_BEFORE_3 = "filled-as-before-3"
    SHORT_TEXTS = "short-texts"
    MOSTLY_NOTHING = "mostly-nothing"
    WORDS_OVER_VALUES_MOST = "words-over-values-most"
    WORDS_OVER_VALUES_SOME = "words-over-values-some"
    AGREES_BELOW_ALL = "agrees-below-all"
    AGREES_BELOW_MOST = "agrees-below-most"
    AGREES_BELOW_SOME = "agrees-below-some"
    AGREES_BELOW_NONE = "agrees-below-none"
    # A label of a total.
    LABEL_TOTAL = "label-total"
    LABEL_TOTAL_VALUED = "label-total-valued"
    LABEL_TOTAL_SHORT = "label-total-short"
    LABEL_TOTAL_ALONE = "label-total-alone"
    LABEL_TOTAL_LAST = "label-total-last"
    LABEL_TOTAL_FIRST_LOW = "label-total-first-low"
    LABEL_TOTAL_SUM_ALL = "label-total-sum-all"
    LABEL_TOTAL_SUM_MOST = "label-total-sum-most"
    LABEL_TOTAL_SUM_SOME = "label-total-sum-some"
    LABEL_TOTAL_SUM_NONE = "label-total-sum-none"
    LABEL_MENTIONS_TOTAL = "label-mentions-total"
    LABEL_WATERFALL = "label-waterfall"
    LABEL_WHOLE = "label-whole"
    SHORT_UNDER_SUMS = "short-under-sums"
    SHORT_BESIDE_SUMS = "short-beside-sums"
    SHORT_UNDER_SUMS_GAP = "short-under-sums-gap"
    SHORT_BESIDE_SUMS_GAP = "short-beside-sums-gap"
    SHORT_RIGHT_BELOW_TOTAL = "short-right-below-total"
    # Arithmetic.
    SUM_BELOW_ALL_MANY = "sum-below-all-many"
    SUM_BELOW_ALL_FEW = "sum-below-all-few"
    SUM_BELOW_MOST_MANY = "sum-below-most-many"
    SUM_BELOW_MOST_FEW = "sum-below-most-few"
    SUM_BELOW_SOME_MANY = "sum-below-some-many"
    SUM_BELOW_SOME_FEW = "sum-below-some-few"
    SUM_ABOVE_ALL_MANY = "sum-above-all-many"
    SUM_ABOVE_ALL_FEW = "sum-above-all-few"
    SUM_ABOVE_MOST_MANY = "sum-above-most-many"
    SUM_ABOVE_MOST_FEW = "sum-above-most-few"
    SUM_ABOVE_SOME_MANY = "sum-above-some-many"
    SUM_ABOVE_SOME_FEW = "sum-above-some-few"
    SUM_LONG = "sum-long"
    SUM_FORMULA = "sum-formula"
    TEXTS_MISSING_ALL_LABEL_TOTAL = "texts-missing-all-label-total"
    TEXTS_MISSING_ALL_LABEL_NONE = "texts-missing-all-label-none"
    TEXTS_MISSING_SOME_LABEL_TOTAL = "texts-missing-some-label-total"
    TEXTS_MISSING_SOME_LABEL_NONE = "texts-missing-some-label-none"
    PEAK_FIRST = "peak-first"
    PEAK_MOST = "peak-most"
    PEAK_SOME = "peak-some"
    FEWER_THAN_ABOVE = "fewer-than-above"
    STARTS_WITH_VALUE = "starts-with-value"


def all_names() -> frozenset[str]:
    """The name of every fact that a row can have."""
    relations = {relation.of(own, other) for relation, own, other in product(Relation, Shape, Shape)}
    return frozenset(Fact) | relations | {label.of(alone) for label, alone in product(Label, (True, False))}
