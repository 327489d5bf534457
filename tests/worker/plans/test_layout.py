from __future__ import annotations

import pytest

from tests.worker.plans.text_sheets import LETTERS, SHEETS, grid, kinds
from worker.plans.layout import understand
from worker.shapes.grid import Grid, Merge
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.review import RowOverride


def skipped(table: Table) -> dict[int, str]:
    return {row.row: row.kind for row in table.skipped}


@pytest.mark.parametrize(("text", "expected"), SHEETS.values(), ids=SHEETS.keys())
def test_rows_are_told_apart(text: str, expected: str) -> None:
    assert kinds(understand(grid(text))) == expected


def test_an_empty_sheet_has_rows_and_no_table() -> None:
    assert understand(Grid("Plan", [])) == SheetLayout("Plan", ())
    assert understand(Grid("Plan", [[None, None], [None, None]])).row_kinds == ("blank", "blank")


def test_a_sheet_of_prose_has_no_table() -> None:
    text = "How to fill in this file\nPlease complete every row and send it back to us.\nThank you for your help."
    assert understand(grid(text)).tables == ()


def test_a_table_knows_its_place() -> None:
    layout = understand(grid(SHEETS["sections and subtotals, then the grand total"][0]))
    (table,) = layout.tables
    assert (table.header_rows, table.first_row, table.last_row) == ((1,), 3, 8)
    assert table.total_rows == (5, 9, 10)
    assert [(s.row, s.text, s.first_row, s.last_row) for s in table.sections] == [
        (2, "Digital", 3, 5),
        (6, "Print", 7, 8),
    ]
    assert [c.header for c in table.columns] == ["Medium", "Format", "Kosten", "Kontakte"]


def test_a_header_that_comes_again_does_not_part_the_table() -> None:
    layout = understand(
        grid("""
Channel|Format|Cost|Clicks
Meta|Video|100|10
Google|Text|200|22
Channel|Format|Cost|Clicks
Radio|Spot|300|1
Print|1/1|400|3
Total||1000|36
""")
    )
    (table,) = layout.tables
    assert (table.header_rows, table.first_row, table.last_row) == ((1,), 2, 6)
    assert skipped(table) == {4: "repeat_header", 7: "total"}


def test_tables_below_each_other_keep_their_own_headers() -> None:
    layout = understand(
        grid("""
Online
Channel|Format|Cost|Clicks
Meta|Video|100|10
Google|Text|200|22
Total||300|32

Offline
Medium|Station|Spots|Rate|Net cost
Radio|Hit FM|30|50|1500
TV|One|10|900|9000
Total||40||10500
""")
    )
    first, second = layout.tables
    assert (first.header_rows, first.first_row, first.last_row, first.total_rows) == ((2,), 3, 4, (5,))
    assert (second.header_rows, second.first_row, second.last_row, second.total_rows) == ((8,), 9, 10, (11,))
    assert (first.title, second.title) == ("Online", "Offline")


@pytest.mark.parametrize(
    ("above", "title"),
    [("Online", "Online"), ("March", "March"), ("\\", None), ("START", None), ("Client|Acme", None)],
)
def test_a_title_stands_alone_right_above(above: str, title: str | None) -> None:
    text = f"{above}\nChannel|Format|Cost|Clicks\nMeta|Video|100|10\nGoogle|Text|200|22"
    (table,) = understand(grid(text)).tables
    assert table.title == title


def test_tables_beside_each_other_are_parted_where_the_key_columns_come_again() -> None:
    layout = understand(
        grid("""
|Totals||||Split by month|||
Campaign|Market|Spend|Clicks||Campaign|Market|January|February
Spring|UK|1000|20||Spring|UK|600|400
Autumn|DE|3000|50||Autumn|DE|1000|2000
""")
    )
    left, right = layout.tables
    assert (left.first_column, left.last_column, left.title) == (1, 4, "Totals")
    assert (right.first_column, right.last_column, right.title) == (6, 9, "Split by month")
    assert left.header_rows == right.header_rows == (2,)
    assert kinds(layout) == "mhdd"


def test_a_smaller_table_between_sections_is_a_guest() -> None:
    layout = understand(
        grid("""
Campaign|Reach|Impressions|Results|Spend|CTR
Brand A
Spring video|1000|5000|20|300|1.2
Spring static|800|4000|12|200|0.9
Subtotal|||32|500|

Campaign|Finding|Next step
Spring video|Costs more than the rest of the set|Pause it and move its budget to the static one
Spring static|Steady|Keep

Brand B
Autumn video|700|3000|9|150|1.1
Autumn static|600|2500|8|120|0.8
Subtotal|||17|270|
""")
    )
    (table,) = layout.tables
    assert (table.first_row, table.last_row, table.total_rows) == (3, 13, (5, 14))
    assert {skipped(table)[row] for row in (7, 8, 9)} == {"note"}


def test_a_narrow_list_at_the_side_is_not_the_tables() -> None:
    layout = understand(
        grid("""
Channel|Format|Cost|Clicks||Summary|
Meta|Video|100|10||Total budget|300
Google|Text|200|22||Weeks|4
Radio|Spot|300|1||Market|UK
""")
    )
    (table,) = layout.tables
    assert (table.first_column, table.last_column) == (1, 4)


def test_formulas_without_results_still_make_a_line() -> None:
    sheet = grid("""
Publisher|Format|Clicks|Cost
Meta|Video|10
Google|Text|20
Total||30
""")
    bare = Grid("Plan", sheet.cells, uncalculated=frozenset({(2, 4), (3, 4), (4, 4)}))
    assert kinds(understand(bare)) == "hddT"


def test_numbered_rows_of_a_blank_template_are_its_body() -> None:
    layout = understand(
        grid("""
No.|Publisher|Format|Budget|Impressions
1
2
3
4
""")
    )
    (table,) = layout.tables
    assert (table.header_rows, table.first_row, table.last_row) == ((1,), 2, 5)


def test_merged_group_headings_stand_over_the_header() -> None:
    sheet = grid(
        """
Media plan
Placement||Costs||March||
Publisher|Format|Net|Gross|1|8|15
Meta|Video|100|120|x|x|
Radio|Spot|300|360||x|x
""",
        merges=(Merge(2, 1, 2, 2), Merge(2, 3, 2, 4), Merge(2, 5, 2, 7)),
    )
    (table,) = understand(sheet).tables
    assert (table.group_rows, table.header_rows) == ((2,), (3,))
    assert (table.first_row, table.last_row) == (4, 5)


def test_a_sum_formula_makes_a_total_whatever_its_label() -> None:
    sheet = grid(
        """
Publisher|Format|Net cost|Clicks
Meta|Video|100|5
Radio|Spot|300|
Germany||400|5
""",
        formulas={(4, 3): "=SUM(C2:C3)", (4, 4): "=SUM(D2:D3)"},
    )
    (table,) = understand(sheet).tables
    assert table.total_rows == (4,)
    assert table.last_row == 3


@pytest.mark.parametrize(
    ("row", "kind", "expected"),
    [
        (5, "note", "hddTn"),
        (2, "section", "hsdTd"),
        (4, "data", "hdddd"),
        (3, "blank", "hd.Td"),
    ],
)
def test_a_planners_word_wins(row: int, kind: str, expected: str) -> None:
    text = """
Channel|Format|Cost|Clicks
Meta|Video|100|10
Google|Text|200|22
Total||300|32
Radio|Spot|50|
"""
    layout = understand(grid(text), overrides=[RowOverride("Plan", row, kind)])  # type: ignore[arg-type]
    assert kinds(layout)[row - 1] == LETTERS[kind]
    assert len(layout.tables) == 1
    assert kinds(layout).replace("T", "t") == expected.replace("T", "t")


def test_an_override_of_another_sheet_is_left_alone() -> None:
    text = SHEETS["a bare export"][0]
    assert understand(grid(text), overrides=[RowOverride("Other", 2, "note")]) == understand(grid(text))


def test_a_tall_sheet_keeps_its_totals_and_odd_rows() -> None:
    rows: list[list[object]] = [["Campaign", "Day", "Clicks", "Cost"]]
    rows += [[f"Campaign {n % 70}", f"2026-03-{n % 28 + 1:02d}", n % 13, float(n % 101)] for n in range(5000)]
    rows[2500] = ["Total March", None, 99, 1000.0]
    rows[3000] = [None] * 4
    rows.append(["Total", None, 1, 2.0])
    layout = understand(Grid("Plan", rows))  # type: ignore[arg-type]
    (table,) = layout.tables
    assert (table.header_rows, table.first_row, table.last_row) == ((1,), 2, 5001)
    assert table.total_rows == (2501, 5002)
    assert layout.row_kinds[3000] == "blank"
