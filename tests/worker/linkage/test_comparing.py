"""What changed between two versions, to the cent."""

from __future__ import annotations

from datetime import date

import pytest

from bench import edit_kinds, edits
from tests.worker.linkage.versions import TEMPLATE, table
from worker.cleaning.measures import additive_names
from worker.linkage.comparing import Version, compare
from worker.linkage.raw_lines import lines_of
from worker.shapes.difference import Difference, FieldChange, PeriodChange, Place

PLAN = (
    "Teads | Video 15s | 0-13 | 1000",
    "NU.nl | Billboard | 0-27 | 2000",
    "Meta | Feed | 0-6 | 500 | 700.5",
    "Google | Brand | 0-27 | 333.33",
)


def difference(old: tuple[str, ...], new: tuple[str, ...], sheet: str = "Plan") -> Difference:
    tables = (table(*old), table(*new, sheet=sheet))
    versions = [
        Version(name, one, lines_of(one, TEMPLATE, additive_names(TEMPLATE)))
        for name, one in zip(("v3", "v4"), tables, strict=True)
    ]
    return compare(versions[0], versions[1], ["net_cost"])


def changed(at: int, line: str) -> tuple[str, ...]:
    return (*PLAN[:at], line, *PLAN[at + 1 :])


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (PLAN, []),
        (PLAN[1:], ["gone"]),
        ((*PLAN, "Spotify | Audio | 3-9 | 47.11"), ["added"]),
        ((PLAN[1], PLAN[2], PLAN[3], PLAN[0]), ["moved"]),
        (changed(1, "NU.nl | Billboard | 0-27 | 2000.01"), ["changed"]),
        (changed(1, "NU.nl | Halfpage | 0-27 | 2000"), ["changed"]),
        (changed(2, "Meta | Feed | 0-6 | 700.5 | 500"), ["changed"]),
        (changed(1, "NU.nl | Billboard | 0-27 | 1500") + ("NU.nl | Billboard | 0-27 | 500",), ["split", "split"]),
    ],
)  # fmt: skip
def test_kinds(new: tuple[str, ...], kinds: list[str]) -> None:
    assert [change.kind for change in difference(PLAN, new).changes] == kinds


def test_a_renamed_sheet_moves_nothing() -> None:
    assert difference(PLAN, PLAN, sheet="Plan v4").changes == ()


def test_lines_that_were_joined() -> None:
    parts = changed(1, "NU.nl | Billboard | 0-27 | 1500") + ("NU.nl | Billboard | 0-27 | 500",)
    joined = difference(parts, PLAN)
    assert [(change.kind, change.new is None) for change in joined.changes] == [
        ("merged", False),
        ("merged", True),
    ]
    assert joined.sums[0].difference == 0


def test_fields_periods_and_amounts_of_a_line() -> None:
    (change,) = difference(PLAN, changed(2, "Meta | Reels | 0-6 | 600 | 700.5")).changes
    assert change.fields == [FieldChange("placement", "Feed", "Reels")]
    assert change.periods == [PeriodChange(date(2026, 3, 1), "net_cost", 500.0, 600.0)]
    assert [(a.measure, a.old, a.new, a.difference) for a in change.amounts] == [
        ("net_cost", 1200.5, 1300.5, 100.0)
    ]
    assert (change.old, change.new) == (Place("Plan", 7), Place("Plan", 7))


def test_a_key_goes_with_a_line() -> None:
    gone = difference(PLAN, PLAN[1:]).changes[0]
    back = difference(PLAN[1:], PLAN).changes[0]
    assert gone.key == back.key and (gone.new, back.old) == (None, None)


def test_the_waterfall_adds_up() -> None:
    (one,) = difference(PLAN, (*changed(1, "NU.nl | Billboard | 0-27 | 1900")[1:], "Joyn | TV | 3-9 | 4.11")).sums  # fmt: skip
    assert (one.old, one.gone, one.less, one.more, one.added, one.new) == (
        4533.83,
        -1000.0,
        -100.0,
        0.0,
        4.11,
        3437.94,
    )


def test_parts_of_a_cent_have_a_step_of_their_own() -> None:
    thirds = tuple(f"Site {at} | Place {at} | 0-6 | 0.3333" for at in range(3))
    (one,) = difference(PLAN, (*PLAN, *thirds)).sums
    assert (one.added, one.rounding, one.difference) == (0.99, 0.01, 1.0)


def test_sums_of_edited_plans_add_up_to_the_cent() -> None:
    for pair in edits.pairs(60, 77, edits.plans()):
        versions = [
            Version(name, one, lines_of(one, edit_kinds.TEMPLATE, edit_kinds.ADDITIVE))
            for name, one in (("old", pair.old), ("new", pair.new))
        ]
        result = compare(versions[0], versions[1], ["net_cost", "gross_cost", "planned_budget", "spend"])
        for one in result.sums:
            steps = one.gone + one.less + one.more + one.added + one.rounding
            assert round(one.old + steps, 2) == one.new, pair.name
            assert abs(one.rounding) <= 0.005 * (result.old_lines + result.new_lines + 1)
        for side, rows in (("old", pair.old), ("new", pair.new)):
            for name in {one.measure for one in result.sums}:
                whole = sum(getattr(one, side) for one in result.sums if one.measure == name)
                column = rows[name].to_pylist() if name in rows.column_names else []
                assert whole == pytest.approx(sum(value or 0.0 for value in column), abs=0.03)
