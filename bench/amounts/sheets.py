"""A small plan as a sheet in memory, with places where a sign may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bench.amounts.words import Words
from worker.shapes.grid import Book, Cell, Grid

MONEY = (125.0, 84.5, 310.0, 227.5, 50.0, 413.0)
SHOWN = (1_250_000.0, 843_000.0, 2_405_000.0, 977_000.0, 310_000.0, 4_120_000.0)
NAMES = (
    ("TV", "Alfa"),
    ("TV", "Bravo"),
    ("Radio", "Delta"),
    ("Radio", "Kappa"),
    ("Online", "Omega"),
    ("Online", "Sigma"),
)


@dataclass
class Sheet:
    """A plan of six lines and their total; what is None or empty is not there."""

    words: Words
    money: Sequence[Cell] = MONEY
    shown: Sequence[Cell] = SHOWN
    title: str = "Media plan Alfa 2026"
    name: str = "Plan"
    above: Sequence[Sequence[Cell]] = ()
    """Rows between the title and the table."""
    money_header: str = ""
    shown_header: str = ""
    units: Sequence[str] = ()
    """A row of units under the header: over impressions, over money."""
    total: str = ""
    total_amount: Cell = None
    inside: dict[int, tuple[str, Cell]] = field(default_factory=dict)
    """Headings, or sums with their amounts, by the line above which they stand."""
    below: Sequence[Sequence[Cell]] = ()
    """Rows below the total: label and amount, or a note."""
    further: Sequence[Cell] = ()
    """One more column: header and six values."""
    money_format: str = ""
    shown_format: str = ""

    def book(self) -> Book:
        """The workbook."""
        head = [*self.words.head]
        head[4], head[5] = self.shown_header or head[4], self.money_header or head[5]
        rows: list[list[Cell]] = [[self.title], []]
        rows += [list(row) for row in self.above]
        rows += [[]] if self.above else []
        rows.append([*head, *self.further[:1]])
        if self.units:
            rows.append([None, None, None, None, *self.units])
        formats: dict[tuple[int, int], str] = {}
        for at, (channel, publisher) in enumerate(NAMES):
            if at in self.inside:
                label, amount = self.inside[at]
                rows.append([label, *[None] * 4, amount])
            days = (date(2026, 3, 2 + at), date(2026, 4, 5 + at))
            rows.append(
                [channel, publisher, *days, self.shown[at], self.money[at], *self.further[at + 1 : at + 2]]
            )
            formats |= {(len(rows), 5): self.shown_format, (len(rows), 6): self.money_format}
        if self.total:
            amount = self.total_amount
            if amount is None:
                amount = sum(value for value in self.money if isinstance(value, float))
            rows.append([self.total, None, None, None, None, amount])
            formats[len(rows), 6] = self.money_format
        for row in self.below:
            rows.append([row[0], *[None] * 4, *row[1:]] if len(row) > 1 else list(row))
        width = max(map(len, rows))
        cells = [[*row, *[None] * (width - len(row))] for row in rows]
        formats = {at: written for at, written in formats.items() if written}
        return Book(f"{self.name}.xlsx", (Grid(self.name, cells, formats=formats),))

    def but(self, **changes: object) -> Sheet:
        """The same plan, changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
