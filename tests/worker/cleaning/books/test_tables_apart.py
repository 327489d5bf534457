"""Tables that a sum of the plan's other tables leaves out: which stay, which are left out, which a person is asked about."""

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
NORTH = [
    ["Platform", "Budget USD", "Markets"],
    ["Alder", 61_022.44, "A, B"],
    ["Birch", 43_557.56, "all"],
    ["North total", 104_580, None],
]
SOUTH = [
    ["Platform", "Budget USD", "Markets"],
    ["Cedar", 7_553, "C"],
    ["Birch", 4_067, "C"],
    ["South total", 11_620, None],
]
PARTS = [["Group", "Source", "Amount USD"], ["A, B", "shared", 28_916.36], ["C, D", "Birch only", 14_641.2]]
TOTAL = [[None, None], ["Programme total", 116_200]]
SPLIT = [["Группа", "Источник", "Сумма USD"], ["А", "общая", 28_916.36], ["Б", "только Birch", 14_641.2]]
TEILE = [["Gruppe", "Quelle", "Betrag USD"], ["A", "geteilt", 28_916.36], ["B", "allein", 14_641.2]]
TV = [
    ["Channel", "Vendor", "Start", "End", "Net cost EUR", "Impressions"],
    ["TV", "Alder", *MARCH, 19_175.5, 310_000],
    ["TV", "Birch", *MARCH, 11_000, 120_000],
]
ONLINE = [
    ["Channel", "Vendor", "Start", "End", "Net cost EUR", "Impressions"],
    ["Online", "Cedar", *MARCH, 15_000, 150_000],
    ["Online", "Fir", *MARCH, 8_200.25, 90_000],
]
GRAND = [[None, None], ["Total budget", 53_375.75]]


def tracker(*heads: str) -> list[list[Any]]:
    """Other campaigns, with what is planned and what was spent."""
    return [
        list(heads),
        ["Old burst", "Elm", *MARCH, 66_000, 21_342.93],
        ["Spring teaser", "Oak", *MARCH, 21_800, 4_500],
    ]


TRACKER = tracker("Campaign", "Platform", "Start", "End", "Planned budget EUR", "Spent EUR")
STAND = tracker("Kampagne", "Plattform", "Start", "Ende", "Geplantes Budget EUR", "Ausgegeben EUR")
SUIVI = tracker("Campagne", "Plateforme", "Début", "Fin", "Budget prévu EUR", "Dépensé EUR")


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def export(
    mapper: MediaMapper,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    answers: Mapping[str, str] | None = None,
) -> Export:
    grids = []
    for name, rows in sheets.items():
        width = max(map(len, rows))
        grids.append(Grid(name, [[*row, *[None] * (width - len(row))] for row in rows]))
    book = Book("plan.xlsx", tuple(grids))
    return mapper.export(book, mapper.map(book, llm=False, answers=answers), llm=False)


def sources(result: Export) -> set[str]:
    return set(result.raw.table.column("source_sheet").to_pylist())


def questions(result: Export) -> list[str | None]:
    return [question.default for question in result.questions if question.id.startswith("table")]


@pytest.mark.parametrize(
    "sheets",
    [
        pytest.param({"North": NORTH, "South": SOUTH, "More": PARTS}, id="no sum of the others"),
        pytest.param({"North": [*NORTH, *TOTAL], "South": SOUTH, "More": [PARTS[0], ["A", "x", 28_916.36], ["B", "y", 9_000]]}, id="of no line's amount"),
        pytest.param({"North": [*NORTH, [None, None], ["Programme total", 159_757.56]], "South": SOUTH, "More": PARTS}, id="a sum of all"),
        pytest.param({"North": [*NORTH, *TOTAL], "South": SOUTH, "More": [PARTS[0], ["All", "Birch", 43_557.56]]}, id="a single line of that amount"),
        pytest.param({"North": TV, "South": [*ONLINE, *GRAND], "More": [TV[0], ["OOH", "Elm", *MARCH, 11_175.5, 5_000], ["OOH", "Oak", *MARCH, 8_000, 4_000]]}, id="lines with flights"),
        pytest.param({"North": TV, "South": ONLINE, "More": TRACKER}, id="spend, without a sum of the others"),
        pytest.param({"North": TV, "South": [*ONLINE, [None, None], ["Total budget", 141_175.75]], "More": TRACKER}, id="spend, and a sum of all"),
    ],
)  # fmt: skip
def test_lines_of_the_plan_stay(mapper: MediaMapper, sheets: dict[str, list[list[Any]]]) -> None:
    result = export(mapper, sheets)
    assert sources(result) == {"North", "South", "More"}
    assert not questions(result)


@pytest.mark.parametrize("parts", [PARTS, TEILE, SPLIT], ids=["en", "de", "ru"])
def test_what_shares_out_a_line_is_left_out(mapper: MediaMapper, parts: list[list[Any]]) -> None:
    result = export(mapper, {"North": [*NORTH, *TOTAL], "South": SOUTH, "More": parts})
    assert sources(result) == {"North", "South"}
    assert not questions(result)
    assert "side-table" in {f.code for f in result.raw.findings if f.sheet == "More"}


@pytest.mark.parametrize("other", [TRACKER, STAND, SUIVI], ids=["en", "de", "fr"])
@pytest.mark.parametrize("answer", [None, "lines"])
def test_other_campaigns_with_their_spend_are_asked_about(
    mapper: MediaMapper, other: list[list[Any]], answer: str | None
) -> None:
    sheets = {"TV": TV, "Online": [*ONLINE, *GRAND], "More": other}
    result = export(mapper, sheets, {"table": answer} if answer else None)
    assert sources(result) == {"TV", "Online", *(["More"] if answer else [])}
    assert questions(result) == ["not exported"]
