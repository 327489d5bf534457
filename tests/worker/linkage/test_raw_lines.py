"""The lines of a raw-data table."""

from __future__ import annotations

import pyarrow as pa

from tests.worker.linkage.versions import TEMPLATE, table, version
from worker.cleaning.measures import additive_names
from worker.linkage.raw_lines import BLANK, MICRO, lines_of
from worker.shapes.raw_data import LINE_KEY, LINEAGE


def test_rows_of_one_line_are_one_line() -> None:
    lines = version("Meta | Feed | 7-13 | 500 | 700.01", "Teads | Video | 0-27 | 3")
    assert lines.row_line.tolist() == [0, 0, 1]
    assert lines.amounts["net_cost"].tolist() == [1_200_010_000, 3 * MICRO]
    assert (lines.days["end_date"] - lines.days["start_date"]).tolist() == [13, 27]
    assert [lines.texts["publisher"].at(at) for at in (0, 1)] == ["Meta", "Teads"]
    assert lines.rows.tolist() == [5, 6]


def test_two_lines_of_one_sheet_row_have_their_keys() -> None:
    side_by_side = table("A | x | 0-6 | 1", "B | y | 0-6 | 2").drop_columns(["source_row"])
    keyed = side_by_side.append_column("source_row", pa.array([5, 5])).append_column(
        LINE_KEY, pa.array(["k1", "k2"])
    )
    assert lines_of(keyed, TEMPLATE, ["net_cost"]).keys == ("k1", "k2")


def test_without_lineage_texts_say_what_a_line_is() -> None:
    bare = table("A | x | 0-6 | 1 | 2", "B | y | 0-6 | 2").drop_columns(list(LINEAGE))
    lines = lines_of(bare, TEMPLATE, additive_names(TEMPLATE))
    assert lines.row_line.tolist() == [0, 0, 1] and lines.rows.tolist() == [0, 0]


def test_blanks_are_none_of_a_sum() -> None:
    values = pa.table({"publisher": ["A", "B"], "net_cost": [None, 1.0], "notes": pa.nulls(2)})
    lines = lines_of(values, TEMPLATE, ["net_cost"])
    assert lines.amounts["net_cost"].tolist() == [BLANK, MICRO]
