"""Modules and word lists of an export, loaded before the first plan needs them.

The worker runs this at its start. `export` of a file loads the modules beside the reader's process; word lists wait for
the plan, which may not need all of them.
"""

from __future__ import annotations

from pathlib import Path

from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.plans.layout import understand_book
from worker.shapes.grid import Book, Grid
from worker.verbs import known_layouts

PLAN = Grid(
    "Plan",
    [
        ["Mediaplan", None, None, None, None, None, "Jan 26", "Feb 26"],
        ["Site", "Netto Kosten €", "Start", "End", "Unheard-of", "Ausrichtung xyz", "KW 3", "KW 7"],
        ["A", 1500.5, "12.01.2026", "31.01.2026", "x", "50 %", 1, 2],
        ["B", 2500.5, "1 Feb 2026", "28.02.2026", "y", "$ 12k", 3, 4],
    ],
)
"""A plan with something of all that is loaded late: words that nobody knows, days, periods, money."""


def load() -> None:
    """All modules that are imported above; this module is one of `worker.lazy.LATE`."""


def warm_up(template_file: Path | str | None) -> None:
    """`PLAN` goes all the way, without the memory; what it loads stays loaded."""
    template = load_template(template_file)
    (layout,) = understand_book(Book("warm-up", (PLAN,)))
    for table in layout.tables:
        suggestions = Cascade(template).suggest(known_layouts.columns_of(table))
        fields = {c.number: s.field for c, s in zip(table.columns, suggestions, strict=True)}
        build_raw_data([MappedTable(PLAN, layout, table, fields)], template)
