"""The Review sheet: written for a person, read back as decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.xl_addin.pages.reviewed_plan import GRID, LAYOUT, REVIEW, TEMPLATE, reviewed_plan, row
from worker.errors import UsageError
from worker.shapes.grid import Grid
from worker.shapes.review import Review, ReviewRow, RowOverride
from worker.shapes.template import Field, Template
from xl_addin.looks import DOUBT
from xl_addin.pages import review as review_page
from xl_addin.pages import review_fields, review_lines


@pytest.fixture
def book() -> Iterator[Any]:
    with reviewed_plan() as book:
        yield book


def test_the_plans_own_sheet_is_left_alone(book: Any) -> None:
    assert book.sheets["Plan"].used_range.value == [
        ["Media plan", None, None],
        ["Net", "Clicks", "State"],
        [100.0, 5.0, "on"],
    ]


@pytest.mark.parametrize(
    ("doubts", "said"),
    [
        (0, "All 3 columns are sure."),
        (1, "1 of 3 columns needs you. It comes first, in yellow."),
        (2, "2 of 3 columns need you. They come first, in yellow."),
    ],
)
def test_the_review_says_how_much_it_asks(book: Any, doubts: int, said: str) -> None:
    rows = tuple(row(str(at), at, "clicks", in_doubt=at <= doubts) for at in (1, 2, 3))
    review_page.write_review(book, Review("plan.xlsx", TEMPLATE, rows, (LAYOUT,)), (GRID,))
    assert book.sheets["Review"]["A2"].value == said
    yellow = [book.sheets["Review"].range((4 + at, 1)).color == DOUBT.fill for at in (1, 2, 3)]
    assert yellow == [at <= doubts for at in (1, 2, 3)]


def test_an_untouched_review_decides_nothing(book: Any) -> None:
    back = review_page.read_review(book, TEMPLATE)
    assert [(r.header, r.field, r.decision) for r in back.rows] == [
        ("Net", "net_cost", None),
        ("Clicks", "clicks", None),
        ("State", None, None),
    ]
    assert back.overrides == ()


def test_a_planner_can_say_what_a_row_is(book: Any) -> None:
    book.sheets["Review rows"]["E6"].value = "note"
    assert review_page.read_review(book, TEMPLATE).overrides == (RowOverride("Plan", 2, "note"),)


def test_the_row_of_the_periods_comes_back_as_such(book: Any) -> None:
    weeks = ReviewRow(
        "Plan", 1, 4, "W1 ... W52", "52 period columns", None, 0.0, "none", "Nothing says.", periods=True
    )
    review_page.write_review(book, Review("plan.xlsx", TEMPLATE, (*REVIEW.rows, weeks), (LAYOUT,)), (GRID,))
    book.sheets["Review"].range((8, 4)).value = "net_cost"
    found = review_page.read_review(book, TEMPLATE).rows[-1]
    assert (found.periods, found.column, found.decision, found.final_field) == (
        True,
        4,
        "correct",
        "net_cost",
    )


def test_writing_again_replaces_the_older_review(book: Any) -> None:
    review_page.write_review(book, REVIEW, (GRID,))
    assert [sheet.name for sheet in book.sheets] == ["Review", "Review rows", "Review fields", "Plan"]


def test_a_workbook_without_review_says_how_to_get_one(book: Any) -> None:
    book.sheets["Review"].delete()
    with pytest.raises(UsageError, match="mediamapper map PLAN -o review.xlsx"):
        review_page.read_review(book, TEMPLATE)


def test_headers_that_look_like_formulas_stay_text(book: Any) -> None:
    hostile = Review("=1+1.xlsx", TEMPLATE, (row("=HYPERLINK(1)", 1, "clicks"),), (LAYOUT,))
    review_page.write_review(book, hostile, (Grid("Plan", [["=cmd|' /C calc'!A0"], ["+1"], ["-1"]]),))
    written = [
        cell
        for name in ("Review", "Review rows")
        for line in book.sheets[name].api.iter_rows()
        for cell in line
    ]
    assert {cell.data_type for cell in written if cell.value is not None} <= {"s", "n"}


def test_what_only_the_reader_needs_is_out_of_sight(book: Any) -> None:
    review = book.sheets["Review"]
    assert review.range("K1:Q1").columns.hidden is True
    assert review.range("A1:J1").columns.hidden is False


def test_the_sheet_fits_a_screen_of_1366_pixels(book: Any) -> None:
    review = book.sheets["Review"]
    assert [review.range((4, at)).value for at in (2, 3, 4)] == ["Source column", "Where", "Field"]
    pixels = sum(round(review.range((1, at)).column_width * 7 + 5) for at in range(1, review_lines.WIDTH + 1))
    assert pixels <= 1366 - 45  # row numbers and the bar to scroll


def test_fields_are_shown_in_words(book: Any) -> None:
    assert book.sheets["Review"]["D5"].value == "Net cost"
    assert book.sheets["Review"]["I5"].value == "Gross cost"
    assert book.sheets["Review fields"]["A2:B2"].value == ["Net cost", "net_cost"]


def test_titles_that_read_alike_are_codes() -> None:
    alike = Template("alike", 1, (Field("flight_id"), Field("flight id"), Field("cpm")))
    assert review_fields.titles(alike) == {"flight_id": "flight_id", "flight id": "flight id", "cpm": "CPM"}


def test_a_field_that_is_picked_twice_is_red_where_it_can_be_there_once(book: Any) -> None:
    field = book.sheets["Review"].range((5, review_lines.FIELD), (7, review_lines.FIELD))
    (rule,) = field.impl.conditional_formats._rules()
    assert rule.type == "expression"
    names = "'Review fields'!$A$2:$A$4"
    picked = "INDEX($D$5:$D$7,ROW()-4)"
    assert rule.formula[0].startswith(
        f'AND({picked}<>"",COUNTIFS({names},{picked},\'Review fields\'!$E$2:$E$4,"once")=1'
    )
    same = ",".join(f"${c}$5:${c}$7,INDEX(${c}$5:${c}$7,ROW()-4)" for c in "DLMO")
    assert rule.formula[0].endswith(f"COUNTIFS({same})>1)")


def test_a_proposed_field_has_its_code_in_a_note_and_the_head_filters(book: Any) -> None:
    sheet = book.sheets["Review"]
    notes = [sheet.range((at, review_lines.FIELD)).note for at in (5, 6, 7)]
    codes = [note and note.text.partition(".")[0] for note in notes]
    assert codes == [row.field for row in REVIEW.rows]
    assert sheet.impl.xl.auto_filter.ref.startswith("A4:")
