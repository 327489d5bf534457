"""Lines are known again after edits: a sample of the pairs of `python -m bench.edits`."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bench import edit_kinds, edits, sheet_edits

LEAST = 0.98


def test_lines_of_the_examples_are_known_again() -> None:
    scores = [edits.score(pair) for pair in edits.pairs(120, 1, edits.plans())]
    assert {kind for one in scores for kind in one.pair.edits} == set(edit_kinds.EDITS)
    assert edits.f1(scores) >= LEAST
    assert sum(one.merged_twins for one in scores) == 0


def test_a_wrong_link_costs() -> None:
    pair = edits.pair_of("one", next(iter(edits.plans().values())), 3)
    score = edits.score(pair)
    assert edits.f1([score]) > edits.f1([edits.Score(pair, score.right - 1, score.linked, 1)])


def test_lines_of_edited_workbooks_are_known_again(tmp_path: Path) -> None:
    plans = [plan for plan in edits.workbooks((), tmp_path) if plan.stat().st_size < 12_000][:8]
    scores = [edits.score(pair) for pair in edits.pairs_of_books(16, 1, plans, tmp_path)]
    assert len({kind for one in scores for kind in one.pair.edits}) > len(sheet_edits.EDITS) // 2
    assert edits.f1(scores) >= LEAST
    assert sum(one.merged_twins for one in scores) == 0


@pytest.mark.parametrize("kind", sorted(sheet_edits.EDITS))
def test_a_line_is_where_the_edit_put_it(kind: str) -> None:
    book = Workbook()
    book.active.title = "Plan"
    for row in (
        ["Publisher", "Start", "Cost"],
        *([f"Paper {n}", date(2026, 3, n), n * 7] for n in range(1, 7)),
    ):
        book.active.append(row)
    places = {("Plan", row): ("Plan", row) for row in range(2, 8)}
    version = sheet_edits.EditedBook(random.Random(4), book, dict(places))
    assert sheet_edits.EDITS[kind](version)
    for (_, was), (sheet, row) in version.places.items():
        values = [cell.value for cell in version.book[sheet][row]]
        assert f"Paper {was - 1}" in values and (was - 1) * 7 in values
