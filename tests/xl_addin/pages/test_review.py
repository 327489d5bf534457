"""The Review sheet: written for a person, read back as decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from worker.errors import UsageError
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout, Table
from worker.shapes.review import Review, ReviewRow, RowOverride
from worker.shapes.template import Field, Template
from xl_addin.engines.files.app import file_app
from xl_addin.looks import DECIDED, DOUBT
from xl_addin.pages import review as review_page
from xl_addin.pages import review_fields

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("gross_cost"), Field("clicks")))
GRID = Grid("Plan", [["Media plan", None, None], ["Net", "Clicks", "State"], [100.0, 5.0, "on"]])
LAYOUT = SheetLayout("Plan", ("metadata", "header", "data"), (Table((2,), 3, 3, 1, 3, ()),))


def row(
    header: str, column: int, field: str | None, confidence: float = 0.9, in_doubt: bool = False
) -> ReviewRow:
    return ReviewRow(
        "Plan", 1, column, header, "1 | 2", field, confidence, "rules", "Because.", ("gross_cost",), in_doubt
    )


REVIEW = Review(
    "plan.xlsx",
    TEMPLATE,
    (row("Net", 1, "net_cost", 0.5, True), row("Clicks", 2, "clicks"), row("State", 3, None, 0.0)),
    (LAYOUT,),
)


@pytest.fixture
def book() -> Iterator[Any]:
    """A plan's workbook with the review written into it."""
    with file_app() as app:
        book = app.books.add()
        book.sheets[0].name = "Plan"
        book.sheets[0]["A1"].value = [["Media plan", None, None], ["Net", "Clicks", "State"], [100, 5, "on"]]
        review_page.write_review(book, REVIEW, (GRID,))
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


@pytest.mark.parametrize(
    ("at", "decision", "field", "expected"),
    [
        (5, "confirm", "net_cost", ("confirm", None, "net_cost")),
        (5, "Reject", "net_cost", ("reject", None, None)),
        (5, "reject", None, ("reject", None, None)),  # as a rejected row looks
        (5, "correct", "Gross cost", ("correct", "gross_cost", "gross_cost")),
        (5, None, "gross_cost", ("correct", "gross_cost", "gross_cost")),
        (5, "confirm", "gross_cost", ("correct", "gross_cost", "gross_cost")),
        (5, None, None, ("correct", None, None)),
        (7, None, "clicks", ("correct", "clicks", "clicks")),
        (7, "confirm", None, ("correct", None, None)),
    ],
)
def test_what_a_planner_enters_is_a_decision(
    book: Any, at: int, decision: str | None, field: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    book.sheets["Review"].range((at, 1)).value = decision
    book.sheets["Review"].range((at, 4)).value = field
    found = review_page.read_review(book, TEMPLATE).rows[at - 5]
    assert (found.decision, found.correct_field, found.chosen) == expected


@pytest.mark.parametrize(
    ("cell", "entry", "said"),
    [
        ("A5", "maybe", "Review!A5 says 'maybe'"),
        ("A5", "correct", "Review!A5 says correct"),
        ("D6", "clickz", "Review!D6 says 'clickz'"),
    ],
)
def test_an_entry_that_is_not_understood_is_named_by_its_cell(
    book: Any, cell: str, entry: str, said: str
) -> None:
    book.sheets["Review"][cell].value = entry
    with pytest.raises(UsageError, match=said):
        review_page.read_review(book, TEMPLATE)


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
    assert (found.periods, found.column, found.decision, found.chosen) == (True, 4, "correct", "net_cost")


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
    pixels = sum(round(review.range((1, at)).column_width * 7 + 5) for at in range(1, review_page.WIDTH + 1))
    assert pixels <= 1366 - 45  # row numbers and the bar to scroll


def test_fields_are_shown_in_words(book: Any) -> None:
    assert book.sheets["Review"]["D5"].value == "Net cost"
    assert book.sheets["Review"]["I5"].value == "Gross cost"
    assert book.sheets["Review fields"]["A2:B2"].value == ["Net cost", "net_cost"]


def test_titles_that_read_alike_are_codes() -> None:
    alike = Template("alike", 1, (Field("flight_id"), Field("flight id"), Field("cpm")))
    assert review_fields.titles(alike) == {"flight_id": "flight_id", "flight id": "flight id", "cpm": "CPM"}


def test_a_rejected_column_shows_no_field_and_can_be_confirmed_again(book: Any) -> None:
    sheet = book.sheets["Review"]
    sheet["A5"].value = "reject"
    (line, *rest) = review_page.read_lines(sheet, TEMPLATE)
    review_page.rewrite(sheet, [replace(line, in_memory="reject", revision=3), *rest])
    assert (sheet["A5"].value, sheet["D5"].value, sheet["A5"].color) == ("reject", None, DECIDED.fill)
    sheet["A5"].value = "confirm"
    (again, *_) = review_page.read_lines(sheet, TEMPLATE)
    assert (again.row.decision, again.row.chosen) == ("confirm", "net_cost")


def test_a_review_with_its_places_last_is_read_and_written_as_it_is(book: Any) -> None:
    sheet = book.sheets["Review"]
    rows = sheet.range((4, 1), (7, review_page.LAST)).options(ndim=2).value
    for at, row in enumerate(rows, 4):
        earlier = list(row)
        for place, cell in zip(review_page.EARLIER_ORDER, row, strict=False):
            earlier[place] = cell
        sheet.range((at, 1)).value = [earlier]
    sheet["D5"].value = "gross_cost"
    lines = review_page.read_lines(sheet, TEMPLATE)
    assert [(line.row.header, line.row.chosen, line.row.sample) for line in lines] == [
        ("Net", "gross_cost", "1 | 2"),
        ("Clicks", "clicks", "1 | 2"),
        ("State", None, "1 | 2"),
    ]
    review_page.rewrite(sheet, lines)
    assert sheet["A4:D5"].value == [
        ["Decision", "Source column", "Sample values", "Field"],
        ["correct", "Net", "1 | 2", "Gross cost"],
    ]
    assert review_page.read_lines(sheet, TEMPLATE)[0].row.chosen == "gross_cost"


def test_a_field_that_is_picked_twice_is_red_where_it_can_be_there_once(book: Any) -> None:
    field = book.sheets["Review"].range((5, review_page.FIELD), (7, review_page.FIELD))
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
    notes = [sheet.range((at, review_page.FIELD)).note for at in (5, 6, 7)]
    codes = [note and note.text.partition(".")[0] for note in notes]
    assert codes == [row.field for row in REVIEW.rows]
    assert sheet.impl.xl.auto_filter.ref.startswith("A4:")
