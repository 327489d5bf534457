"""A mapped table's body, unread."""

from __future__ import annotations

from datetime import date

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.reading.source import source_of
from worker.knowledge.templates import load_template
from worker.shapes.grid import Merge
from worker.shapes.layout import Section

TEMPLATE = load_template()
COLUMNS = [("Site", "publisher"), ("Net", "net_cost")]


def test_totals_and_headings_are_no_lines() -> None:
    plan = mapped(
        COLUMNS,
        [["TV", None], ["A", 1], ["B", 2], ["Total", 3]],
        skipped=[(5, "total")],
        sections=[Section(2, "TV", 1, 3, 5)],
    )
    source = source_of(plan, TEMPLATE)
    assert source.rows.tolist() == [3, 4]
    assert (list(source.cells(1)), list(source.cells(2))) == (["A", "B"], [1, 2])


def test_keys_are_filled_down_where_they_are_merged_and_amounts_never() -> None:
    plan = mapped(COLUMNS, [["A", 5], [None, None]], merges=(Merge(2, 1, 3, 1), Merge(2, 2, 3, 2)))
    source = source_of(plan, TEMPLATE)
    assert source.cells(1, keys=True) == ["A", "A"]
    assert list(source.cells(1)) == ["A", None]
    assert list(source.cells(2)) == [5, None]


def test_formats_that_tell_nothing_are_none() -> None:
    plain = source_of(mapped(COLUMNS, [["A", 5]], formats={(2, 2): "0.00"}), TEMPLATE)
    euros = source_of(mapped(COLUMNS, [["A", 5], ["B", 6]], formats={(2, 2): '#,##0 "€"'}), TEMPLATE)
    assert plain.formats(2) is None
    assert euros.formats(2) == ['#,##0 "€"', None]


def test_a_sign_or_a_fill_of_its_own_marks_a_period() -> None:
    january = month("Jan", 2026, 1, marks=True)
    plan = mapped(
        [COLUMNS[0]],
        [["A", "x"], ["B", "-"], ["C", None], ["D", None]],
        [january],
        fills={(4, 2): "FF0000", (5, 1): "00FF00", (5, 2): "00FF00"},
    )
    source = source_of(plan, TEMPLATE)
    marks = source.marks(plan.table.periods)[2]
    assert [value == 1.0 for value in marks.tolist()] == [True, False, True, False]
    assert (plan.table.periods[0].start, source.sheet) == (date(2026, 1, 1), "Plan")
