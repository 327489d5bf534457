from __future__ import annotations

from array import array

from worker.plans.tall import TALL, rows_to_look_at
from worker.shapes.blocks import Block, Blocks
from worker.shapes.grid import Cell, Grid


def sheet(rows: int, odd: dict[int, list[Cell]]) -> Grid:
    cells: list[list[Cell]] = [[f"Campaign {n % 9}", f"Ad {n}", n, n / 2] for n in range(1, rows + 1)]
    for row, values in odd.items():
        cells[row - 1] = values
    return Grid("Plan", cells)


def test_a_small_sheet_is_read_whole() -> None:
    assert rows_to_look_at(sheet(TALL, {})) is None


def test_head_and_tail_are_always_read() -> None:
    rows = rows_to_look_at(sheet(5000, {})) or []
    assert {1, 2, 3, 4999, 5000} <= set(rows)
    assert len(rows) < 500


def test_odd_rows_are_read() -> None:
    odd: dict[int, list[Cell]] = {
        1000: [None, None, None, None],
        2000: ["Total March", "all", 5, 2.5],
        3000: ["A note alone", None, None, None],
    }
    assert odd.keys() <= set(rows_to_look_at(sheet(5000, odd)) or [])


def test_a_header_said_again_is_read() -> None:
    head: list[Cell] = ["Campaign", "Ad", "Clicks", "Cost"]
    assert 2500 in (rows_to_look_at(sheet(5000, {1: head, 2500: list(head)})) or [])


def test_a_sheet_kept_as_columns_is_read_in_the_same_rows() -> None:
    """Blocks whose rows are all of one shape, blocks with odd rows among them, and one all blank."""
    odd: dict[int, list[Cell]] = {row: [None] * 4 for row in range(1_025, 1_537)}
    odd |= {2_000: ["A note alone", None, None, None], 2_500: ["Ad", "7", "n/a", 2.5]}
    cells = [[*row[:2], row[2], float(row[3]) if row[3] else None] for row in sheet(5_000, odd).cells]
    blocks = []
    for first in range(0, 5_000, 512):
        columns: list[list[Cell]] = [list(column) for column in zip(*cells[first : first + 512], strict=True)]
        numbers = (
            array("d", columns[3]) if all(isinstance(cell, float) for cell in columns[3]) else columns[3]
        )
        blocks.append(Block(len(columns[0]), [*columns[:3], numbers]))
    assert rows_to_look_at(Grid("Plan", Blocks(blocks))) == rows_to_look_at(Grid("Plan", cells))
