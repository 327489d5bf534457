"""Modules and word lists of an export, loaded before the first plan needs them.

`export` of a file runs this beside the reader's process, and the worker runs it at its start: the first plan then
waits for neither, 0.3 s of processor time on two shared cores.
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


def warm_up(template_file: Path | str | None) -> None:
    """A plan of two lines goes all the way, without the memory; what it loads stays loaded."""
    template = load_template(template_file)
    grid = Grid("Plan", [["Site", "Net cost"], ["A", 1.5], ["B", 2.5]])
    (layout,) = understand_book(Book("warm-up", (grid,)))
    for table in layout.tables:
        suggestions = Cascade(template).suggest(known_layouts.columns_of(table))
        fields = {c.number: s.field for c, s in zip(table.columns, suggestions, strict=True)}
        build_raw_data([MappedTable(grid, layout, table, fields)], template)
