"""The facts beside a table."""

from __future__ import annotations

from datetime import datetime

import pytest

from worker.plans.brief.brief import read_brief
from worker.shapes.grid import Grid
from worker.shapes.layout import Table


def read(*rows, tables=(), of=None):
    width = max(len(row) for row in rows)
    grid = Grid("Plan", [[*row, *[None] * (width - len(row))] for row in rows])
    return read_brief(grid, of if of is not None else range(1, len(rows) + 1), tables)


AUTUMN = (("start_date", "2026-09-14"), ("end_date", "2026-10-11"))


def facts(items):
    return [(item.field, item.value) for item in items]


@pytest.mark.parametrize(
    "row",
    [
        ["Media plan"],
        [None, 5],
        ["The plan was drawn up with the client and holds for all lines below"],
        ["https://example.org/a"],
        ["08:00"],
        ["TV", "Spot", "Prime", 100],
        ["Client:", None, "Brand:"],
    ],
)
def test_says_no_fact(row):
    assert facts(read(row)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["Client: Acme"], [("advertiser", "Acme")]),
        (["Client", "Acme"], [("advertiser", "Acme")]),
        (["Client:", None, None, "Acme"], [("advertiser", "Acme")]),
        (["Client - Acme"], [("advertiser", "Acme")]),
        (["Client / Advertiser", "Acme"], [("advertiser", "Acme")]),
        (["Client:", "Acme", None, "Market:", "DE"], [("advertiser", "Acme"), ("market", "DE")]),
        (["Client: Acme\nBrand: Rocket"], [("advertiser", "Acme"), ("brand", "Rocket")]),
        (
            ["Campaign: Autumn | 14.09.2026 – 11.10.2026 | prices in Kč"],
            [("campaign_name", "Autumn"), ("currency", "CZK"), *AUTUMN],
        ),
        (["Planner", "Jane"], [(None, "Jane")]),
        (["Sales region code:", "X"], [(None, "X")]),
        (["Budget", 5000], [(None, "5000")]),
        (["Рекламодатель:", "Ромашка"], [("advertiser", "Ромашка")]),
        (["广告主：花花"], [("advertiser", "花花")]),
        (["캠페인명", "봄"], [("campaign_name", "봄")]),
        (["キャンペーン名", "春"], [("campaign_name", "春")]),
        (["Zielgruppe: E 14-49"], [("audience", "E 14-49")]),
        (["العميل", "شركة"], [("advertiser", "شركة")]),
        (["Currency", "€"], [("currency", "EUR")]),
        (["Валюта: руб."], [("currency", "руб.")]),
        (["All prices in USD"], [("currency", "USD")]),
        (["Бюджет, тыс. руб."], [("currency", "руб")]),
        (["Plan in EUR and USD"], []),
        (["Media Plan 2026"], [(None, "2026")]),
        (["Plan 2026 (was 2024)"], []),
    ],
)
def test_facts_of_one_row(row, expected):
    assert facts(read(row)) == expected


FLIGHT = [("start_date", "2026-01-05"), ("end_date", "2026-03-31")]


@pytest.mark.parametrize(
    "row",
    [
        ["Period: 05.01.-31.03.2026"],
        ["Klient: Acme; termin: 5.01-31.03.2026; waluta PLN netto"],
        ["Flight: 5 Jan - 31 Mar 2026, 12 weeks on air"],
        ["Flight", "5 Jan - 31 Mar 2026"],
        ["Flight", datetime(2026, 1, 5), "-", datetime(2026, 3, 31)],
        ["Период размещения", "с 5 января по 31 марта 2026 г."],
        ["投放周期：2026年1月5日至2026年3月31日"],
        ["Start", "05.01.2026", "End", "31.03.2026"],
        ["Start date:", "01/05/2026", "End date:", "03/31/2026"],
    ],
)
def test_a_flight_is_two_days(row):
    assert [fact for fact in facts(read(row)) if fact[0] in ("start_date", "end_date")] == FLIGHT


def test_a_flight_that_can_not_be_read_stays_text_without_a_field():
    assert facts(read(["Period", "TBD"])) == [(None, "TBD")]


def test_a_day_that_reads_two_ways_stays_as_it_was_written():
    assert ("start_date", "03/04/2026") in facts(read(["Start", "03/04/2026"]))


def test_labels_over_their_values():
    items = read(["Client", "Brand"], ["Acme", "Rocket"])
    assert facts(items) == [("advertiser", "Acme"), ("brand", "Rocket")]


def test_places_are_those_of_the_labels():
    item = read([None], [None, "Client", "Acme"])[0]
    assert (item.label, item.row, item.column) == ("Client", 2, 2)


def test_beside_a_table_its_own_cells_are_no_brief():
    table = Table((1,), 2, 3, 1, 2, ())
    items = read(
        ["Client", "Brand", None, "Market:", "DE"],
        ["Acme", "R", None],
        ["B", "S", None],
        tables=[table],
        of=[],
    )
    assert facts(items) == [("market", "DE")]


@pytest.mark.parametrize(
    "label", ["Month", "Місяць розміщення", "Einsatzmonat", "Mois de diffusion", "Месяц размещения", "Mes"]
)
def test_a_month_is_a_flight(label):
    assert facts(read([f"{label}:", "05.2026"])) == [("start_date", "2026-05-01"), ("end_date", "2026-05-31")]


@pytest.mark.parametrize(
    ("title", "currency"),
    [
        ("6 ft banner", None),
        ("Értékek: Ft, ÁFA nélkül", "HUF"),
        ("x € 1.000, excl. btw", "EUR"),
        ("$ 5,000", None),
    ],
)
def test_a_note_names_the_currency(title, currency):
    assert dict(facts(read([title]))).get("currency") == currency
