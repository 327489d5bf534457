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
