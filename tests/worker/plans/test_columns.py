"""Header texts, samples and value-and-unit pairs."""

from __future__ import annotations

from datetime import datetime

import pytest

from worker.plans.columns import read_columns
from worker.plans.files.display import display
from worker.shapes.grid import Grid, Merge


def read(header, body, merges=(), skipped=(), **given):
    width = max(len(row) for row in (*header, *body))
    cells = [[*row, *[None] * (width - len(row))] for row in (*header, *body)]
    grid = Grid("Plan", cells, tuple(Merge(*merge) for merge in merges), **given)
    rows = range(1, len(header) + 1)
    return read_columns(grid, rows, len(header) + 1, len(cells), range(1, width + 1), skipped)


def test_spacers_are_left_out_and_numbers_kept():
    columns = read([["Channel", None, "Budget"]], [["TV", None, 5]])
    assert [(c.number, c.header) for c in columns] == [(1, "Channel"), (3, "Budget")]


def test_values_without_a_header_are_kept():
    assert [c.header for c in read([["Channel", None]], [["TV", "Spot"]])] == ["Channel", ""]


def test_a_header_is_taken_as_it_stands():
    assert read([["Cost  per\nclick (required*)"]], [[1]])[0].header == "Cost per click (required*)"


def test_headers_of_several_rows_are_joined():
    header = [["Media", None, "Cost", None, "Notes"], ["Channel", "Format", "Net", "Gross", None]]
    merges = [(1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 2, 5)]
    assert [c.header for c in read(header, [["a"] * 5], merges)] == [
        "Media / Channel",
        "Media / Format",
        "Cost / Net",
        "Cost / Gross",
        "Notes",
    ]


def test_a_heading_reaches_right_without_a_merge_where_all_have_headers_below():
    header = [["Name", "Flight", None, "Cost", None], [None, "Start", "End", "Net", None]]
    assert [c.header for c in read(header, [["a"] * 5])] == [
        "Name",
        "Flight / Start",
        "Flight / End",
        "Cost / Net",
        "",
    ]


def test_the_same_text_in_two_rows_is_said_once():
    assert read([["Budget"], ["BUDGET"], ["EUR"]], [[1]])[0].parts == ("Budget", "EUR")


def test_a_disclaimer_is_a_part_but_not_in_the_header():
    long = "All prices are net of discounts, valid until the end of the quarter and subject to confirmation by the owner"
    column = read([[long, None], ["Price", "Rate"]], [[1, 2]], [(1, 1, 1, 2)])[0]
    assert (column.header, column.parts) == ("Price", (long, "Price"))


def test_a_disclaimer_alone_is_the_header():
    long = "x" * 120
    assert read([[long]], [[1]])[0].header == long


def test_samples_differ_and_leave_out_skipped_rows():
    column = read([["Cost"]], [[5], [5], [None], [7], [99]], skipped={6})[0]
    assert column.samples == ("5", "7")


def test_samples_of_a_long_table_come_from_all_of_it():
    column = read([["Line"]], [["a"]] * 9000 + [["b"]] * 1000)[0]
    assert column.samples == ("a", "b")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.25, None, "0.25"),
        ("0.25", "0%", "0.25"),
        (True, "0%", "True"),
        (0.25, "0%", "25%"),
        (0.0125, "0.00%", "1.25%"),
        (1200.0, "#,##0", "1200"),
        (1200, '#,##0\\ "€"', "1200 €"),
        (1200, "[$€-2] #,##0", "€ 1200"),
        (1200, '"$"#,##0.00', "$ 1200"),
        (1200, '#,##0 "pcs"', "1200"),
        (datetime(2026, 1, 5), "dd/mm/yyyy", "2026-01-05"),
    ],
)
def test_values_look_as_in_the_sheet(value, number_format, text):
    assert display(value, number_format) == text


@pytest.mark.parametrize(
    ("header", "body", "units"),
    [
        (["Channel", None], [["TV", "Spot"], ["TV", "Radio"]], [None, None]),
        (["Price", "Model"], [[175, "CPM"]], [None, None]),
        (["Price", None], [[175, 12]], [None, None]),
        (["Price", None], [[175, "CPM"], [3, "CPC"]], [None, 1]),
        (["Period", None], [["4", "weeks"], ["2", "weeks"]], [None, 1]),
        (["Price", None, None], [[175, "/", "CPM"]], [None, 1]),
    ],
)
def test_a_unit_beside_its_value(header, body, units):
    assert [c.unit_of for c in read([header], body)] == units


def test_a_unit_under_a_header_merged_over_both():
    assert [c.unit_of for c in read([["Period", None]], [[4, "weeks"]], [(1, 1, 1, 2)])] == [None, 1]


def test_hidden_columns_say_so():
    assert read([["A", "B"]], [[1, 2]], hidden_columns=frozenset({2}))[1].hidden


@pytest.mark.parametrize(
    ("below", "merges", "header"),
    [
        ("EUR", (), "GRP F 25-49 / EUR"),
        ("(Prog.)", (), "GRP F 25-49 (Prog.)"),
        ("（予測）", (), "GRP F 25-49 (予測)"),
        ("(net)", (Merge(1, 2, 1, 3),), "GRP F 25-49 / (net)"),  # a group over two columns
    ],
)
def test_brackets_below_a_name_go_on_it(below: str, merges: tuple[Merge, ...], header: str) -> None:
    grid = Grid("Plan", [["Vendor", "GRP F 25-49", None], [None, below, "Cost"], ["A", 1, 2]], merges=merges)
    assert read_columns(grid, (1, 2), 3, 3, (1, 2, 3))[1].header == header
