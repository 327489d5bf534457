"""Tables that are optional by their title: a sum of the plan says whether they count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.verbs.export import Export

HEADER = ["Station", "Format", "Start", "End", "Spots", "Net cost EUR"]
DAYS = ["05.10.2026", "25.10.2026"]
TV: list[list[Cell]] = [["Alder TV", "30s", *DAYS, 42, 13_230], ["Birch TV", "20s", *DAYS, 12, 10_560]]
RADIO: list[list[Cell]] = [["Cedar FM", "20s", *DAYS, 63, 7_056], ["Dale FM", "20s", *DAYS, 20, 2_130]]
MORE: list[list[Cell]] = [["Alder TV", "10s", *DAYS, 20, 2_810], ["Elm FM", "20s", *DAYS, 24, 5_040]]


def plan(title: str, *totals: tuple[str, float], blocks: int = 3) -> Book:
    """Blocks of two lines with their sums, the last under *title*, and *totals* below them."""
    rows: list[list[Cell]] = [["Media plan, Alder Foods", *[None] * 5]]
    named = [("TELEVISION", TV), ("RADIO", RADIO)][: blocks - 1]
    for name, lines in [*named, (title, MORE)]:
        rows += [[None] * 6, [name, *[None] * 5], list(HEADER), *map(list, lines)]
        rows.append(["Total", None, None, None, None, _sum(lines)])
    rows += [[None] * 6, *([label, None, None, None, None, amount] for label, amount in totals)]
    return Book("plan.xlsx", (Grid("Plan", rows),))


def _sum(lines: Sequence[Sequence[Any]]) -> float:
    return float(sum(line[-1] for line in lines))


@pytest.fixture
def export(tmp_path: Path) -> Any:
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))

    def exported(book: Book) -> Export:
        return mapper.export(book, mapper.map(book, llm=False), llm=False)

    return exported


def cost(result: Export) -> float:
    return float(sum(result.raw.table.column("net_cost").to_pylist()))


def codes(result: Export) -> set[str]:
    return {one.code for one in result.raw.findings} & {"lines-refused", "line-refused", "total-differs"}


PART, WHOLE = _sum(TV) + _sum(RADIO), _sum(TV) + _sum(RADIO) + _sum(MORE)


@pytest.mark.parametrize(
    ("title", "total", "exported", "said"),
    [
        ("DIGITAL", WHOLE, WHOLE, set()),
        ("OPTIONAL", WHOLE, WHOLE, set()),
        ("OPTIONAL", PART, PART, {"lines-refused"}),
        ("Optional (not in the total)", PART, PART, {"lines-refused"}),
        ("OPCIONO (nije uračunato)", PART, PART, {"lines-refused"}),
        ("Cancelled", PART, PART, {"lines-refused"}),
        ("DIGITAL", PART, WHOLE, {"total-differs"}),
    ],
)
def test_a_sum_of_the_tables_says_whether_the_last_one_counts(
    export: Any, title: str, total: float, exported: float, said: set[str]
) -> None:
    result = export(plan(title, ("Total media", total)))
    assert (cost(result), codes(result)) == (exported, said)


@pytest.mark.parametrize("blocks", [2, 3])
def test_an_optional_table_that_no_sum_speaks_of_is_told(export: Any, blocks: int) -> None:
    result = export(plan("OPTIONAL", blocks=blocks))
    assert "line-refused" in codes(result)
