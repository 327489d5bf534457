"""Tables that tell the same days once more: the money of each day is another table's, and so is a volume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import isclose

import numpy as np

from worker.cleaning.books.side import Side
from worker.cleaning.reconciliation.delivered import Read
from worker.lazy_dataclass import dataclass

LEAST_DAYS = 5
LEAST_AMOUNTS = 3
"""Different amounts of money among them: an even spend is every channel's."""
SAME = 1e-6

Days = Mapping[date, float]
"""What a column holds, day by day."""


@dataclass(frozen=True)
class DailyTable:
    """A table of single days, whole: with all the parts that its columns were cut into."""

    parts: Sequence[Side]

    @property
    def number(self) -> int:
        """Which of the workbook's tables it is."""
        return self.parts[0].mapped.number

    @property
    def sums(self) -> Mapping[str, float]:
        """What the parts add up to, by measure."""
        names = dict.fromkeys(name for side in self.parts for name in side.sums)
        return {name: sum(side.sums.get(name, 0.0) for side in self.parts) for name in names}

    @cached_property
    def money(self) -> Days:
        """The main money of each day."""
        paid = [days for name, days in self.columns if name == "money"]
        return paid[0] if len(paid) == 1 else {}

    @cached_property
    def columns(self) -> Sequence[tuple[str, Days]]:
        """Each column of amounts with its measure; none where a line with an amount has no day of its own."""
        columns: list[tuple[str, Days]] = []
        for side in self.parts:
            days = _days(side)
            for name, amounts in side.amounts.items():
                sums: dict[date, float] = defaultdict(float)
                for day, amount in zip(days, amounts.tolist(), strict=True):
                    if amount and day is None:
                        return []
                    if amount and day is not None:
                        sums[day] += amount
                columns.append(("money" if side.is_money(name) else name, sums))
        return columns

    def repeats(self, other: DailyTable) -> bool:
        """Whether *other* has the same money each day, the same volume as well, and none of a measure that differs."""
        values = {round(amount, 2) for amount in self.money.values()}
        if len(self.money) < LEAST_DAYS or len(values) < LEAST_AMOUNTS or not same(self.money, other.money):
            return False
        names = {name for name, _ in other.columns}
        shared = [(name, days) for name, days in self.columns if name in names and name != "money"]
        return bool(shared) and all(
            any(name == one and same(days, its) for one, its in other.columns) for name, days in shared
        )


def same(one: Days, other: Days) -> bool:
    """Whether two columns hold the same on the same days."""
    return one.keys() == other.keys() and all(
        isclose(one[day], other[day], rel_tol=SAME, abs_tol=SAME) for day in one
    )


def days_again(tables: Sequence[Read]) -> Iterator[tuple[DailyTable, DailyTable]]:
    """Each table whose days another one tells, with that one: the one of more columns, else the first."""
    sides: dict[int, list[Side]] = defaultdict(list)
    for mapped, lines in tables:
        sides[mapped.number].append(Side(mapped, lines))
    counting: list[DailyTable] = []
    for one in sorted(map(DailyTable, sides.values()), key=lambda one: -len(one.columns)):
        same_days = next((other for other in counting if one.repeats(other)), None)
        if same_days is None:
            counting.append(one)
        else:
            yield one, same_days


def _days(side: Side) -> list[date | None]:
    """The day of each line; None where it runs for longer or has none."""
    first = side.lines.days("date")
    if first is None:
        first, last = side.lines.days("start_date"), side.lines.days("end_date")
        if first is None or last is None:
            return [None] * len(side.lines)
        first = np.where(first == last, first, np.datetime64("NaT"))
    return list(first.astype("datetime64[D]").tolist())
