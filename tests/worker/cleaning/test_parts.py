"""Columns of one measure by platform: a row each, or left as they are."""

from __future__ import annotations

import pytest

from worker.cleaning.build import build_raw_data
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.parts import parts_of
from worker.knowledge.templates import load_template
from worker.plans.layout import understand
from worker.shapes.grid import Grid

TEMPLATE = load_template()


def mapped(rows: list[list[object]], fields: list[str | None]) -> MappedTable:
    grid = Grid("Plan", [tuple(row) for row in rows])
    layout = understand(grid)
    return MappedTable(grid, layout, layout.tables[0], dict(enumerate(fields, 1)))


ROWS: list[list[object]] = [
    ["Date", "Google cost", "Meta cost", "Revenue"],
    ["2026-03-02", 500, 700, 9000],
    ["2026-03-03", 510, None, 9500],
    ["2026-03-04", 520, 710, 9100],
]


def test_each_part_is_a_row() -> None:
    """A line without a number of a part has no row of it, and what is no part's stands once."""
    data = build_raw_data([mapped(ROWS, ["date", "spend", "spend", "revenue"])], TEMPLATE)
    rows = data.table.select(["platform", "spend", "revenue"]).to_pylist()
    assert [(r["platform"], r["spend"], r["revenue"]) for r in rows] == [
        ("Google Ads", 500, 9000),
        ("Google Ads", 510, 9500),
        ("Google Ads", 520, 9100),
        ("Meta", 700, None),
        ("Meta", 710, None),
    ]
    assert not [f for f in data.findings if f.code == "column-left-out"]


def test_what_is_doubted_of_a_column_of_all_parts_is_told_once() -> None:
    rows = [ROWS[0], *([f"{day:02}-03-2026", *row[1:]] for day, row in enumerate(ROWS[1:], 1))]
    data = build_raw_data([mapped(rows, ["date", "spend", "spend", "revenue"])], TEMPLATE)
    assert [f.cell for f in data.findings if f.code == "date-order-assumed"] == ["A2:A4"]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Platform", ["platform", "spend", "spend", "revenue"]),
        ("Date", ["date", "spend", "net_cost", "revenue"]),
    ],
)
def test_left_as_it_is(header: str, fields: list[str | None]) -> None:
    """Another column says the platform, or the columns are different fields."""
    table = mapped([[header, *ROWS[0][1:]], *ROWS[1:]], fields)
    assert parts_of(table, TEMPLATE) == [table]


def test_names_alone_are_parts_with_other_beside_them() -> None:
    """'Other' has no list, and the sum of the parts no row of its own."""
    rows: list[list[object]] = [
        ["Date", "TV", "Radio", "Other", "Total"],
        ["2026-03-02", 100, 40, 5, 145],
        ["2026-03-03", 110, 50, 6, 166],
        ["2026-03-04", 120, 60, 7, 187],
    ]
    data = build_raw_data([mapped(rows, ["date", *["net_cost"] * 3, None])], TEMPLATE)
    sums: dict[str, float] = {}
    for row in data.table.select(["channel", "net_cost"]).to_pylist():
        sums[row["channel"]] = sums.get(row["channel"], 0) + row["net_cost"]
    assert sums == {"TV": 330, "Radio": 150, "Other": 18}
    assert not [f for f in data.findings if f.code in ("column-left-out", "amount-not-exported")]


def test_a_measure_of_its_own_is_no_part() -> None:
    rows: list[list[object]] = [["Date", "TV", "Radio", "Net cost"], ["2026-03-02", 100, 40, 140]]
    parts = parts_of(mapped(rows, ["date", *["net_cost"] * 3]), TEMPLATE)
    assert [part.part for part in parts] == [("channel", "TV"), ("channel", "Radio")]


def test_names_that_no_list_has_are_parts_under_one_heading() -> None:
    rows: list[list[object]] = [
        ["Date", "Cost / Borealis", "Cost / Zefir", "Cost / Obzor"],
        ["2026-03-02", 100, 40, None],
        ["2026-03-03", 110, None, 6],
    ]
    data = build_raw_data([mapped(rows, ["date", *["net_cost"] * 3])], TEMPLATE)
    sums: dict[str, float] = {}
    for row in data.table.select(["publisher", "net_cost"]).to_pylist():
        sums[row["publisher"]] = sums.get(row["publisher"], 0) + (row["net_cost"] or 0)
    assert sums == {"Borealis": 210, "Zefir": 40, "Obzor": 6}


@pytest.mark.parametrize(
    "headers",
    [
        ("Cost / Plan", "Cost / Fact", "Cost / Rest"),
        ("Cost / Borealis", "Cost / Zefir", "Fee / Obzor"),
        ("Borealis", "Zefir", "Obzor"),
    ],
)
def test_without_one_heading_unknown_words_are_no_parts(headers: tuple[str, ...]) -> None:
    table = mapped([["Date", *headers], ["2026-03-02", 100, 40, 3]], ["date", *["net_cost"] * 3])
    assert parts_of(table, TEMPLATE) == [table]


BUDGETS: list[list[object]] = [
    [None, "Alder FM", "Zeit", "Birch", None],
    ["Market", "Budget", "Budget", "Budget", "Total"],
    ["UK", 100, 50, 20, 170],
    ["DE", 300, 70, 40, 410],
]


@pytest.mark.parametrize(
    ("names", "total", "parts"),
    [
        (("Plan", "Actual", None), True, []),
        (("Alder FM", "Birch", None), False, []),
        (("Phase 1", "Phase 2", "Phase 3"), False, []),
        (("Option A", "Option B", "Option C"), False, []),
        (("Alder FM", "Zeit", "Birch"), False, []),
        (("Alder FM", "Cedar", "Birch"), False, ["Alder FM", "Cedar", "Birch"]),
        (("Alder FM", "Zeit", "Birch"), True, ["Alder FM", "Zeit", "Birch"]),
        (("Alder FM", "Zeit", None), True, ["Alder FM", "Zeit"]),
    ],
)
def test_one_name_under_others_is_a_measure_by_part(
    names: tuple[str | None, ...], total: bool, parts: list[str]
) -> None:
    """Any names are those of parts where a column adds them up: 'Zeit' is a word of columns, and a paper."""
    columns = [1, *(at for at, name in enumerate(names, 2) if name), *([5] if total else [])]
    rows = [[row[at - 1] for at in columns] for row in BUDGETS]
    rows[0][1 : 1 + len([n for n in names if n])] = [name for name in names if name]
    if total:
        for row in rows[2:]:
            row[-1] = sum(n for n in row[1:-1] if isinstance(n, int)) if "Actual" not in names else 999
    fields: list[str | None] = [
        "market",
        *["net_cost"] * len([n for n in names if n]),
        *([None] if total else []),
    ]
    tables = parts_of(mapped(rows, fields), TEMPLATE)
    assert [table.part[1] for table in tables if table.part] == parts
