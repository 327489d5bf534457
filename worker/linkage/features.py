"""What two lines agree in, and how much each agreement says: the weights of Fellegi and Sunter, from the plans themselves.

An agreement weighs the logarithm of how much likelier it is for one line than for two: a placement that nobody else has
says much, a market that all lines have says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace

import numpy as np
from rapidfuzz import fuzz, process

from worker.lazy_dataclass import dataclass
from worker.linkage.raw_lines import BLANK, FREE_TEXT, RawLines
from worker.text import plain
from worker.values.arrow import Floats, Ints

SAME = {"text": 0.9, "id": 0.9, "day": 0.8, "amount": 0.7, "sheet": 0.8}
"""How often the same line agrees in such a column over two versions, before the versions themselves are known."""
CHANCE = {"text": 0.1, "id": 0.02, "day": 0.2, "amount": 0.02, "sheet": 0.5}
"""How often two lines agree in one by chance; plans of a few lines say little of it themselves."""
PRIOR_LINES = 4.0
"""Lines that `CHANCE` counts as."""
LEAST_LIKE = 0.6
"""Texts less alike than this are different texts."""
MOST_NAMES = 2_000
"""Texts that only one version has, of which each is compared with each of the other's."""
NEAR_DAYS = 14
TOGETHER = 0.3
"""What a second day or amount adds to the first."""
WORST = -4.0
"""A disagreement weighs no more: anything may be changed."""


@dataclass(frozen=True)
class Feature:
    """One column of both versions in one code: equal values have equal codes."""

    name: str
    kind: str
    old: Ints
    new: Ints
    """-1 where blank."""
    old_values: Ints | None = None
    new_values: Ints | None = None
    """Days or amounts themselves; `BLANK` where blank."""
    as_written: bool = True
    """False where a change of the whole plan was made to the old values."""
    likeness: dict[tuple[int, int], float] = field(default_factory=dict)
    """How alike two texts are that only the old version and only the new one has."""
    same: float = 0.9
    """How often the same line agrees in it."""

    @property
    def chances(self) -> tuple[Floats, float]:
        """How often another line has the value of each code, and any two lines the same."""
        size = int(max(self.old.max(initial=-1), self.new.max(initial=-1))) + 1
        counts = np.maximum(_counts(self.old, size), _counts(self.new, size)).astype(np.float64)
        lines = max((self.old >= 0).sum(), (self.new >= 0).sum(), 1)
        prior = CHANCE[self.kind] * PRIOR_LINES
        by_code = (np.maximum(counts - 1, 0) + prior) / (lines - 1 + PRIOR_LINES)
        pairs = float((counts * np.maximum(counts - 1, 0)).sum())
        return by_code, (pairs / lines + prior) / (lines - 1 + PRIOR_LINES)

    def weights(self, old: Ints, new: Ints) -> Floats:
        """What the feature says of each pair of lines, in bits; nothing where one is blank."""
        a, b = self.old[old], self.new[new]
        by_code, overall = self.chances
        agree = np.maximum(np.log2(self.same / by_code), 0.0)
        mean = max(float(np.log2(self.same / overall)), 0.0)
        differ = max(float(np.log2((1 - self.same) / max(1 - overall, 0.01))), WORST)
        weight = np.where(a == b, agree[np.maximum(a, 0)] if len(agree) else 0.0, differ)
        part = self._part(old, new)
        weight = np.where((a != b) & (part > 0), differ + (mean - differ) * part, weight)
        result: Floats = np.where((a < 0) | (b < 0), np.where((a < 0) == (b < 0), 0.0, differ / 4), weight)
        return result

    def _part(self, old: Ints, new: Ints) -> Floats:
        """How near two different values are, 0 to 1."""
        if self.old_values is not None and self.new_values is not None:
            a, b = self.old_values[old], self.new_values[new]
            both = (a != BLANK) & (b != BLANK)
            a, b = np.where(both, a, 0).astype(np.float64), np.where(both, b, 0).astype(np.float64)
            if self.kind == "day":
                near = 0.5 * (1 - np.abs(a - b) / NEAR_DAYS)
            else:
                largest = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1.0)
                near = 0.5 * (1 - 4 * np.abs(a - b) / largest)
            return np.where(both, np.maximum(near, 0.0), 0.0)
        if not self.likeness:
            return np.zeros(len(old))
        size = int(self.new.max(initial=-1)) + 2
        table: dict[int, float] = {a * size + b: like for (a, b), like in self.likeness.items()}
        codes = np.array(sorted(table), dtype=np.int64)
        likeness = np.array([table[int(code)] for code in codes])
        keys = self.old[old] * size + self.new[new]
        at = np.minimum(np.searchsorted(codes, keys), len(codes) - 1)
        return np.where(codes[at] == keys, likeness[at], 0.0)

    def learnt(self, pairs: Ints) -> Feature:
        """The feature after *pairs* of lines that are surely the same: how often they agree, and what is called otherwise."""
        if not len(pairs):
            return self
        a, b = self.old[pairs[:, 0]], self.new[pairs[:, 1]]
        both = (a >= 0) & (b >= 0)
        agreeing = float((a[both] == b[both]).sum())
        same = (agreeing + 4 * self.same) / (float(both.sum()) + 4)
        likeness = {**self.likeness, **self._renamings(a[both], b[both])} if self.kind == "text" else {}
        return replace(self, same=min(max(same, 0.1), 0.98), likeness=likeness)

    def _renamings(self, old: Ints, new: Ints) -> dict[tuple[int, int], float]:
        """Texts of the old version alone that two or more lines, nearly all, have under one other name."""
        only_old = set(self.old.tolist()) - set(self.new.tolist())
        only_new = set(self.new.tolist()) - set(self.old.tolist())
        by_old: dict[int, Counter[int]] = {}
        for a, b in zip(old.tolist(), new.tolist(), strict=True):
            if a in only_old:
                by_old.setdefault(a, Counter())[b] += 1
        most = {a: names.most_common(1)[0] for a, names in by_old.items()}
        return {
            (a, b): 1.0
            for a, (b, times) in most.items()
            if b in only_new and times >= 2 and times >= 0.8 * by_old[a].total()
        }


def evidence(features: Sequence[Feature], old: Ints, new: Ints) -> Floats:
    """What all features together say of each pair, in bits.

    Days move together and amounts change together, so of each kind the strongest word counts whole, the rest in part.
    """
    total = np.zeros(len(old))
    for kind in ("text", "sheet", "day", "amount"):
        weights = [feature.weights(old, new) for feature in features if feature.kind == kind]
        if not weights:
            continue
        if kind in ("text", "sheet"):
            total += np.sum(weights, axis=0)
            continue
        stack = np.array(weights)
        total += _strongest(np.maximum(stack, 0.0)) - _strongest(np.maximum(-stack, 0.0))
    return total


def _strongest(weights: Floats) -> Floats:
    largest = weights.max(axis=0)
    return np.asarray(largest + TOGETHER * (weights.sum(axis=0) - largest))


def features_of(old: RawLines, new: RawLines) -> list[Feature]:
    """What both versions have: texts, days, amounts, the sheet's name; a column that is empty in one says nothing."""
    features = [
        _text(name, "text", old.texts[name].codes, old.texts[name].names, new.texts[name].codes, new.texts[name].names)
        for name in old.texts
        if name in new.texts and name not in FREE_TEXT
    ]  # fmt: skip
    features.append(
        _text("", "sheet", old.sheets.codes, old.sheets.names, new.sheets.codes, new.sheets.names)
    )
    for kind, olds, news in (
        ("day", old.days, new.days),
        ("amount", old.amounts, new.amounts),
        ("amount", old.rates, new.rates),
    ):
        features += [numeric(name, kind, olds[name], news[name]) for name in olds if name in news]
    return [f for f in features if f.old.max(initial=-1) >= 0 and f.new.max(initial=-1) >= 0]


def numeric(name: str, kind: str, old: Ints, new: Ints) -> Feature:
    """A column of days or amounts."""
    values, codes = np.unique(np.r_[old, new], return_inverse=True)
    codes = codes.reshape(-1) - (1 if len(values) and values[0] == BLANK else 0)
    return Feature(name, kind, codes[: len(old)], codes[len(old) :], old, new, same=SAME[kind])


def _text(
    name: str, kind: str, old: Ints, old_names: tuple[str, ...], new: Ints, new_names: tuple[str, ...]
) -> Feature:
    places: dict[str, int] = {}
    tables = [
        np.array([places.setdefault(plain(text), len(places)) for text in names] + [-1], dtype=np.int64)
        for names in (old_names, new_names)
    ]
    a, b = tables[0][old], tables[1][new]
    likeness = {} if kind == "sheet" else _likeness(list(places), a, b)
    return Feature(name, kind, a, b, likeness=likeness, same=SAME[kind])


def _likeness(texts: list[str], old: Ints, new: Ints) -> dict[tuple[int, int], float]:
    """Texts that one version alone has beside those that the other alone has: a name that both have was not changed."""
    only_old = sorted(set(old.tolist()) - set(new.tolist()) - {-1})
    only_new = sorted(set(new.tolist()) - set(old.tolist()) - {-1})
    if not only_old or not only_new or max(len(only_old), len(only_new)) > MOST_NAMES:
        return {}
    scores = process.cdist(
        [texts[at] for at in only_old],
        [texts[at] for at in only_new],
        scorer=fuzz.ratio,
        score_cutoff=100 * LEAST_LIKE,
    )
    rows, columns = np.nonzero(scores)
    return {
        (only_old[r], only_new[c]): (float(scores[r, c]) / 100 - LEAST_LIKE) / (1 - LEAST_LIKE)
        for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _counts(codes: Ints, size: int) -> Ints:
    return np.bincount(codes[codes >= 0], minlength=size).astype(np.int64)
