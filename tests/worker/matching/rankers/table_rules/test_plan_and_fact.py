"""Columns of one measure that its own name calls planned, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import ABOVE, SourceColumn


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("Planned budget", "Planned impressions"), ["planned_budget", "planned_impressions"]),
        (("Planned budget", "Actual cost"), ["planned_budget", "spend"]),
        (("Planned budget Plan", "Planned budget Actual"), ["planned_budget", "spend"]),
        (("Planowany budżet Planowane", "Planowany budżet Realizacja"), ["planned_budget", "spend"]),
        (("Budget prévu Prévu", "Budget prévu Réel"), ["planned_budget", "spend"]),
        (("Planlanan bütçe Plan", "Planlanan bütçe Gerçekleşen"), ["planned_budget", "spend"]),
    ],
)
def test_the_word_that_differs_says_the_stage(
    cascade: Cascade, headers: tuple[str, ...], fields: list[str | None]
) -> None:
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    columns = [SourceColumn(header, ("41054", "79290", "6120")) for header in headers]
    suggestions = cascade.suggest([*head, *columns])[len(head) :]
    assert [one.field for one in suggestions] == fields
    assert all(one.confidence >= 0.8 for one in suggestions)


def test_a_group_called_plan_holds_measures_and_is_none(cascade: Cascade) -> None:
    """'집행 금액', the amount run, is planned below '계획', and clicks there are no impressions."""
    numbers = ("41054", "79290", "6120")
    columns = [
        SourceColumn("매체명", ("Alder", "Birch")),
        *(
            SourceColumn(f"{group}{ABOVE}{name}", numbers, group=group)
            for group in ("계획", "실적")
            for name in ("집행 금액", "노출수", "클릭수")
        ),
    ]
    fields = [one.field for one in cascade.suggest(columns)][1:]
    assert fields == ["planned_budget", "planned_impressions", None, "spend", "impressions", "clicks"]


PLANNED, DELIVERED = (22_140.0, 30_855.0, 56_870.0), (22_582.8, 27_769.5, 54_026.5)
LESS = tuple(d - p for p, d in zip(PLANNED, DELIVERED, strict=True))
SHARE = tuple(d / p - 1 for p, d in zip(PLANNED, DELIVERED, strict=True))


def family(
    cascade: Cascade,
    names: tuple[str, ...],
    compared: tuple[float, ...],
    groups: tuple[str, ...] = ("Budget", "Est. impressions"),
) -> list[str | None]:
    """The fields of three columns under 'Budget', and of the same three under 'Est. impressions'."""
    columns = [SourceColumn("Vendor", ("Alder", "Birch", "Cedar"))]
    for group in groups:
        for name, numbers in zip(names, (PLANNED, DELIVERED, compared), strict=True):
            texts = tuple(f"{n:g}" for n in numbers)
            columns.append(SourceColumn(f"{group}{ABOVE}{name}", texts, group=group, numbers=numbers))
    return [one.field for one in cascade.suggest(columns)][1:]


def test_three_columns_without_a_difference_prove_nothing(cascade: Cascade) -> None:
    assert not {"spend", "impressions"} & set(family(cascade, ("Plan", "Neu", "Rest"), (7.0, 9.0, 11.0)))


@pytest.mark.parametrize(
    ("names", "compared"),
    [
        (("Plan", "Ergebnis", "Differenz"), SHARE),
        (("予定", "実数", "差分"), LESS),
        (("Booked", "Actual", "Diff"), LESS),
    ],
)
def test_a_difference_beside_them_proves_what_was_delivered(
    cascade: Cascade, names: tuple[str, ...], compared: tuple[float, ...]
) -> None:
    fields = ["planned_budget", "spend", None, "planned_impressions", "impressions", None]
    assert family(cascade, names, compared) == fields


def test_a_measure_of_no_stage_is_what_was_delivered(cascade: Cascade) -> None:
    """Nobody knows the word for it: the third column proves it."""
    assert family(cascade, ("Plan", "Plnění", "%"), SHARE, ("Clicks",)) == [None, "clicks", None]


@pytest.mark.parametrize(("compared", "field"), [((7.0, 9.0, 11.0), "planned_budget"), (SHARE, None)])
def test_an_index_right_of_both_is_no_second_budget(
    cascade: Cascade, compared: tuple[float, ...], field: str | None
) -> None:
    columns = [SourceColumn("Vendor", ("Alder", "Birch", "Cedar"))]
    for name, numbers in (
        ("Planbudget Soll", PLANNED),
        ("Planbudget Ist", DELIVERED),
        ("Planbudget Index", compared),
    ):
        columns.append(SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers))
    assert [one.field for one in cascade.suggest(columns)][1:] == ["planned_budget", "spend", field]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (("Planlanan hacim", "Gerçekleşen hacim"), ("Plan", "Gerçekleşen")),
        (("Planned volume", "Actual volume"), ("Plan", "Actuals")),
        (("Planned spots", "Actual spots"), ("", "")),
    ],
)
def test_a_delivered_volume_is_not_the_planned_one(
    cascade: Cascade, names: tuple[str, str], groups: tuple[str, str]
) -> None:
    columns = [SourceColumn("Vendor", ("Alder", "Birch", "Cedar"))]
    for name, group, numbers in zip(names, groups, (PLANNED, DELIVERED), strict=True):
        text = f"{group}{ABOVE}{name}" if group else name
        columns.append(SourceColumn(text, tuple(f"{n:.0f}" for n in numbers), group=group, numbers=numbers))
    planned, delivered = [one.field for one in cascade.suggest(columns)][1:]
    assert planned in ("planned_units", "spots")
    assert delivered is None


@pytest.mark.parametrize("header", ["Clics Δ %", "Clics Index"])
def test_a_percent_right_of_both_is_no_rate_of_them(cascade: Cascade, header: str) -> None:
    columns = [SourceColumn("Régie", ("Alder", "Birch", "Cedar"))]
    for name, numbers in (("Clics Prévu", PLANNED), ("Clics Réel", DELIVERED), (header, SHARE)):
        columns.append(SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers))
    assert cascade.suggest(columns)[-1].field is None


@pytest.mark.parametrize("headers", [("Klick Plan", "Klick Utfall"), ("Tıklama Plan", "Tıklama Gerçekleşen")])
def test_what_was_delivered_beside_a_plan_is_no_doubt(cascade: Cascade, headers: tuple[str, str]) -> None:
    columns = [SourceColumn("Vendor", ("Alder", "Birch", "Cedar"))]
    for name, numbers in zip(headers, (PLANNED, DELIVERED), strict=True):
        columns.append(SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers))
    last = cascade.suggest(columns)[-1]
    assert last.field == "clicks" and last.confidence >= 0.85


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("Clicks", "Actual clicks"), ["clicks", "clicks"]),
        (("Spend", "Net cost"), ["spend", "net_cost"]),
        (("Cost", "Actual cost"), ["planned_budget", "spend"]),
        (("Verba BRL", "Verba realizada BRL"), ["planned_budget", "spend"]),
        (("Impressions", "Delivered impressions"), ["planned_impressions", "impressions"]),
    ],
)
def test_beside_what_was_delivered_the_bare_column_is_the_plan(
    cascade: Cascade, headers: tuple[str, ...], fields: list[str]
) -> None:
    columns = [
        SourceColumn(header, tuple(map(str, numbers)), numbers=numbers)
        for header, numbers in zip(headers, (PLANNED, DELIVERED), strict=True)
    ]
    found = cascade.suggest([SourceColumn("Vendor", ("Alder", "Birch", "Cedar")), *columns])
    assert [one.field for one in found][1:] == fields
