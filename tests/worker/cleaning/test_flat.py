"""The flat table: the template's fields that occur, in its order, then where each row came from."""

from __future__ import annotations

import numpy as np

from worker.cleaning.flat import table_of
from worker.cleaning.lines import Lines, Texts
from worker.cleaning.periods.rows import Rows, Values
from worker.knowledge.templates import load_template
from worker.shapes.raw_data import LINE_KEY, LINEAGE

TEMPLATE = load_template()


def table(sheet: str, size: int, values: dict[str, Values]) -> tuple[Lines, Rows]:
    places = np.arange(size, dtype=np.int64)
    rows = Rows(places, np.full(size, -1, dtype=np.int64), {}, values, Texts.same("A:B", size))
    return Lines(sheet, TEMPLATE, places + 2, {}), rows


def test_of_nothing_the_lineage_is_left() -> None:
    flat = table_of([], TEMPLATE)
    assert (flat.num_rows, flat.column_names) == (0, [LINE_KEY, *LINEAGE])


def test_what_a_table_has_not_is_blank() -> None:
    one = table("Plan", 2, {"net_cost": np.array([1.5, np.nan]), "publisher": Texts.of(["A", None])})
    other = table("Radio", 1, {"start_date": np.array(["2026-01-05"], dtype="datetime64[D]")})
    flat = table_of([one, other], TEMPLATE)
    own = [name for name in TEMPLATE.names if name in ("net_cost", "publisher", "start_date")]
    assert flat.column_names == [*own, LINE_KEY, *LINEAGE]
    rows = flat.to_pylist()
    assert [row["net_cost"] for row in rows] == [1.5, None, None]
    assert [row["publisher"] for row in rows] == ["A", None, None]
    assert [str(row["start_date"]) for row in rows] == ["None", "None", "2026-01-05"]
    assert [(row[LINEAGE[0]], row[LINEAGE[1]]) for row in rows] == [("Plan", 2), ("Plan", 3), ("Radio", 2)]
