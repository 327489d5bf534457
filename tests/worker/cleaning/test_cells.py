"""Which cells of the sheet the raw data comes from."""

from __future__ import annotations

from datetime import date

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.cells import exported_columns, fields_in, in_columns
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period

COLUMNS = [("Site", "publisher"), ("Remark", None), ("Net", "net_cost")]
JANUARY = Period(0, "Jan", "month", date(2026, 1, 1), date(2026, 1, 31), "net_cost")


def test_cells_of_mapped_columns_and_of_periods_are_exported() -> None:
    lines = read_lines(
        mapped(COLUMNS, [["A", "new", 100, 100], ["B", None, 50, 50]], [JANUARY]), load_template()
    )
    assert exported_columns(lines) == {1, 3, 4}
    assert [fields_in(lines, column) for column in (1, 2, 3, 4)] == [
        ["publisher"],
        [],
        ["net_cost"],
        ["net_cost"],
    ]
    cells = {(3, 4), (2, 4), (2, 2), (9, 1), (2, 1)}
    assert list(in_columns(lines, cells)) == [(1, [2]), (4, [2, 3])]
    assert list(in_columns(lines, set())) == []
