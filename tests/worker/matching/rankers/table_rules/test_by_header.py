"""What a header says of its column besides the name: a question, a count, a price's discount; over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn, Suggestion


def suggestion(cascade: Cascade, header: str, *samples: str) -> Suggestion:
    return cascade.suggest([SourceColumn(header, samples)])[0]


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Spend?", ("1,200", "950"), "spend"),
        ("Start?", ("2026-03-01",), "start_date"),
        ("Targeting (broad/narrow)", (), "audience"),
        ("有効クリック数", (), "clicks"),
        # a number that stands for a name, names that are counted nowhere
        ("PO number", (), "insertion_order"),
        ("Campaign No.", (), "campaign_id"),
        ("Number of spots", (), "spots"),
        ("Total impressions", (), "impressions"),
        ("City", (), "market"),
        # prices of which a sort of money is all that is known
        ("Net cost after discount", (), "net_cost"),
        ("CPM", (), "cpm"),
    ],
)
def test_the_name_decides(cascade: Cascade, header: str, samples: tuple[str, ...], field: str) -> None:
    assert suggestion(cascade, header, *samples).field == field


@pytest.mark.parametrize(
    "header",
    ["Within budget?", "Guaranteed (Y/N)", "Targeting yes / no", "Ziel (ja/nein)", "Таргетинг (да/нет)", "タイアップ有無",
     "是否定向", "타겟팅 여부"],
)  # fmt: skip
def test_a_question_is_left_open(cascade: Cascade, header: str) -> None:
    answer = suggestion(cascade, header)
    assert answer.field is None
    assert "a yes or a no" in answer.reason


@pytest.mark.parametrize(
    "header",
    [
        "Number of cities",
        "Total publishers",
        "Anzahl Städte",
        "Nombre de formats",
        "Количество каналов",
        "城市数量",
        "# of formats",
    ],
)
def test_a_count_of_names_is_left_open(cascade: Cascade, header: str) -> None:
    answer = suggestion(cascade, header)
    assert answer.field is None
    assert "how many" in answer.reason


@pytest.mark.parametrize(
    "header",
    ["Number of days", "Anzahl Tage", "Nombre de semaines", "Numero giorni", "Número de días", "Quantidade de meses",
     "Liczba dni", "Antal veckor", "Gün sayısı", "Количество дней", "кількість тижнів", "天数", "掲載日数", "집행일수",
     "عدد الأيام", "Số ngày", "Päivien määrä", "Αριθμός ημερών"],
)  # fmt: skip
def test_a_length_of_time_is_no_unit(cascade: Cascade, header: str) -> None:
    assert suggestion(cascade, header, "14", "28").field is None


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        # numbers that may be how many there are, and names that have ids
        ("No. of purchases", ("12", "15"), "conversions"),
        ("Spot ID", (), "placement_id"),
        # ids of what is counted
        ("Purchase_ID", ("100234", "100235", "100236"), None),
        ("Lead ID", (), None),
        ("Impression ID", ("8a7f",), None),
        ("Revenue ID", ("7", "8"), None),
    ],
)
def test_an_id_of_a_figure_is_no_figure(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    assert suggestion(cascade, header, *samples).field == field


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        # a figure is another one by what stands before it, and an ID alone may be of anything
        ("Viral landing page clicks", (), None),
        ("Legacy ID", (), None),
        ("gallery_item_id", (), None),
        ("existing_campaign_id", ("yes", "no"), None),
        # whose or which
        ("Self serve campaign name", (), "campaign_name"),
        ("existing_campaign_id", ("120210984512",), "campaign_id"),
        ("Old system placement ID", (), "placement_id"),
    ],
)
def test_a_name_at_the_end_is_the_name(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    assert suggestion(cascade, header, *samples).field == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        # a thing by its name, and prices with a name of their own
        ("Country / region", "market"),
        ("Placement", "placement"),
        ("Cost / conv.", "cpa"),
        ("Kosten/Klick", "cpc"),
        # what one costs
        ("Cost/Placement", "unit_rate"),
        ("Rate / ad", "unit_rate"),
        ("Price/panel", "unit_rate"),
    ],
)
def test_what_a_thing_costs_is_not_the_thing(cascade: Cascade, header: str, field: str) -> None:
    assert suggestion(cascade, header).field == field


def test_words_under_a_price_are_names(cascade: Cascade) -> None:
    assert suggestion(cascade, "Cost/Placement", "Homepage", "Pre-roll").field != "unit_rate"


def test_words_in_a_column_of_a_count_are_names(cascade: Cascade) -> None:
    assert suggestion(cascade, "Total market", "Berlin", "Hamburg").field == "market"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("CPM after discount", "cpm"), ("CPM nach Rabatt", "cpm"), ("CPM remise déduite", "cpm"),
        ("CPC con descuento", "cpc"), ("CPM с учетом скидки", "cpm"),
    ],
)  # fmt: skip
def test_a_price_in_full_stays_one(cascade: Cascade, header: str, field: str) -> None:
    assert suggestion(cascade, header).field == field
