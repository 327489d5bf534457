"""What holds for all rows of a sheet."""

from __future__ import annotations

from worker.plans.rows.profile import profile
from worker.shapes.grid import Cell, Grid, Merge

PLAN: list[list[Cell]] = [
    ["Media plan", None, None, None, None],
    [None, None, None, None, None],
    ["Vendor", "Format", "Start", "Spots", "Net cost"],
    ["Alder", "Story", "2026-03-01", 10, 1000],
    ["Birch", "Banner", "2026-03-08", 25, 2500],
    ["Cedar", "Video", "2026-03-15", 7, 700],
    ["Dahlia", "Video", "2026-03-22", 8, 300],
    ["Total", None, None, 50, 4500],
    [None, None, None, None, None],
    ["* Prices without VAT.", None, None, None, None],
]


def test_an_empty_sheet_has_a_profile() -> None:
    sheet = profile(Grid("Plan", [[None, ""]]))
    assert (sheet.lines, sheet.width, sheet.usual_texts, sheet.peaks) == ((), 0, 0, ())
    assert (sheet.first_with_values, sheet.last_with_values, sheet.first_broad) == (0, -1, 0)


def test_blank_rows_are_gaps() -> None:
    sheet = profile(Grid("Plan", PLAN))
    assert [line.row for line in sheet.lines] == [1, 3, 4, 5, 6, 7, 8, 10]
    assert [line.gap for line in sheet.lines] == [0, 1, 0, 0, 0, 0, 0, 1]


def test_only_the_rows_asked_for_are_read() -> None:
    assert [line.row for line in profile(Grid("Plan", PLAN), [3, 4]).lines] == [3, 4]


def test_where_lines_with_values_begin_and_end() -> None:
    sheet = profile(Grid("Plan", PLAN))
    assert sheet.has_values == (False, False, True, True, True, True, True, False)
    assert (sheet.first_with_values, sheet.last_with_values, sheet.tail_start) == (2, 6, 7)
    assert (sheet.first_broad, sheet.first_wide, sheet.width, sheet.first_column) == (1, 1, 5, 0)


def test_what_columns_hold() -> None:
    sheet = profile(Grid("Plan", PLAN))
    assert (sheet.value_columns, sheet.sum_columns, sheet.text_columns) == ({2, 3, 4}, {3, 4}, {1, 2})
    assert sheet.usual_texts == 2


def test_labels_names_and_sums_by_row() -> None:
    sheet = profile(Grid("Plan", PLAN))
    assert [at for at, total in enumerate(sheet.has_total_label) if total] == [6]
    assert sheet.name_counts[1] == 5 and sheet.name_counts[2] == 0
    assert (sheet.sums[6].above, sheet.sums[6].columns) == (1.0, 2)
    assert sheet.peaks[6] == 1.0 and sheet.peaks[2] == 0.0


def test_merges_count_by_row() -> None:
    merges = (Merge(1, 1, 1, 5), Merge(3, 1, 3, 2), Merge(3, 3, 3, 4), Merge(4, 1, 6, 1))
    sheet = profile(Grid("Plan", PLAN, merges))
    assert (sheet.broad, sheet.merge_counts) == ({1: 5}, {1: 1, 3: 2})


def test_formulas_without_a_result_stand_for_numbers_and_errors_for_nothing() -> None:
    grid = Grid("Plan", [["Alder", None, None]], uncalculated=frozenset({(1, 2)}), errors={(1, 3): "#REF!"})
    (line,) = profile(grid).lines
    assert line.letters == ["s", "n", "x"] and line.numbers == {}
