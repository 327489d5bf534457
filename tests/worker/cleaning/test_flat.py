"""The flat table: the template's fields that occur, in its order, then where each row came from."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from worker.cleaning.flat import flat_rows
from worker.cleaning.lines import LineColumn, Lines, Texts
from worker.cleaning.measures import additive_names
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.periods.rows import Values
from worker.knowledge.templates import load_template
from worker.linkage.line_keys import new_keys
from worker.linkage.raw_lines import lines_of
from worker.shapes.raw_data import LINE_KEY, LINEAGE, RawData

TEMPLATE = load_template()


FIELDS = {field.name: field for field in TEMPLATE.fields}


def table(sheet: str, size: int, values: dict[str, Values]) -> LineRows:
    columns = {name: LineColumn(FIELDS[name], column, 2) for name, column in values.items()}
    return LineRows(Lines(sheet, TEMPLATE, np.arange(size, dtype=np.int64) + 2, columns))


def flat_table(tables: list[LineRows]) -> pa.Table:
    return RawData(flat_rows(tables, TEMPLATE), TEMPLATE).table


def test_of_nothing_the_lineage_is_left() -> None:
    flat = flat_table([])
    assert (flat.num_rows, flat.column_names) == (0, [LINE_KEY, *LINEAGE])


def test_what_a_table_has_not_is_blank() -> None:
    one = table("Plan", 2, {"net_cost": np.array([1.5, np.nan]), "publisher": Texts.of(["A", None])})
    other = table("Radio", 1, {"start_date": np.array(["2026-01-05"], dtype="datetime64[D]")})
    flat = flat_table([one, other])
    own = [name for name in TEMPLATE.names if name in ("net_cost", "publisher", "start_date")]
    assert flat.column_names == [*own, LINE_KEY, *LINEAGE]
    rows = flat.to_pylist()
    assert [row["net_cost"] for row in rows] == [1.5, None, None]
    assert [row["publisher"] for row in rows] == ["A", None, None]
    assert [str(row["start_date"]) for row in rows] == ["None", "None", "2026-01-05"]
    assert [(row[LINEAGE[0]], row[LINEAGE[1]]) for row in rows] == [("Plan", 2), ("Plan", 3), ("Radio", 2)]


def test_the_keys_are_those_of_the_raw_data_read_back() -> None:
    days = [np.datetime64(f"2026-01-{day:02}", "D") for day in (9, 5, 5, 5, 1)]
    plan = table(
        "Plan",
        5,
        {
            "publisher": Texts.of(["A", "a ", "B", "A", None]),
            "start_date": np.array(days),
            "net_cost": np.array([1.0, 7.5, 3.0, 2.5, 4.0]),
        },
    )
    radio = table(
        "Radio", 3, {"publisher": Texts.of(["A", "C", None]), "net_cost": np.array([0.5, np.nan, 9.0])}
    )
    flat = flat_table([plan, radio])
    lines = lines_of(flat, TEMPLATE, additive_names(TEMPLATE))
    keys = new_keys(lines)
    assert flat[LINE_KEY].to_pylist() == [keys[line] for line in lines.row_line]
    assert len({*keys}) == len(keys) == 8
