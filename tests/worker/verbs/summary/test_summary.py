"""An export in short: what was decided, what was left out, and what it adds up to."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker import settings
from worker.plans.files.reading import read_book
from worker.service import MediaMapper
from worker.shapes.review import PlanChoices
from worker.shapes.summary import ColumnNote, Summary
from worker.verbs.summary import summary

EXAMPLES = Path(__file__).parents[4] / "examples"


@pytest.fixture
def short(tmp_path: Path) -> Summary:
    """Of the flowchart, of which a person decided two columns."""
    mapper = MediaMapper(settings.load(str(tmp_path), llm=False))
    book = read_book(EXAMPLES / "weekly_tv_digital_en" / "plan.xlsx", settings=mapper.settings)
    chosen = PlanChoices(by_header={"Vendor": "publisher", "GRPs": None})
    export = mapper.export(book, mapper.map(book), chosen, learn=False)
    mapper.close()
    return summary.summary_of(export)


def test_the_sums_are_those_of_the_rows(short: Summary) -> None:
    assert (short.rows, short.lines, short.settled) == (68, 8, True)
    assert [measure.name for measure in short.measures] == ["net_cost", "planned_impressions"]
    for one in (short.totals, *short.breakdowns):
        sums = [round(sum(column), 2) for column in zip(*(row.amounts for row in one.rows), strict=True)]
        assert sums == [721729.66, 26_000_000.0]
    assert short.months and round(sum(map(sum, short.months.amounts)), 2) == 721729.66
    assert short.flighting and round(sum(line.amount for line in short.flighting.lines), 2) == 721729.66


def test_what_a_person_decided_is_said(short: Summary) -> None:
    assert short.decisions == (
        ColumnNote("Flowchart 2026!C", "Vendor", "Publisher", summary.HERE),
        ColumnNote("Flowchart 2026!H", "GRPs", None, summary.HERE),
    )


def test_what_has_no_field_is_said_with_the_reason(short: Summary) -> None:
    reasons = {note.header: note.reason for note in short.left_out}
    assert list(reasons) == ["GRPs", "Margin GBP", "Margin %"]
    assert "no column for" in reasons["Margin GBP"]
