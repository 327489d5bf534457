from __future__ import annotations

from worker.plans.tall import TALL, rows_to_look_at
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
