"""Tables beside a plan: which are its parts, which are left out, which a person is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.verbs.export import Export

MARCH = [date(2026, 3, 1), date(2026, 3, 31)]
APRIL = [date(2026, 4, 13), date(2026, 6, 28)]
PLAN = [
    ["Channel", "Publisher", "Format", "Start", "End", "Units", "Net cost EUR", "Impressions"],
    ["TV", "Alder", "30s", *MARCH, 12, 19_175, 310_000],
    ["Radio", "Birch", "20s", *MARCH, 31, 11_010, 120_000],
    ["Social", "Cedar", "Video", *APRIL, 4, 15_020, 150_000],
]
TOTAL = ["Total", None, None, None, None, 47, 45_205, 580_000]


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def export(
    mapper: MediaMapper,
    sheet: str,
    rows: Sequence[Sequence[Any]],
    answers: Mapping[str, str] | None = None,
    plan: Sequence[Sequence[Any]] = PLAN,
) -> Export:
    width = max(map(len, rows))
    sheets = {"Plan": [list(r) for r in plan], sheet: [[*r, *[None] * (width - len(r))] for r in rows]}
    book = Book("plan.xlsx", tuple(Grid(name, cells) for name, cells in sheets.items()))
    return mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)


def sources(result: Export) -> set[str]:
    return set(result.raw.table.column("source_sheet").to_pylist())


@pytest.mark.parametrize("total", [True, False], ids=["a plan with a total", "without"])
@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("OOH", [["Site", "Vendor", "Start", "End", "Panels", "Net cost EUR"], ["Mall", "QMS", *MARCH, 5, 15_000], ["Pier", "QMS", *MARCH, 7, 21_000]]),
        ("Print", [["Titel", "Format", "ET", "Kosten netto EUR"], ["Bote", "1/1", MARCH[0], 15_000], ["Kurier", "1/2", MARCH[1], 21_000]]),
        ("Search", [["Plateforme", "Campagne", "Budget EUR", "Clics"], ["Google", "Marque", 15_000, 9000], ["Bing", "Générique", 21_000, 7000]]),
        ("Fase 2", [["Canal", "Soporte", "Inicio", "Fin", "Coste neto EUR"], ["TV", "Alder", *APRIL, 15_000], ["Radio", "Birch", *APRIL, 21_000]]),
        ("Influencerzy", [["Profil", "Platforma", "Liczba postów", "Koszt netto EUR"], ["@ola", "Instagram", 3, 15_000], ["@jan", "TikTok", 4, 21_000]]),
        ("Production", [["Item", "Supplier", "Net cost EUR"], ["Edit", "Studio A", 18_000], ["Record", "Studio B", 4000], ["Total", None, 22_000]]),
        ("Brief", [["Publisher", "Start", "End", "Spots", "Net cost EUR"], ["Fir", *APRIL, 5, 5000], ["Elm", *APRIL, 4, 4000]]),
        ("Results", [["Publisher", "Actual spend EUR"], ["Alder", 19_100], ["Birch", 11_000], ["Cedar", 15_000]]),
    ],
)  # fmt: skip
def test_parts_of_the_plan_stay(mapper: MediaMapper, sheet: str, rows: list[list[Any]], total: bool) -> None:
    result = export(mapper, sheet, rows, plan=[*PLAN, TOTAL] if total else PLAN)
    assert sources(result) == {"Plan", sheet}
    assert not [q for q in result.questions if q.kind == "sheet"]


def test_alone_any_table_is_the_plan(mapper: MediaMapper) -> None:
    rows = [["Channel", "Budget EUR"], ["TV", 20_000], ["Radio", 8000]]
    result = export(mapper, "Targets", rows, plan=[["Notes"], ["none"]])
    assert sources(result) == {"Targets"}


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Brief", [["Flight", "Start", "End", "Indicative budget"], ["Launch", *MARCH, 250_000], ["Sustain", *APRIL, 150_000]]),
        ("Briefing", [["Phase", "Start", "Ende", "Budgetrahmen EUR"], ["Start", *MARCH, 90_000], ["Nachlauf", *APRIL, 60_000]]),
        ("Бриф", [["Этап", "Начало", "Окончание", "Бюджет"], ["Запуск", *MARCH, 1_200_000], ["Поддержка", *APRIL, 800_000]]),
        ("Akceptacje", [["Data", "Kto", "Czego dotyczy", "Kwota EUR"], [MARCH[0], "Klient", "Plan", 148_000], [MARCH[1], "Klient", "Aneks", 12_000]]),
        ("Ödeme planı", [["Taksit", "Ödeme tarihi", "Tutar EUR"], ["Bir", MARCH[0], 45_000], ["İki", MARCH[1], 60_000]]),
        ("Metas", [["Canal", "Meta de impressões", "Meta de cliques"], ["Social", 2_000_000, 15_000], ["TV", 500_000, 22_000]]),
        ("Охваты", [["Канал", "TRP", "Охват 1+", "Частота"], ["ТВ", 320, 62, 5.2], ["Радио", 140, 33, 4.2]]),
        ("Calendar", [["Channel", "Publisher", date(2026, 3, 2), date(2026, 3, 9)], ["TV", "Alder", "x", "x"], ["Radio", "Birch", None, "x"]]),
        ("Concorrenza", [["Marca", "Investimento EUR"], ["Aquila", 800_000], ["Falco", 400_000]]),
        ("Resultados 2025", [["Canal", "Inversión 2025 EUR", "Impresiones 2025"], ["TV", 90_000, 3_000_000], ["Social", 40_000, 5_000_000]]),
    ],
)  # fmt: skip
def test_what_says_that_it_stands_beside_the_plan_is_left_out(
    mapper: MediaMapper, sheet: str, rows: list[list[Any]]
) -> None:
    result = export(mapper, sheet, rows)
    assert sources(result) == {"Plan"}
    assert result.settled, [f.sentence for f in result.raw.findings if f.severity != "note"]
    assert result.raw.accounts and not result.raw.accounts.of("unexplained").cells


@pytest.mark.parametrize(
    ("rows", "default"),
    [
        pytest.param([["Item", "Net cost EUR"], ["Edit", 800], ["Record", 1250]], "lines", id="other money, plainly"),
        pytest.param([["Kanal", "Kosten netto EUR"], ["Print", 800], ["Kino", 1250]], "lines", id="other channels"),
        pytest.param([["Canal", "Part", "Budget EUR"], ["TV", 0.6, 60_000], ["Radio", 0.4, 40_000]], "not exported", id="a split over the plan's channels"),
        pytest.param([["Editore", "Valore EUR"], ["Alder", 12_000], ["Cedar", 9000]], "not exported", id="values by the plan's vendors"),
        pytest.param([["Etap", "Początek", "Koniec", "Budżet EUR"], ["A", *MARCH, 9000], ["B", *APRIL, 6000]], "not exported", id="flights with money alone"),
    ],
)  # fmt: skip
def test_what_nothing_proves_is_asked(mapper: MediaMapper, rows: list[list[Any]], default: str) -> None:
    result = export(mapper, "More", rows)
    assert [(q.id, q.default, q.sheets) for q in result.questions] == [("table", default, ("More",))]
    assert sources(result) == ({"Plan", "More"} if default == "lines" else {"Plan"})
    assert not result.settled
    for answer, sheets in (("lines", {"Plan", "More"}), ("not exported", {"Plan"})):
        decided = export(mapper, "More", rows, {"table": answer})
        assert sources(decided) == sheets
        assert not [q for q in decided.questions if q.is_open]


def test_a_summary_adds_up_the_plan_and_not_what_stands_beside_it(mapper: MediaMapper) -> None:
    brief = [
        ["Flight", "Start", "End", "Indicative budget"],
        ["Launch", *MARCH, 250_000],
        ["Later", *APRIL, 70_000],
    ]
    online = [["Publisher", "Start", "End", "Clicks", "Net cost EUR"], ["Fir", *APRIL, 900, 5025.5]]
    cover = [
        ["Medium", "Net cost EUR"],
        ["TV", 19_175],
        ["Radio", 11_010],
        ["Social", 15_020],
        ["Web", 5025.5],
    ]
    sheets = {"Cover": cover, "Brief": brief, "Plan": PLAN, "Online": online}
    book = Book("plan.xlsx", tuple(Grid(name, [list(r) for r in rows]) for name, rows in sheets.items()))
    result = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert sources(result) == {"Plan", "Online"}
    assert not result.questions
    assert True in {t.ok for t in result.raw.totals if t.sheet == "Cover"}
