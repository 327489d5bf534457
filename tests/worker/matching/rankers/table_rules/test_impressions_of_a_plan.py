"""Impressions beside what is agreed before a campaign, and beside what was delivered."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

COUNTS = ("120000", "88000", "431000")


def field_of_counts(cascade: Cascade, headers: list[str], counts: str) -> str | None:
    columns = [SourceColumn(header, ()) for header in headers] + [SourceColumn(counts, COUNTS)]
    return cascade.suggest(columns)[-1].field


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        (["Date", "Campaign", "Clicks", "Cost"], "Impressions"),
        (["Start date", "End date", "Clicks", "Amount spent"], "Impressions"),
        (["Start date", "End date", "Budget", "Clicks"], "Impressions"),
        (["Start date", "End date", "Rate", "Net cost", "Actual cost"], "Impressions"),
        (["Start date", "End date", "Rate", "Net cost", "Planned impressions"], "Impressions"),
        (["Start date", "End date", "Rate", "Net cost"], "Actual impressions"),
        (["Start date", "End date", "Clicks", "CPM", "Net cost"], "Impressions"),
    ],
)
def test_impressions_of_a_report_stay(cascade: Cascade, headers: list[str], counts: str) -> None:
    assert field_of_counts(cascade, headers, counts) == "impressions"


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        (["Placement", "Flight start", "Flight end", "Net rate", "Total net cost"], "Impressions (000)"),
        (["Site", "Start date", "End date", "Rate type", "Budget"], "IMPS"),
        (["Site", "Start date", "CPM", "Net cost"], "Impressions"),
        (["Channel", "Buying type", "CTR estimate", "Net cost"], "Impressions"),
        (["Medium", "Beginn", "Ende", "Einheitspreis", "Nettokosten"], "Impressions"),
        (["Soporte", "Inicio", "Fin", "Tarifa", "Costo neto"], "Impresiones"),
    ],
)
def test_impressions_of_a_plan_are_planned(cascade: Cascade, headers: list[str], counts: str) -> None:
    assert field_of_counts(cascade, headers, counts) == "planned_impressions"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (("450", "300", "920"), "impressions"),
        (("Y", "N", "Y"), "planned_impressions"),
        (("Yes, by 1x1 tags", "3P tracking", "no"), "planned_impressions"),
    ],
)
def test_a_column_of_answers_has_no_stage(cascade: Cascade, answers: tuple[str, ...], field: str) -> None:
    columns = [SourceColumn(header, ()) for header in ("Start date", "End date", "Rate", "Net cost")]
    columns += [SourceColumn("Site served", answers), SourceColumn("Impressions", COUNTS)]
    assert cascade.suggest(columns)[-1].field == field
