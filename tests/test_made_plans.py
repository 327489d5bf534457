"""Made plans: the generator keeps its word, and exports of a fixed few hundred are no worse than the ratchet says."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from bench import truth
from bench.judge import Judgement, judge
from bench.outcome import Outcome
from bench.plans import all_knobs, make
from bench.plans.sheet import Sheet, shown
from bench.plans.truth import contradictions
from bench.plans.words import LANGUAGES, words_of
from tests.systems import forks

HABITS = sorted(all_knobs())
SEEDS = range(40)


# ---------------------------------------------------------------- the generator


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_fits_some_plan(habit: str) -> None:
    assert any(habit in make(seed, [habit]).knobs for seed in SEEDS)


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_what_it_is(habit: str) -> None:
    sentence = all_knobs()[habit].habit
    assert sentence.endswith(".") and "\n" not in sentence


def test_a_seed_makes_the_same_plan() -> None:
    for seed in range(30):
        first, second = make(seed), make(seed)
        assert first.truth == second.truth
        assert [s.rows() for s in first.sheets] == [s.rows() for s in second.sheets]


def test_a_plan_without_habits_is_plain() -> None:
    plain = make(1, [])
    assert plain.knobs == ()
    assert len(plain.sheets) == 1
    assert plain.truth["must_ask"] == plain.truth["may_ask"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_words(language: str) -> None:
    assert words_of(language).texts.keys() == words_of("en").texts.keys()
    assert len(words_of(language)["names"]) == len(words_of(language)["outlets"])


def test_the_truth_is_checked_against_the_cells() -> None:
    """The generator's own check sees an amount that is changed in the sheet."""
    made = make(3, ["total_below"])
    assert contradictions(made.draft, made.placed, made.truth) == []
    one = made.placed[0]
    place = one.line_rows(one.table.lines)[0], one.numbers["money"]
    one.sheet.cells[place] = 1 + float(shown(one.sheet.cells[place]))  # type: ignore[arg-type]
    assert contradictions(made.draft, made.placed, made.truth) != []


def test_what_is_written_is_what_was_made(tmp_path: Path) -> None:
    for seed in range(25):
        made = make(seed, ["impressions_and_cpm", "weeks_under_months", "waterfall_formulas", "brief"])
        book = openpyxl.load_workbook(made.write(tmp_path), data_only=True)
        for sheet in made.sheets:
            _same_cells(sheet, book[sheet.name])


def _same_cells(sheet: Sheet, written: openpyxl.worksheet.worksheet.Worksheet) -> None:
    covered = {
        (r, c) for r0, c0, r1, c1 in sheet.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)
    }
    for (row, column), value in sheet.cells.items():
        found = written.cell(row, column).value
        found = found.date() if hasattr(found, "date") else found
        assert found == (shown(value) if shown(value) != "" else None) or (row, column) in covered, (
            row,
            column,
        )


# ---------------------------------------------------------------- the judge

RIGHT = {
    "sheets": ["Plan"],
    "rows": {"Plan": [2, 3]},
    "columns": {"net_cost": {"Plan": ["B"]}},
    "sums": {"net_cost": {"EUR|": 30.0}},
    "dates": {"first": "2026-01-01", "last": "2026-01-31"},
}
ROW = {"source_sheet": "Plan", "currency": "EUR", "start_date": "2026-01-01", "end_date": "2026-01-31"}
ROWS = [ROW | {"source_row": 2, "net_cost": 10.0}, ROW | {"source_row": 3, "net_cost": 20.0}]


OFF = {"reconciliation": {"totals": [{"measure": "net_cost", "sheet": "Plan", "cell": "B4", "ok": False}]}}
"""The plan's own total differs from the lines."""


def verdict(
    rows: list[dict[str, object]], code: int = 0, answer: dict[str, object] | None = None, **more: object
) -> Judgement:
    return judge(RIGHT | more, Outcome(code, answer or {}, rows))


def finding(code: str, cell: str, sentence: str = "") -> dict[str, object]:
    return {
        "findings": {code: [{"severity": "warning", "sheet": "Plan", "cell": cell, "sentence": sentence}]}
    }


def test_what_the_plan_says_is_right() -> None:
    assert verdict(ROWS).verdict == "right"
    assert verdict(ROWS, 1, must_ask=["Which?"]).verdict == "right"
    assert verdict(ROWS, 1, may_ask=["Which?"]).verdict == "right"


@pytest.mark.parametrize(
    ("rows", "code", "answer", "expected"),
    [
        (ROWS, 1, {}, "needless"),
        (ROWS[:1], 0, {}, "settled wrong"),
        (ROWS[:1], 1, {}, "silent"),
        (ROWS[:1], 1, finding("row-left-out", "3:3"), "silent"),
        (ROWS[:1], 1, OFF, "asked"),
        ([ROWS[0], ROWS[1] | {"net_cost": 40.0}], 1, {}, "silent"),
        ([ROWS[0], ROWS[1] | {"net_cost": 40.0}], 1, finding("column-doubted", "B2:B3"), "asked"),
        ([ROWS[0], ROWS[1] | {"currency": "USD"}], 0, {}, "settled wrong"),
        ([*ROWS, ROW | {"source_row": 4, "net_cost": 30.0}], 0, {}, "settled wrong"),
        ([ROWS[0], ROWS[1] | {"end_date": "2026-02-28"}], 0, {}, "settled wrong"),
        ([ROWS[0], ROWS[1] | {"revenue": 9.0}], 0, {}, "settled wrong"),
    ],
)
def test_what_the_plan_does_not_say_is_not_right(
    rows: list[dict[str, object]], code: int, answer: dict[str, object], expected: str
) -> None:
    assert verdict(rows, code, answer).verdict == expected


def test_settled_where_a_person_has_to_be_asked_is_wrong() -> None:
    assert verdict(ROWS, 0, must_ask=["Which version?"]).verdict == "settled wrong"


def test_a_note_names_nothing() -> None:
    note = {
        "findings": {"row-left-out": [{"severity": "note", "sheet": "Plan", "cell": "3:3", "sentence": ""}]}
    }
    assert verdict(ROWS[:1], 1, note).verdict == "silent"


def test_a_total_that_nothing_confirms_names_nothing() -> None:
    unproved = {"reconciliation": {"totals": [{"measure": "net_cost", "sheet": "Plan", "ok": None}]}}
    assert verdict(ROWS[:1], 1, unproved).verdict == "silent"


def test_a_refusal_and_a_crash_are_told_apart() -> None:
    assert verdict([], 2).verdict == "refused"
    assert verdict([], 3).verdict == "crashed"


# ---------------------------------------------------------------- the ratchet

LIMIT = {"right": 5, "needless": 3, "silent": 2, "settled wrong": 2, "refused": 0, "crashed": 0}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 0),
        ({"silent": 3, "settled wrong": 1}, 0),
        ({"right": 6, "needless": 2}, 0),
        ({"right": 4}, 1),
        ({"settled wrong": 3, "silent": 1}, 1),
        ({"silent": 3}, 1),
        ({"crashed": 1}, 1),
    ],
)
def test_the_ratchet_holds(change: dict[str, int], expected: int) -> None:
    assert len(truth.worse(LIMIT | {"asked": 0} | change, LIMIT)) == expected


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({}, {}),
        ({"right": 6, "needless": 2}, {"right": 6, "needless": 2}),
        ({"silent": 1}, {"silent": 1}),
        ({"settled wrong": 1}, {"settled wrong": 1}),
        ({"silent": 3, "settled wrong": 1}, {"silent": 3, "settled wrong": 1}),
    ],
)
def test_what_tightens_the_ratchet_holds_against_it(change: dict[str, int], changed: dict[str, int]) -> None:
    now = LIMIT | {"asked": 0} | change
    tightened = truth.tighten(now, LIMIT)
    assert tightened == LIMIT | changed
    assert truth.worse(now, tightened) == []


@pytest.mark.parametrize("now", [{}, {"crashed": 9}, {"right": 5, "refused": 4}], ids=str)
def test_figures_of_plans_that_were_not_scored_are_not_written(
    now: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ratchet.json"
    file.write_text(json.dumps(LIMIT), "utf-8")
    monkeypatch.setattr(truth, "RATCHET", file)
    monkeypatch.setattr(truth, "of_seeds", lambda *_: ())
    monkeypatch.setattr(truth, "counts", lambda _: dict.fromkeys(truth.VERDICTS, 0) | now)
    with pytest.raises(SystemExit, match="stays as it is"):
        truth.main(["--ratchet"])
    assert json.loads(file.read_text("utf-8")) == LIMIT


@forks
def test_exports_of_made_plans_are_no_worse_than_before() -> None:
    """After a mend: `python -m bench.truth --ratchet` writes the better figures."""
    scored = truth.of_seeds(truth.FIXED)
    assert truth.worse(truth.counts(scored), json.loads(truth.RATCHET.read_text("utf-8"))) == []
