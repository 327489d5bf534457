"""Bare money beside what is agreed before a campaign, and beside what was delivered."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

MONEY = ("1200.5", "880.25", "4310.0")


def field_of_money(cascade: Cascade, headers: list[str], money: str) -> str | None:
    """What *money* becomes beside *headers*."""
    columns = [SourceColumn(header, ()) for header in headers] + [SourceColumn(money, MONEY)]
    return cascade.suggest(columns)[-1].field


@pytest.mark.parametrize(
    ("headers", "money", "field"),
    [
        (["Day", "Campaign", "Impressions", "Clicks"], "Cost", "spend"),
        (["Date", "Kampagne", "Impressionen", "Klicks"], "Kosten", "spend"),
        (["Datum", "Zobrazení", "Prokliky", "CTR", "Prům. CPC"], "Cena", "spend"),
        (["Date", "Impressions", "Clicks"], "Net cost", "net_cost"),
        (["Date", "Impressions", "Clicks"], "Daily budget", "planned_budget"),
        (["Start date", "End date", "Impressions", "Actual clicks"], "Cost", "spend"),
        (["Start date", "End date", "Impressions", "Clicks"], "Amount spent", "spend"),
        (["Start date", "End date", "Est. impressions", "Clicks"], "Actual cost", "spend"),
        (["Market", "Network", "GRPs delivered"], "Actual spend", "spend"),
        (["Campaign", "Clicks", "CPC"], "Spend", "spend"),
        (["Start date", "End date", "Results", "Impressions", "Unit rate"], "Amount spent", "spend"),
        (["Start date", "End date", "Planned impressions", "Planned budget"], "Spend", "spend"),
    ],
)
def test_money_of_a_report_stays_spent(cascade: Cascade, headers: list[str], money: str, field: str) -> None:
    """Days with results, and money that says itself that it was spent."""
    assert field_of_money(cascade, headers, money) == field


@pytest.mark.parametrize(
    ("headers", "money"),
    [
        (["Start date", "End date", "Buy type", "Unit rate"], "Cost"),
        (["From", "End", "Est. impressions", "Clicks", "CPC"], "Cost (£)"),
        (["Beginn", "Ende", "Geplante Impressions", "Klicks"], "Kosten"),
        (["Data rozpoczęcia", "CTR %", "Kliknięcia", "Wynagrodzenie agencji, PLN"], "Koszt, PLN"),
        (["Start date", "Clicks", "CPC", "Agency fee"], "Cost"),
        (["Wk commencing", "Volume", "Rate", "Forecast leads"], "Media cost"),
        (["Market", "Network", "Total TARPs", "CPT"], "Spend"),
        (["채널", "시작일", "종료일", "회수", "GRPs"], "집행금액"),
    ],
)
def test_money_of_a_plan_is_planned(cascade: Cascade, headers: list[str], money: str) -> None:
    """Prices, estimates or an agency's fee beside flights."""
    assert field_of_money(cascade, headers, money) in ("net_cost", "planned_budget")


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (("2026-03-02", "2026-03-03", "2026-03-04"), "spend"),
        (("Nov 2–6", "Apr 20–24", "Jun 29 – Jul 2"), "net_cost"),
    ],
)
def test_spans_under_date_are_flights_and_no_days_of_delivery(
    cascade: Cascade, days: tuple[str, ...], field: str
) -> None:
    columns = [
        SourceColumn("Event", ("A", "B", "C")),
        SourceColumn("Cost", MONEY),
        SourceColumn("Date", days),
    ]
    assert cascade.suggest(columns)[1].field == field


@pytest.mark.parametrize(("clicks", "planned"), [("클릭", False), ("예상 클릭", True)])
def test_expected_results_beside_flights_in_one_column(cascade: Cascade, clicks: str, planned: bool) -> None:
    """'광고비' is what is paid or what was paid."""
    columns = [
        SourceColumn("집행기간", ("26.10.01~10.31", "26.10.06~11.05")),
        *(SourceColumn(header, ("4000", "650")) for header in ("노출", clicks)),
        SourceColumn("광고비", MONEY),
    ]
    assert (cascade.suggest(columns)[-1].field in ("net_cost", "planned_budget")) is planned


@pytest.mark.parametrize(
    ("headers", "money", "field"),
    [
        (["Channel", "Publisher", "Budget"], "Cost", "spend"),
        (["Channel", "Start date", "End date"], "Spend", "spend"),
        (["Channel", "Conversions"], "Value", "revenue"),
        (["Channel", "Net cost"], "Value", "revenue"),
        (["Channel", "Start date", "End date"], "Revenue", "revenue"),
    ],
)
def test_money_that_may_be_spent_stays(cascade: Cascade, headers: list[str], money: str, field: str) -> None:
    """Beside a budget it may be what was spent of it; words of spent money and of sales are no bare ones."""
    assert field_of_money(cascade, headers, money) == field


@pytest.mark.parametrize(
    ("headers", "money"),
    [
        (["Channel", "Publisher", "Start date", "End date"], "Cost"),
        (["Channel", "Publisher"], "Costs"),
        (["Channel", "Publisher", "Start date", "End date", "Impressions"], "Cost"),
        (["Influencer", "Followers", "Impressions"], "Cost"),
        (["平台", "频道"], "费用"),
        (["Kanal", "Medium", "Beginn", "Ende"], "Wert"),
        (["Channel", "Publisher"], "Value"),
        (["Csatorna", "Kezdés", "Vége"], "Érték"),
        (["Kanal", "Media", "Antal", "Styckpris"], "Värde"),
        (["媒体社", "サイズ", "掲出期間"], "実施料金"),
        (["平台", "达人昵称", "合作形式"], "执行价"),
    ],
)
def test_bare_money_without_results_is_planned(cascade: Cascade, headers: list[str], money: str) -> None:
    """Nothing has run yet: neither clicks nor days with results."""
    assert field_of_money(cascade, headers, money) in ("net_cost", "planned_budget")


def test_an_amount_of_unknown_name_is_no_spent_money(cascade: Cascade) -> None:
    """'Året' adds up months: it may be a budget."""
    year = SourceColumn("Året", MONEY, summed=True, adds_periods=True)
    suggestion = cascade.suggest([SourceColumn("Kanal", ("Search",)), year])[-1]
    assert [other.field for other in suggestion.alternatives] == ["planned_budget"]


def test_spent_money_stays_an_alternative(cascade: Cascade) -> None:
    columns = [SourceColumn("Channel", ("TV", "Radio")), SourceColumn("Cost", MONEY)]
    suggestion = cascade.suggest(columns)[-1]
    assert "spend" in [other.field for other in suggestion.alternatives]


@pytest.mark.parametrize(
    ("headers", "samples"), [(["Media Cost"], ()), (["Media Cost"], MONEY), (["Media Cost", "Start"], ())]
)
def test_headers_that_are_asked_alone_are_no_plan(
    cascade: Cascade, headers: list[str], samples: tuple[str, ...]
) -> None:
    assert cascade.suggest([SourceColumn(header, samples) for header in headers])[0].field == "spend"


def test_a_report_with_ranges_of_days_and_targets_is_no_plan(cascade: Cascade) -> None:
    ranges = ("Nov 09, 2025 - Nov 27, 2025", "Sep 08, 2025 - Jan 18, 2026", "Sep 14, 2025 - Sep 28, 2025")
    columns = [
        SourceColumn("Date range", ranges),
        SourceColumn("Target match type", ("BROAD", "EXACT", "BROAD")),
        SourceColumn("Impressions", ("2", "105", "24")),
        SourceColumn("Clicks", ("1", "2", "4")),
        SourceColumn("CPC", ("0.54", "0.37", "0.55")),
        SourceColumn("Total cost", ("0.54", "0.74", "2.20")),
        SourceColumn("Purchases", ("0", "1", "15")),
    ]
    assert cascade.suggest(columns)[5].field == "spend"
