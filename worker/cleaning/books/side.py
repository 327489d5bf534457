"""A table with what it is compared by: its amounts and their sums, its names, its times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import sqrt

import numpy as np

from worker.cleaning.books.adding_lines import text_columns
from worker.cleaning.books.left_columns import exported_numbers
from worker.cleaning.lines import Days, Floats, Lines, Texts
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, money_names
from worker.cleaning.reconciliation.delivered import says_delivered
from worker.lazy_dataclass import dataclass
from worker.plans.rows.wording import is_word
from worker.plans.versions.names import version_name
from worker.text import compared, plain

NOISE = 3.0
"""Standard deviations that the sum of rounded amounts may be off."""
ROUND_UNITS = (100_000, 10_000, 1_000, 100, 10, 1)
"""What summaries are rounded to: a tenth of a million, a hundredth of ten thousand, ..."""
UNITS = 10_000
"""Units in a sum from which it is near another one by no chance."""


@dataclass(frozen=True)
class Side:
    """A table with what it is compared by."""

    mapped: MappedTable
    lines: Lines

    @cached_property
    def amounts(self) -> Mapping[str, Floats]:
        """The amounts of each line, by measure."""
        additive = set(additive_names(self.lines.template))
        numbers = exported_numbers(self.lines).items()
        return {name: np.nan_to_num(n) for name, n in numbers if name in additive and np.nansum(n)}

    @property
    def sums(self) -> Mapping[str, float]:
        """What they add up to, by measure."""
        return {name: float(amounts.sum()) for name, amounts in self.amounts.items()}

    @cached_property
    def texts(self) -> Sequence[Texts]:
        """The columns of text."""
        return text_columns(self.mapped, self.lines)

    @property
    def width(self) -> int:
        """How many columns and periods it has."""
        return len(self.mapped.table.columns) + len(self.mapped.table.periods)

    @property
    def is_timed(self) -> bool:
        """Whether its lines have flights: one column of dates may as well name the months of a summary."""
        return self._dates > 1 or bool(self.mapped.table.periods)

    @property
    def has_times(self) -> bool:
        """Whether its lines have flights, periods, days or months."""
        return self._dates > 0 or bool(self.mapped.table.periods)

    @property
    def day_columns(self) -> Sequence[Days]:
        """The days on which its lines run, begin and end, as far as it has them."""
        names = ("date", "start_date", "end_date")
        return [days for name in names if (days := self.lines.days(name)) is not None]

    @cached_property
    def headers(self) -> frozenset[str]:
        """The headers of its columns, as they are compared."""
        return frozenset(compared(column.header) for column in self.mapped.table.columns if column.header)

    @property
    def first_and_last(self) -> tuple[np.datetime64, np.datetime64] | None:
        """The first and the last day of its lines; None where they have none."""
        days = self.day_columns
        real = np.concatenate(days) if days else np.array([], dtype="datetime64[D]")
        real = real[~np.isnat(real)]
        return (real.min(), real.max()) if len(real) else None

    @property
    def _dates(self) -> int:
        return sum(c.field.type == "date" and bool(c.number) for c in self.lines.columns.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The sheet's name and the table's title."""
        return tuple(text for text in (self.lines.sheet, self.mapped.table.title) if text)

    @cached_property
    def is_named(self) -> bool:
        """Whether the sheet or the title says that it is a summary."""
        return any("summary" in version_name(name).roles for name in self.names)

    @cached_property
    def names_all(self) -> bool:
        """Whether each line has a word for all where others have a name: 'alle', 'Total'."""
        return all(
            any(is_word("whole", text) or is_word("total", text) for text in self.names_of(line))
            for line in range(len(self.lines))
        )

    @cached_property
    def main(self) -> str:
        """The measure by which it is compared: money before numbers of things."""
        money = [name for name in self._money if name in self.amounts]
        return (money or list(self.amounts))[0]

    @cached_property
    def _money(self) -> Sequence[str]:
        return money_names(self.lines.template)

    def is_money(self, measure: str) -> bool:
        """Whether a measure is an amount of money."""
        return measure in self._money

    def says_delivered(self, measure: str) -> bool:
        """Whether a word of its title, its sheet or the header of a measure says so."""
        return says_delivered((self.mapped, self.lines), measure)

    @cached_property
    def half_unit(self) -> float:
        """Half of the unit to which all its money is rounded; 0 where the sum counts too few of them to tell."""
        money = np.concatenate([np.zeros(1), *(v for name, v in self.amounts.items() if self.is_money(name))])
        most = float(np.abs(self.amounts[self.main]).sum()) / UNITS
        units = (unit for unit in ROUND_UNITS if unit <= most)
        whole = (
            unit for unit in units if np.allclose(money, np.round(money / unit) * unit, rtol=0, atol=1e-6)
        )
        return next(whole, 0) / 2

    @cached_property
    def noise(self) -> float:
        """What rounding each of its amounts of money to a unit may take from their sum: errors are even within half a unit."""
        return NOISE * self.half_unit * sqrt(len(self.lines) / 3)

    def amounts_of(self, measure: str) -> Floats:
        """The amounts of a measure, or of the main one: 'Net' of one sheet is the 'Budget' of another."""
        return self.amounts[measure if measure in self.amounts else self.main]

    def names_of(self, line: int) -> list[str]:
        """The texts of a line, as names are compared."""
        return [plain(text) for column in self.texts if (text := column.at(line))]
