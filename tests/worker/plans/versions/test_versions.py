"""What repeats another table is named; what belongs together stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from worker.errors import UsageError
from worker.plans.columns import read_columns
from worker.plans.versions.versions import EVERY_ONE, mark_versions
from worker.shapes.answers import Answers
from worker.shapes.grid import Grid
from worker.shapes.layout import BriefItem, SheetLayout, Table

LINES = (("TV", "Spot", 100), ("Radio", "Spot", 50), ("Video", "Roll", 70), ("Social", "Feed", 30))
OTHERS = (("TV", "Spot", 90), ("Radio", "Spot", 55), ("Video", "Roll", 170), ("Social", "Feed", 20))
STRANGERS = (("Search", "Text", 5), ("Print", "Page", 7), ("Cinema", "Spot", 9))

BOOKED = tuple((channel, "booked", amount) for channel, _, amount in LINES)
CONFIRMED = tuple((channel, "confirmed", 2 * amount) for channel, _, amount in LINES[:2])


def sheet(name, lines=LINES, hidden=False, header=("Channel", "Format", "Budget")):
    grid = Grid(name, [list(header), *map(list, lines)], hidden=hidden)
    last, width = len(lines) + 1, len(header)
    table = Table((1,), 2, last, 1, width, read_columns(grid, (1,), 2, last, range(1, width + 1)))
    return SheetLayout(name, ("header", *["data"] * len(lines)), (table,)), grid


def times(factor):
    return tuple((channel, form, amount * factor) for channel, form, amount in LINES)


RATES = [
    ("Vermarkter", "Format", "Preis"),
    [("Ahorn", "Video", 5.5), ("Birke", "Banner", 9), ("Esche", "Text", 2)],
]


def flights(name, *costs, since=date(2026, 3, 1)):
    lines = [
        (site, since, date(2026, 3, 31), cost) for site, cost in zip(("Ahorn", "Birke"), costs, strict=True)
    ]
    return sheet(name, lines, header=("Site", "Beginn", "Ende", "Netto"))


PLAN = [
    (*RATES[0], "Menge", "Netto"),
    [(*line, count, line[2] * count) for line, count in zip(RATES[1], (100, 50, 70), strict=True)],
]


def rates(name):
    return sheet(name, RATES[1], header=RATES[0])


def priced(name):
    return sheet(name, PLAN[1], header=PLAN[0])


def mark(*sheets):
    layouts, grids = zip(*sheets, strict=True)
    return mark_versions(layouts, grids).layouts


def marked(*sheets):
    """Sheet -> the one of which it is an alternative, for those that are one."""
    return {
        layout.sheet: t.alternative_of for layout in mark(*sheets) for t in layout.tables if t.alternative_of
    }


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("Plan")],
        [sheet("Jan"), sheet("Feb")],
        [sheet("Plan Q1"), sheet("Plan Q2", OTHERS)],
        [sheet("UK"), sheet("DE", OTHERS)],
        [sheet("TV", LINES[:2]), sheet("Digital", LINES[2:])],
        [sheet("Plan", LINES), sheet("Part 2", STRANGERS)],
        [sheet("Plan v1"), sheet("Contacts v2", header=("Name", "Phone", "City"))],
        [sheet("Video v1"), sheet("Radio v2", STRANGERS)],
        [priced("Digital"), rates("Preise")],
        [rates("Ceník"), priced("Plán")],
        [flights("Plan 1.3.", 1000, 700), flights("Plan 8.3.", 1100, 700, since=date(2026, 3, 8))],
        [flights("Spots 2026-03-01", 1000, 700), flights("Plakate 2026-03-15", 1100, 700)],
    ],
)
def test_belong_together(sheets):
    assert marked(*sheets) == {}


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([sheet("Plan v1"), sheet("Plan v2", OTHERS)], {"Plan v1": "Plan v2"}),
        ([sheet("Plan v3"), sheet("Plan v2", OTHERS)], {"Plan v2": "Plan v3"}),
        ([sheet("Plan final"), sheet("Plan v2", OTHERS)], {"Plan v2": "Plan final"}),
        ([sheet("Plan old"), sheet("Plan", OTHERS)], {"Plan old": "Plan"}),
        ([sheet("Plan"), sheet("Plan (2)")], {"Plan (2)": "Plan"}),
        ([sheet("Maaliskuu"), sheet("Vanhentunut", OTHERS)], {"Vanhentunut": "Maaliskuu"}),
        (
            [sheet("Media Plan May"), sheet("v5 SUPERSEDED May", OTHERS)],
            {"v5 SUPERSEDED May": "Media Plan May"},
        ),
        ([sheet("排期"), sheet("排期作废", OTHERS)], {"排期作废": "排期"}),
        ([sheet("Медиаплан в2"), sheet("Медиаплан финал", OTHERS)], {"Медиаплан в2": "Медиаплан финал"}),
        ([sheet("Option A"), sheet("Option B", STRANGERS)], {"Option B": "Option A"}),
        ([sheet("Вариант 1"), sheet("Вариант 2", OTHERS)], {"Вариант 2": "Вариант 1"}),
        ([sheet("方案A"), sheet("方案B", OTHERS)], {"方案B": "方案A"}),
        ([sheet("Package Gold"), sheet("Package Royal", OTHERS)], {"Package Royal": "Package Gold"}),
        ([sheet("Plan v1", BOOKED), sheet("Plan v2", CONFIRMED)], {"Plan v1": "Plan v2"}),
        (
            [sheet("Option A"), sheet("Option B (recommended)", OTHERS)],
            {"Option A": "Option B (recommended)"},
        ),
        ([sheet("Low"), sheet("Mid", OTHERS), sheet("High", times(3))], {"Mid": "Low", "High": "Low"}),
        ([sheet("Plan 500k"), sheet("Plan 800k", OTHERS)], {"Plan 800k": "Plan 500k"}),
        ([sheet("план 900к"), sheet("план 700к", OTHERS)], {"план 700к": "план 900к"}),
        (
            [sheet("Plan (discount 40%)"), sheet("Plan (discount 50%)", OTHERS)],
            {"Plan (discount 50%)": "Plan (discount 40%)"},
        ),
        ([sheet("Plan 2 000 000"), sheet("Plan 1 500 000", OTHERS)], {"Plan 1 500 000": "Plan 2 000 000"}),
        ([sheet("Tabelle1"), sheet("Tabelle3", LINES[:3])], {"Tabelle3": "Tabelle1"}),
        ([sheet("Plan EUR"), sheet("Plan AED", times(4.01))], {"Plan AED": "Plan EUR"}),
        ([sheet("Results", OTHERS), sheet("Plan")], {"Results": "Plan"}),
        ([sheet("All", LINES), sheet("TV", LINES[:2]), sheet("Web", LINES[2:])], {"All": "TV"}),
        (
            [
                sheet("Summary", (("TV", "", 150), ("Web", "", 100))),
                sheet("TV", LINES[:2]),
                sheet("Web", LINES[2:]),
            ],
            {"Summary": "TV"},
        ),
        (
            [flights("Plan 2026-02-01", 1000, 700), flights("Plan 2026-02-15", 1100, 700)],
            {"Plan 2026-02-01": "Plan 2026-02-15"},
        ),
        ([flights("15.02.", 1000, 700), flights("01.02.", 1000, 700)], {"01.02.": "15.02."}),
        ([sheet("Plan v2", hidden=True), sheet("Plan v1", OTHERS)], {"Plan v2": "Plan v1"}),
    ],
)
def test_repeats_another(sheets, expected):
    assert marked(*sheets) == expected


def test_a_title_says_that_its_sheet_counts_no_longer():
    title = (["Spring *** SUPERSEDED 02/04 - DO NOT USE ***"], ["Channel", "Format", "Budget"])
    grid = Grid("April", [*title, *map(list, OTHERS)])
    table = Table((2,), 3, 6, 1, 3, read_columns(grid, (2,), 3, 6, range(1, 4)))
    old = SheetLayout("April", ("brief", "header", *["data"] * 4), (table,)), grid
    assert marked(old, sheet("May")) == {"April": "May"}


def test_both_sides_say_which_is_taken():
    old, new = mark(sheet("Plan v1"), sheet("Plan v2", OTHERS))
    assert [(f.code, f.sheet) for f in (*old.findings, *new.findings)] == [
        ("version-not-taken", "Plan v1"),
        ("version-taken", "Plan v2"),
    ]
    assert old.findings[0].next_step


def asked(*sheets, **answers):
    layouts, grids = zip(*sheets, strict=True)
    return mark_versions(layouts, grids, Answers(answers))


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("Plan")],
        [sheet("UK"), sheet("DE", OTHERS)],
        [sheet("Plan v2", hidden=True), sheet("Plan v1", OTHERS)],
        [sheet("All", LINES), sheet("TV", LINES[:2]), sheet("Web", LINES[2:])],
    ],
)
def test_no_question_where_no_two_versions_can_be_seen(sheets):
    assert asked(*sheets).questions == ()


@pytest.mark.parametrize("money", ["R$ {}.000,00", "{}.000 €", "{} 000 Kč", "${},000", "{},000 kr"])
def test_amounts_that_are_texts_are_no_names_of_lines(money):
    one, other = ([(*line[:2], money.format(line[2] + more)) for line in LINES] for more in (0, 11))
    assert mark_versions(*zip(sheet("Plan", one), sheet("Plan v1", other), strict=True)).questions


def test_two_versions_raise_one_question_whose_default_is_the_likelier():
    (question,) = asked(sheet("Plan v1"), sheet("Plan v2", OTHERS)).questions
    assert (question.id, question.kind, question.default, question.sheets) == (
        "version",
        "version",
        "Plan v2",
        ("Plan v1", "Plan v2"),
    )
    assert question.options == ("Plan v1", "Plan v2", EVERY_ONE)


def test_the_same_lines_with_other_amounts_are_asked_about_and_added_up_until_then():
    answer = asked(sheet("Nordstadt"), sheet("Suedstadt", OTHERS))
    assert [question.default for question in answer.questions] == [EVERY_ONE]
    assert not any(table.alternative_of for layout in answer.layouts for table in layout.tables)


HALF = (*LINES[:2], ("Video", "Clip", 70), ("Social", "Story", 30))
TWICE = (*LINES, *LINES[:1])
TWICE_OTHERS = (*OTHERS, *OTHERS[:1])


@pytest.mark.parametrize(
    ("sheets", "taken"),
    [
        ([sheet("UK", LINES), sheet("DE", HALF)], None),
        ([sheet("March", LINES), sheet("April", HALF)], None),
        ([sheet("Plan", LINES), sheet("antiguo", STRANGERS)], None),
        ([sheet("Campaign", LINES), sheet("Plan B", OTHERS)], EVERY_ONE),
        ([sheet("Campaign", TWICE), sheet("Sheet2", TWICE_OTHERS)], EVERY_ONE),
        ([sheet("Campaign", LINES), sheet("Option B", OTHERS)], "Campaign"),
        ([sheet("Campaign", LINES), sheet("v1", OTHERS)], "Campaign"),
        ([sheet("antiguo", HALF), sheet("Campaña", LINES)], "Campaña"),
    ],
)
def test_a_name_of_one_that_says_a_version_chooses_and_else_all_are_added_up(sheets, taken):
    """'B' is an alias of the balboa, and no market; a line that was booked twice hides no versions."""
    assert [question.default for question in asked(*sheets).questions] == ([taken] if taken else [])


def test_each_group_of_versions_has_a_question_of_its_own():
    plans = [sheet("TV v1"), sheet("TV v2", OTHERS), sheet("Web v1", STRANGERS), sheet("Web v2", STRANGERS)]
    assert [question.id for question in asked(*plans).questions] == ["version", "version-2"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Plan v2", {"Plan v1": "Plan v2"}),
        ("plan V1", {"Plan v2": "Plan v1"}),
        (EVERY_ONE, {}),
    ],
)
def test_the_answer_says_which_version_is_taken(answer, expected):
    marked = asked(sheet("Plan v1"), sheet("Plan v2", OTHERS), version=answer)
    assert {
        layout.sheet: table.alternative_of
        for layout in marked.layouts
        for table in layout.tables
        if table.alternative_of
    } == expected
    assert [question.answer for question in marked.questions] == [
        answer.replace("V", "v").replace("plan", "Plan")
    ]


def test_a_name_that_no_version_has_is_an_error():
    with pytest.raises(UsageError, match="Did you mean 'Plan v2'"):
        asked(sheet("Plan v1"), sheet("Plan v2", OTHERS), version="Plan v22")


@pytest.mark.parametrize(
    ("sheets", "severity"),
    [
        ([sheet("Plan v1"), sheet("Plan v2", OTHERS)], "note"),
        ([sheet("Plan v2", hidden=True), sheet("Plan v1", OTHERS)], "note"),
        ([sheet("All", LINES), sheet("TV", LINES[:2]), sheet("Web", LINES[2:])], "note"),
    ],
)
def test_what_a_question_asks_is_no_second_doubt(sheets, severity):
    findings = [f for layout in asked(*sheets).layouts for f in layout.findings]
    assert [f.severity for f in findings if f.code == "version-not-taken"] == [severity]


def test_a_hidden_sheet_is_said_to_be_left_out():
    rates, plan = mark(sheet("Rates", STRANGERS, hidden=True), sheet("Plan"))
    assert [f.code for f in rates.findings] == ["sheet-hidden"]
    assert plan.findings == ()


@pytest.mark.parametrize(("total", "severity"), [(3500, "note"), (3400, "warning")])
def test_an_overview_that_adds_up_the_other_sheets_is_no_doubt(total, severity):
    overview = sheet("Summary", (("TV", "all", 1000), ("Online", "all", total - 1000)))
    tv, online = sheet("TV", (("TV", "Spot", 1000),)), sheet("Online", (("Online", "Video", 2500),))
    findings = [finding for layout in mark(overview, tv, online) for finding in layout.findings]
    assert [(f.sheet, f.severity) for f in findings if f.code == "version-not-taken"] == [
        ("Summary", severity)
    ]


@pytest.mark.parametrize(
    ("names", "taken"),
    [(("Plan", "Plan v1"), "Plan"), (("Plan", "Plan v2"), "Plan v2"), (("Plan v1", "Plan v2"), "Plan v2")],
)
def test_a_plan_without_a_number_comes_after_its_first_version(names: tuple[str, str], taken: str) -> None:
    layouts, grids = zip(sheet(names[0]), sheet(names[1], OTHERS), strict=True)
    (question,) = mark_versions(layouts, grids).questions
    assert question.default == taken


@pytest.mark.parametrize(
    ("budgets", "severity"),
    [
        ((250, 161), "note"),
        ((250.5, 161), "warning"),  # one sheet has another sum
        ((161, 250), "warning"),  # sums under each other's names
    ],
)
def test_an_overview_with_the_sum_of_each_sheet_is_no_doubt(budgets, severity):
    """Its column is called otherwise than theirs, which have different ones."""
    overview = (("TV", "", budgets[0]), ("Print", "", budgets[1]))
    layout, *_ = mark(
        sheet("Übersicht", overview, header=("Kanal", "x", "Budget")),
        sheet("TV", LINES, header=("Sender", "Format", "Netto")),
        sheet(
            "Print", (*OTHERS[:1], *STRANGERS[:1], ("Heft", "1/1", 66)), header=("Titel", "Format", "Kosten")
        ),
    )
    assert [finding.severity for finding in layout.findings] == [severity]


@pytest.mark.parametrize(("march", "severity"), [(100, "note"), (101, "warning")])
def test_an_overview_may_part_the_sum_of_each_sheet(march, severity):
    """Months with their total beside them; the total alone is what the other sheet adds up to."""
    layout, *_ = mark(
        sheet(
            "Übersicht",
            (("TV", march, 150, 250), ("Print", 61, 100, 161)),
            header=("Kanal", "Teil 1", "Teil 2", "Budget"),
        ),
        sheet("TV", LINES, header=("Sender", "Format", "Netto")),
        sheet(
            "Print", (*OTHERS[:1], *STRANGERS[:1], ("Heft", "1/1", 66)), header=("Titel", "Format", "Kosten")
        ),
    )
    assert [finding.severity for finding in layout.findings] == [severity]


@pytest.mark.parametrize(
    ("march", "severity"),
    [
        ((600, 400), "note"),
        ((601, 400), "warning"),  # the sheet has another sum
        ((400, 600), "note"),  # its sum is what counts
    ],
)
def test_an_overview_with_a_column_for_each_sheet_is_no_doubt(march, severity):
    lines = (("Ahorn", march[0], 900, march[0] + 900), ("Birke", march[1], 800, march[1] + 800))
    header = ("Medium", "Format", "Netto")
    layout, *_ = mark(
        sheet("Summary", lines, header=("Medium", "March", "April", "Total")),
        sheet("March", (("Ahorn", "Spot", 600), ("Birke", "Spot", 400)), header=header),
        sheet("April", (("Ahorn", "Spot", 900), ("Birke", "Spot", 800)), header=header),
    )
    assert [finding.severity for finding in layout.findings] == [severity]


@pytest.mark.parametrize(
    ("field", "values", "versions"),
    [
        # Leave it alone: the brief of both says the same, or who made it, or one of them says nothing.
        ("brand", ("Acme Soap", "ACME soap"), True),
        ("campaign_name", ("Spring", "Spring, again"), True),
        ("brand", ("Acme Soap", None), True),
        ("brand", ("Acme Soap", "Acme Tea"), False),
        ("market", ("Austria", "Latvia"), False),
        ("product", ("Loans", "Cards"), False),
    ],
)
def test_plans_for_two_brands_or_markets_are_no_versions(field, values, versions):
    pairs = []
    for name, lines, value in zip(("Plan v1", "Plan v2"), (LINES, OTHERS), values, strict=True):
        layout, grid = sheet(name, lines)
        brief = (BriefItem("label", value, field, 1, 1),) if value else ()
        pairs.append((replace(layout, brief=brief), grid))
    assert bool(asked(*pairs).questions) == versions


REBOOKED = (
    ("TV", "Long spot", 480),
    ("Radio", "Jingle", 20),
    ("Video", "Pre-roll", 75),
    ("Social", "Reel", 9),
)
OTHER_MEDIA = (
    ("Cinema", "Long spot", 480),
    ("Radio", "Jingle", 20),
    ("Press", "Page", 75),
    ("Posters", "12", 9),
)


@pytest.mark.parametrize(
    ("name", "lines", "versions"),
    [
        # Leave it alone: a name of its own, and lines of other names.
        ("Northern towns", REBOOKED, False),
        ("v1", OTHER_MEDIA, False),
        ("v1", REBOOKED, True),
        ("Option 2", REBOOKED, True),
        ("Variante 2", REBOOKED, True),
    ],
)
def test_a_version_may_book_the_same_names_anew(name, lines, versions):
    assert bool(asked(sheet("Media Plan"), sheet(name, lines)).questions) == versions
