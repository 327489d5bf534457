"""Two versions of a plan beside each other: which lines changed, in what, and by how much, to the cent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from worker.lazy_dataclass import dataclass
from worker.linkage.line_keys import carried_keys_of, new_keys
from worker.linkage.linking import Links, link
from worker.linkage.raw_lines import BLANK, CENT, MICRO, Coded, RawLines, in_micro
from worker.shapes.difference import (
    AmountChange,
    ChangeKind,
    Difference,
    FieldChange,
    LineChange,
    PeriodChange,
    Place,
    SumChange,
)
from worker.values import arrow
from worker.values.arrow import Ints

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Version:
    """One version: its rows and its lines."""

    name: str
    table: pa.Table
    lines: RawLines


def compare(old: Version, new: Version, money: Sequence[str]) -> Difference:
    """What changed from *old* to *new*; *money* are the measures that have a currency."""
    both = _Both(old, new, link(old.lines, new.lines), frozenset(money))
    changes = tuple(both.changes())
    return Difference(
        old.name,
        new.name,
        len(old.lines),
        len(new.lines),
        changes,
        tuple(both.sums(changes)),
        tuple(sorted(_names(old.lines) - _names(new.lines))),
        tuple(sorted(_names(new.lines) - _names(old.lines))),
    )


class _Both:
    """Two versions and their links."""

    def __init__(self, old: Version, new: Version, links: Links, money: frozenset[str]) -> None:
        self.old, self.new, self.links, self.money = old.lines, new.lines, links, money
        self.pairs = np.array(links.pairs, dtype=np.int64).reshape(-1, 2)
        self.fields = dict(_field_changes(self.old, self.new, self.pairs))
        self.periods = dict(_period_changes(old, new, self.pairs))
        self.dearer = set(_amount_changes(self.old, self.new, self.pairs))
        self.old_keys = self.old.keys or tuple(new_keys(self.old))
        self.new_keys = carried_keys_of(self.new, self.old_keys, links)

    def changes(self) -> Iterator[LineChange]:
        """The lines that are not as they were."""
        old_of = {b: a for a, b in self.links.pairs}
        part_of = {b: a for a, b in self.links.splits}
        merged_into = dict(self.links.merges)
        divided, joined = set(part_of.values()), set(merged_into.values())
        moved = _moved(self.pairs, self.old.sheets, self.new.sheets)
        for b in range(len(self.new)):
            a = old_of.get(b)
            if a is None:
                yield self._change("split" if b in part_of else "added", None, b)
            elif a in divided:
                yield self._change("split", a, b)
            elif b in joined:
                yield self._change("merged", a, b)
            elif (a, b) in self.fields or (a, b) in self.periods or (a, b) in self.dearer:
                yield self._change("changed", a, b)
            elif b in moved:
                yield self._change("moved", a, b)
        there = {*old_of.values()}
        for a in range(len(self.old)):
            if a not in there:
                yield self._change("merged" if a in merged_into else "gone", a, None)

    def _change(self, kind: ChangeKind, a: int | None, b: int | None) -> LineChange:
        texts = _texts(self.new, b) if b is not None else _texts(self.old, a or 0)
        return LineChange(
            kind,
            self.new_keys[b] if b is not None else self.old_keys[a or 0],
            texts,
            None if a is None else _place(self.old, a),
            None if b is None else _place(self.new, b),
            self.fields.get((a, b), ()) if a is not None and b is not None else (),
            self.periods.get((a, b), ()) if a is not None and b is not None else (),
            self._amounts(a, b, every=a is None or b is None),
        )

    def _amounts(self, a: int | None, b: int | None, *, every: bool) -> tuple[AmountChange, ...]:
        """What the line has of each measure before and after; two changes where its currency is another."""
        changes = []
        for name in dict.fromkeys([*self.old.amounts, *self.new.amounts]):
            before, after = _cents(self.old, name, a), _cents(self.new, name, b)
            was, now = self._currency(self.old, name, a), self._currency(self.new, name, b)
            if a is None or b is None or was == now:
                currency = was if b is None else now
                halves = [(currency, before, after)]
            else:
                halves = [(was, before, 0), (now, 0, after)]
            changes += [
                AmountChange(name, currency, x / 100, y / 100, (y - x) / 100)
                for currency, x, y in halves
                if x != y or (every and (x or y))
            ]
        return tuple(changes)

    def _currency(self, lines: RawLines, name: str, line: int | None) -> str | None:
        column = lines.texts.get("currency")
        return column.at(line) if column and line is not None and name in self.money else None

    def sums(self, changes: Sequence[LineChange]) -> Iterator[SumChange]:
        """Each measure and currency in all, and what the changes of the lines make of it."""
        totals = {
            side: totals_of(lines, self.money) for side, lines in (("old", self.old), ("new", self.new))
        }
        parts: dict[tuple[str, str | None], dict[str, int]] = {}
        for change in changes:
            for amount in change.amounts:
                cents = round(amount.difference * 100)
                if change.kind not in ("added", "gone"):
                    part = "more" if cents > 0 else "less"
                else:
                    part = change.kind
                by_part = parts.setdefault((amount.measure, amount.currency), {})
                by_part[part] = by_part.get(part, 0) + cents
        for at in dict.fromkeys([*totals["old"], *totals["new"]]):
            before, after = (_rounded(totals[side].get(at, 0)) for side in ("old", "new"))
            own = parts.get(at, {})
            yield SumChange(
                at[0],
                at[1],
                before / 100,
                after / 100,
                (after - before) / 100,
                added=own.get("added", 0) / 100,
                gone=own.get("gone", 0) / 100,
                more=own.get("more", 0) / 100,
                less=own.get("less", 0) / 100,
                rounding=(after - before - sum(own.values())) / 100,
            )


def _names(lines: RawLines) -> set[str]:
    columns = [(name, bool((one.codes >= 0).any())) for name, one in lines.texts.items()]
    for numbers in (lines.days, lines.amounts, lines.rates):
        columns += [(name, bool((values != BLANK).any())) for name, values in numbers.items()]
    return {name for name, has_values in columns if has_values}


def _texts(lines: RawLines, at: int) -> dict[str, str]:
    return {name: text for name, column in lines.texts.items() if (text := column.at(at))}


def _place(lines: RawLines, at: int) -> Place:
    return Place(lines.sheets.at(at), int(lines.rows[at]) or None)


def _rounded(micro: int) -> int:
    """Cents, half a cent away from zero."""
    cents = (abs(micro) + CENT // 2) // CENT
    return cents if micro >= 0 else -cents


def _cents(lines: RawLines, name: str, at: int | None) -> int:
    values = lines.amounts.get(name)
    value = BLANK if values is None or at is None else int(values[at])
    return 0 if value == BLANK else _rounded(value)


def _amount_changes(old: RawLines, new: RawLines, pairs: Ints) -> Iterator[tuple[int, int]]:
    """The pairs of which a measure differs by a cent or more."""
    for name in dict.fromkeys([*old.amounts, *new.amounts]):
        sides = []
        for lines, at in ((old, pairs[:, 0]), (new, pairs[:, 1])):
            values = lines.amounts.get(name, np.zeros(len(lines), dtype=np.int64))[at]
            sides.append(np.where(values == BLANK, 0, values))
        differing = pairs[np.abs(sides[0] - sides[1]) >= CENT // 2]
        yield from zip(differing[:, 0].tolist(), differing[:, 1].tolist(), strict=True)


def totals_of(lines: RawLines, money: frozenset[str]) -> dict[tuple[str, str | None], int]:
    """The sum of each measure, by currency where it is money, in millionths."""
    totals: dict[tuple[str, str | None], int] = {}
    currency = lines.texts.get("currency")
    for name, values in lines.amounts.items():
        codes = currency.codes if currency and name in money else np.full(len(lines), -1, dtype=np.int64)
        names = (*currency.names, None) if currency else (None,)
        for code in np.unique(codes[values != BLANK]).tolist():
            total = sum(values[(codes == code) & (values != BLANK)].tolist())
            totals[name, names[code]] = totals.get((name, names[code]), 0) + total
    return totals


# ---------------------------------------------------------------- fields


def _field_changes(
    old: RawLines, new: RawLines, pairs: Ints
) -> Iterator[tuple[tuple[int, int], list[FieldChange]]]:
    """The fields that differ, by pair; a field that one version does not have is no change of its lines."""
    by_pair: dict[tuple[int, int], list[FieldChange]] = {}
    shared = _names(old) & _names(new)
    for name in old.texts:
        if name in shared:
            a, b = old.texts[name], new.texts[name]
            for i, j in _unequal_texts(a, b, pairs).tolist():
                by_pair.setdefault((i, j), []).append(FieldChange(name, a.at(i), b.at(j)))
    for olds, news, text_of in ((old.days, new.days, _iso), (old.rates, new.rates, _number)):
        for name in olds:
            if name not in shared:
                continue
            x, y = olds[name], news[name]
            for i, j in pairs[x[pairs[:, 0]] != y[pairs[:, 1]]].tolist():
                by_pair.setdefault((i, j), []).append(
                    FieldChange(name, text_of(int(x[i])), text_of(int(y[j])))
                )
    yield from by_pair.items()


def _unequal_texts(a: Coded, b: Coded, pairs: Ints) -> Ints:
    places = {text: at for at, text in enumerate(dict.fromkeys([*a.names, *b.names]))}
    tables = [np.array([places[text] for text in one.names] + [-1], dtype=np.int64) for one in (a, b)]
    left, right = tables[0][a.codes[pairs[:, 0]]], tables[1][b.codes[pairs[:, 1]]]
    return np.asarray(pairs[left != right])


def _iso(days: int) -> str | None:
    day = _day(days)
    return None if day is None else day.isoformat()


def _day(days: int) -> date | None:
    return None if days == BLANK else EPOCH + timedelta(days)


def _number(micro: int) -> float | None:
    return None if micro == BLANK else micro / MICRO


# ---------------------------------------------------------------- periods


def _period_changes(
    old: Version, new: Version, pairs: Ints
) -> Iterator[tuple[tuple[int, int], list[PeriodChange]]]:
    """What lines with several rows have in each period, where that differs."""
    by_pair: dict[tuple[int, int], list[PeriodChange]] = {}
    sides = [_periods(version, pairs[:, side]) for side, version in enumerate((old, new))]
    several = np.isin(np.arange(len(pairs)), np.union1d(sides[0].several, sides[1].several))
    for name in old.lines.amounts:
        if name not in new.lines.amounts or not several.any():
            continue
        keys = np.concatenate([side.keys for side in sides])
        distinct, place = np.unique(keys, axis=0, return_inverse=True)
        place = place.reshape(-1)
        sums = np.zeros((2, len(distinct)), dtype=np.int64)
        count = len(sides[0].keys)
        np.add.at(sums[0], place[:count], _row_amounts(old.table, name)[sides[0].rows])
        np.add.at(sums[1], place[count:], _row_amounts(new.table, name)[sides[1].rows])
        for at in np.flatnonzero(np.abs(sums[0] - sums[1]) > CENT // 2).tolist():
            pair, day = distinct[at].tolist()
            if several[pair]:
                change = PeriodChange(_day(day), name, float(sums[0][at] / MICRO), float(sums[1][at] / MICRO))
                by_pair.setdefault((int(pairs[pair, 0]), int(pairs[pair, 1])), []).append(change)
    yield from by_pair.items()


@dataclass(frozen=True, slots=True)
class _Periods:
    """The rows of paired lines."""

    rows: Ints
    keys: Ints
    """(Pair, first day) of each."""
    several: Ints
    """The pairs whose line has several rows."""


def _periods(version: Version, lines: Ints) -> _Periods:
    pair_of = np.full(len(version.lines), -1, dtype=np.int64)
    pair_of[lines] = np.arange(len(lines))
    of_row = pair_of[version.lines.row_line]
    rows = np.flatnonzero(of_row >= 0)
    counts = np.bincount(of_row[rows], minlength=len(lines))
    keys = np.stack([of_row[rows], _row_days(version.table)[rows]], axis=1)
    return _Periods(rows, keys, np.flatnonzero(counts > 1))


def _row_days(table: pa.Table) -> Ints:
    for name in ("start_date", "date"):
        if name in table.column_names:
            days = arrow.to_numpy(table[name].cast(pa.date32()).combine_chunks(), np.nan)
            return np.asarray(np.where(np.isnan(days), BLANK, np.nan_to_num(days)).astype(np.int64))
    return np.full(table.num_rows, BLANK, dtype=np.int64)


def _row_amounts(table: pa.Table, name: str) -> Ints:
    values = in_micro(table[name])
    return np.where(values == BLANK, 0, values)


# ---------------------------------------------------------------- order


def _moved(pairs: Ints, old_sheets: Coded, new_sheets: Coded) -> set[int]:
    """New lines that stand elsewhere: in another order than the others, or on another sheet than a renamed one."""
    ordered = pairs[np.argsort(pairs[:, 0], kind="stable"), 1].tolist()
    in_order = set(_longest_rising(ordered))
    moved = {b for b in ordered if b not in in_order}
    sheets = [(old_sheets.at(a), new_sheets.at(b), b) for a, b in pairs.tolist()]
    renamed: dict[str | None, set[str | None]] = {}
    for was, now, _ in sheets:
        renamed.setdefault(was, set()).add(now)
    return moved | {b for was, now, b in sheets if len(renamed[was]) > 1 and was != now}


def _longest_rising(values: Sequence[int]) -> list[int]:
    """A longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
            ends.append(at)
        else:
            tails[place], ends[place] = value, at
        before.append(ends[place - 1] if place else -1)
    rising: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.append(values[at])
        at = before[at]
    return rising[::-1]
