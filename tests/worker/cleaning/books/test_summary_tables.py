"""Tables that add up the lines of others: which are compared and left out, which are asked about, which stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from worker.errors import UsageError
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.verbs.export import Export

MARCH = [date(2026, 3, 1), date(2026, 3, 31)]
PLAN = [
    ["Channel", "Vendor", "Start", "End", "Net cost EUR", "Impressions"],
    ["TV", "Alder", *MARCH, 1917.5, 310_000],
    ["TV", "Birch", *MARCH, 1100, 120_000],
    ["Online", "Cedar", *MARCH, 1500, 150_000],
]
ROUND = [
    ["Vendor", "Start", "End", "Net cost EUR"],
    ["Alder", *MARCH, 60_000],
    ["Birch", *MARCH, 40_000],
]

HALF = [
    ["Netzwerk", "Start", "Ende", "Kosten netto EUR", "Impressions", "Klicks", "Views", "Bemerkung"],
    ["Video", *MARCH, 2_500_000, 6_250_000, 62_500, 4_100_000, "ohne Ton"],
]


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def _export(
    mapper: MediaMapper,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    answers: Mapping[str, str] | None = None,
) -> Export:
    book = Book("plan.xlsx", tuple(Grid(name, [list(row) for row in rows]) for name, rows in sheets.items()))
    return mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)


def _sources(export: Export) -> set[str]:
    return set(export.raw.table.column("source_sheet").to_pylist())


def _oks(export: Export, sheet: str) -> set[bool | None]:
    return {t.ok for t in export.raw.totals if t.sheet == sheet}


@pytest.mark.parametrize(
    ("plan", "other"),
    [
        pytest.param(ROUND, [["Vendor", "Start", "End", "Net cost EUR"], ["Elm", *MARCH, 70_000], ["Fir", *MARCH, 30_000]], id="another part with flights and the same round sum"),
        pytest.param(ROUND, [["Vendor", "End", "Net cost EUR"], ["Elm", MARCH[1], 20_000], ["Fir", MARCH[1], 30_000]], id="fewer columns"),
        pytest.param(PLAN, [["Production", "Net cost EUR"], ["Banner", 800], ["Spot", 1250], ["Total", 2050]], id="other money, plainly"),
        pytest.param(PLAN, [["Channel", "Net cost EUR"], ["Print", 800], ["Radio", 1250], ["Total", 2050]], id="other channels"),
        pytest.param(HALF, [["Netzwerk", "Start", "Ende", "Kosten netto EUR", "Impressions", "Klicks"], ["Ahorn", *MARCH, 2_500_000, 12_500_000, 15_000]], id="half a budget, with other volumes"),
        pytest.param(HALF, [["Régie", "Fin", "Coût net EUR", "Clics"], ["Sapin", MARCH[1], 2_500_000, 9_000]], id="half a budget, with other clicks"),
        pytest.param(PLAN, [["Vendor", "Actual spend EUR"], ["Alder", 1917.5], ["Birch", 1100], ["Cedar", 1500]], id="what was delivered, to the cent"),
    ],
)  # fmt: skip
def test_further_lines_stay(mapper: MediaMapper, plan: list[list[Any]], other: list[list[Any]]) -> None:
    export = _export(mapper, {"Plan": plan, "More": other})
    assert _sources(export) == {"Plan", "More"}
    assert not [q for q in export.questions if q.kind == "sheet" and q.id != "which-tables"]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param(
            [("Media Alder", 2_000), ("Media Birch", 4_000), ("Media Fir", 1_000)], True, id="other sums"
        ),
        pytest.param(
            [("Media Alder", 1_250.5), ("Media Birch", 730.25), ("Reporting", 600)], False, id="gross"
        ),
        pytest.param([("Alder media", 1_000.4), ("Birch media", 584.2), ("Set-up", 99)], False, id="net"),
    ],
)
def test_an_estimate_names_media_behind_or_before_another_word_and_adds_a_fee(
    mapper: MediaMapper, lines: list[tuple[str, float]], kept: bool
) -> None:
    head = ["Vendor", "Start", "End", "Gross cost EUR", "Net cost EUR"]
    plan = [
        ["Alder", *MARCH, 1_250.5, 1_000.4],
        ["Birch", *MARCH, 500, 400],
        ["Birch", *MARCH, 230.25, 184.2],
    ]
    estimate = [["Item", "Net cost EUR"], *map(list, lines)]
    export = _export(mapper, {"Plan": [head, *plan], "Estimate": estimate})
    assert _sources(export) == ({"Plan", "Estimate"} if kept else {"Plan"})
    assert kept or [q.id for q in export.questions if q.kind == "sheet"] == ["summary"]


@pytest.mark.parametrize(
    ("amounts", "settled"),
    [
        pytest.param((919.4, 1011.7, 794.3), True, id="each rounded to a tenth of a thousand"),
        pytest.param((919.4, 1011.7, 799.3), False, id="one of them another"),
    ],
)
@pytest.mark.parametrize(
    ("title", "head"),
    [("Бюджет, тис. грн", ("Місяць", "Бюджет")), ("Budget, UAH thousands", ("Month", "Net cost"))],
)
def test_a_summary_in_thousands_is_rounded(
    mapper: MediaMapper, title: str, head: tuple[str, str], amounts: tuple[float, ...], settled: bool
) -> None:
    months = {"September": 919_437.52, "October": 1_011_739.84, "November": 794_296.47}
    plan = {
        month: [
            ["Vendor", "Start", "End", "Net cost UAH", "Impressions"],
            ["Alder", *MARCH, amount - 100_000.25, 10_000],
            ["Birch", *MARCH, 100_000.25, 70_000],
        ]
        for month, amount in months.items()
    }
    summary = [[title, None], [None, None], list(head), *map(list, zip(months, amounts, strict=True))]
    export = _export(mapper, {"Figures": summary, **plan})
    assert _sources(export) == set(months)
    assert export.settled is settled


def test_flights_with_the_same_sum_are_asked_about(mapper: MediaMapper) -> None:
    more = [["Vendor", "Start", "End", "Net cost EUR"], ["Elm", *MARCH, 4000], ["Fir", *MARCH, 517.5]]
    assert [q.id for q in _export(mapper, {"Plan": PLAN, "More": more}).questions] == ["summary"]


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param([["Channel", "Cost EUR"], ["TV", 3017.5], ["Online", 1500], ["Total", 4517.5]], id="by channel"),
        pytest.param([["Channel", "Share", "Cost EUR"], ["TV", 0.668, 3017.5], ["Online", 0.332, 1500]], id="with shares, without a total"),
        pytest.param([["Vendor", "Cost EUR"], ["Cedar", 1500], ["Alder", 1917.5], ["Birch", 1100]], id="by vendor, in another order"),
        pytest.param([["Month", "Cost EUR"], ["March", 4000], ["April", 517.5]], id="by names that no line has"),
        pytest.param([["Cost", "EUR"], ["Media budget", 4517.5]], id="the sum alone"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["on another sheet", "below", "above"])
def test_a_summary_is_compared_and_left_out(
    mapper: MediaMapper, summary: list[list[Any]], place: str
) -> None:
    sheets: dict[str, list[list[Any]]] = {"Plan": PLAN, "Figures": summary}
    if place == "below":
        sheets = {"Plan": [*PLAN, [], [], *summary]}
    elif place == "above":
        sheets = {"Plan": [*summary, [], [], *PLAN]}
    export = _export(mapper, {name: _even(rows) for name, rows in sheets.items()})
    assert export.raw.table.num_rows == 3
    assert export.settled, [f.sentence for f in export.raw.findings if f.severity != "note"]
    assert True in _oks(export, "Figures" if place == "on another sheet" else "Plan")
    assert export.raw.accounts and not export.raw.accounts.of("unexplained").cells


def test_sheets_of_channels_that_call_their_money_differently_are_added_up(mapper: MediaMapper) -> None:
    head = ["Vendor", "Start", "End"]
    press = [[*head, "Net cost EUR"], ["Alder", *MARCH, 1917.5], ["Birch", *MARCH, 1100.25]]
    online = [[*head, "Clicks", "Planned budget EUR"], ["Cedar", *MARCH, 150, 900], ["Elm", *MARCH, 99, 600]]
    cover = [
        ["Channel", "Net cost EUR"],
        ["Press", 3017.75],
        ["Online", 1500],
        ["Media", 4517.75],
        ["Set-up", 217.5],
    ]
    export = _export(mapper, {"Cover": cover, "Press": press, "Online": online})
    assert _sources(export) == {"Press", "Online"}
    assert [q.sheets for q in export.questions if q.kind == "sheet"] == [("Cover",)]


def _even(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    width = max(len(row) for row in rows)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def test_a_summary_that_differs_is_told(mapper: MediaMapper) -> None:
    stale = [["Channel", "Cost EUR"], ["TV", 3017.5], ["Online", 1400], ["Total", 4417.5]]
    export = _export(mapper, {"Plan": PLAN, "Figures": stale})
    assert _sources(export) == {"Plan"}
    assert False in _oks(export, "Figures") and not export.settled


@pytest.mark.parametrize(
    ("answers", "sources", "settled"),
    [
        ({}, {"Plan"}, False),
        ({"summary": "summary"}, {"Plan"}, True),
        ({"summary": "lines"}, {"Plan", "More"}, True),
    ],
)
def test_one_round_sum_is_asked_about(
    mapper: MediaMapper, answers: dict[str, str], sources: set[str], settled: bool
) -> None:
    more = [["Production", "Net cost EUR"], ["Spot", 70_000], ["Banner", 30_000]]
    export = _export(mapper, {"Plan": ROUND, "More": more}, answers)
    assert _sources(export) == sources
    assert export.settled is settled
    assert [(q.id, q.kind, q.effect) for q in export.questions] == [
        ("summary", "sheet", {"net_cost": {"": 100_000.0}})
    ]


def test_a_proved_summary_is_exported_where_a_person_says_so(mapper: MediaMapper) -> None:
    summary = [["Channel", "Cost EUR"], ["TV", 3017.5], ["Online", 1500]]
    assert _sources(_export(mapper, {"Plan": PLAN, "Figures": summary}, {"summary": "lines"})) == {
        "Plan",
        "Figures",
    }
    with pytest.raises(UsageError, match="Answers: summary, lines"):
        _export(mapper, {"Plan": PLAN, "Figures": summary}, {"summary": "maybe"})


@pytest.mark.parametrize(("name", "rows"), [("alle", 3), ("Все", 3), ("Total", 3), ("Wien", 4)])
def test_a_count_beside_a_word_for_all_is_the_plans_own(mapper: MediaMapper, name: str, rows: int) -> None:
    """31 faces are too few to be no chance; 'alle' says whose they are."""
    plan = [
        ["Site", "State", "Faces", "Cost EUR", "Start"],
        ["A39404", "Wien", 12, 948.5, MARCH[0]],
        ["A63190", "Tirol", 9, 698, MARCH[0]],
        ["A77001", "Wien", 10, 1200, MARCH[0]],
    ]
    figures = [["State", "Faces", "Cost EUR"], [name, 31, None if rows == 3 else 99]]
    sheets = {"Sites": _even(plan), "Figures": _even(figures)}
    assert _export(mapper, sheets).raw.table.num_rows == rows


def test_of_several_costs_a_line_for_all_may_have_another(mapper: MediaMapper) -> None:
    """The faces agree; the money is the media's alone, and is told as a total that differs."""
    plan = [
        ["Site", "State", "Faces", "Net cost EUR", "Start"],
        ["A39404", "Wien", 12, 948.5, MARCH[0]],
        ["A63190", "Tirol", 9, 698, MARCH[0]],
        ["A77001", "Wien", 10, 1200, MARCH[0]],
    ]
    below = [[None, "State", "Faces", "Net cost EUR"], [None, "alle", 31, 2300]]
    export = _export(mapper, {"Sites": _even([*plan, ["", "Total", 31, 2846.5], [], [], *below])})
    assert export.raw.table.num_rows == 3
    assert False in _oks(export, "Sites")


@pytest.mark.parametrize(
    ("months", "amounts", "sources"),
    [
        pytest.param(("Nov", "Dec"), (1417.3, 2000), {"Data"}, id="a pivot"),
        pytest.param(("Ноябрь", "Декабрь"), (1417.3, 2000), {"Data"}, id="a Russian one"),
        pytest.param(("Nov", "Dec"), (1100.2, 930), {"Data", "Cost"}, id="other money"),
    ],
)
def test_months_in_columns_add_up_lines_with_a_column_of_months(
    mapper: MediaMapper, months: tuple[str, str], amounts: tuple[float, float], sources: set[str]
) -> None:
    data = [
        ["Date", "Campaign", "Cost EUR", "Impressions", "Clicks"],
        [date(2026, 11, 1), "Alder", 2517.42, 664_414, 2_605],
        [date(2026, 12, 1), "Alder", 1417.3, 364_400, 1_600],
        [date(2026, 12, 1), "Birch", 2000, 500_000, 2_000],
    ]
    alder, birch = amounts
    pivot = [
        ["Sum of Cost", "Column Labels", None, None],
        ["Row Labels", *months, "Grand Total"],
        ["Alder", 2517.42, alder, 2517.42 + alder],
        ["Birch", None, birch, birch],
        ["Grand Total", 2517.42, alder + birch, 2517.42 + alder + birch],
    ]
    assert _sources(_export(mapper, {"Data": data, "Cost": pivot})) == sources


BY_SET = [
    ["Month", "Campaign", "Ad set", "Device", "Actual spend EUR", "Clicks"],
    ["2026-03", "Alder", "A1", "Mobile", 1_204.31, 812],
    ["2026-04", "Alder", "A1", "Mobile", 955.08, 640],
    ["2026-03", "Birch", "B1", "Desktop", 2_310.77, 1_530],
    ["2026-04", "Birch", "B1", "Desktop", 1_876.42, 1_244],
]


@pytest.mark.parametrize(
    ("spend", "asked"),
    [
        pytest.param([2_159.39, 4_187.19], False, id="the same spend"),
        pytest.param([2_159.39, 4_190.00], True, id="another spend"),
    ],
)
def test_money_that_only_a_summary_has_hides_no_sum_that_both_have(
    mapper: MediaMapper, spend: list[float], asked: bool
) -> None:
    campaigns = [
        ["Campaign", "Daily budget EUR", "Total spend EUR"],
        *([name, budget, one] for name, budget, one in zip(["Alder", "Birch"], [40, 75], spend, strict=True)),
    ]
    export = _export(mapper, {"Campaigns": campaigns, "Sets": BY_SET})
    assert _sources(export) == {"Sets"}
    assert any(question.kind == "sheet" for question in export.questions) == asked


@pytest.mark.parametrize(
    ("off", "agrees"),
    [pytest.param(3, True, id="rounding"), pytest.param(900, False, id="more")],
)
def test_sums_of_rounded_lines_are_off_by_what_rounding_takes(
    mapper: MediaMapper, off: int, agrees: bool
) -> None:
    phrases = [[f"phrase {i}", f"Group {i % 3}", 2, 100 + i * 7 % 311] for i in range(60)]
    groups = [
        [name, sum(cost for _, group, _, cost in phrases if group == name)]
        for name in ("Group 0", "Group 1", "Group 2")
    ]
    groups[0][1] += off
    export = _export(
        mapper,
        {
            "Phrases": [["Keyword", "Ad group", "CPC", "Net cost EUR"], *phrases],
            "Groups": [["Ad group", "Net cost EUR"], *groups],
        },
    )
    assert _sources(export) == {"Phrases"}
    assert _oks(export, "Groups") == {agrees}


LOCAL = [
    ["Market", "Vendor", "Start", "End", "Net cost USD", "Clicks", "Video views"],
    ["Oman", "Alder", *MARCH, 1917.5, 3_115, 41_270],
    ["Oman", "Birch", *MARCH, 1100, 1_202, 12_915],
    ["Qatar", "Cedar", *MARCH, 1500, 1_509, 15_083],
]


@pytest.mark.parametrize(
    ("head", "lines", "proved"),
    [
        pytest.param(("Market", "Budget AED", "Clicks", "Views"), [(11_082.1, 4_317, 54_185), (5_509, 1_409, 15_083)], False, id="one count of another line"),
        pytest.param(("Market", "Budget AED", "Clicks"), [(11_082.1, 4_317), (5_509, 1_509)], False, id="a single count"),
        pytest.param(("Market", "Budget AED", "Clicks", "Views"), [(11_082.1, 4_317, 54_185), (5_509, 1_509, 15_083)], True, id="en"),
        pytest.param(("Markt", "Budget AED", "Klicks", "Views"), [(11_082.1, 4_317, 54_185), (5_509, 1_509, 15_083)], True, id="de"),
        pytest.param(("Marché", "Budget AED", "Clics", "Vues"), [(11_082.1, 4_317, 54_185), (5_509, 1_509, 15_083)], True, id="fr"),
    ],
)  # fmt: skip
def test_counts_prove_a_summary_whose_money_is_in_another_currency(
    mapper: MediaMapper, head: tuple[str, ...], lines: list[tuple[float, ...]], proved: bool
) -> None:
    rows = [list(head), *([name, *line] for name, line in zip(("Oman", "Qatar"), lines, strict=True))]
    export = _export(mapper, {"Plan": LOCAL, "More": rows})
    asked = any(question.kind == "sheet" for question in export.questions)
    assert (_sources(export) == {"Plan"} and not asked) == proved
